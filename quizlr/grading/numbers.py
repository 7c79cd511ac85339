"""Reading one number as people type it, with the digits that they typed.

`0.3567`, `.3567`, `3.567e-1`, `-1/3`, `−2` with any minus sign, `inf`, `-∞`, `nan`, and `45%` where
a percentage makes sense. What cannot be read is answered with a sentence that says what to type.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal

from quizlr.grading.wording import quoted
from quizlr.values import dataclass

LONGEST_NUMBER = 60
"""Characters of one number: enough for every float, and what keeps the arithmetic short."""

_LARGEST_EXPONENT = 400
_DIVISION = Context(prec=50)
_SAME = str.maketrans(dict.fromkeys("‐‑‒–—―−﹘﹣－", "-") | {"⁄": "/", "∕": "/", "∞": "inf"})
_SPACES = re.compile(r"\s+")
_SPACE_AT_SIGN = re.compile(r" ?/ ?| %")
_DECIMAL = re.compile(
    r"[+-]?(?=\.?[0-9])(?P<whole>[0-9]*)(?:\.(?P<part>[0-9]*))?(?:[eE](?P<exponent>[+-]?[0-9]+))?"
)
_ENDLESS = {"inf": "Infinity", "infinity": "Infinity", "nan": "NaN"}
_TWO_WAYS = re.compile(r"[+-]?[0-9]{1,3},[0-9]{3}")
_ARITHMETIC = re.compile(r"[*^()=√]|[0-9.]\s*[-+/]|\b(?:exp|ln|log|sqrt)\b|[0-9]\s*e\^")
_WORD_BEHIND = re.compile(r"(?P<number>[+-]?[0-9.]+)\s*(?P<word>[^\W\d_]+)")
_EXAMPLES = "Type a number such as 0.357, -2, 1/3 or 1e-3."


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number that was typed."""

    value: Decimal
    """May be infinite or nan; of a fraction, the quotient to 50 digits."""
    decimals: int | None
    """Digits typed after the point; -2 for `3e2` and `300`, which may say hundreds only; None if
    the text is exact: a fraction, infinity, nan."""
    significant: int
    """Digits typed from the first that is not 0, without the last zeros of a whole number; 0 where
    `decimals` is None."""
    is_fraction: bool = False
    is_percent: bool = False


def read_number(
    text: str, *, percent_is: Decimal | None = None
) -> tuple[Numeral, None] | tuple[None, str]:
    """The number in a text, or a sentence that says why there is none and what to type.

    Args:
        text: as typed; spaces around it do not matter.
        percent_is: what `1%` is worth, 0.01 of a probability; None refuses the sign.
    """
    if len(text.strip()) > LONGEST_NUMBER:
        return None, f"That is longer than {LONGEST_NUMBER} characters. Round it to a few digits."
    plain = same_signs(text)
    if not plain:
        return None, "Type a number first."
    if plain.endswith("%"):
        return _read_percent(plain, percent_is)
    if "/" in plain:
        return _read_fraction(plain)
    if endless := _ENDLESS.get(plain.lstrip("+-").casefold()):
        return _read_endless(plain, endless)
    return _read_decimal(plain)


def same_signs(text: str) -> str:
    """The text with one kind of minus, stroke and infinity, and no spaces that say nothing."""
    plain = _SPACES.sub(lambda run: "\n" if "\n" in run[0] else " ", text.translate(_SAME)).strip()
    return _SPACE_AT_SIGN.sub(lambda sign: sign[0].strip(), plain)


def _read_decimal(text: str) -> tuple[Numeral, None] | tuple[None, str]:
    match = _DECIMAL.fullmatch(text)
    if match is None:
        return None, _reason(text)
    exponent = (match["exponent"] or "0").lstrip("+")
    if len(exponent.lstrip("-0")) > 3 or abs(int(exponent)) > _LARGEST_EXPONENT:
        size = "small" if exponent.startswith("-") else "large"
        return None, f"{text} is too {size}: numbers here go from 1e-323 to 1e308."
    digits = (match["whole"] + (match["part"] or "")).lstrip("0")
    is_whole = match["part"] is None and match["exponent"] is None
    zeros = len(digits) - len(digits.rstrip("0")) if is_whole else 0
    numeral = Numeral(
        value=Decimal(text),
        decimals=len(match["part"] or "") - int(exponent) - zeros,
        significant=len(digits) - zeros,
    )
    return numeral, None


def _read_percent(text: str, percent_is: Decimal | None) -> tuple[Numeral, None] | tuple[None, str]:
    if "/" in text:
        return None, "Write a fraction or a percentage, not both in one."
    numeral, problem = _read_decimal(text[:-1].rstrip())
    if numeral is None or numeral.decimals is None:
        return None, problem or _reason(text)
    if percent_is is None:
        return None, "No percentage is wanted here: type the number without the % sign."
    scaled = Numeral(
        value=numeral.value * percent_is,
        decimals=numeral.decimals - percent_is.adjusted(),
        significant=numeral.significant,
        is_percent=True,
    )
    return scaled, None


def _read_fraction(text: str) -> tuple[Numeral, None] | tuple[None, str]:
    above, _, below = text.partition("/")
    if not (_DECIMAL.fullmatch(above) and _DECIMAL.fullmatch(below)):
        return None, _reason(text)
    numerator, problem = _read_decimal(above)
    denominator, problem_below = _read_decimal(below)
    if numerator is None or denominator is None:
        return None, problem or problem_below or _reason(text)
    if not denominator.value:
        instead = "inf or -inf for infinity" if numerator.value else "nan if it has no value"
        return None, f"{text} divides by 0. Type {instead}."
    value = _DIVISION.divide(numerator.value, denominator.value)
    return Numeral(value=value, decimals=None, significant=0, is_fraction=True), None


def _read_endless(text: str, word: str) -> tuple[Numeral, None] | tuple[None, str]:
    sign = text[: len(text) - len(text.lstrip("+-"))]
    if len(sign) > 1:
        return None, _reason(text)
    value = Decimal(word) if word == "NaN" else Decimal(sign + word)
    return Numeral(value=value, decimals=None, significant=0), None


# -- why a text is no number


def _reason(text: str) -> str:
    if "," in text:
        return _reason_for_commas(text)
    if "%" in text:
        return "Write the % sign once, at the end, as in 45%."
    if text.count(".") > 1 and re.fullmatch(r"[+-]?[0-9.]+", text):
        return f"{text} has {text.count('.')} points. A number has one, as in 1.52."
    if re.match(r"[+-]\s*[+-]", text):
        return "That begins with two signs. Write one, as in -2."
    if re.fullmatch(r"[+-]?[0-9.]+[eE][+-]?", text):
        return "The exponent is missing: write it as in 1e-3, which is 0.001."
    if re.fullmatch(r"[+-]?[0-9][0-9. ]*", text):
        return f"Write one number without spaces: {''.join(text.split())}."
    if (found := _WORD_BEHIND.fullmatch(text)) and _DECIMAL.fullmatch(found["number"]):
        return f"Type the number alone, without {quoted(found['word'])}: {found['number']}."
    if _ARITHMETIC.search(text.casefold()):
        return "Type the result. To calculate here, begin with =, as in =2*exp(-1)."
    return f"{quoted(text)} is not a number. {_EXAMPLES}"


def _reason_for_commas(text: str) -> str:
    if _TWO_WAYS.fullmatch(text):
        without, point = text.replace(",", ""), text.replace(",", ".")
        return f"{text} can be read in two ways. Write {without} or {point}."
    if text.rfind(",") > text.rfind(".") and text.count(",") == 1:
        guess = text.replace(".", "").replace(",", ".")
        because = "Decimals come after a point"
    else:
        guess, because = text.replace(",", ""), "Write it without commas"
    if re.search(r",\s", text) or not _DECIMAL.fullmatch(guess):
        return "One number is wanted here, without commas."
    return f"{because}: {guess}."
