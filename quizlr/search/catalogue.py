"""What is in the cards, column by column; each column is made once, when it is first asked for.

A column has one item for each card, in their order; siblings share the text of their note.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from quizlr.model import Card, CardId, Deck, Note
from quizlr.search.folding import fold
from quizlr.search.names import Known, Names, names_of
from quizlr.search.pattern import FIELD_END
from quizlr.search.query import Trait, Where
from quizlr.search.texts import further_texts

Index = Mapping[str, Sequence[int]]
"""A folded name -> the places of its cards, ascending."""


class Catalogue:
    """The cards of a collection, to be searched. Nothing in it changes."""

    def __init__(self, cards: Sequence[Card], decks: Mapping[str, Deck]) -> None:
        """Take the cards, and the decks that they are of, by id."""
        self.cards = cards
        self._decks = decks
        self._indexes: dict[Trait, tuple[Index, Names]] = {}

    @cached_property
    def ids(self) -> Sequence[CardId]:
        """The ids of the cards."""
        return [card.id for card in self.cards]

    @cached_property
    def place_of(self) -> Mapping[CardId, int]:
        """The place of each card."""
        return {card_id: place for place, card_id in enumerate(self.ids)}

    # -- text

    @cached_property
    def raw(self) -> Sequence[str]:
        """All text of each card as it is written, a line end between the fields."""
        return self._of_notes(lambda note: "\n".join(_fields(note)))

    @cached_property
    def lower(self) -> Sequence[str]:
        """The same in small letters."""
        return [text.lower() for text in self.raw]

    @cached_property
    def _anywhere(self) -> Sequence[str]:
        return self._of_notes(lambda note: FIELD_END.join(map(fold, _fields(note))))

    @cached_property
    def _fronts(self) -> Sequence[str]:
        return self._of_notes(lambda note: fold(note.front))

    @cached_property
    def _backs(self) -> Sequence[str]:
        return self._of_notes(lambda note: fold(note.back))

    def text(self, where: Where) -> Sequence[str]:
        """Folded text of each card."""
        if where is Where.FRONT:
            return self._fronts
        return self._backs if where is Where.BACK else self._anywhere

    def _of_notes(self, make: Callable[[Note], str]) -> Sequence[str]:
        """A column of texts; that of a note is made once."""
        column: list[str] = []
        last: Note | None = None
        for card in self.cards:
            if card.note is not last:
                last, text = card.note, make(card.note)
            column.append(text)
        return column

    # -- names

    def index(self, trait: Trait) -> Index:
        """The cards of each name of a kind."""
        return self._indexed(trait)[0]

    def names(self, trait: Trait) -> Names:
        """All names of a kind."""
        return self._indexed(trait)[1]

    def _indexed(self, trait: Trait) -> tuple[Index, Names]:
        if trait not in self._indexes:
            index: dict[str, list[int]] = {}
            names: dict[str, str] = {}
            for place, found in enumerate(self._names(trait)):
                for form, name in found.items():
                    index.setdefault(form, []).append(place)
                    names.setdefault(form, name)
            self._indexes[trait] = (index, names)
        return self._indexes[trait]

    def _names(self, trait: Trait) -> Iterator[Names]:
        """The names of each card; those of a note and a deck are found once."""
        if trait is Trait.CARD:
            yield from (names_of((card_id,)) for card_id in self.ids)
            return
        last: Note | None = None
        for card in self.cards:
            if card.note is not last:
                last, names = card.note, names_of(self._note_names(trait, card))
            yield names

    def _note_names(self, trait: Trait, card: Card) -> Iterable[str]:
        note, deck = card.note, self._decks[card.deck_id]
        match trait:
            case Trait.DECK:
                return (deck.id, deck.title)
            case Trait.TAG:
                return (*deck.tags, *note.tags)
            case Trait.TYPE:
                return (note.type,)
            case Trait.TIER:
                return (note.tier,) if note.tier else ()
            case Trait.ABOUT:
                return note.about
            case Trait.SOURCE:
                return (note.source,) if note.source else ()
            case _:
                return (note.id, card.note_key)

    @cached_property
    def known(self) -> Known:
        """All names, for the parser to check what is asked for."""
        return _Known(self)

    @cached_property
    def files(self) -> Index:
        """The cards of each deck file."""
        found: dict[str, list[int]] = {}
        for place, card in enumerate(self.cards):
            found.setdefault(card.note.place.file, []).append(place)
        return found


class _Known(Mapping[Trait, Names]):
    """The names of a catalogue by kind, each kind looked through when it is asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._kinds = tuple(trait for trait in Trait if trait not in (Trait.TYPE, Trait.TIER))

    def __getitem__(self, trait: Trait) -> Names:
        if trait not in self._kinds:
            raise KeyError(trait)
        return self._catalogue.names(trait)

    def __iter__(self) -> Iterator[Trait]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


def _fields(note: Note) -> tuple[str, ...]:
    return (note.front, note.back, *further_texts(note))
