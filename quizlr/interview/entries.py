"""What the log keeps of a mock interview: one entry for each thing that happened, as JSON.

Ratings are not among them. They are ordinary reviews whose `session_id` is the interview's id.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from quizlr.model import CardId, Tier
from quizlr.values import dataclass


class Kind(StrEnum):
    """What is asked in an interview: the types of note, by their names."""

    QUESTION = "interview"
    TRADEOFF = "tradeoff"
    DRILL = "drill"
    BUG = "bug"


TALK = (Kind.QUESTION, Kind.TRADEOFF)
"""Answered in the learner's own words."""
PRACTICAL = (Kind.DRILL, Kind.BUG)


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An interview began."""

    minutes: float
    tier: Tier | None = None
    """The one tier that is asked; None for the ladder."""
    start: Tier = Tier.BEGINNER
    """The tier of the first question."""
    topics: tuple[str, ...] = ()
    """As the learner named them; none for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A card was laid on the table."""

    card_id: CardId
    kind: Kind
    tier: Tier
    topics: tuple[str, ...] = ()
    """What the card is about."""
    budget_s: float
    """How long the answer should take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A follow-up question was answered, or passed over."""

    card_id: CardId
    """Of the question that it followed."""
    ask: str
    """Markdown."""
    score: float | None = None
    """0 to 1, as the learner judged it; None if it was passed over."""
    seconds: float = 0.0
    budget_s: float = 0.0
    said: str = ""
    """What the learner wrote."""


@dataclass(frozen=True, slots=True)
class Paused:
    """The learner left; the clock stands."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The learner came back, after a pause or a crash."""


@dataclass(frozen=True, slots=True)
class Ended:
    """The interview is over."""


Entry = Begun | Asked | Followed | Paused | Resumed | Ended

_NAMES: dict[type, str] = {
    Begun: "begun",
    Asked: "asked",
    Followed: "followed",
    Paused: "paused",
    Resumed: "resumed",
    Ended: "ended",
}

_PLAIN: dict[str, Entry] = {"paused": Paused(), "resumed": Resumed(), "ended": Ended()}


def entry_to_text(entry: Entry) -> str:
    """An entry as the log keeps it; `entry_from_text` is the inverse."""
    members = {"what": _NAMES[type(entry)], **asdict(entry)}
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


def entry_from_text(text: str) -> Entry | None:
    """Read what `entry_to_text` wrote; None for anything else, as from a newer quizlr."""
    try:
        return _entry(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _entry(members: dict[str, Any]) -> Entry | None:
    match members["what"]:
        case "begun":
            tier = members["tier"]
            return Begun(
                minutes=_number(members["minutes"]),
                tier=None if tier is None else Tier(tier),
                start=Tier(members["start"]),
                topics=tuple(map(_text, members["topics"])),
            )
        case "asked":
            return Asked(
                card_id=CardId(_text(members["card_id"])),
                kind=Kind(members["kind"]),
                tier=Tier(members["tier"]),
                topics=tuple(map(_text, members["topics"])),
                budget_s=_number(members["budget_s"]),
            )
        case "followed":
            score = members["score"]
            return Followed(
                card_id=CardId(_text(members["card_id"])),
                ask=_text(members["ask"]),
                score=None if score is None else min(1.0, _number(score)),
                seconds=_number(members["seconds"]),
                budget_s=_number(members["budget_s"]),
                said=_text(members["said"]),
            )
    return _PLAIN.get(members["what"])


def _number(value: Any) -> float:
    """A finite number, 0 or more."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        raise ValueError(value)
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value
