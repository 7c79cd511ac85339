"""How near two cards are in subject, across decks that name their concepts differently.

Each card has labels: the concepts and tags that its author gave it, and the words of these, of its
id and of its deck's id. A label that few cards share says much, one that most have says nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from math import log
from typing import Final

from quizlr.model import Card, Deck

SHORTEST: Final = 3
"""Letters of the shortest word that is a label: `of` and `by` are none."""


def labels(card: Card, deck: Deck, topics: Sequence[str]) -> frozenset[str]:
    """What a card is about, in words that other decks may use too.

    Args:
        card: the card.
        deck: its deck.
        topics: the keys (`deck/note`) of the concepts that it is about.
    """
    concepts = (key.rpartition("/")[2] for key in topics)
    named = (*concepts, *card.note.tags, *deck.tags, card.note.id, deck.id)
    words = (word for name in named for word in slug(name).split("-"))
    return frozenset(topics) | {*card.note.tags, *deck.tags} | {w for w in words if _tells(w)}


def _tells(word: str) -> bool:
    return len(word) >= SHORTEST


def weights(all_labels: Collection[AbstractSet[str]]) -> Mapping[str, float]:
    """What each label says: the logarithm of one over its share of the cards (idf)."""
    counts = Counter(label for own in all_labels for label in own)
    return {label: log(len(all_labels) / count) for label, count in counts.items()}


def nearness(one: AbstractSet[str], other: AbstractSet[str], weight: Mapping[str, float]) -> float:
    """The weight of what two cards share; 0 if it is nothing that tells cards apart."""
    return sum(sorted(weight.get(label, 0.0) for label in one & other))


def is_named(topic: str, names: Iterable[str]) -> bool:
    """Whether a topic is one of these names, or whole words of one: `log-loss` in `drill-log-loss`.

    Capitals, spaces and underscores make no difference.
    """
    wanted = f"-{slug(topic)}-"
    return wanted != "--" and any(wanted in f"-{slug(name)}-" for name in names)


def slug(text: str) -> str:
    """Words in small letters, with hyphens between them."""
    return "-".join(text.lower().replace("_", " ").replace("-", " ").split())
