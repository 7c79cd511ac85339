"""A sitting as lines of text: for screen readers, pipes and tests. Imports no Textual.

Reads a line, prints a few; colours, boxes and cursor movements are not used.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from quizlr.collection import Collection, Desk, ended_words
from quizlr.collection.adopting import settle, survey_now
from quizlr.collection.leeches import leech_words
from quizlr.collection.live import News, Watch
from quizlr.errors import DataError, QuizlrError
from quizlr.model import Grade, Rating, Reveal
from quizlr.plain.asking import Asker, Read
from quizlr.plain.commands import Commands, QuitError, Write, command_in
from quizlr.plain.concepts import concept_lines
from quizlr.plain.sureness import ask_confidence
from quizlr.plain.telling import (
    head_line,
    rating_question,
    summary_lines,
    verdict_lines,
)
from quizlr.rendering import plain_text
from quizlr.session import Ended, EndReason, Turn


class PlainStudy:
    """Runs one Desk over two functions: read a line, write a line."""

    def __init__(
        self, desk: Desk, read: Read, write: Write, *, behind: tuple[Desk, ...] = ()
    ) -> None:
        self.desk = desk
        self._behind = behind
        """The sittings that this one was opened from."""
        self.collection: Collection = desk.collection
        self.read = read
        self.write = write
        self._watch = Watch(self.collection)
        self._commands = Commands(desk, write, self._practise, self._take_up)
        self._asker = Asker(read, write, self._commands.do, lambda: self.collection.now().at_ms)
        self._was_graded = False

    def run(self) -> None:
        """Study until nothing is left, or until the learner stops."""
        try:
            self._settle()
            while self._round():
                pass
        except (EOFError, QuitError, KeyboardInterrupt):
            self.write("")
        self._write_all(summary_lines(self.desk.summary(), was_graded=self._was_graded))

    def _write_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.write(line)

    def _practise(self, desk: Desk) -> None:
        behind = (*self._behind, self.desk)
        PlainStudy(desk, self.read, self.write, behind=behind).run()

    def _look_for_edits(self) -> None:
        """Use what was saved since the card before."""
        news = self._watch.look()
        if news is not None and self._watch.take(news):
            self._take_up(news)

    def _take_up(self, news: News) -> None:
        for desk in (*self._behind, self.desk):
            try:
                words = desk.take_up(news)
            except QuizlrError as error:
                words = str(error)
        self.write(words)
        self._settle()

    def _settle(self) -> None:
        """Give histories to the notes that go on with them for certain, and say so."""
        with suppress(DataError):  # the next start tries again
            adopted = settle(self.collection, survey_now(self.collection))
            if adopted.cards:
                for desk in (*self._behind, self.desk):
                    desk.take_up_history(adopted)
                self.write(adopted.words)

    def _round(self) -> bool:
        """One card, or the end; False when there is nothing more."""
        self._look_for_edits()
        turn = self.desk.turn()
        if isinstance(turn, Ended):
            return self._ended(turn)
        if turn.introduces:
            for concept in turn.introduces:
                self._write_all(concept_lines(self.collection, concept, level=0))
            self.desk.met()
            return True
        self._show_front(turn)
        if turn.grade is None and not self._ask(turn):
            return True
        shown = self.desk.turn()
        if isinstance(shown, Turn) and shown.grade is not None:
            self._show_back(shown, shown.grade)
            self._rate(shown.grade)
        return True

    def _show_front(self, turn: Turn) -> None:
        deck = self.collection.decks[turn.card.deck_id]
        is_flagged = bool(self.collection.schedules.get(turn.card.id, turn.schedule).flag)
        self.write("")
        self.write(head_line(turn, deck.title, self.desk.progress(), is_flagged=is_flagged))
        self.write(plain_text(turn.prompt.front))

    def _ask(self, turn: Turn) -> bool:
        """Ask until an answer could be graded; False if the card left the table."""
        is_sure_asked = False
        while True:
            answer = self._asker.ask(turn.prompt.task)
            if answer is None:
                return False
            if not is_sure_asked:
                ask_confidence(self.desk, turn, answer, self.read, self.write)
                is_sure_asked = True
            grade = self.desk.answer(answer)
            shown = self.desk.turn()
            if isinstance(shown, Turn) and shown.grade is not None:
                self._was_graded |= not isinstance(turn.prompt.task, Reveal)
                return True
            self.write(grade.feedback)

    def _show_back(self, turn: Turn, grade: Grade) -> None:
        self.write("")
        self._write_all(verdict_lines(grade))
        if turn.prompt.back:
            self.write(plain_text(turn.prompt.back))

    def _rate(self, grade: Grade) -> None:
        default = grade.proposed or Rating.GOOD
        question = rating_question(self.desk.buttons(), default)
        while True:
            line = self.read(question).strip()
            if line in ("", "1", "2", "3", "4"):
                if self._save(Rating(int(line)) if line else default):
                    return
            elif self._commands.do(command_in(line, needs_colon=False) or line):
                return

    def _save(self, rating: Rating) -> bool:
        """Save a rating, or go on without one if nothing can be saved; False to ask again."""
        if self.desk.is_read_only:
            self.desk.skip()
            self.write("Read-only: this rating was not saved.")
            return True
        try:
            self.desk.rate(rating)
        except DataError as error:
            self.write(str(error))
            return False
        if self.desk.leech_help is not None:
            self._write_all(map(plain_text, leech_words(self.desk.leech_help)))
        return True

    def _ended(self, ended: Ended) -> bool:
        progress, is_done = self.desk.progress(), ended.reason is EndReason.DONE
        if self.desk.practice is not None and progress.done and is_done:
            return False
        now, zone = self.collection.now(), self.collection.clock.zone
        self._write_all(ended_words(ended, now, zone, progress.budget_min))
        if is_done:
            return False
        if self.read("c to go on, enter to stop > ").strip() != "c":
            return False
        self.desk.go_on()
        return True
