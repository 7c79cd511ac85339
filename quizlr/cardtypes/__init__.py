"""The types of notes: one file for each, and here the list of them.

A new type is a new file with a class that fits `CardType`, and its line in `CARD_TYPES`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from quizlr.cardtypes.basic import Basic
from quizlr.cardtypes.bug import Bug
from quizlr.cardtypes.cardtype import CardType
from quizlr.cardtypes.choice import Choice
from quizlr.cardtypes.cloze import Cloze
from quizlr.cardtypes.concept import Concept
from quizlr.cardtypes.drill import Drill
from quizlr.cardtypes.failure import Failure
from quizlr.cardtypes.interview import Interview
from quizlr.cardtypes.lab import Lab
from quizlr.cardtypes.number import Number
from quizlr.cardtypes.order import Order
from quizlr.cardtypes.points import Rubric
from quizlr.cardtypes.skills import Generated
from quizlr.cardtypes.tradeoff import Tradeoff
from quizlr.cardtypes.typed import Typed
from quizlr.cardtypes.walkthrough import Walkthrough
from quizlr.decks.notetype import NoteType
from quizlr.model import Answer, Card, CardId, Deck, Grade, Prompt, Review

if TYPE_CHECKING:
    from quizlr.drills.template import Template

__all__ = [
    "CARD_TYPES",
    "KNOWN_UNSERVED",
    "NOTE_TYPES",
    "CardType",
    "LastReview",
    "ask",
    "cards_of",
    "grade",
    "never_reviewed",
    "seed_for",
    "skill_of",
    "template_of",
    "type_of",
]

_SERVED: tuple[CardType, ...] = (
    Basic(), Cloze(), Typed(), Choice(), Order(), Number(), Drill(), Bug(), Concept(),
    Interview(), Tradeoff(), Lab(), Failure(), Walkthrough(),
)  # fmt: skip

CARD_TYPES: Mapping[str, CardType] = {kind.name: kind for kind in _SERVED}
NOTE_TYPES: Mapping[str, NoteType] = CARD_TYPES
"""The same types, as the deck reader sees them."""

KNOWN_UNSERVED = frozenset[str]()
"""Types that are known by name only: their notes are left out, and the deck says so."""


def cards_of(deck: Deck) -> tuple[Card, ...]:
    """All cards of a deck, in the order of its notes."""
    return tuple(
        Card(deck.id, note, part)
        for note in deck.notes
        for part in CARD_TYPES[note.type].parts(note)
    )


def type_of(card: Card) -> CardType:
    """The type of the card's note."""
    return CARD_TYPES[card.note.type]


def skill_of(card: Card) -> str:
    """The name under which slips are counted; empty for a card that is not generated."""
    kind = CARD_TYPES[card.note.type]
    return kind.skill(card) if isinstance(kind, Generated) else ""


def template_of(card: Card, seed: int) -> Template | None:
    """What a generated card's prompt of this seed is drawn from; None for other cards."""
    kind = CARD_TYPES[card.note.type]
    return kind.template(card, seed) if isinstance(kind, Generated) else None


def seed_for(card: Card, seeds: Sequence[int], slips: Collection[str]) -> int:
    """The first seed whose prompt would show one of these slips; else the first of all."""
    from quizlr.drills.habits import prefer

    template = template_of(card, seeds[0])
    return seeds[0] if template is None else prefer(template, seeds, slips)


LastReview = Callable[[CardId], Review | None]
"""The newest live review of a card."""


def never_reviewed(_card_id: CardId) -> Review | None:
    """Nothing is known of the card's history."""
    return None


def ask(card: Card, seed: int, last_review: LastReview = never_reviewed) -> Prompt:
    """What is shown this time; the same for the same card, seed and last review."""
    kind = type_of(card)
    prompt = kind.ask(card, seed)
    review = last_review(card.id) if isinstance(kind, Rubric) else None
    if isinstance(kind, Rubric) and review is not None:
        prompt = kind.recall(prompt, review)
    has_own = prompt.hints or not card.note.hints
    return prompt if has_own else replace(prompt, hints=card.note.hints)


def grade(prompt: Prompt, answer: Answer) -> Grade:
    """Our judgement of an answer; the proposed rating counts no hints."""
    return type_of(prompt.card).grade(prompt, answer)
