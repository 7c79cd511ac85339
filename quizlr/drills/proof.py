"""Proving a template over many seeds before a learner sees it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizlr.drills.answering import honest_answer
from quizlr.drills.checks import Finding, SlipTrial, check_variant, slip_trials
from quizlr.drills.compiled import Compiled, CompiledChoice
from quizlr.drills.compiling import compile_template, faults
from quizlr.drills.examples import example_faults
from quizlr.drills.faults import Gravity, TemplateFault
from quizlr.drills.identity import fingerprint
from quizlr.drills.sampling import MOST_ATTEMPTS, attempts, in_words
from quizlr.drills.scope import CollisionError, RejectedError
from quizlr.drills.template import OrderPart, Template
from quizlr.drills.variant import Variant
from quizlr.values import dataclass

LEAST_ACCEPTANCE = 0.10
FAIR_ACCEPTANCE = 0.50
"""Below this the author is told what rejects most; families are tuned where they are made."""
FEWEST_VARIANTS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipCount:
    """How a slip fared over the seeds."""

    path: str
    """`parts[0].slips.sign`."""
    shown: int = 0
    """Variants in which it has a value."""
    named: int = 0
    """Variants in which an answer that makes it is told so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What came of drawing and grading a template over many seeds."""

    template_id: str
    variants: int = 0
    draws: int = 0
    distinct: int = 0
    """Variants with different numbers."""
    slips: tuple[SlipCount, ...] = ()
    problems: tuple[TemplateFault, ...] = ()

    @property
    def acceptance(self) -> float:
        """Share of the draws that could be used."""
        return self.variants / self.draws if self.draws else 0.0

    @property
    def errors(self) -> tuple[TemplateFault, ...]:
        """The problems that are more than hints."""
        return tuple(problem for problem in self.problems if problem.gravity is Gravity.ERROR)

    @property
    def holds(self) -> bool:
        """Whether nothing but hints was found."""
        return not self.errors


def prove(template: Template, seeds: Sequence[int]) -> Proof:
    """Draw the variants of some seeds and grade what honest and erring learners would answer.

    A pure function of its arguments, which pickle, so that templates can be spread over processes.
    """
    found = faults(template)
    if any(fault.gravity is Gravity.ERROR for fault in found):
        return Proof(template_id=template.id, problems=found)
    compiled = compile_template(template)
    outcomes = _outcomes(template, seeds)
    variants = [outcome for outcome in outcomes if isinstance(outcome, Variant)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, RejectedError)]
    distinct = len(set(map(fingerprint, variants)))
    trials = [tuple(slip_trials(variant)) for variant in variants]
    slips = _slip_counts(compiled, [trial for each in trials for trial in each])
    findings = [
        (variant.seed, finding)
        for variant, tried in zip(variants, trials, strict=True)
        for finding in check_variant(variant, tried)
    ]
    problems = [
        *found,
        *_drawing_problems(template, len(variants), refused),
        *(_sameness(template, variants, distinct) if template.vars else ()),
        *_never_shown(template, slips, len(variants)),
        *_summed(template, findings, len(variants)),
        *example_faults(template),
    ]
    return Proof(
        template_id=template.id,
        variants=len(variants),
        draws=len(outcomes),
        distinct=distinct,
        slips=slips,
        problems=tuple(problems),
    )


def _outcomes(template: Template, seeds: Sequence[int]) -> list[Variant | RejectedError]:
    """What comes of each draw; cut off where too few can be used, as that takes long."""
    most = max(MOST_ATTEMPTS, len(seeds) / LEAST_ACCEPTANCE)
    outcomes: list[Variant | RejectedError] = []
    for seed in seeds:
        outcomes += attempts(template, seed)
        if len(outcomes) > most or not isinstance(outcomes[-1], Variant):
            break
    return outcomes


def _slip_counts(compiled: Compiled, trials: Sequence[SlipTrial]) -> tuple[SlipCount, ...]:
    counts = {path: SlipCount(path=path) for path in _slip_paths(compiled)}
    for trial in trials:
        before = counts[trial.path]
        counts[trial.path] = SlipCount(
            path=trial.path, shown=before.shown + 1, named=before.named + trial.is_named
        )
    return tuple(counts.values())


def _slip_paths(compiled: Compiled) -> Iterator[str]:
    for part in compiled.parts:
        if isinstance(part, CompiledChoice):
            ids = dict.fromkeys(option.rule.slip for option in part.options if option.rule.slip)
            yield from (f"{part.path}.slips.{slip}" for slip in ids)
        else:
            yield from (slip.path for slip in part.slips)


def _drawing_problems(
    template: Template, variants: int, refused: Sequence[RejectedError]
) -> Iterator[TemplateFault]:
    draws = variants + len(refused)
    wanted = LEAST_ACCEPTANCE if template.topic else FAIR_ACCEPTANCE
    if variants >= wanted * draws:
        return
    gravity = Gravity.ERROR if variants < LEAST_ACCEPTANCE * draws else Gravity.HINT
    collides = sum(isinstance(refusal, CollisionError) for refusal in refused)
    rule = "drill-slip-collides" if 2 * collides > len(refused) else "drill-acceptance"
    told = in_words(refused, draws)
    if len(template.parts) == 1:
        # The author of a single question wrote no `parts`.
        told = told.replace("parts[0].", "")
    message = f"Only {variants} of {draws} draws can be used: {told} Change what is drawn."
    yield TemplateFault("vars", 0, message, rule, gravity)


def _sameness(
    template: Template, variants: Sequence[Variant], distinct: int
) -> Iterator[TemplateFault]:
    if distinct < min(FEWEST_VARIANTS, len(variants)):
        message = f"Only {distinct} different variants in {len(variants)}: a learner would know "
        yield TemplateFault("vars", 0, f"{message}them.", "drill-few-variants", Gravity.HINT)
    # The lines of an order may well be the same ones each time.
    has_order = any(isinstance(part, OrderPart) for part in template.parts)
    if distinct > 1 and not has_order and len(set(map(honest_answer, variants))) == 1:
        message = f"All {distinct} variants have the same answer: who knows it need not compute."
        yield TemplateFault("parts", 0, message, "drill-same-answer")


def _never_shown(
    template: Template, slips: Sequence[SlipCount], variants: int
) -> Iterator[TemplateFault]:
    for slip in slips if variants else ():
        if not slip.shown:
            message = "This slip has no value. Remove or mend it."
            if template.vars:
                message = (
                    f"In none of {variants} variants has this slip a value. Remove or mend it."
                )
            yield TemplateFault(slip.path, 0, message, "drill-slip-never", Gravity.HINT)


def _summed(
    template: Template, findings: Sequence[tuple[int, Finding]], variants: int
) -> Iterator[TemplateFault]:
    """One problem for all findings of a rule at a place, with the first of them as the example.

    How many they are is said where something is drawn.
    """
    first: dict[tuple[str, str], tuple[int, Finding]] = {}
    times: dict[tuple[str, str], int] = {}
    for seed, finding in findings:
        key = (finding.rule, finding.path)
        first.setdefault(key, (seed, finding))
        times[key] = times.get(key, 0) + 1
    for key, (seed, finding) in first.items():
        message = finding.message[:1].upper() + finding.message[1:]
        if template.vars:
            message = f"In {times[key]} of {variants} variants; seed {seed}: {finding.message}"
        yield TemplateFault(finding.path, 0, message, finding.rule)
