"""Histories whose id is in no deck: whose they may be, and how they change hands.

What is certain is done at once and told; what is not is asked. Each adoption is an event in the
log, so it can be taken back, and no review is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from typing import TYPE_CHECKING, Protocol

from quizlr.authoring.identity import Match, NoteText, Texts, from_json, matches
from quizlr.collection.former import adopt, take_back
from quizlr.collection.shelf import Shelf
from quizlr.errors import NoSuchPartError, NotAdoptedError, UnknownNoteError, UnknownOrphanError
from quizlr.model import NEW_SCHEDULE, Card, CardId, HomeMark, HomeMarkKind, Note, Schedule
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection


class Log(Protocol):
    """What is asked of the log; the store answers it, and a reader beside it."""

    def home_marks(self, kind: str) -> Iterable[HomeMark]:
        """The marks of a kind, oldest first."""

    def adoptions(self) -> Iterable[tuple[CardId, CardId]]:
        """(new card, former card) of all adoptions."""

    def first_at_ms(self, card_id: CardId) -> int | None:
        """When a card was first answered, in ms since 1970; None if never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orphan:
    """A history without a note."""

    key: str
    """`deck/note`."""
    text: NoteText
    """What the note said; its digest is empty if that is not known."""
    cards: Mapping[str, Schedule]
    """Part -> where its card stands."""

    @property
    def review_count(self) -> int:
        """Ratings, of all its cards."""
        return sum(schedule.review_count for schedule in self.cards.values())

    @property
    def last_at_ms(self) -> int:
        """When one of its cards was rated last; 0 if none was."""
        return max(schedule.last_review_at_ms or 0 for schedule in self.cards.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All histories without a note, and the notes that they may belong to."""

    orphans: Mapping[str, Orphan] = field(default_factory=dict)
    """By `deck/note`, in the order of the keys."""
    matches: tuple[Match, ...] = ()
    """Sure ones first, then the most alike."""

    @property
    def candidates(self) -> Mapping[str, Sequence[Match]]:
        """The matches of each orphan, the best first."""
        found: dict[str, list[Match]] = {key: [] for key in self.orphans}
        for match in self.matches:
            found[match.old.key].append(match)
        return found

    @property
    def sure(self) -> tuple[Match, ...]:
        """Of which nothing is to be asked."""
        return tuple(match for match in self.matches if match.is_sure)

    @property
    def open(self) -> tuple[Match, ...]:
        """Which only the learner can decide."""
        return tuple(match for match in self.matches if not match.is_sure)


def survey(
    shelf: Shelf, schedules: Mapping[CardId, Schedule], log: Log, texts: Texts | None = None
) -> Survey:
    """Look for histories without a note. Touches nothing, and may be done in a thread.

    Args:
        shelf: The decks.
        schedules: Where all cards with history stand.
        log: What is kept about them.
        texts: What the notes of the survey before said; those that are the same are not read again.
    """
    texts = texts or Texts()
    lost = [
        (card, schedule)
        for card, schedule in schedules.items()
        if card not in shelf.by_id and schedule != NEW_SCHEDULE
    ]
    if not lost:
        return Survey()
    orphans = _orphans(lost, log.home_marks(HomeMarkKind.NOTE))
    apart = _apart(log.home_marks(HomeMarkKind.APART))
    notes = {
        f"{deck.id}/{note.id}": (texts.of(deck.id, note), note)
        for deck in shelf.decks.values()
        for note in deck.notes
        if note.parts
    }
    said = [text for text, _ in notes.values()]
    found = matches([orphan.text for orphan in orphans.values()], said, apart)
    judge = _Judge(orphans, notes, schedules, log)
    return Survey(orphans=orphans, matches=tuple(filter(None, map(judge.judged, found))))


def survey_beside(collection: Collection, texts: Texts | None = None) -> Callable[[], Survey]:
    """A survey of a collection as it is now, to be made in a thread while the learner goes on.

    What is given raises DatabaseError where the log cannot be asked. `texts`: see `survey`.
    """
    shelf, schedules = collection.shelf, dict(collection.schedules)
    beside = collection.store.beside()

    def work() -> Survey:
        with beside.open() as log:
            return survey(shelf, schedules, log, texts)

    return work


def survey_now(collection: Collection) -> Survey:
    """The survey of a collection as it is, in this thread."""
    return survey(collection.shelf, collection.schedules, collection.store)


def _orphans(
    lost: Iterable[tuple[CardId, Schedule]], texts: Iterable[HomeMark]
) -> dict[str, Orphan]:
    cards: dict[str, dict[str, Schedule]] = {}
    for card_id, schedule in sorted(lost):
        key, _, part = card_id.partition("#")
        cards.setdefault(key, {})[part] = schedule
    newest = {mark.name: mark.text for mark in texts if mark.name in cards}
    return {
        key: Orphan(key=key, text=_known_text(key, newest.get(key, "")), cards=parts)
        for key, parts in cards.items()
    }


def _known_text(key: str, kept: str) -> NoteText:
    return from_json(key, kept) or NoteText(key=key, type="", front="", digest="")


class _Judge:
    """Knows which matches cannot be, and which are not sure although the texts are the same."""

    def __init__(
        self,
        orphans: Mapping[str, Orphan],
        notes: Mapping[str, tuple[NoteText, Note]],
        schedules: Mapping[CardId, Schedule],
        log: Log,
    ) -> None:
        self._orphans = orphans
        self._notes = notes
        self._schedules = schedules
        self._log = log
        self._kin = _kin(log.adoptions())

    def judged(self, match: Match) -> Match | None:
        """A match as it is offered; None if it cannot be.

        A note that was answered before the history ended is another note, whatever it says,
        unless the two were one before.
        """
        orphan, (_, note) = self._orphans[match.old.key], self._notes[match.new.key]
        if not orphan.cards.keys() & set(note.parts):
            return None
        began = self._began(match.new.key, note)
        if began is None:
            return match
        old, new = match.old.key, match.new.key
        were_one = self._kin.get(old, old) == self._kin.get(new, new)
        if began <= orphan.last_at_ms and not were_one:
            return None
        return replace(match, is_known=True)

    def _began(self, key: str, note: Note) -> int | None:
        """When a note was first answered."""
        cards = (card_id(key, part) for part in note.parts)
        own = (self._log.first_at_ms(card) for card in cards if card in self._schedules)
        return min((at_ms for at_ms in own if at_ms is not None), default=None)


def _kin(adoptions: Iterable[tuple[CardId, CardId]]) -> dict[str, str]:
    """`deck/note` -> one key that stands for all that were ever one note with it."""
    families: dict[str, set[str]] = {}
    for pair in adoptions:
        one, other = map(_key, pair)
        joined = families.get(one, {one}) | families.get(other, {other})
        families.update(dict.fromkeys(joined, joined))
    return {key: min(family) for key, family in families.items()}


def card_id(key: str, part: str) -> CardId:
    """The id of a card, from its note's and its part."""
    return CardId(f"{key}#{part}" if part else key)


# -- changing hands


@dataclass(frozen=True, slots=True)
class Adopted:
    """What changed hands."""

    pairs: Mapping[CardId, CardId] = field(default_factory=dict)
    """Old card id -> the one that holds its history now."""
    back: tuple[CardId, ...] = ()
    """Cards that have their own history again."""

    @property
    def cards(self) -> tuple[CardId, ...]:
        """All cards that stand elsewhere now."""
        return (*self.pairs, *self.pairs.values(), *self.back)

    @property
    def words(self) -> str:
        """One sentence; empty if nothing changed hands by itself."""
        notes = {_key(old): _key(new) for old, new in self.pairs.items()}
        if len(notes) == 1:
            ((old, new),) = notes.items()
            return f"{new} goes on with the history of {old}: it is the same note."
        if notes:
            return f"{len(notes)} notes go on with the history of their former ids."
        keys = list(dict.fromkeys(map(_key, self.back)))
        if not keys:
            return ""
        return (
            f"{keys[0]} has its history back."
            if len(keys) == 1
            else (f"{len(keys)} notes have their history back.")
        )


def settle(collection: Collection, found: Survey) -> Adopted:
    """Do what is certain: the same note goes on, and an id that is back has its own again.

    What is left to ask is noted in the collection.

    Raises:
        DataError: it cannot be recorded; nothing has changed.
    """
    collection.open_histories = len({match.old.key for match in found.open})
    if collection.store.is_read_only:
        return Adopted()
    by_id = collection.shelf.by_id
    pairs: dict[CardId, CardId] = {}
    for match in found.sure:
        pairs |= pairs_of(found.orphans[match.old.key], match.new.key, by_id)
    adopt(collection, pairs)
    return Adopted(pairs, take_back(collection))


def pairs_of(orphan: Orphan, new_key: str, by_id: Mapping[CardId, Card]) -> dict[CardId, CardId]:
    """The cards of an orphan, and those of a note, that are the same part of it."""
    both = ((card_id(orphan.key, part), card_id(new_key, part)) for part in orphan.cards)
    return {old: new for old, new in both if new in by_id and old not in by_id}


def adopt_named(collection: Collection, old: str, new: str) -> Adopted:
    """Give the history under an id to a note, or that of one card to another.

    Args:
        collection: With the note.
        old: `deck/note`, or `deck/note#part`, of a history whose id is in no deck.
        new: `deck/note`, or `deck/note#part`, of the decks.

    Raises:
        UnknownOrphanError: there is no such history, or its note is there.
        UnknownNoteError: there is no such note.
        NoSuchPartError: the note has no card like those of the history.
        DataError: it cannot be recorded; nothing has changed.
    """
    by_id = collection.shelf.by_id
    olds = [each for each in collection.orphans() if old in (each, _key(each))]
    news = [each for each in by_id if new in (each, _key(each))]
    if not olds:
        raise UnknownOrphanError(old, sorted({_key(each) for each in collection.orphans()}))
    if not news:
        raise UnknownNoteError(new, "your decks", sorted({_key(each) for each in by_id}))
    if len(olds) == len(news) == 1:
        pairs = {olds[0]: news[0]}
    else:
        parts = {each.partition("#")[2]: each for each in news}
        pairs = {o: parts[o.partition("#")[2]] for o in olds if o.partition("#")[2] in parts}
    if not pairs:
        raise NoSuchPartError(old, new)
    adopt(collection, pairs)
    return Adopted(pairs)


def release(collection: Collection, old: str, *, is_apart: bool = True) -> Adopted:
    """Take an adoption back: what was answered under the old id is its own again.

    Args:
        collection: With the log.
        old: `deck/note`, or `deck/note#part`, of the history.
        is_apart: Remember the pair as two notes, so that it is not joined or asked about again.

    Raises:
        NotAdoptedError: no other card holds a history of this id.
        DataError: it cannot be recorded; nothing has changed.
    """
    held = {
        former: owner
        for former, owner in collection.store.owner_of.items()
        if old in (former, _key(former))
    }
    if not held:
        former = sorted({_key(each) for each in collection.store.owner_of})
        raise NotAdoptedError(old, former)
    adopt(collection, {former: former for former in held})
    for owner in held.values():
        collection.refresh(owner)
    if is_apart:
        for pair in {(_key(former), _key(owner)) for former, owner in held.items()}:
            set_apart(collection, *pair)
    return Adopted(back=(*held, *held.values()))


def set_apart(collection: Collection, old_key: str, new_key: str) -> Adopted:
    """Remember that two notes are not one, so that it is not asked again.

    Raises:
        DataError: it cannot be recorded.
    """
    return _record_apart(collection, old_key, new_key)


def ask_again(collection: Collection, old_key: str) -> Adopted:
    """Forget which notes a history was said not to belong to.

    Raises:
        DataError: it cannot be recorded.
    """
    return _record_apart(collection, old_key, "")


def _record_apart(collection: Collection, old_key: str, new_key: str) -> Adopted:
    at_ms = collection.now().at_ms
    collection.store.record(
        HomeMark(at_ms=at_ms, kind=HomeMarkKind.APART, name=old_key, text=new_key)
    )
    return Adopted()


def _apart(marks: Iterable[HomeMark]) -> set[tuple[str, str]]:
    """The pairs that are not one note, by what was said last."""
    found: dict[str, set[str]] = {}
    for mark in marks:
        if mark.text:
            found.setdefault(mark.name, set()).add(mark.text)
        else:
            found.pop(mark.name, None)
    return {(old, new) for old, news in found.items() for new in news}


def _key(card: CardId | str) -> str:
    """The note's `deck/note` in a card's id."""
    return card.partition("#")[0]
