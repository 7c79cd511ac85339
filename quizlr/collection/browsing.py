"""Finding the cards of a collection that a query means."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NoReturn

from quizlr.collection.searches import saved_searches
from quizlr.errors import QueryError
from quizlr.model import Card, CardId, Moment
from quizlr.rendering import clean_line
from quizlr.scheduling import day_start_ms
from quizlr.search.catalogue import Catalogue
from quizlr.search.evaluation import is_unbounded, matching
from quizlr.search.facts import Facts
from quizlr.search.fault import Fault, carets, first_fault
from quizlr.search.parsing import parse
from quizlr.search.query import Deed, Query, Recent, Where
from quizlr.store import searching
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection

LONGEST_S: Final = 2.0
"""A search that takes longer is given up: there are regular expressions that find no end."""
_FRESH_MS: Final = 30_000
"""So long a snapshot of the schedules is used: time passes, and learning steps come due."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a query means, or why it means nothing yet."""

    text: str
    cards: Sequence[Card] = ()
    """In the order of the collection."""
    fault: Fault | None = None


class Browser:
    """Searches a collection again and again; what makes that fast is kept while it is true."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._catalogue = Catalogue((), {})
        self._facts: Facts | None = None
        self._happened: dict[Recent, AbstractSet[CardId]] = {}

    def prepare(self) -> None:
        """Read the text of all cards, which takes a moment; may be called in another thread."""
        catalogue = self._of_now()
        catalogue.text(Where.ANYWHERE)
        self._catalogue = catalogue

    def refresh(self) -> None:
        """Something has happened to a card."""
        self._facts = None

    def find(self, text: str) -> Found:
        """The cards that a query means.

        Raises:
            QueryError: it takes too long.
            DatabaseError: the log cannot be asked.
        """
        facts = self._snapshot()
        parsed = parse(text, facts.catalogue.known, self._kept(text))
        if parsed.faults:
            return Found(text, fault=first_fault(parsed.faults))
        cards = facts.catalogue.cards
        return Found(text, [cards[place] for place in _matching(parsed.query, facts)])

    def _kept(self, text: str) -> Mapping[str, str]:
        """The learner's own searches; read only where one may be named."""
        return saved_searches(self._collection) if "saved:" in text.lower() else {}

    def _of_now(self) -> Catalogue:
        """The catalogue of the cards that the collection has now."""
        cards = self._collection.cards
        if self._catalogue.cards is cards:
            return self._catalogue
        return Catalogue(cards, self._collection.decks)

    def _snapshot(self) -> Facts:
        now = self._collection.now()
        catalogue = self._of_now()
        facts = self._facts
        if (
            facts is None
            or facts.catalogue is not catalogue
            or now.at_ms - facts.now.at_ms > _FRESH_MS
        ):
            self._catalogue = catalogue
            self._happened.clear()
            facts = self._facts = Facts(
                catalogue,
                self._collection.schedules,
                now,
                happened=self._answer,
                leech_lapses=self._collection.settings.study.leech_lapses,
                parameters=self._collection.parameters.values,
            )
        return facts

    def _answer(self, recent: Recent) -> AbstractSet[CardId]:
        if recent not in self._happened:
            self._happened[recent] = self._ask(recent, self._collection.now())
        return self._happened[recent]

    def _ask(self, recent: Recent, now: Moment) -> AbstractSet[CardId]:
        from_day = now.study_day - recent.days + 1
        store = self._collection.store
        if recent.deed is Deed.RATED:
            return store.ask(searching.rated(from_day, recent.rating))
        if recent.deed is Deed.INTRODUCED:
            return store.ask(searching.introduced(from_day))
        from_ms = day_start_ms(from_day, self._collection.clock.zone, now.rollover_hour)
        if recent.deed is Deed.MOVED:
            return store.ask(searching.moved(from_ms))
        return self._edited(from_ms)

    def _edited(self, from_ms: int) -> AbstractSet[CardId]:
        """Cards of the learner's files that were changed; those that ship are not edited."""
        ids, places = self._catalogue.ids, self._catalogue.files
        return {
            ids[place]
            for path, file in self._collection.library.files.items()
            if file.stamp and not file.is_bundled and file.stamp[0] // 1_000_000 >= from_ms
            for place in places.get(str(path), ())
        }


def find_cards(collection: Collection, text: str) -> Sequence[Card]:
    """The cards that a query means.

    Raises:
        QueryError: it cannot be understood, or takes too long.
        DatabaseError: the log cannot be asked.
    """
    found = Browser(collection).find(text)
    if found.fault is not None:
        pointer = carets(found.fault, text)
        raise QueryError(found.fault.message, clean_line(text), pointer)
    return found.cards


def _matching(query: Query, facts: Facts) -> Sequence[int]:
    if not is_unbounded(query):
        return matching(query, facts)
    catalogue = facts.catalogue
    if catalogue.lower and catalogue.text(Where.ANYWHERE):  # read before the clock starts
        with _no_longer_than(LONGEST_S):
            return matching(query, facts)
    return ()


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """End the search after some time, where the system can: in the main thread, on no Windows.

    Regular expressions look at pending signals while they search.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or not hasattr(signal, "setitimer"):
        yield
        return

    def give_up(*_: object) -> NoReturn:
        raise QueryError(
            f"This search takes longer than {seconds:g} seconds and was given up. "
            "Write it without a repetition inside of a repetition."
        )

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
