"""Test yourself before moving on: three questions on a concept, two of them right.

A test is a sitting of practice whose session id says what is tested, so that its result follows
from the reviews in the log: an answer that is taken back no longer counts, and the tests of other
machines do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from quizlr.model import Card, Rating, Review
from quizlr.stats.coverage import strand_of
from quizlr.values import dataclass

PREFIX: Final = "test:"
"""What the session id of each test begins with."""
QUESTIONS: Final = 3
NEEDED: Final = 2
GENERATED: Final = ("drill", "bug", "failure")
"""Types that draw another question each time, and so can be asked twice in a test."""
_LAST_CHOICE: Final = ("interview", "tradeoff", "walkthrough", "lab")
"""Types that take minutes; asked where there is nothing shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """The newest test of a concept that came to an end."""

    right: int
    of: int
    at_ms: int
    """When the last answer was given."""

    @property
    def is_passed(self) -> bool:
        """Whether its page says known."""
        return self.right >= needed(self.of)


def needed(questions: int) -> int:
    """Right answers that pass a test of so many questions."""
    return min(NEEDED, questions)


def session_id(concept: str, questions: int, mark: str) -> str:
    """The session id of a test.

    Args:
        concept: its key, `deck/note`.
        questions: how many are asked.
        mark: hexadecimal; sets this test apart from all others.
    """
    return f"{PREFIX}{concept}:{questions}:{mark}"


def results(reviews: Iterable[Review]) -> Mapping[str, SelfTest]:
    """Concept -> its newest finished test, from live reviews in any order.

    Right is what was rated Good or Easy; a hint or a shown step caps the rating below that. A test
    is finished when enough answers are right or all questions are answered.
    """
    sittings: dict[str, list[Review]] = {}
    for review in reviews:
        if review.session_id.startswith(PREFIX):
            sittings.setdefault(review.session_id, []).append(review)
    newest: dict[str, SelfTest] = {}
    for name, answers in sittings.items():
        concept, questions = _read(name)
        right = sum(review.rating >= Rating.GOOD for review in answers)
        if not questions or not (right >= needed(questions) or len(answers) >= questions):
            continue
        at_ms = max(review.at_ms for review in answers)
        if concept not in newest or newest[concept].at_ms < at_ms:
            newest[concept] = SelfTest(right=right, of=questions, at_ms=at_ms)
    return newest


def _read(name: str) -> tuple[str, int]:
    """The concept and the number of questions; 0 for a name that is not ours."""
    parts = name.removeprefix(PREFIX).split(":")
    is_ours = len(parts) == 3 and parts[1].isdecimal()
    return (parts[0], int(parts[1])) if is_ours else ("", 0)


def choose(cards: Sequence[Card], attempt: int) -> tuple[Card, ...]:
    """The cards of the next test: short questions first, of different strands if there are any.

    Args:
        cards: those about the concept.
        attempt: how often it was tested; another attempt draws other cards.
    """
    short = [card for card in cards if card.note.type not in _LAST_CHOICE]
    pool = sorted(short or cards, key=lambda card: _lot(card, attempt))
    chosen: list[Card] = []
    while pool and len(chosen) < QUESTIONS:
        taken = set(map(strand_of, chosen))
        card = next((card for card in pool if strand_of(card) not in taken), pool[0])
        chosen.append(card)
        pool = [each for each in pool if each.note_key != card.note_key]
    return tuple(chosen)


def question_count(chosen: Sequence[Card]) -> int:
    """How many questions these cards make: a drill can be asked again, a fact cannot."""
    if chosen and all(card.note.type in GENERATED for card in chosen):
        return QUESTIONS
    return len(chosen)


def _lot(card: Card, attempt: int) -> bytes:
    return hashlib.blake2b(f"{attempt}|{card.id}".encode(), digest_size=8).digest()
