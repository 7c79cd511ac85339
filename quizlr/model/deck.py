"""Deck ▸ Note ▸ Card: what an author writes, and what is scheduled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, NewType

from quizlr.model.problem import Place
from quizlr.values import dataclass

CardId = NewType("CardId", str)
"""`deck/note` or `deck/note#part`. Stable for ever: history hangs on it."""


class Tier(StrEnum):
    """How deep a note goes."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    EXPERT = "expert"


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a note's type adds to the common fields; each card type has its own subclass."""

    title: str = ""
    """Stands for the front of a note that has none, where notes are listed."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim can be checked."""

    key: str
    title: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Silence:
    """A rule that the author knows not to hold of a note."""

    rule: str
    """Its id, as in `Problem.rule`."""
    why: str
    place: Place
    path: str
    """The field, as in `Problem.path`."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """One authored fact, question or skill."""

    id: str
    type: str
    front: str
    """The prompt, as Markdown. A concept's `body` is its front."""
    back: str = ""
    """Shown after the answer, as Markdown."""
    hints: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    """Ids of the concepts that this note is about."""
    tier: Tier | None = None
    source: str = ""
    """A key of the deck's `sources`."""
    disputed: str = ""
    """A sentence that says why the claim is contested."""
    was: tuple[str, ...] = ()
    """Former `deck/note` ids, whose history this note takes over."""
    silence: tuple[Silence, ...] = ()
    content: Content
    place: Place
    end_line: int = 0
    """Last line of the note in its file; 0 if unknown."""
    parts: tuple[str, ...] = ("",)
    """Of each card that it makes, as `Card.part`; none for a note that makes no card."""
    is_provisional: bool = False
    """True while the author has not written an id; the id is then made from the text."""

    def says_same(self, other: Note) -> bool:
        """Whether both tell a learner the same.

        Where they stand, how the id came about and what is silenced are of no account.
        """
        moved = replace(
            self,
            place=other.place,
            end_line=other.end_line,
            is_provisional=other.is_provisional,
            silence=other.silence,
        )
        return moved == other

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            """The content of a note out of the deck cache, unpacked when it is first asked for."""
            unpack = self.__dict__.get("_unpack")
            if name != "content" or unpack is None:
                raise AttributeError(name)
            object.__setattr__(self, "content", unpack())
            return self.__dict__["content"]


@dataclass(frozen=True, kw_only=True)
class Deck:
    """One YAML file: a name, options, notes."""

    id: str
    title: str
    description: str = ""
    """What it teaches, for people who read it."""
    tags: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    """Deck ids; new cards wait until 80 % of those decks' cards have left learning."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()
    desired_retention: float | None = None
    """0.70 to 0.97; None for the collection's setting."""
    place: Place
    is_bundled: bool = False
    unserved: Mapping[str, int] = field(default_factory=dict)
    """Notes of types that this version knows by name only: type -> count."""


@dataclass(frozen=True)
class Card:
    """What is scheduled. A note makes one or more; those are siblings.

    Its names are asked for many times for each card in a queue, and made once.
    """

    deck_id: str
    note: Note
    part: str = ""
    """Empty, `reverse`, `c1`, `c2`, …"""

    @cached_property
    def id(self) -> CardId:
        """`deck/note` or `deck/note#part`."""
        return CardId(f"{self.note_key}#{self.part}" if self.part else self.note_key)

    @cached_property
    def note_key(self) -> str:
        """`deck/note`; siblings share it."""
        return f"{self.deck_id}/{self.note.id}"
