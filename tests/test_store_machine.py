"""Replaying the log gives the database: whatever was done, and whatever happened in between."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)
from store_makers import (
    CARD,
    OTHER,
    START_MS,
    chain,
    drop_database,
    log_files,
    mark,
    open_store,
    review,
    write_log,
)

from quizlr.model import (
    CardId,
    CardMark,
    Event,
    Happening,
    HomeMark,
    MarkKind,
    Rating,
    Review,
    Schedule,
    Undo,
)
from quizlr.store import Store

CARDS = st.sampled_from([CARD, OTHER, CardId("deck/note#c1"), CardId("größe/é")])
STEPS_MS = st.integers(-60_000, 600_000) | st.integers(-40, 40).map(lambda day: day * 86_400_000)
KINDS = st.sampled_from([kind for kind in MarkKind if kind is not MarkKind.ADOPT])
WHICH = st.integers(0, 999)
HERE, THERE = "cccccccc", "eeeeeeee"


class Learner(RuleBasedStateMachine):
    """One home, one learner, a second device, and bad luck; beside it a list of what happened."""

    @initialize()
    def begin(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="quizlr-"))
        self.store = open_store(self.home, device=HERE)
        self.now_ms = START_MS
        self.happened: list[Event] = []
        self.done: list[int] = []
        self.undone: list[int] = []
        self.count_there = 0

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.close()
            shutil.rmtree(self.home)

    def next_event(self, what: Happening) -> Event:
        seq = 1 + sum(event.device == HERE for event in self.happened)
        self.happened.append(Event(HERE, seq, what))
        return self.happened[-1]

    def reopen(self) -> None:
        self.store = open_store(self.home, device=HERE)

    # -- what the learner does

    @rule(card=CARDS, rating=st.sampled_from(Rating), step_ms=STEPS_MS)
    def rate(self, card: CardId, rating: Rating, step_ms: int) -> None:
        self.now_ms += step_ms
        what = review(card, self.now_ms, rating=rating)
        self.act(what)

    @rule(card=CARDS, kind=KINDS, value=st.integers(0, 7), step_ms=STEPS_MS)
    def set_mark(self, card: CardId, kind: MarkKind, value: int, step_ms: int) -> None:
        self.now_ms += step_ms
        self.act(mark(card, self.now_ms, kind, value))

    @rule(kind=KINDS, value=st.integers(0, 7), step_ms=STEPS_MS)
    def set_marks(self, kind: MarkKind, value: int, step_ms: int) -> None:
        self.now_ms += step_ms
        whats = [mark(card, self.now_ms, kind, value) for card in (CARD, OTHER)]
        expected = [self.next_event(what) for what in whats]
        assert list(self.store.record_all(whats)) == expected
        self.done += [event.seq for event in expected]
        self.undone.clear()

    def act(self, what: Review | CardMark) -> None:
        expected = self.next_event(what)
        assert self.store.record(what) == expected
        self.done.append(expected.seq)
        self.undone.clear()

    @rule(name=st.sampled_from(["", "a", "b"]), step_ms=STEPS_MS)
    def keep_something_about_the_home(self, name: str, step_ms: int) -> None:
        self.now_ms += step_ms
        what = HomeMark(at_ms=self.now_ms, kind="plan", name=name, text="{}")
        assert self.store.record(what) == self.next_event(what)

    @rule(new=CARDS, former=CARDS)
    def adopt(self, new: CardId, former: CardId) -> None:
        what = mark(new, self.now_ms, MarkKind.ADOPT, 0, former)
        assert self.store.record(what) == self.next_event(what)

    @rule()
    def undo(self) -> None:
        self.toggle(self.store.undo(self.now_ms), self.done, self.undone, is_redo=False)

    @rule()
    def redo(self) -> None:
        self.toggle(self.store.redo(self.now_ms), self.undone, self.done, is_redo=True)

    def toggle(
        self, events: Sequence[Event], source: list[int], sink: list[int], *, is_redo: bool
    ) -> None:
        batch: list[int] = []
        while source and self.belongs_to(source[-1], batch, 1 if is_redo else -1):
            batch.append(source.pop())
        assert [event.seq for event in events] == batch
        for seq in batch:
            sink.append(seq)
            self.next_event(Undo(at_ms=self.now_ms, target=seq, is_redo=is_redo))

    def belongs_to(self, seq: int, batch: list[int], step: int) -> bool:
        """Marks of one kind and one instant, side by side, are one deed."""
        if not batch:
            return True
        one, other = self.mine(seq).what, self.mine(batch[-1]).what
        return (
            isinstance(one, CardMark)
            and isinstance(other, CardMark)
            and (one.at_ms, one.kind, seq) == (other.at_ms, other.kind, batch[-1] + step)
        )

    def mine(self, seq: int) -> Event:
        return next(event for event in self.happened if (event.device, event.seq) == (HERE, seq))

    # -- what happens to the home

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.reopen()
        assert self.store.notices == () or "left out" in self.store.notices[0]

    @rule(card=CARDS, step_ms=STEPS_MS, takes_back=st.booleans())
    def study_elsewhere(self, card: CardId, step_ms: int, takes_back: bool) -> None:
        self.store.close()
        at_ms = self.now_ms + step_ms
        new: list[Happening] = [review(card, at_ms)]
        if takes_back:
            new.append(Undo(at_ms=at_ms, target=self.count_there + 1))
        events = [Event(THERE, self.count_there + n, what) for n, what in enumerate(new, 1)]
        self.count_there += len(new)
        self.happened += events
        write_log(self.home, events)
        self.reopen()

    @precondition(lambda self: bool(log_files(self.home)))
    @rule(which=WHICH)
    def copy_a_file(self, which: int) -> None:
        file = nth(log_files(self.home), which)
        self.store.close()
        copy = file.with_name(f"{file.name[:7]}.sync-conflict-1.jsonl")
        copy.write_bytes(file.read_bytes())
        self.reopen()

    @rule()
    def lose_the_database(self) -> None:
        self.store.close()
        drop_database(self.home)
        self.reopen()

    @rule()
    def lose_the_write_ahead_log(self) -> None:
        """A power cut: what SQLite had not synced is gone, the log is not."""
        path = self.home / "local" / "quizlr.db"
        synced = path.read_bytes()
        self.store.close()
        drop_database(self.home)
        path.write_bytes(synced)
        self.reopen()

    @precondition(lambda self: bool(log_files(self.home)))
    @rule(which=WHICH, rubbish=st.binary(min_size=1, max_size=40))
    def tear_a_line(self, which: int, rubbish: bytes) -> None:
        file = nth(log_files(self.home), which)
        self.store.close()
        with file.open("ab") as raw:
            raw.write(rubbish.replace(b"\n", b"?"))
        self.reopen()

    @precondition(lambda self: bool(log_files(self.home)))
    @rule(which=WHICH, share=st.floats(0, 1))
    def cut_own_log(self, which: int, share: float) -> None:
        own = [file for file in log_files(self.home) if file.parent.name == HERE]
        if own:
            file = nth(own, which)
            self.store.close()
            os.truncate(file, int(file.stat().st_size * share))
            self.reopen()

    # -- what must hold

    def live(self) -> list[Event]:
        dead: dict[tuple[str, int], bool] = {}
        for event in sorted(self.happened, key=lambda event: event.seq):
            if isinstance(event.what, Undo):
                dead[event.device, event.what.target] = not event.what.is_redo
        return [
            event
            for event in sorted(self.happened, key=lambda event: event.order)
            if not isinstance(event.what, Undo) and not dead.get((event.device, event.seq))
        ]

    def expected_schedules(self) -> dict[CardId, Schedule]:
        live = [e.what for e in self.live() if isinstance(e.what, Review | CardMark)]
        group = {what.card_id: what.card_id for what in live}
        for what in live:
            if isinstance(what, CardMark) and what.kind is MarkKind.ADOPT:
                adopt(group, what.card_id, CardId(what.text))
        by_card: dict[CardId, list[Review | CardMark]] = {}
        for what in live:
            by_card.setdefault(owner(group, what.card_id), []).append(what)
        return {card: chain(whats) for card, whats in by_card.items()}

    @invariant()
    def the_store_knows_what_happened(self) -> None:
        if not hasattr(self, "store"):
            return
        assert list(self.store.events()) == sorted(self.happened, key=lambda e: e.order)
        assert self.store.schedules() == self.expected_schedules()
        kept = tuple(e.what for e in self.live() if isinstance(e.what, HomeMark))
        assert self.store.home_marks("plan") == kept

    @rule()
    def verify(self) -> None:
        assert [line for line in self.store.verify() if "left out" not in line] == []

    @rule()
    def read_beside(self) -> None:
        with Store.open_read_only(self.home, fold=chain) as reader:
            assert reader.schedules() == self.store.schedules()


def nth(files: list[Path], number: int) -> Path:
    return files[number % len(files)]


def owner(group: dict[CardId, CardId], card: CardId) -> CardId:
    while group.get(card, card) != card:
        card = group[card]
    return card


def adopt(group: dict[CardId, CardId], new: CardId, former: CardId) -> None:
    """Point `former` at `new`; if `new` belonged to it, `new` becomes its own owner first.

    A card that is pointed at itself is its own again.
    """
    group[former] = former
    if owner(group, new) == former:
        group[new] = new
    group[former] = new


TestLearner = Learner.TestCase
TestLearner.settings = settings(
    max_examples=40,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
