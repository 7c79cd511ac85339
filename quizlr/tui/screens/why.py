"""Why this card now: what the scheduler believes, and the card's history."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from quizlr.model import Rating, Review
from quizlr.session.why import Why
from quizlr.tui.screens.page import Page

LATEST = 20


def why_page(why: Why, zone: tzinfo) -> Page:
    """The page behind `i`."""
    parts = [why.reason]
    if why.recall is not None and why.stability_days is not None and why.difficulty is not None:
        parts.append(
            "| recall now | stability | difficulty | ratings | lapses |\n|---|---|---|---|---|\n"
            f"| {why.recall:.0%} | {why.stability_days:.1f} days | {why.difficulty:.1f} of 10 "
            f"| {why.review_count} | {why.lapse_count} |"
        )
    if why.history:
        latest = why.history[-LATEST:]
        rows = "\n".join(_row(review, zone) for review in reversed(latest))
        parts.append(
            f"## History\n\n| when | rating | next in | recall then |\n|---|---|---|---|\n{rows}"
        )
        if len(why.history) > LATEST:
            parts.append(f"{len(why.history) - LATEST} earlier ratings are not shown.")
    parts.append(f"Card `{why.card.id}`, file `{why.card.note.place}`")
    return Page("Why this card now", "\n\n".join(parts))


def _row(review: Review, zone: tzinfo) -> str:
    at = datetime.fromtimestamp(review.at_ms / 1000, UTC).astimezone(zone)
    after = f"{review.scheduled_days} d" if review.scheduled_days else "a step"
    then = "–" if review.predicted_recall is None else f"{review.predicted_recall:.0%}"
    practice = " (practice)" if review.evidence == "practice" else ""
    rating = f"{Rating(review.rating).name.capitalize()}{practice}"
    return f"| {at:%Y-%m-%d %H:%M} | {rating} | {after} | {then} |"
