"""The decks on Home as rows: groups that open and close, and the decks of those that are open."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.collection.groups import deck_groups
from quizlr.collection.overview import Overview
from quizlr.session.tally import DeckTally
from quizlr.session.tiers import wait_words
from quizlr.tui.widgets.deck_rows import DeckRow, GroupRow


def deck_list(overview: Overview, opened: Mapping[str, bool]) -> list[DeckRow | GroupRow]:
    """The rows; `opened` says of groups by title what the learner did with them."""
    rows: list[DeckRow | GroupRow] = []
    for group in deck_groups(tuple(overview.tallies.values()), overview.decks):
        is_open = opened.get(group.title, group.is_open_at_first) or not group.title
        if group.title:
            new, learning, due, total = group.counts
            rows.append(
                GroupRow(
                    title=group.title,
                    count=len(group.tallies),
                    is_open=is_open,
                    new=new,
                    learning=learning,
                    due=due,
                    total=total,
                )
            )
        if is_open:
            rows += [_row(tally, overview, bool(group.title)) for tally in group.tallies]
    return rows


def _row(tally: DeckTally, overview: Overview, is_grouped: bool) -> DeckRow:
    deck = overview.decks[tally.deck_id]
    return DeckRow(
        deck_id=tally.deck_id,
        title=deck.title,
        new=tally.new,
        learning=tally.learning,
        due=tally.due,
        total=tally.total,
        note=_wait_note(tally),
        description=deck.description,
        is_grouped=is_grouped,
    )


def _wait_note(tally: DeckTally) -> str:
    """Why a deck with unseen cards has no new ones today; empty if it has, or it is the limit."""
    if tally.waits and tally.unseen:
        wait = tally.waits
        return f"new cards wait for {wait.for_deck_id}: {wait.learned} of {wait.needed} learned"
    if tally.tier_wait and tally.held == tally.unseen:
        return f"new cards wait for {wait_words(tally.tier_wait)}"
    return ""
