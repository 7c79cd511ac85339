"""The types of notes: one file for each, and here the list of them.

A new type is a new file with a class that fits `CardType`, and its name in the list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from quizlr.model import Answer, Card, CardId, Checklist, Deck, Grade, Prompt, Review

if TYPE_CHECKING:
    from quizlr.cardtypes.cardtype import CardType
    from quizlr.drills.template import Template

__all__ = [
    "CARD_TYPES",
    "KNOWN_UNSERVED",
    "NOTE_TYPES",
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

_SERVED = (
    "basic", "cloze", "typed", "choice", "order", "number", "drill", "bug", "concept", "interview",
    "tradeoff", "lab", "failure", "walkthrough",
)  # fmt: skip
"""Each is a file of this package with a class of the same name, capitalised."""


class _Types(Mapping[str, "CardType"]):
    """The types by name, each imported when it is asked for: a first card needs one or two."""

    def __init__(self) -> None:
        self._loaded: dict[str, CardType] = {}

    def __getitem__(self, name: str) -> CardType:
        if name not in self._loaded:
            if name not in _SERVED:
                raise KeyError(name)
            module = import_module(f"{__name__}.{name}")
            self._loaded[name] = getattr(module, name.capitalize())()
        return self._loaded[name]

    def __contains__(self, name: object) -> bool:
        return name in _SERVED

    def __iter__(self) -> Iterator[str]:
        return iter(_SERVED)

    def __len__(self) -> int:
        return len(_SERVED)


CARD_TYPES: Mapping[str, CardType] = _Types()
NOTE_TYPES: Mapping[str, CardType] = CARD_TYPES
"""The same types, as the deck reader sees them."""

KNOWN_UNSERVED = frozenset[str]()
"""Types that are known by name only: their notes are left out, and the deck says so."""


def cards_of(deck: Deck) -> tuple[Card, ...]:
    """All cards of a deck, in the order of its notes."""
    return tuple(Card(deck.id, note, part) for note in deck.notes for part in note.parts)


def type_of(card: Card) -> CardType:
    """The type of the card's note."""
    return CARD_TYPES[card.note.type]


def skill_of(card: Card) -> str:
    """The name under which slips are counted; empty for a card that is not generated."""
    from quizlr.cardtypes.skills import Generated

    kind = type_of(card)
    return kind.skill(card) if isinstance(kind, Generated) else ""


def template_of(card: Card, seed: int) -> Template | None:
    """What a generated card's prompt of this seed is drawn from; None for other cards."""
    from quizlr.cardtypes.skills import Generated

    kind = type_of(card)
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
    prompt = type_of(card).ask(card, seed)
    if isinstance(prompt.task, Checklist) and (review := last_review(card.id)) is not None:
        prompt = _recalled(prompt, review)
    has_own = prompt.hints or not card.note.hints
    return prompt if has_own else replace(prompt, hints=card.note.hints)


def _recalled(prompt: Prompt, review: Review) -> Prompt:
    """The prompt with what the review before tells of it."""
    from quizlr.cardtypes.points import Rubric

    kind = type_of(prompt.card)
    return kind.recall(prompt, review) if isinstance(kind, Rubric) else prompt


def grade(prompt: Prompt, answer: Answer) -> Grade:
    """Our judgement of an answer; the proposed rating counts no hints."""
    return type_of(prompt.card).grade(prompt, answer)
