"""What the store's tests build on: happenings, a fold that notices order, strategies."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from quizlr.model import (
    CardId,
    CardMark,
    CardState,
    Event,
    HomeMark,
    MarkKind,
    MemoryState,
    Rating,
    Review,
    ReviewKind,
    Schedule,
    Undo,
)
from quizlr.store import Store
from quizlr.store.line import encode

START_MS = 1_790_000_000_000
"""2026-09-21."""
DAY_MS = 86_400_000
CARD = CardId("deck/note")
OTHER = CardId("deck/other")


def review(card_id: CardId = CARD, at_ms: int = START_MS, **changes: Any) -> Review:
    """A rating GOOD of a card in review."""
    fields: dict[str, Any] = {
        "card_id": card_id,
        "at_ms": at_ms,
        "tz": "Europe/Berlin",
        "utc_offset_min": 120,
        "rollover_hour": 4,
        "study_day": at_ms // DAY_MS,
        "rating": Rating.GOOD,
        "kind": ReviewKind.REVIEW,
        "evidence": "recall",
        "state_before": CardState.REVIEW,
        "state_after": CardState.REVIEW,
        "scheduled_days": 3,
        "duration_ms": 7_000,
    }
    return Review(**(fields | changes))


def mark(
    card_id: CardId = CARD,
    at_ms: int = START_MS,
    kind: MarkKind = MarkKind.FLAG,
    value: int = 1,
    text: str = "",
) -> CardMark:
    """A red flag, if nothing else is asked for."""
    return CardMark(card_id=card_id, at_ms=at_ms, kind=kind, value=value, text=text)


def chain(happenings: Iterable[Review | CardMark]) -> Schedule:
    """A fold in which every happening and their order show."""
    state, due, count = 1.0, 0, 0
    for what in happenings:
        if isinstance(what, Review):
            state = (state * 31 + what.rating * 7 + what.at_ms % 1_009) % 1_000_003
            due, count = what.study_day + what.scheduled_days, count + 1
        else:
            state = (state * 37 + what.value + len(what.kind) + what.at_ms % 997) % 1_000_003
    return Schedule(
        state=CardState.REVIEW,
        memory=MemoryState(state, 5.0),
        due_day=due,
        review_count=count,
    )


def open_store(home: Path, **changes: Any) -> Store:
    """Open for writing with the fold of the tests."""
    return Store.open(home, fold=chain, **changes)


def state_of(store: Store) -> tuple[dict[CardId, Schedule], list[Event]]:
    """All that a store knows."""
    return store.schedules(), list(store.events())


def log_files(home: Path) -> list[Path]:
    """The files of the log, sorted by name."""
    return sorted((home / "log").rglob("*.jsonl"))


def write_log(home: Path, events: Iterable[Event], name: str = "2026-09.jsonl") -> None:
    """Put events into a log file as another device would have."""
    for event in events:
        path = home / "log" / event.device / name
        path.parent.mkdir(parents=True, exist_ok=True)
        torn = path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")
        with path.open("a", encoding="utf-8", newline="\n") as file:
            # as the app does: a torn last line is left as it is, and a new one begun
            file.write(("\n" if torn else "") + encode(event) + "\n")


def drop_database(home: Path) -> None:
    """Delete the database and its side files."""
    for path in (home / "local").glob("quizlr.db*"):
        path.unlink()


int64 = st.integers(-(2**63), 2**63 - 1)
real = st.floats(allow_nan=False, allow_infinity=False)
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
card_ids = st.sampled_from([CARD, OTHER, CardId("deck/note#c1"), CardId("größe/é")])

reviews = st.builds(
    Review,
    card_id=card_ids,
    at_ms=int64,
    tz=text,
    utc_offset_min=int64,
    rollover_hour=int64,
    study_day=int64,
    rating=st.sampled_from(Rating),
    kind=st.sampled_from(ReviewKind),
    evidence=text,
    state_before=st.sampled_from(CardState),
    state_after=st.sampled_from(CardState),
    step_after=int64,
    scheduled_days=int64,
    due_at_ms=st.none() | int64,
    elapsed_days=real,
    duration_ms=int64,
    guess_rate=real,
    hints=int64,
    steps_shown=int64,
    stability_before=st.none() | real,
    difficulty_before=st.none() | real,
    predicted_recall=st.none() | real,
    confidence=st.none() | real,
    desired_retention=real,
    params_id=text,
    session_id=text,
    verdict=text,
    slip=text,
    points=text,
    template_id=text,
    template_version=st.none() | int64,
    seed=int64,
    given=text,
    truth=text,
    answer=text,
)
marks = st.builds(
    CardMark,
    card_id=card_ids,
    at_ms=int64,
    kind=st.sampled_from(MarkKind),
    value=int64,
    text=text,
)
home_marks = st.builds(HomeMark, at_ms=int64, kind=text, name=text, text=text)
undos = st.builds(Undo, at_ms=int64, target=int64, is_redo=st.booleans())
events = st.builds(
    Event, device=st.just("aaaaaaaa"), seq=int64, what=st.one_of(reviews, marks, home_marks, undos)
)
