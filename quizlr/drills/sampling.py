"""Drawing a variant: numbers from the stream until they make a fair question."""

from __future__ import annotations

from collections import Counter

from quizlr.drills.building import (
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
    compiled = compile_template(template)
    sources = streams(template, seed)
    refused: Counter[str] = Counter()
    reasons: dict[str, str] = {}
    for attempt in range(1, MOST_ATTEMPTS + 1):
        drawn = {draw.name: draw_one(draw, sources[draw.name]) for draw in compiled.draws}
        try:
            return _variant(compiled, seed, drawn, attempt)
        except RejectedError as why:
            refused[why.where] += 1
            reasons[why.where] = str(why)
    where, times = refused.most_common(1)[0]
    raise TemplateError(template.id, f"in {times} of {MOST_ATTEMPTS} draws {reasons[where]}.")


def _variant(compiled: Compiled, seed: int, drawn: Names, attempt: int) -> Variant:
    names = derived_names(compiled, drawn)
    check_required(compiled, names)
    front = filled(compiled.front, names, "front")
    parts = tuple(_separated(part, names) for part in compiled.parts)
    return Variant(
        template=compiled.template,
        seed=seed,
        drawn=drawn,
        names=names,
        front=front,
        parts=parts,
        steps=tuple(build_step(step, names) for step in compiled.steps),
        back=filled(compiled.back, names, "back"),
        attempts=attempt,
    )


def _separated(part: CompiledPart, names: dict[str, Value | str]) -> Asked:
    asked = build_part(part, names)
    if clash := collision(asked):
        one, other = clash
        raise RejectedError(f"{part.path} ({one}, {other})", "come within three tolerances")
    return asked
