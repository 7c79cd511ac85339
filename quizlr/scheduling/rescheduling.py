"""Moving due days to where today's parameters, retention and calendar would put them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from quizlr.model import CardId, CardState, Schedule
from quizlr.scheduling.balance import Calendar, balanced
from quizlr.scheduling.fsrs import Fsrs6
from quizlr.scheduling.fuzz import fuzz_draw, fuzz_range, whole_days
from quizlr.scheduling.outlook import SchedulerSettings
from quizlr.values import dataclass

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Move:
    """A card's due day, and the one that it would get."""

    card_id: CardId
    from_day: int
    to_day: int


def reschedule(
    cards: Iterable[tuple[CardId, Schedule, SchedulerSettings]],
    today: int,
    calendar: Calendar,
    *,
    is_balanced: bool,
) -> tuple[Move, ...]:
    """New due days, from `today` on, of cards in review; cards that would not move are left out.

    A card whose due day lies in the fuzz range of its new interval stays, unless the calendar wants
    that day free. The others fill the days evenly where `is_balanced`. Cards whose new day has
    passed are due today; what does not fit the day is the backlog, which has its own order. Doing
    it again moves nothing.
    """
    due: Counter[int] = Counter()
    moves, moving = [], []
    for item in sorted(cards, key=_last_day):
        if _may_stay(item[1], item[2], calendar):
            due[max(today, item[1].due_day or 0)] += 1
        else:
            moving.append(item)
    for card_id, schedule, settings in moving:
        day = _day(card_id, schedule, settings, due if is_balanced else {}, calendar)
        if day is None:
            continue
        day = max(day, today)
        due[day] += 1
        if day != schedule.due_day:
            moves.append(Move(card_id, schedule.due_day or today, day))
    return tuple(moves)


def _last_day(item: tuple[CardId, Schedule, SchedulerSettings]) -> tuple[int, CardId]:
    return item[1].last_study_day or 0, item[0]


def _may_stay(schedule: Schedule, settings: SchedulerSettings, calendar: Calendar) -> bool:
    """Whether a due day is one that the fuzz might have chosen."""
    last_day, due_day = schedule.last_study_day, schedule.due_day
    if schedule.memory is None or last_day is None or due_day is None:
        return False
    most = settings.maximum_interval_days
    exact_days = Fsrs6(settings.parameters).interval(schedule.memory, settings.desired_retention)
    first, last = (
        last_day + min(max(1, days), most) for days in fuzz_range(min(max(exact_days, 1.0), most))
    )
    is_wanted = calendar.share(due_day) > 0 or not any(
        calendar.share(day) for day in range(first, last + 1)
    )
    return schedule.state is CardState.REVIEW and first <= due_day <= last and is_wanted


def _day(
    card_id: CardId,
    schedule: Schedule,
    settings: SchedulerSettings,
    due: Mapping[int, int],
    calendar: Calendar,
) -> int | None:
    last_day = schedule.last_study_day
    if schedule.state is not CardState.REVIEW or schedule.memory is None or last_day is None:
        return None
    exact_days = Fsrs6(settings.parameters).interval(schedule.memory, settings.desired_retention)
    pick = balanced(last_day, due, calendar)
    draw = fuzz_draw(card_id, schedule.review_count)
    return last_day + whole_days(exact_days, draw, 1, settings.maximum_interval_days, pick)


@dataclass(frozen=True, slots=True)
class LoadChange:
    """Reviews that wait, before and after."""

    today: tuple[int, int]
    tomorrow: tuple[int, int]
    week: tuple[int, int]
    """Today and the six days after it."""


def load_change(
    schedules: Iterable[tuple[CardId, Schedule]], moves: Sequence[Move], today: int
) -> LoadChange:
    """What the moves do to the coming days."""
    moved = {move.card_id: move.to_day for move in moves}
    before: Counter[int] = Counter()
    after: Counter[int] = Counter()
    for card_id, schedule in schedules:
        if schedule.state is CardState.REVIEW and schedule.due_day is not None:
            before[max(today, schedule.due_day)] += 1
            after[max(today, moved.get(card_id, schedule.due_day))] += 1

    def both(first: int, last: int) -> tuple[int, int]:
        days = range(today + first, today + last + 1)
        return sum(before[day] for day in days), sum(after[day] for day in days)

    return LoadChange(both(0, 0), both(1, 1), both(0, SOON_DAYS - 1))
