"""Going through a worked example that fades: a pass, its answer, its place in the log."""

from __future__ import annotations

from dataclasses import replace

from quizlr.cardtypes.fading import ask_faded, blanks_of, grade_faded, pass_seed, step_count
from quizlr.collection.collection import Collection
from quizlr.model import (
    NEW_SCHEDULE,
    Answer,
    Card,
    Grade,
    Prompt,
    Rating,
    Verdict,
)
from quizlr.session import Turn
from quizlr.session.drafting import as_practice, drafted, previews

SESSION = "worked:"
"""What the session id of its reviews begins with."""


class Worked:
    """One drill, pass by pass. Each pass is kept as practice: it schedules nothing."""

    def __init__(self, collection: Collection, card: Card) -> None:
        self.card = card
        self._collection = collection
        self.begin()

    def begin(self) -> None:
        """Lay the next pass: how many steps are blank follows from the log."""
        history = self._collection.store.history(self.card.id)
        self.blanks = blanks_of(self.card, history)
        self.prompt: Prompt = ask_faded(self.card, pass_seed(self.card, history), self.blanks)
        self.grade: Grade | None = None
        self._shown_at_ms = self._collection.now().at_ms

    @property
    def steps(self) -> int:
        """How many steps there are."""
        return step_count(self.card)

    @property
    def is_read_only(self) -> bool:
        """Whether passes cannot be kept."""
        return self._collection.store.is_read_only

    def answer(self, answer: Answer) -> Grade:
        """Judge the blank steps, and keep the pass if the home can be written.

        An answer that cannot be read, or has too few digits, leaves the pass open.

        Raises:
            DataError: it could not be kept; the pass stays open.
        """
        judged = grade_faded(self.prompt, self.blanks, answer)
        if judged.verdict is Verdict.INVALID:
            return judged
        if judged.verdict is Verdict.TOO_FEW_DIGITS and not self.prompt.is_second_try:
            self.prompt = replace(self.prompt, is_second_try=True)
            return judged
        if not self.is_read_only:
            self._keep(answer, judged)
        self.grade = judged
        return judged

    def _keep(self, answer: Answer, judged: Grade) -> None:
        collection, now = self._collection, self._collection.now()
        schedule = collection.schedules.get(self.card.id, NEW_SCHEDULE)
        turn = Turn(
            prompt=self.prompt,
            schedule=schedule,
            shown_at_ms=self._shown_at_ms,
            steps_shown=self.steps - self.blanks,
            answer=answer,
            grade=judged,
        )
        rating = Rating.GOOD if judged.verdict is Verdict.CORRECT else Rating.AGAIN
        settings = collection.scheduler_settings()
        outlook = previews(turn, settings, now)[rating]
        review = drafted(turn, outlook, settings, f"{SESSION}{collection.session_id}", now)
        collection.record(as_practice(review, schedule))
