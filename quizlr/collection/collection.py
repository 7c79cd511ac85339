"""All that one learner has, wired: decks, log, settings, clock. The only place that wires.

Front ends talk to a Collection for what is there, and to a Desk for one sitting.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from quizlr.collection.clock import Clock, behind_words, make_clock
from quizlr.collection.former import honour_was
from quizlr.collection.home import Home
from quizlr.collection.keeping import Keeper, keep_leaving, keep_missing
from quizlr.collection.loading import load_library
from quizlr.collection.parameters import FOLD_RULE, ParameterSet, set_in_force
from quizlr.collection.queueing import day_done, todays_queue, why_now
from quizlr.collection.rules import limits, scheduler_settings
from quizlr.collection.selection import select
from quizlr.collection.shelf import Shelf, shelve
from quizlr.config import Settings, read_settings
from quizlr.decks.concepts import Concepts
from quizlr.errors import DataError
from quizlr.library import Library
from quizlr.model import (
    Card,
    CardId,
    CardMark,
    Event,
    HomeMarkKind,
    Moment,
    Problem,
    Review,
    Schedule,
)
from quizlr.scheduling import PickDay, SchedulerSettings, moment
from quizlr.session import (
    DayDone,
    Limits,
    Practice,
    Queue,
    Wait,
    waits,
)
from quizlr.store import Store

if TYPE_CHECKING:
    from quizlr.collection.goals import Plan
    from quizlr.collection.load import DueDays
    from quizlr.collection.overview import Overview
    from quizlr.session.why import Why

RECENT = 5
"""Newest answers in a skill that tell whether a slip is a habit."""
HABITUAL = 2


class Collection:
    """Open a home, look at it, sit down to study, close it."""

    def __init__(
        self,
        home: Home,
        settings: Settings,
        clock: Clock,
        library: Library,
        store: Store,
        *,
        paths: Sequence[Path] = (),
    ) -> None:
        self.home = home
        self.settings = settings
        self.clock = clock
        self.store = store
        self.schedules: dict[CardId, Schedule] = store.schedules()
        self._due_days: DueDays | None = None
        self._parameters: ParameterSet | None = None
        self._plan: tuple[Plan | None] | None = None
        self.session_id = os.urandom(4).hex()
        self.paths = tuple(paths)
        self._practices = 0
        self.open_histories = 0
        """Histories without a note that may belong to one, by the last survey."""
        self._keeper = Keeper(store)
        self._use(shelve(library, store.owner_of))

    @classmethod
    def open(
        cls, home: Home, *, paths: Sequence[Path] = (), is_read_only: bool = False
    ) -> Collection:
        """Open a home, made if it is missing; `paths` are decks from elsewhere.

        Raises:
            HomeLockedError: another quizlr writes to it, and `is_read_only` is False.
            DataError: it cannot be read or written.
            ConfigError: the settings are wrong.
        """
        settings = read_settings(home.config)
        clock = make_clock(settings.study.timezone)
        if is_read_only:
            store = Store.open_read_only(home.folder, fold=FOLD_RULE)
        else:
            store = Store.open(home.folder, fold=FOLD_RULE)
            home.prepare()
        cache = None if is_read_only else home.deck_cache
        library = load_library(home, paths, cache=cache)
        return cls(home, settings, clock, library, store, paths=paths)

    def close(self) -> None:
        """Let go of the home."""
        if not self.store.is_read_only:
            with suppress(DataError):  # a help for later
                keep_missing(self)
        self.store.close()

    # -- time

    def now(self) -> Moment:
        """This instant and the study day it falls on."""
        newest = self.store.newest()
        return moment(
            self.clock.now(),
            self.clock.zone,
            self.clock.zone_name,
            self.settings.study.rollover_hour,
            newest[1] if newest else None,
        )

    def clock_warning(self) -> str:
        """A sentence if the clock stands before the last answer; empty if all is well."""
        newest = self.store.newest()
        return "" if newest is None else behind_words(self.now().at_ms, newest[0])

    # -- decks

    def take(self, shelf: Shelf) -> None:
        """Use other decks from now on."""
        keep_leaving(self, shelf)
        self._use(shelf)

    def _use(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self.library = shelf.library
        self.decks = shelf.decks
        self.cards = shelf.cards
        self._concepts: Concepts | None = None
        if not self.store.is_read_only:
            with suppress(DataError):  # the next start tries again
                honour_was(self)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong in the decks, as far as their authors want to hear of it."""
        found = (*self.library.problems, *self.shelf.problems)
        return tuple(problem for problem in found if not problem.silenced)

    def card(self, card_id: CardId) -> Card | None:
        """A card by its id; None if no deck has it now."""
        return self.shelf.by_id.get(card_id)

    def reload_all(self) -> None:
        """Read every deck file again; a broken edit keeps its last good version."""
        library = load_library(self.home, self.paths, last=self.library)
        self.take(shelve(library, self.store.owner_of))

    def concepts(self) -> Concepts:
        """The concept notes, and what is about them."""
        if self._concepts is None:
            self._concepts = Concepts(self.decks.values())
        return self._concepts

    def orphans(self) -> tuple[CardId, ...]:
        """Cards with history that no deck has now; their history is kept."""
        return tuple(card_id for card_id in self.schedules if card_id not in self.shelf.by_id)

    # -- the log

    def record(self, what: Review | CardMark) -> Schedule:
        """Save a happening durably; the card's new schedule.

        Raises:
            DataError: it could not be saved; nothing has changed.
        """
        card, last_owner = self.card(what.card_id), self.store.owner_of.get(what.card_id)
        self.store.record_all((*self._keeper.beside(what, card), what))
        self._keeper.kept(what, card)
        if last_owner is not None:
            self.refresh(last_owner)
        return self.refresh(what.card_id)

    def record_all(self, whats: Sequence[Review | CardMark]) -> None:
        """Save many happenings of one instant at once.

        Raises:
            DataError: they could not be saved; nothing has changed.
        """
        self.store.record_all(whats)
        for what in whats:
            self.refresh(what.card_id)

    def refresh(self, card_id: CardId) -> Schedule:
        """Read a card's schedule again."""
        schedule = self.store.schedule(card_id)
        if self._due_days is not None:
            self._due_days.moved(self.schedules.get(card_id), schedule)
        self.schedules[card_id] = schedule
        return schedule

    def forget(self, card_id: CardId) -> None:
        """Another card holds the history of this one now."""
        before = self.schedules.pop(card_id, None)
        if self._due_days is not None:
            self._due_days.moved(before, None)

    def undo(self) -> tuple[Event, ...]:
        """Cancel this device's newest live action; its events, several if it was one of many."""
        return self._refreshed(self.store.undo(self.now().at_ms))

    def redo(self) -> tuple[Event, ...]:
        """Bring back the action that was undone last; its events."""
        return self._refreshed(self.store.redo(self.now().at_ms))

    def _refreshed(self, events: tuple[Event, ...]) -> tuple[Event, ...]:
        for event in events:
            if isinstance(event.what, Review | CardMark):
                card_id = event.what.card_id
                self.refresh(card_id)
                if (owner := self.store.owner_of.get(card_id)) is not None:
                    self.refresh(owner)
        return events

    # -- studying

    def limits(self) -> Limits:
        """The day's limits, from the settings and the plan."""
        found = limits(self.settings)
        return replace(found, minutes_per_day=self.plan.minutes) if self.plan else found

    def day_done(self, now: Moment) -> DayDone:
        """What this study day has already seen."""
        return day_done(self, now)

    def scheduler_settings(self) -> Mapping[str, SchedulerSettings]:
        """Settings by `deck`, `deck:type`, `:type`; the empty key is the default."""
        return scheduler_settings(self.settings, self.decks.values(), self.parameters)

    @property
    def parameters(self) -> ParameterSet:
        """Those of the memory model that are in force."""
        if self._parameters is None:
            marks = self.store.home_marks(HomeMarkKind.PARAMETERS)
            self._parameters = set_in_force(marks)
        return self._parameters

    def forget_parameters(self) -> None:
        """Others are in force: read them and what follows from them again."""
        self._parameters = None
        self.schedules.update(self.store.schedules())

    def pick_day(self, now: Moment) -> PickDay:
        """How a review's day is chosen, now, within its fuzz range."""
        from quizlr.collection.load import DueDays, pick_day

        if self._due_days is None:
            self._due_days = DueDays(self.schedules)
        return pick_day(self.settings.load, self._due_days, now)

    @property
    def plan(self) -> Plan | None:
        """The date to be ready by, if there is one."""
        if self._plan is None:
            self._plan = (self._kept_plan(),)
        (plan,) = self._plan
        return plan if plan is not None and plan.by_day >= self.now().study_day else None

    def _kept_plan(self) -> Plan | None:
        mark = self.store.home_mark(HomeMarkKind.PLAN, "")
        if mark is None:
            return None
        from quizlr.collection.goals import read_plan

        return read_plan(mark.text)

    def forget_plan(self) -> None:
        """The plan has changed: read it again when it is asked for."""
        self._plan = None

    def queue(
        self, cards: Sequence[Card], now: Moment, *, within: Sequence[Card] | None = None
    ) -> Queue:
        """Today's queue of these cards; their share of the queue of more cards, if given."""
        queue = todays_queue(self, cards if within is None else within, now)
        return queue if within is None else queue.only({card.id for card in cards})

    def waits(self, cards: Sequence[Card]) -> tuple[Wait, ...]:
        """The decks of these cards whose new cards still wait for another deck."""
        decks = {card.deck_id for card in cards}
        requires = {deck.id: deck.requires for deck in self.decks.values() if deck.requires}
        found = waits(self.cards, self.schedules, requires)
        return tuple(wait for wait in found if wait.deck_id in decks)

    def select(self, names: Sequence[str] = ()) -> tuple[Card, ...]:
        """The cards of decks named by id or by path; all cards if nothing is named.

        Raises:
            UnknownDeckError: a name is neither.
        """
        return select(self.cards, self.decks, names)

    def overview(self, cards: Sequence[Card] | None = None) -> Overview:
        """The numbers of Home and of `quizlr due`, of some cards or of all."""
        from quizlr.collection.overview import overview_of

        return overview_of(self, self.cards if cards is None else cards)

    def why(self, card: Card) -> Why:
        """Why this card is due, and its history."""
        return why_now(self, card)

    def practice(
        self, count: int = 0, seed: int | None = None, *, session_id: str = ""
    ) -> Practice:
        """A sitting of `count` questions that schedules nothing; each has other variants."""
        self._practices += 1
        own = int(self.session_id, 16) + self._practices
        return Practice(seed=own if seed is None else seed, count=count, session_id=session_id)

    def recent_slips(self, skill: str) -> tuple[str, ...]:
        """The slips of the newest answers in a skill, newest first; empty text for none."""
        return self.store.recent_slips(skill, RECENT)

    def habits(self, skill: str) -> tuple[str, ...]:
        """The slips made at least twice in the newest answers in a skill."""
        counts = Counter(filter(None, self.recent_slips(skill)))
        return tuple(slip for slip, times in counts.items() if times >= HABITUAL)
