"""Drawing a variant: numbers from the stream until they make a fair question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from quizlr.drills.building import (
    CollisionError,
    Names,
    RejectedError,
    build_part,
    build_step,
    check_required,
    derived_names,
    filled,
)
from quizlr.drills.compiled import Compiled, CompiledPart
from quizlr.drills.compiling import compile_template
from quizlr.drills.drawing import draw_one, streams
from quizlr.drills.faults import TemplateError
from quizlr.drills.separation import collision
from quizlr.drills.template import Template
from quizlr.drills.variant import Asked, Variant
from quizlr.model import Value

MOST_ATTEMPTS = 1_000


def vary(template: Template, seed: int) -> Variant:
    """The variant of a seed: the same for ever, as long as the template's version stays.

    A draw is refused where a requirement fails, the answer is not finite, a slip comes within
    three tolerances of the truth or of another slip, or a choice has not exactly one right option.

    Raises:
        TemplateError: the template has faults, or none of 1,000 draws could be used.
    """
    refused: list[RejectedError] = []
    for outcome in attempts(template, seed):
        if isinstance(outcome, Variant):
            return outcome
        refused.append(outcome)
    raise TemplateError(template.id, in_words(refused, len(refused)))


def attempts(template: Template, seed: int) -> Iterator[Variant | RejectedError]:
    """Draw by draw what comes of it, until one can be used or 1,000 could not.

    Raises:
        TemplateError: the template has faults.
    """
    compiled = compile_template(template)
    sources = streams(template, seed)
    for attempt in range(1, MOST_ATTEMPTS + 1):
        drawn = {draw.name: draw_one(draw, sources[draw.name]) for draw in compiled.draws}
        try:
            variant = _variant(compiled, seed, drawn, attempt)
        except RejectedError as refusal:
            yield refusal
        else:
            yield variant
            return


def in_words(refused: Sequence[RejectedError], draws: int) -> str:
    """Which constraint refused most of a number of draws."""
    where, times = Counter(refusal.where for refusal in refused).most_common(1)[0]
    example = next(refusal for refusal in refused if refusal.where == where)
    return f"in {times} of {draws} draws {example}."


def _variant(compiled: Compiled, seed: int, drawn: Names, attempt: int) -> Variant:
    names = derived_names(compiled, drawn)
    check_required(compiled, names)
    parts = tuple(_separated(part, names) for part in compiled.parts)
    return Variant(
        template=compiled.template,
        seed=seed,
        drawn=drawn,
        names=names,
        front=filled(compiled.front, names, "front"),
        parts=parts,
        steps=tuple(build_step(step, names) for step in compiled.steps),
        back=filled(compiled.back, names, "back"),
        attempts=attempt,
    )


def _separated(part: CompiledPart, names: dict[str, Value | str]) -> Asked:
    asked = build_part(part, names)
    if clash := collision(asked):
        one, other = clash
        raise CollisionError(part.path, one, other)
    return asked
