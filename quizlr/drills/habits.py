"""Meeting a learner's habits: variants in which a mistake that they tend to make would show."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from quizlr.drills.answering import slip_ids
from quizlr.drills.sampling import vary
from quizlr.drills.template import Template


def prefer(template: Template, seeds: Sequence[int], slips: Collection[str]) -> int:
    """The first seed whose variant can tell one of the slips; else the first seed.

    Args:
        template: What is drawn.
        seeds: The next few seeds, at least one.
        slips: Ids of the slips that the learner has made.

    Raises:
        TemplateError: no variant can be drawn.
    """
    if not slips:
        return seeds[0]
    return next((seed for seed in seeds if _exposes(template, seed, slips)), seeds[0])


def _exposes(template: Template, seed: int, slips: Collection[str]) -> bool:
    parts = vary(template, seed).parts
    return any(slip in slips for part in parts for slip in slip_ids(part))
