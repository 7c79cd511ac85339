"""Small builders for interviews: what could be asked, what was, and how it went."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizlr.grading.coverage import coverage, points_text
from quizlr.interview import Asked, Begun, Candidate, Entry, Interview, Kind, Pool, fold
from quizlr.interview.nearness import weights
from quizlr.model import (
    CardId,
    CardState,
    Checked,
    CheckPoint,
    Rating,
    Review,
    ReviewKind,
    Tier,
    Verdict,
    answer_to_text,
)

START_MS = 1_795_424_400_000
ID = "0123abcd"
POINTS = (
    CheckPoint(id="core", text="The **core**.", is_core=True, weight=3, quote="the core"),
    CheckPoint(id="more", text="More."),
    CheckPoint(id="senior", text="Angle.", weight=0, heading="Senior angle"),
)


def ms(minutes: float) -> int:
    """An instant, some minutes after the beginning."""
    return START_MS + round(minutes * 60_000)


def candidate(name: str, kind: Kind = Kind.QUESTION, **fields: Any) -> Candidate:
    """A card of deck `d` that could be asked."""
    values: dict[str, Any] = {
        "tier": Tier.BEGINNER,
        "topics": (name,),
        "labels": frozenset({name}),
        "budget_s": 60.0,
    }
    return Candidate(card_id=CardId(f"d/{name}"), kind=kind, **{**values, **fields})


def pool(*candidates: Candidate, is_on_topic: bool = False) -> Pool:
    """What could be asked."""
    return Pool(
        candidates=candidates,
        weights=weights([each.labels for each in candidates]),
        is_on_topic=is_on_topic,
    )


def asked(name: str, kind: Kind = Kind.QUESTION, **fields: Any) -> Asked:
    """The entry that a card of deck `d` was asked."""
    return candidate(name, kind, **fields).asked


def review(
    name: str,
    minutes: float,
    made: Sequence[str] | None = None,
    *,
    seconds: float = 0.0,
    session_id: str = ID,
    **fields: Any,
) -> Review:
    """A review of a card of deck `d`; with `made`, of an answer that made these points."""
    values: dict[str, Any] = {"verdict": Verdict.CORRECT, "rating": Rating.GOOD}
    if made is not None:
        found = coverage(POINTS, made)
        values = {
            "verdict": found.verdict,
            "rating": found.proposed,
            "points": points_text(found),
            "answer": answer_to_text(Checked("said", tuple(made), seconds)),
        }
    return Review(
        card_id=CardId(f"d/{name}"),
        at_ms=ms(minutes),
        tz="UTC",
        utc_offset_min=0,
        rollover_hour=4,
        study_day=0,
        kind=ReviewKind.REVIEW,
        evidence="rubric",
        state_before=CardState.REVIEW,
        state_after=CardState.REVIEW,
        session_id=session_id,
        **{**values, **fields},
    )


def interview(
    *happened: tuple[float, Entry | Review], minutes: float = 15, **begun: Any
) -> Interview:
    """An interview in which these things happened, at these minutes."""
    entries: list[tuple[int, Entry]] = [(ms(0), Begun(minutes=minutes, **begun))]
    entries += [(ms(at), what) for at, what in happened if not isinstance(what, Review)]
    reviews = [what for _, what in happened if isinstance(what, Review)]
    return fold(ID, entries, lambda card_id: [r for r in reviews if r.card_id == card_id])
