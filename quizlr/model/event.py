"""What happened: the events of the log, which is the truth about all progress.

An event is identified by (device, seq), ordered by (at_ms, device, seq), and never changed.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from quizlr.model.deck import CardId
from quizlr.model.memory import CardState, Rating
from quizlr.values import dataclass


class ReviewKind(IntEnum):
    """Anki's revlog type."""

    LEARN = 0
    REVIEW = 1
    RELEARN = 2
    CRAM = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One rating. `kind` CRAM is practice: it is kept and schedules nothing.

    Replay reads `rating`, `at_ms`, `study_day`, `state_after`, `step_after`, `scheduled_days` and
    `due_at_ms`; what was predicted at the time is history and is never read back.
    """

    card_id: CardId
    at_ms: int
    """UTC instant of the rating, milliseconds since 1970."""
    tz: str
    """IANA name of the zone then in force, or `UTC±hh:mm`."""
    utc_offset_min: int
    rollover_hour: int
    study_day: int
    """Days from 1970-01-01 to the study day of `at_ms`."""
    rating: Rating
    kind: ReviewKind
    evidence: str
    state_before: CardState
    state_after: CardState
    step_after: int = 0
    scheduled_days: int = 0
    """Whole study days to the next review; 0 while in learning steps."""
    due_at_ms: int | None = None
    """When the next learning step is due; None in REVIEW."""
    elapsed_days: float = 0.0
    """Since the card's last rating, fractional; 0 for the first."""
    duration_ms: int = 0
    guess_rate: float = 0.0
    hints: int = 0
    steps_shown: int = 0
    stability_before: float | None = None
    difficulty_before: float | None = None
    predicted_recall: float | None = None
    confidence: float | None = None
    desired_retention: float = 0.9
    params_id: str = "fsrs6-default"
    session_id: str = ""
    verdict: str = ""
    slip: str = ""
    points: str = ""
    template_id: str = ""
    template_version: int | None = None
    seed: int = 0
    given: str = ""
    """The answer, as `answer_to_text` writes it."""
    truth: str = ""
    answer: str = ""
    """The answer in words."""


class MarkKind(StrEnum):
    """Events about a card that are no ratings."""

    BURY = "bury"
    """`value`: first study day on which the card may be shown again."""
    SUSPEND = "suspend"
    """`value`: 1 to suspend, 0 to bring back."""
    FLAG = "flag"
    """`value`: 0 for none, 1 to 7."""
    RESET = "reset"
    """Forget the card's memory; its reviews stay in the log."""
    RESCHEDULE = "reschedule"
    """`value`: the study day on which the card is due."""
    ADOPT = "adopt"
    """`text`: the card id whose history this card takes over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardMark:
    """A card was buried, suspended, flagged, reset, moved or adopted."""

    card_id: CardId
    at_ms: int
    kind: MarkKind
    value: int = 0
    text: str = ""


class HomeMarkKind(StrEnum):
    """What a home mark keeps. Whoever adds a kind says here what `name` and `text` hold."""

    PARAMETERS = "parameters"
    """A fitted set of the memory model. `name`: its id; `text`: values and scores, JSON."""
    INTERVIEW = "interview"
    """A mock interview went on. `name`: its id; `text`: what happened, JSON."""
    SEARCH = "search"
    """A saved search. `name`: what the learner calls it; `text`: the query, empty to forget it."""
    NOTE = "note"
    """What a note said when it was reviewed. `name`: `deck/note`; `text`: its texts, JSON."""
    APART = "apart"
    """Two notes are not one. `name`: `deck/note` of the history; `text`: that of the other note,
    empty to forget what was said of this history."""
    PLAN = "plan"
    """The date to be ready by. `name`: the plan's id; `text`: date and scope, JSON."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeMark:
    """Something durable that is about no single card. `u` passes over it.

    `kind` is text, so that a kind of a newer quizlr is kept and passed over; see HomeMarkKind.
    """

    at_ms: int
    kind: str
    name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """This device's event `target` no longer counts, or (redo) counts again."""

    at_ms: int
    target: int
    is_redo: bool = False


Happening = Review | CardMark | HomeMark | Undo


@dataclass(frozen=True, slots=True)
class Event:
    """A happening with its place in a device's log."""

    device: str
    seq: int
    """1, 2, 3, … per device."""
    what: Happening

    @property
    def at_ms(self) -> int:
        """UTC instant, milliseconds since 1970."""
        return self.what.at_ms

    @property
    def order(self) -> tuple[int, str, int]:
        """Events of all devices are replayed in this order."""
        return (self.what.at_ms, self.device, self.seq)
