"""What a search asks for: the tree that a query is read into.

Every node says which cards it means; `writing.to_text` writes a tree as a query again.
"""

from __future__ import annotations

from decimal import Decimal
from enum import Enum, StrEnum

from quizlr.model import Rating
from quizlr.values import dataclass


class Wild(Enum):
    """A sign that stands for other signs."""

    ONE = "_"
    MANY = "*"
    """Any number, none too."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text with wild signs in it; no two texts stand side by side, and no two MANY."""

    pieces: tuple[str | Wild, ...]

    @property
    def is_plain(self) -> bool:
        """Whether nothing in it is wild."""
        return all(isinstance(piece, str) for piece in self.pieces)

    @property
    def plain(self) -> str:
        """Its text, without what is wild."""
        return "".join(piece for piece in self.pieces if isinstance(piece, str))


class Where(StrEnum):
    """Which text of a card is searched."""

    ANYWHERE = "anywhere"
    """Front, back, hints, and all that the type of the note adds."""
    FRONT = "front"
    BACK = "back"


class Trait(StrEnum):
    """What a card has names for."""

    DECK = "deck"
    """The id of its deck, or the deck's title."""
    TAG = "tag"
    """Tags of the note and of its deck."""
    TYPE = "type"
    TIER = "tier"
    ABOUT = "about"
    """Ids of concepts."""
    SOURCE = "source"
    """Key of a source of its deck."""
    NOTE = "note"
    """`note`, or `deck/note`."""
    CARD = "id"
    """`deck/note`, or `deck/note#part`."""


class State(StrEnum):
    """Where a card stands."""

    NEW = "new"
    LEARNING = "learning"
    """In learning or relearning steps."""
    RELEARNING = "relearning"
    REVIEW = "review"
    DUE = "due"
    """To be studied today, or before; neither suspended nor buried."""
    SUSPENDED = "suspended"
    BURIED = "buried"
    LEECH = "leech"
    """Forgotten again and again."""
    FLAGGED = "flagged"


class Measure(StrEnum):
    """A number that every studied card has."""

    STABILITY = "stability"
    """Days until recall falls to 90 %."""
    DIFFICULTY = "difficulty"
    RETRIEVABILITY = "retrievability"
    """Predicted recall now, 0 to 1."""
    LAPSES = "lapses"
    REPS = "reps"
    INTERVAL = "interval"
    """Days from the last rating to the day it is due; of cards in review."""
    DUE = "due"
    """Days from today to the day it is due, negative for what is overdue; of cards that are neither
    suspended nor buried."""


class Sign(StrEnum):
    """How a number is compared."""

    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="
    """As many decimals as are written are compared."""
    UNEQUAL = "!="
    AT_LEAST = ">="
    MORE = ">"


class Deed(StrEnum):
    """What happened to a card on a study day."""

    RATED = "rated"
    INTRODUCED = "introduced"
    """Rated for the first time."""
    MOVED = "moved"
    """Its due date was moved by hand."""
    EDITED = "edited"
    """The file of its deck was changed."""


@dataclass(frozen=True, slots=True)
class Everything:
    """All cards."""


@dataclass(frozen=True, slots=True)
class All:
    """Cards that every part means; two parts at least, none of them an All."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """Cards that one of the parts means; two parts at least, none of them an Either."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Cards that the part does not mean; the part is no Not."""

    part: Query


@dataclass(frozen=True, slots=True)
class Words:
    """Cards whose text has these words, whatever their case and accents."""

    pattern: Pattern
    where: Where = Where.ANYWHERE
    is_whole: bool = False
    """Whether nothing but the ends of words may stand around them."""


@dataclass(frozen=True, slots=True)
class Regex:
    """Cards whose text a regular expression finds something in."""

    source: str


@dataclass(frozen=True, slots=True)
class Named:
    """Cards that have a name of this kind; a pattern of None means: cards without any."""

    trait: Trait
    pattern: Pattern | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Cards in a state."""

    state: State


@dataclass(frozen=True, slots=True)
class Flagged:
    """Cards with this flag; 0 for those without."""

    flag: int


@dataclass(frozen=True, slots=True)
class Compared:
    """Cards with a number on this side of another; cards that lack it are never meant."""

    measure: Measure
    sign: Sign
    number: Decimal


@dataclass(frozen=True, slots=True)
class Recent:
    """Cards to which something happened on one of the last study days, today included."""

    deed: Deed
    days: int
    rating: Rating | None = None
    """Of RATED: only this rating."""


Term = Words | Regex | Named | Standing | Flagged | Compared | Recent
Query = Everything | All | Either | Not | Term
