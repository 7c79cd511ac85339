"""The sentences that both front ends say about time and about an empty queue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING

from quizlr.model import Card, CardMark, MarkKind, Moment, Review
from quizlr.session import Ended, EndReason, TierWait
from quizlr.session.tiers import TIERS, wait_words

if TYPE_CHECKING:
    from quizlr.collection.overview import Overview


def when_words(at_ms: int, now: Moment, zone: tzinfo) -> str:
    """An instant on the learner's clock: `07:40`, `07:40 tomorrow`, `Tue 24 Nov, 04:00`."""
    at = datetime.fromtimestamp(at_ms / 1000, UTC).astimezone(zone)
    here = datetime.fromtimestamp(now.at_ms / 1000, UTC).astimezone(zone)
    clock = f"{at:%H:%M}"
    days = (at.date() - here.date()) // timedelta(days=1)
    if days == 0:
        return clock
    if days == 1:
        return f"{clock} tomorrow"
    year = f" {at.year}" if at.year != here.year else ""
    return f"{at:%a} {at.day} {at:%b}{year}, {clock}"


def backlog_words(overview: Overview) -> str:
    """That more reviews are due than fit the day, and what is done about it."""
    reviews = "1 review is" if overview.backlog == 1 else f"{overview.backlog} reviews are"
    new = "" if overview.counts[0] else ", and new cards wait"
    return (
        f"Backlog: {reviews} due beyond today's share. "
        f"Those come first that are worth most now{new}."
    )


def ended_words(ended: Ended, now: Moment, zone: tzinfo, minutes: float) -> tuple[str, ...]:
    """Why there is no card now, in plain sentences; the keys are the front end's to add."""
    if ended.reason is EndReason.MINUTES:
        return (f"Your {minutes:g} minutes are done.",)
    lines = []
    if ended.next_due_at_ms is None:
        lines.append("Nothing is due.")
    else:
        lines.append(f"Nothing due until {when_words(ended.next_due_at_ms, now, zone)}.")
    for wait in ended.waits:
        lines.append(
            f"New cards of {wait.deck_id} wait for {wait.for_deck_id}: "
            f"{wait.learned} learned, {wait.needed} needed."
        )
    if ended.held_new_count:
        cards = (
            "1 new card is"
            if ended.held_new_count == 1
            else f"{ended.held_new_count} new cards are"
        )
        lines.append(f"{cards} kept for the coming days.")
    if ended.tier_waits:
        lines.append(tier_words(ended.tier_waits))
    return tuple(lines)


def tier_words(waits: Sequence[TierWait]) -> str:
    """That cards wait for easier ones of their topics, and what most wait for that is open now."""
    lowest = min(TIERS.index(wait.below) for wait in waits)
    open_now = Counter(wait for wait in waits if wait.below is TIERS[lowest])
    ((wait, _),) = open_now.most_common(1)
    count = len(waits)
    cards = "1 of them waits" if count == 1 else f"{count} of them wait"
    return f"{cards} for easier cards of the same topic, such as {wait_words(wait)}."


def action_words(what: Review | CardMark, count: int = 1) -> str:
    """What was done, as in `Good on deck/note`, or to how many cards at once."""
    if isinstance(what, Review):
        return f"{what.rating.name.capitalize()} on {what.card_id}"
    words = {
        MarkKind.BURY: "burying",
        MarkKind.SUSPEND: "suspending" if what.value else "bringing back",
        MarkKind.FLAG: "flagging" if what.value else "unflagging",
        MarkKind.RESET: "resetting",
        MarkKind.RESCHEDULE: "moving",
        MarkKind.ADOPT: "adopting",
    }
    return f"{words[what.kind]} {what.card_id if count == 1 else f'{count} cards'}"


def title_of(card: Card) -> str:
    """What stands for a card in a list: its title, or the first line of its front."""
    from quizlr.rendering.plain import first_line

    return first_line(card.note.content.title or card.note.front)
