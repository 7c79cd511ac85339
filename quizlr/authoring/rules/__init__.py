"""The catalogue: every rule that `quizlr check` can report, one file for each group."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.authoring.rule import Rule
from quizlr.authoring.rules import (
    advice,
    concepts,
    drills,
    fields,
    files,
    identity,
    points,
    programs,
    proofs,
    questions,
    yaml,
)

GROUPS = (
    yaml.GROUP,
    fields.GROUP,
    identity.GROUP,
    questions.GROUP,
    points.GROUP,
    concepts.GROUP,
    drills.GROUP,
    proofs.GROUP,
    programs.GROUP,
    advice.GROUP,
    files.GROUP,
)
"""In the order of the guide."""

RULES: Mapping[str, Rule] = {each.id: each for group in GROUPS for each in group.rules}
"""By id."""
