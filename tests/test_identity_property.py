"""Whatever is done to decks with history: each answer stays with its fact, and with no other.

Facts are what the author means. A note says a fact in words, under an id, in a deck, in a file;
all of these are changed at random, while the app runs and while it does not. A person who is asked
whether two texts are one note says yes if, and only if, they mean the same fact.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from quizlr.authoring.likeness import likeness, words_in
from quizlr.collection import Collection, Desk, Home
from quizlr.collection.adopting import adopt_named, set_apart, settle, survey_now
from quizlr.collection.live import Watch
from quizlr.model import Rating, Revealed
from quizlr.session import Ended

VOCABULARY = [f"{start}{end}" for start in "bdfgkl" for end in ("ane", "ilo", "orm")]
"""So few words that facts are often taken for one another."""
KNOWN_AGAIN = 0.6
"""Words that are less like those of the last answer are another note, for a person too."""
CHOICE = st.integers(0, 2**32)


@dataclass
class Written:
    """A note in a file."""

    fact: int
    id: str | None
    front: list[str]
    back: list[str]
    was_answered: tuple[str, str] | None = None
    """Its words when it was answered last."""


@dataclass
class File:
    """A deck file."""

    name: str
    deck_id: str
    notes: list[Written] = field(default_factory=list)

    def text(self) -> str:
        """As it stands on the disk."""
        lines = ["quizlr: 1", f"id: {self.deck_id}", "title: Some deck", "notes:"]
        for note in self.notes:
            head = f"id: {note.id}\n    front" if note.id else "front"
            lines.append(f"  - {head}: {' '.join(note.front)}\n    back: {' '.join(note.back)}")
        return "\n".join(lines if self.notes else [*lines[:-1], "notes: []"]) + "\n"


class Author(RuleBasedStateMachine):
    """An author and a learner in one person, and beside them a list of what was answered."""

    @initialize(seed=CHOICE)
    def begin(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.folder = Path(tempfile.mkdtemp(prefix="quizlr-"))
        self.home = Home(self.folder)
        self.home.prepare()
        self.day = 1
        self.names = 0
        self.facts = 0
        self.files: list[File] = []
        self.answered: dict[int, list[int]] = {}
        self.meant: dict[str, set[int]] = {}
        self.asked: dict[str, int] = {}
        """Every question that was ever written, and its fact."""
        for _ in range(2):
            self.add_file()
            for _ in range(3):
                self.add_note()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            shutil.rmtree(self.folder)

    def fresh(self, prefix: str) -> str:
        """A name that was never used."""
        self.names += 1
        return f"{prefix}{self.names}"

    def some(self) -> tuple[File, Written] | None:
        """Any note."""
        notes = [(file, note) for file in self.files for note in file.notes]
        return self.dice.choice(notes) if notes else None

    # -- what an author does

    def add_file(self) -> None:
        self.files.append(File(self.fresh("file"), self.fresh("deck")))

    def add_note(self) -> None:
        identifier = None if self.dice.random() < 0.3 else self.fresh("note")
        self.facts += 1
        note = Written(self.facts, identifier, [], [])
        while not note.front or not self.is_own(note):
            words = self.dice.sample(VOCABULARY, 5)
            note.front = ["what", "is", "the", "usual", "name", "of", *words[:3]]
            note.back = ["it", "is", "always", "called", "the", *words[3:]]
        self.dice.choice(self.files).notes.append(note)

    def is_own(self, note: Written) -> bool:
        """Whether no other fact was ever asked in these words."""
        return self.asked.setdefault(" ".join(note.front), note.fact) == note.fact

    def delete_note(self) -> None:
        if found := self.some():
            found[0].notes.remove(found[1])

    def change_words(self) -> None:
        if found := self.some():
            note = found[1]
            before = (list(note.front), list(note.back))
            side = self.dice.choice([note.front, note.back])
            side[self.dice.randrange(len(side))] = self.dice.choice(VOCABULARY)
            if self.dice.random() < 0.3:
                side.insert(0, "exactly")
            if not (self.is_own(note) and is_known_again(note)):
                note.front, note.back = before

    def change_id(self) -> None:
        if found := self.some():
            found[1].id = self.fresh("note")

    def change_id_and_words(self) -> None:
        self.change_id()
        self.change_words()

    def move_note(self) -> None:
        if found := self.some():
            found[0].notes.remove(found[1])
            self.dice.choice(self.files).notes.append(found[1])

    def rename_file(self) -> None:
        self.dice.choice(self.files).name = self.fresh("file")

    def change_deck_id(self) -> None:
        self.dice.choice(self.files).deck_id = self.fresh("deck")

    def split_file(self) -> None:
        file = self.dice.choice(self.files)
        half = len(file.notes) // 2
        deck_id = self.dice.choice([file.deck_id, self.fresh("deck")])
        self.files.append(File(self.fresh("file"), deck_id, file.notes[half:]))
        file.notes = file.notes[:half]

    def merge_files(self) -> None:
        if len(self.files) > 1:
            one, other = self.dice.sample(self.files, 2)
            one.notes += other.notes
            self.files.remove(other)

    def reorder(self) -> None:
        self.dice.shuffle(self.dice.choice(self.files).notes)

    def write(self, changes: int) -> None:
        """Do some of this, and save it."""
        deeds: list[Callable[[], None]] = [
            self.add_note, self.delete_note, self.change_words, self.change_words, self.change_id,
            self.change_id_and_words, self.move_note, self.move_note, self.rename_file,
            self.change_deck_id, self.split_file, self.merge_files, self.reorder,
        ]  # fmt: skip
        for _ in range(changes):
            self.dice.choice(deeds)()
        wanted = {f"{file.name}.yaml": file.text() for file in self.files}
        for path in self.home.decks.iterdir():
            if path.name not in wanted:
                path.unlink()
        for name, text in wanted.items():
            draft = self.home.decks / f".{name}.draft"
            draft.write_text(text, encoding="utf-8")
            draft.replace(self.home.decks / name)

    # -- what the learner does

    @contextmanager
    def opened(self) -> Iterator[Collection]:
        """A day with the app, which is sometimes killed at its end."""
        self.day += 1
        os.environ["QUIZLR_NOW"] = f"2026-{1 + self.day // 28:02d}-{1 + self.day % 28:02d}T09:00Z"
        collection = Collection.open(self.home)
        try:
            yield collection
            assert collection.store.verify() == []
        finally:
            self.dice.choice([collection.close, collection.store.close])()

    def decide(self, collection: Collection) -> None:
        """What is certain is done by itself; of the rest the person knows what was meant."""
        settle(collection, survey_now(collection))
        self.learn_names(collection)
        while found := survey_now(collection).open:
            match = found[0]
            if self.meant[match.old.key] & self.meant[match.new.key]:
                adopt_named(collection, match.old.key, match.new.key)
            else:
                set_apart(collection, match.old.key, match.new.key)
            settle(collection, survey_now(collection))

    def learn_names(self, collection: Collection) -> None:
        """Which fact is meant under which id now."""
        for card in collection.cards:
            self.meant.setdefault(card.id, set()).add(self.fact_of(card.note.front))

    def fact_of(self, front: str) -> int:
        """The fact that a question is about."""
        return self.asked[front]

    def study(self, collection: Collection, count: int) -> None:
        for card in self.dice.sample(collection.cards, min(count, len(collection.cards))):
            schedule = collection.schedules.get(card.id)
            is_known = schedule is not None and schedule.review_count > 0
            desk = Desk(collection, [card], is_ahead=is_known)
            if isinstance(desk.turn(), Ended):
                continue
            desk.answer(Revealed())
            desk.rate(self.dice.choice(list(Rating)))
            fact = self.fact_of(card.note.front)
            at_ms = collection.store.newest()
            assert at_ms is not None
            self.answered.setdefault(fact, []).append(at_ms[0])
            for file in self.files:
                for note in file.notes:
                    if note.fact == fact:
                        note.was_answered = (" ".join(note.front), " ".join(note.back))

    def check(self, collection: Collection) -> None:
        """Each fact that is there has its answers, all of them and no others."""
        assert [str(p) for p in collection.problems if p.rule != "provisional-id"] == []
        seen = set()
        for card in collection.cards:
            fact = self.fact_of(card.note.front)
            seen.add(fact)
            history = [review.at_ms for review in collection.store.history(card.id)]
            assert history == self.answered.get(fact, []), (card.id, fact)
        assert seen == {note.fact for file in self.files for note in file.notes}

    # -- days

    @rule(changes=st.integers(0, 4), count=st.integers(0, 5))
    def a_day(self, changes: int, count: int) -> None:
        self.write(changes)
        with self.opened() as collection:
            self.decide(collection)
            self.check(collection)
            self.study(collection, count)
            self.check(collection)

    @rule(changes=st.integers(1, 4), count=st.integers(0, 5), again=st.booleans())
    def a_day_of_writing_beside_the_app(self, changes: int, count: int, again: bool) -> None:
        self.write(0)
        with self.opened() as collection:
            self.decide(collection)
            self.study(collection, count)
            for _ in range(1 + again):
                self.write(changes)
                watch = Watch(collection)
                for _ in range(2):
                    news = watch.look()
                    assert news is None or watch.take(news)
                self.decide(collection)
            self.check(collection)
            self.study(collection, count)
            self.check(collection)


def is_known_again(note: Written) -> bool:
    """Whether a person would know the note again by its words of the last answer."""
    if note.was_answered is None:
        return True
    front, back = note.was_answered
    before = (words_in(front), words_in(back))
    now = (words_in(" ".join(note.front)), words_in(" ".join(note.back)))
    return likeness(before, now) >= KNOWN_AGAIN


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    monkeypatch.setenv("QUIZLR_NOW", "2026-01-01T09:00Z")
    monkeypatch.setenv("TZ", "UTC")


class PatientAuthor(Author):
    """The same, for years."""


def limits(examples: int, days: int) -> settings:
    """How many lives of an author, and how long each."""
    return settings(
        max_examples=examples,
        stateful_step_count=days,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )


TestAuthor = Author.TestCase
TestAuthor.settings = limits(15, 12)
TestPatientAuthor = pytest.mark.nightly(PatientAuthor.TestCase)
TestPatientAuthor.settings = limits(100, 30)
