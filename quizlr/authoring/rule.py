"""One rule that `quizlr check` knows: what it means, how bad it is, and how to heed it."""

from __future__ import annotations

from enum import StrEnum
from textwrap import dedent

from quizlr.model import Severity
from quizlr.values import dataclass


class Stage(StrEnum):
    """When a rule is tried; a stage can be left out of a check."""

    READ = "read"
    """When the deck is read, in the app too."""
    LINT = "lint"
    """By `quizlr check`, over all decks together."""
    PROOF = "proof"
    """By `quizlr check`, where drills are drawn and graded."""
    HOME = "home"
    """By `quizlr check`, beside the learner's own reviews."""
    SILENCE = "silence"
    """By `quizlr check`, when all else is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """An entry of the catalogue."""

    id: str
    severity: Severity
    """The worst that it is reported with."""
    says: str
    """What is wrong, in one sentence."""
    advice: str
    """Why that matters and what to do; whole sentences."""
    bad: str = ""
    """Notes that break it, or a whole deck; empty where a file of text cannot show it."""
    good: str = ""
    """The same, mended."""
    stage: Stage = Stage.READ
    mildest: Severity
    """The best that it is reported with."""
    is_fixed: bool = False
    """Whether `quizlr check --fix` can mend it."""

    @property
    def can_be_silenced(self) -> bool:
        """Errors cannot: they leave the note out, and with it what it says."""
        return self.mildest is not Severity.ERROR and self.stage is not Stage.SILENCE

    @property
    def severity_words(self) -> str:
        """`error`, or `error or warning`."""
        both = (self.severity, self.mildest)
        return " or ".join(dict.fromkeys(map(str, both)))


@dataclass(frozen=True, slots=True)
class Group:
    """Rules that are explained together."""

    title: str
    rules: tuple[Rule, ...]


def rule(  # noqa: PLR0917  a catalogue of names would be twice as long
    id: str,
    severity: Severity,
    says: str,
    advice: str,
    bad: str = "",
    good: str = "",
    *,
    stage: Stage = Stage.READ,
    mildest: Severity | None = None,
    is_fixed: bool = False,
) -> Rule:
    """A rule whose examples may be written with the indentation of the code around them."""
    return Rule(
        id=id,
        severity=severity,
        says=says,
        advice=advice,
        bad=dedent(bad).strip("\n"),
        good=dedent(good).strip("\n"),
        stage=stage,
        mildest=mildest or severity,
        is_fixed=is_fixed,
    )
