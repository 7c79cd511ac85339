"""An author's own tests: what a given answer to a given variant must be judged."""

from __future__ import annotations

from collections.abc import Iterator

from quizlr.drills.answering import PartAnswer, together
from quizlr.drills.faults import TemplateError, TemplateFault
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary
from quizlr.drills.template import Example, Template
from quizlr.drills.variant import Asked, AskedChoice, AskedNumber, Variant
from quizlr.model import Answer, Arranged, Grade, Picked, TypedText, Verdict


def example_faults(template: Template) -> Iterator[TemplateFault]:
    """The examples that do not hold, or that cannot be tried."""
    for place, example in enumerate(template.examples):
        message = _mismatch(template, example)
        if message:
            yield TemplateFault(f"examples[{place}]", 0, message, "drill-example")


def read_answer(variant: Variant, text: str) -> Answer | None:
    """An answer written as one text; None if it does not fit.

    Of several parts one line each. A number is typed as a learner would, an option is its number
    in the author's list (from 1), an order the numbers of the items: `2 1 3`.
    """
    lines = [text] if len(variant.parts) == 1 else text.strip().splitlines()
    if len(lines) != len(variant.parts):
        return None
    answers = [_read_part(part, line) for part, line in zip(variant.parts, lines, strict=True)]
    found = [answer for answer in answers if answer is not None]
    return together(found) if len(found) == len(answers) else None


def _read_part(part: Asked, text: str) -> PartAnswer | None:
    if isinstance(part, AskedNumber):
        return TypedText(text)
    numbers = text.replace(",", " ").split()
    if not all(number.isdecimal() for number in numbers):
        return None
    keys = tuple(int(number) - 1 for number in numbers)
    return Picked(keys) if isinstance(part, AskedChoice) else Arranged(keys)


def _mismatch(template: Template, example: Example) -> str:
    try:
        variant = vary(template, example.seed)
    except TemplateError as error:
        return f"Seed {example.seed} gives no variant: {error.reason}"
    answer = read_answer(variant, example.answer)
    if answer is None:
        return f"'{example.answer}' is no answer to this drill."
    judged = grade(variant, answer)
    told = _verdict(judged)
    if told == example.verdict:
        return ""
    return f"'{example.answer}' is judged {told}, not {example.verdict}: {judged.feedback}"


def _verdict(judged: Grade) -> str:
    is_slip = judged.verdict is Verdict.SLIP
    return f"{judged.verdict}:{judged.slip}" if is_slip else str(judged.verdict)
