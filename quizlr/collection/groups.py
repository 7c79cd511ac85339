"""The decks in groups, so that a long list can be folded: what is due, the learner's, the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from quizlr.model import Deck
from quizlr.session.tally import DeckTally
from quizlr.values import dataclass

FEW: Final = 10
"""So many decks need no groups."""
DUE, OWN = "Due now", "Your decks"
_KINDS: Final[Mapping[str, tuple[str, ...]]] = {
    "Facts and ideas": ("basic", "cloze", "typed", "choice", "order"),
    "Drills": ("drill", "number"),
    "Interview questions": ("interview", "tradeoff"),
    "Code, failures and labs": ("bug", "walkthrough", "failure", "lab"),
}
"""Title of a group -> the types of note that most of its decks hold."""
_KIND_OF: Final = {kind: title for title, kinds in _KINDS.items() for kind in kinds}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckGroup:
    """A group of decks."""

    title: str
    """Also its name while it is opened and closed; empty for decks that stand by themselves."""
    tallies: tuple[DeckTally, ...]
    is_open_at_first: bool = False

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """New, learning and due today, and all cards."""
        rows = self.tallies
        return (
            sum(row.new for row in rows),
            sum(row.learning for row in rows),
            sum(row.due for row in rows),
            sum(row.total for row in rows),
        )


def deck_groups(tallies: Sequence[DeckTally], decks: Mapping[str, Deck]) -> tuple[DeckGroup, ...]:
    """Decks with something to review, the learner's own, then those that ship, by kind.

    Each deck stands in one group; the order within a group is that of `tallies`. Few decks make one
    group without a title.
    """
    if len(tallies) <= FEW:
        return (DeckGroup(title="", tallies=tuple(tallies)),) if tallies else ()
    groups: dict[str, list[DeckTally]] = {title: [] for title in (DUE, OWN, *_KINDS)}
    for tally in tallies:
        groups[_title(tally, decks[tally.deck_id])].append(tally)
    return tuple(
        DeckGroup(title=title, tallies=tuple(rows), is_open_at_first=title in (DUE, OWN))
        for title, rows in groups.items()
        if rows
    )


def _title(tally: DeckTally, deck: Deck) -> str:
    if tally.due or tally.learning:
        return DUE
    return kind_of(deck) if deck.is_bundled else OWN


def kind_of(deck: Deck) -> str:
    """The group of a deck by what most of its notes are."""
    titles = Counter(_KIND_OF[note.type] for note in deck.notes if note.type in _KIND_OF)
    return max(titles, key=lambda title: titles[title]) if titles else next(iter(_KINDS))
