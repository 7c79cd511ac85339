"""Drawing a variant: numbers from the stream until they make a fair question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import prod

from quizlr.drills.building import build_part, build_step, check_required, derive_names
from quizlr.drills.compiled import Compiled, CompiledPart
from quizlr.drills.compiling import compile_template
from quizlr.drills.drawing import draw_one, streams
from quizlr.drills.faults import TemplateError
from quizlr.drills.scope import CollisionError, RejectedError, Scope, SpentError, new_budget
from quizlr.drills.separation import collision, comparisons, too_near
from quizlr.drills.template import Template
from quizlr.drills.variant import Asked, Variant

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

    One draw is all where nothing is drawn.

    It ends earlier, with a `SpentError`, where the draws together ask for too much work.

    Raises:
        TemplateError: the template has faults.
    """
    compiled = compile_template(template)
    sources = streams(template, seed)
    budget = new_budget()
    most = MOST_ATTEMPTS if compiled.draws else 1
    for attempt in range(1, most + 1):
        drawn = {draw.name: draw_one(draw, sources[draw.name]) for draw in compiled.draws}
        outcome = _outcome(compiled, seed, Scope(drawn, budget), attempt)
        yield outcome
        if isinstance(outcome, Variant | SpentError):
            return


def in_words(refused: Sequence[RejectedError], draws: int) -> str:
    """Which constraint refused most of a number of draws."""
    if draws == 1:
        return f"{refused[0]}."
    where, times = Counter(refusal.where for refusal in refused).most_common(1)[0]
    example = next(refusal for refusal in refused if refusal.where == where)
    return f"in {times} of {draws} draws {example}."


def _outcome(compiled: Compiled, seed: int, scope: Scope, attempt: int) -> Variant | RejectedError:
    try:
        return _variant(compiled, seed, scope, attempt)
    except RejectedError as refusal:
        return refusal


def _variant(compiled: Compiled, seed: int, scope: Scope, attempt: int) -> Variant:
    drawn = dict(scope.names)
    scope.charge(sum(prod(draw.shape) for draw in compiled.draws))
    derive_names(compiled, scope)
    check_required(compiled, scope)
    parts = tuple(_separated(part, scope) for part in compiled.parts)
    return Variant(
        template=compiled.template,
        seed=seed,
        drawn=drawn,
        names=scope.names,
        front=scope.text(compiled.front, "front"),
        parts=parts,
        steps=tuple(build_step(step, scope) for step in compiled.steps),
        back=scope.text(compiled.back, "back"),
        attempts=attempt,
    )


def _separated(part: CompiledPart, scope: Scope) -> Asked:
    asked = build_part(part, scope)
    scope.charge(comparisons(asked))
    if clash := collision(asked):
        raise CollisionError(part.path, *clash, too_near(asked, *clash))
    return asked
