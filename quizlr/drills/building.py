"""From the names of a drawing to what is asked: truths, slips, options, ranks, worked steps."""

from __future__ import annotations

import math
from collections.abc import Mapping

from quizlr.drills.code import code_span
from quizlr.drills.compiled import (
    Compiled,
    CompiledChoice,
    CompiledNumber,
    CompiledOption,
    CompiledOrder,
    CompiledPart,
    CompiledSlip,
    CompiledStep,
)
from quizlr.drills.rounding import rounded
from quizlr.drills.shapes import cells, is_finite, shape, shape_in_words
from quizlr.drills.slips import sentence
from quizlr.drills.variant import (
    Asked,
    AskedChoice,
    AskedNumber,
    AskedOption,
    AskedOrder,
    AskedOrderSlip,
    WorkedStep,
)
from quizlr.errors import QuizlrError
from quizlr.expressions import ComputedText, Expression, ExpressionError, evaluate, format_value
from quizlr.model import Quantity, Slip, Value

Names = Mapping[str, Value | str]


class RejectedError(QuizlrError):
    """This drawing cannot be used, as a constraint of the template fails."""

    def __init__(self, where: str, why: str) -> None:
        self.where = where
        """The field, the same for each drawing that fails here."""
        super().__init__(f"{where} {why}")


class CollisionError(RejectedError):
    """The truth and a slip, or two slips, cannot be told apart."""

    def __init__(self, path: str, one: str, other: str) -> None:
        super().__init__(f"{path} ({one}, {other})", "come within three tolerances of each other")


def derived_names(compiled: Compiled, drawn: Names) -> dict[str, Value | str]:
    """The drawn values, `let` in order, and what Python derives."""
    names = dict(drawn)
    for name, expression in compiled.let:
        names[name] = value_of(expression, names, f"let.{name}")
    derive = compiled.template.derive
    if derive is not None:
        names.update(derive(names))
    return names


def check_required(compiled: Compiled, names: Names) -> None:
    """Refuse a drawing for which a requirement does not hold.

    Raises:
        RejectedError: naming the first that does not.
    """
    for place, expression in enumerate(compiled.require):
        if not is_true(value_of(expression, names, f"require[{place}]")):
            raise RejectedError(f"require[{place}]", f"({expression.text}) does not hold")


def build_part(part: CompiledPart, names: dict[str, Value | str]) -> Asked:
    """A part of this drawing; a number part adds its truth to `names`.

    Raises:
        RejectedError: it has no usable answer for these names.
    """
    if isinstance(part, CompiledNumber):
        return build_number(part, names)
    if isinstance(part, CompiledChoice):
        return _choice(part, names)
    return _order(part, names)


def build_number(part: CompiledNumber, names: dict[str, Value | str]) -> AskedNumber:
    """A number part; its truth becomes a name."""
    ask = filled(part.ask, names, f"{part.path}.ask")
    truth = value_of(part.answer, names, f"{part.path}.answer")
    if not part.rule.allow_nonfinite and not is_finite(truth):
        raise RejectedError(f"{part.path}.answer", "is not finite")
    names[part.rule.name] = truth
    found = (_slip(slip, names, truth) for slip in part.slips)
    quantity = Quantity(
        truth=truth,
        form=part.rule.form,
        tolerance=part.rule.tolerance,
        digits=part.rule.digits,
        unit=part.rule.unit,
        note=part.rule.note,
        slips=tuple(slip for slip in found if slip is not None),
    )
    return AskedNumber(name=part.rule.name, ask=ask, quantity=quantity)


def build_step(step: CompiledStep, names: Names) -> WorkedStep:
    """A line of the worked solution."""
    value = value_of(step.show, names, f"{step.path}.show")
    shown = format_value(rounded(value, step.digits), "")
    return WorkedStep(say=filled(step.say, names, f"{step.path}.say"), value=value, shown=shown)


def value_of(expression: Expression, names: Names, path: str) -> Value:
    """The value of an expression.

    Raises:
        RejectedError: it has none for these names.
    """
    try:
        return evaluate(expression, names)
    except ExpressionError as error:
        raise RejectedError(path, f"has no value ({error.message})") from error


def filled(text: ComputedText, names: Names, path: str) -> str:
    """A text with its computed values.

    Raises:
        RejectedError: one of them has no value for these names.
    """
    try:
        return text.fill(names)
    except ExpressionError as error:
        raise RejectedError(path, f"cannot be shown ({error.message})") from error


def is_true(value: Value) -> bool:
    """Whether a condition holds: a number that is not 0 (and not nan), or all of several."""
    return all(cell != 0 and not math.isnan(cell) for cell in cells(value))


def _slip(slip: CompiledSlip, names: Names, truth: Value) -> Slip | None:
    value = value_of(slip.value, names, slip.path)
    if any(map(math.isnan, cells(value))):
        return None
    if shape(value) != shape(truth):
        raise RejectedError(
            slip.path, f"gives {shape_in_words(value)}, the answer is {shape_in_words(truth)}"
        )
    return Slip(id=slip.id, value=value, say=_say(slip, names))


def _say(slip: CompiledSlip, names: Names) -> str:
    return filled(slip.say, names, f"{slip.path}.say") or sentence(slip.id)


def _choice(part: CompiledChoice, names: Names) -> AskedChoice:
    is_code = part.rule.is_code
    options = tuple(_option(option, names, is_code=is_code) for option in part.options)
    right = sum(option.is_correct for option in options)
    if right != 1:
        how_many = "no option is" if right == 0 else "several options are"
        raise RejectedError(f"{part.path}.options", f"do not fit: {how_many} right")
    if not is_code and len({option.text for option in options}) < len(options):
        raise RejectedError(f"{part.path}.options", "do not fit: two read the same")
    return AskedChoice(
        name=part.rule.name,
        ask=filled(part.ask, names, f"{part.path}.ask"),
        options=options,
        shuffle=part.rule.shuffle,
        is_code=is_code,
    )


def _option(option: CompiledOption, names: Names, *, is_code: bool) -> AskedOption:
    text = filled(option.text, names, f"{option.path}.text")
    return AskedOption(
        text=code_span(text) if is_code else text,
        is_correct=is_true(value_of(option.correct, names, f"{option.path}.correct")),
        why=filled(option.why, names, f"{option.path}.why"),
        slip=option.rule.slip,
    )


def _order(part: CompiledOrder, names: Names) -> AskedOrder:
    ranks = _ranks(value_of(part.by, names, f"{part.path}.by"), len(part.items), part.path)
    if ranks is None:
        raise RejectedError(f"{part.path}.by", "is not a number for each item")
    slips = []
    for slip in part.slips:
        wrong = _ranks(value_of(slip.value, names, slip.path), len(part.items), slip.path)
        if wrong is not None:
            slips.append(AskedOrderSlip(id=slip.id, ranks=wrong, say=_say(slip, names)))
    return AskedOrder(
        name=part.rule.name,
        ask=filled(part.ask, names, f"{part.path}.ask"),
        items=tuple(filled(item, names, f"{part.path}.items") for item in part.items),
        ranks=ranks,
        slips=tuple(slips),
    )


def _ranks(value: Value, size: int, path: str) -> tuple[int, ...] | None:
    """The place of each item by its number, equal numbers sharing one; None for nan."""
    keys = tuple(cells(value))
    if len(keys) != size:
        raise RejectedError(path, f"gives {len(keys)} numbers for {size} items")
    if any(map(math.isnan, keys)):
        return None
    # Twelve digits, so that noise in the last bits does not break a tie.
    told_apart = [float(f"{key:.12g}") for key in keys]
    places = {key: place for place, key in enumerate(sorted(set(told_apart)))}
    return tuple(places[key] for key in told_apart)
