"""Putting many cards aside at once, flagging, resetting and moving them: one undo for all.

Each deed is made as marks first, so that a screen can say what would happen; then they are recorded
piece by piece, so that many thousand cards can be shown as they go, and stopped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from quizlr.errors import UsageError
from quizlr.model import NEW_SCHEDULE, CardId, CardMark, CardState, MarkKind, Schedule
from quizlr.model.moment import EPOCH
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection

AT_ONCE: Final = 500
"""Marks that are recorded in one go."""
MOST_DAYS: Final = 36_500

_DAYS = re.compile(r"\+?(?P<low>\d{1,5})(?:\s*(?:-|–|\.\.)\s*(?P<high>\d{1,5}))?")


class DueDayError(UsageError):
    """What was typed names no day."""

    def __init__(self, text: str) -> None:
        super().__init__(f"'{text}' is no day to come. Write 0, 7, 3-10 or 2026-12-24.")


@dataclass(frozen=True, slots=True)
class Deed:
    """What is to be done to some cards."""

    marks: tuple[CardMark, ...]
    words: str
    """What has happened when all are recorded, as in `suspended`."""
    left: int = 0
    """Cards to which it does not apply."""
    why_left: str = ""
    """As in `not in review`."""

    def said(self, count: int) -> str:
        """A sentence, when `count` of the marks are recorded."""
        done = f"{cards_words(count)} {self.words}." if count or not self.left else "Nothing done."
        left = f" {self.left:,} {self.why_left}." if self.left else ""
        return f"{done}{left}{' u undoes.' if count else ''}"


def cards_words(count: int) -> str:
    """`1 card`, `2 cards`."""
    return "1 card" if count == 1 else f"{count:,} cards"


def suspending(collection: Collection, ids: Sequence[CardId]) -> Deed:
    """Suspend the cards; bring them back if all of them are suspended."""
    found = _schedules(collection, ids)
    is_back = all(schedule.is_suspended for schedule in found.values())
    which = [card_id for card_id, schedule in found.items() if schedule.is_suspended == is_back]
    words = "brought back" if is_back else "suspended"
    return Deed(_marks(collection, which, MarkKind.SUSPEND, 0 if is_back else 1), words)


def flagging(collection: Collection, ids: Sequence[CardId], flag: int | None = None) -> Deed:
    """Give the cards a flag, 1 to 7; take it away if all of them have it, or if it is 0.

    Without a flag: flag 1 for all, or none for all if all are flagged.
    """
    found = _schedules(collection, ids)
    flags = {schedule.flag for schedule in found.values()}
    wanted = (0 if 0 not in flags else 1) if flag is None else (0 if flags == {flag} else flag)
    which = [card_id for card_id, schedule in found.items() if schedule.flag != wanted]
    words = f"flagged {wanted}" if wanted else "unflagged"
    return Deed(_marks(collection, which, MarkKind.FLAG, wanted), words)


def resetting(collection: Collection, ids: Sequence[CardId]) -> Deed:
    """Forget what is believed of the learner's memory; the reviews stay in the log."""
    found = _schedules(collection, ids)
    which = [i for i, schedule in found.items() if schedule.state is not CardState.NEW]
    marks = _marks(collection, which, MarkKind.RESET, 0)
    return Deed(marks, "reset", len(found) - len(which), "new already")


def moving(collection: Collection, ids: Sequence[CardId], when: str) -> Deed:
    """Move the due days: to a day, or spread over several in the order of the cards.

    Raises:
        DueDayError: `when` names no day.
    """
    today = collection.now().study_day
    first, last = read_days(when, today)
    found = _schedules(collection, ids)
    which = [i for i, schedule in found.items() if schedule.state is CardState.REVIEW]
    marks = _marks(collection, which, MarkKind.RESCHEDULE, 0)
    days = last - first + 1
    spread = tuple(
        replace(mark, value=first + place * days // len(marks)) for place, mark in enumerate(marks)
    )
    reached = {mark.value for mark in spread} or {first}
    words = " – ".join(day_words(day, today) for day in sorted({min(reached), max(reached)}))
    return Deed(spread, f"moved to {words}", len(found) - len(which), "not in review")


def read_days(text: str, today: int) -> tuple[int, int]:
    """Study days, the first and the last, from `7`, `3-10` (days from today) or an ISO date.

    Raises:
        DueDayError: it is none of these, or in the past.
    """
    typed = text.strip()
    if found := _DAYS.fullmatch(typed):
        low = int(found["low"])
        high = int(found["high"] or low)
        if low <= high <= MOST_DAYS:
            return today + low, today + high
        raise DueDayError(typed)
    try:
        day = (date.fromisoformat(typed) - EPOCH).days
    except ValueError:
        raise DueDayError(typed) from None
    if not today <= day <= today + MOST_DAYS:
        raise DueDayError(typed)
    return day, day


def day_words(day: int, today: int) -> str:
    """`today`, `tomorrow`, `Tue 1 Dec`, `1 Dec 2027`."""
    if day - today in (0, 1):
        return ("today", "tomorrow")[day - today]
    on, here = EPOCH + timedelta(day), EPOCH + timedelta(today)
    return f"{on:%a} {on.day} {on:%b}" if on.year == here.year else f"{on.day} {on:%b %Y}"


def carry_out(collection: Collection, deed: Deed) -> Iterator[int]:
    """Record the marks, so many at a time; gives how many are recorded by now.

    Whoever stops here has done that part, and undo takes back just that.

    Raises:
        DataError: they could not be saved; those before are.
    """
    for start in range(0, len(deed.marks), AT_ONCE):
        marks = deed.marks[start : start + AT_ONCE]
        collection.record_all(marks)
        yield start + len(marks)


def _schedules(collection: Collection, ids: Sequence[CardId]) -> Mapping[CardId, Schedule]:
    return {card_id: collection.schedules.get(card_id, NEW_SCHEDULE) for card_id in ids}


def _marks(
    collection: Collection, ids: Sequence[CardId], kind: MarkKind, value: int
) -> tuple[CardMark, ...]:
    at_ms = collection.now().at_ms
    return tuple(CardMark(card_id=i, at_ms=at_ms, kind=kind, value=value) for i in ids)
