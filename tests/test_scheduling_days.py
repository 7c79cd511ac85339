"""The study day: rollover, both changes of the clock, zones that skip a date, and journeys."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.model import Moment, to_ms
from quizlr.scheduling.days import day_start_ms, elapsed_days, moment

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/Los_Angeles",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "America/Havana",
    "Antarctica/Troll",
    "Pacific/Auckland",
    "Pacific/Honolulu",
]
zones = st.sampled_from(ZONES)
BEGIN = datetime(1995, 1, 1, tzinfo=UTC)
instants = st.builds(
    lambda ms: BEGIN + timedelta(milliseconds=ms), st.integers(0, 42 * 365 * 86_400_000)
)
rollovers = st.integers(0, 23)


def local(text: str, zone: str, rollover_hour: int = 4, fold: int = 0) -> Moment:
    tz = ZoneInfo(zone)
    wall = datetime.fromisoformat(text).replace(tzinfo=tz, fold=fold)
    return moment(wall, tz, zone, rollover_hour)


def day(text: str) -> int:
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


@pytest.mark.parametrize(
    ("wall", "zone", "study_on"),
    [
        ("2026-11-21T03:59:59.999", "Europe/Berlin", "2026-11-20"),
        ("2026-11-21T04:00", "Europe/Berlin", "2026-11-21"),
        ("2026-11-21T23:59", "Europe/Berlin", "2026-11-21"),
        ("2026-11-22T00:00", "Europe/Berlin", "2026-11-21"),
        # clocks forward at 02:00, back at 03:00
        ("2026-03-29T01:59", "Europe/Berlin", "2026-03-28"),
        ("2026-03-29T03:59", "Europe/Berlin", "2026-03-28"),
        ("2026-03-29T04:00", "Europe/Berlin", "2026-03-29"),
        ("2026-10-25T03:59", "Europe/Berlin", "2026-10-24"),
        ("2026-10-25T04:00", "Europe/Berlin", "2026-10-25"),
        # forward at 02:00, back at 02:00
        ("2026-03-08T03:59", "America/Los_Angeles", "2026-03-07"),
        ("2026-03-08T04:00", "America/Los_Angeles", "2026-03-08"),
        ("2026-11-01T03:59", "America/Los_Angeles", "2026-10-31"),
        ("2026-11-01T04:00", "America/Los_Angeles", "2026-11-01"),
        # half an hour forward and back at 02:00
        ("2026-10-04T03:59", "Australia/Lord_Howe", "2026-10-03"),
        ("2026-10-04T04:00", "Australia/Lord_Howe", "2026-10-04"),
        ("2026-04-05T03:59", "Australia/Lord_Howe", "2026-04-04"),
        ("2026-04-05T04:00", "Australia/Lord_Howe", "2026-04-05"),
        # 30 December 2011 did not exist
        ("2011-12-29T23:59", "Pacific/Apia", "2011-12-29"),
        ("2011-12-31T03:59", "Pacific/Apia", "2011-12-30"),
        ("2011-12-31T04:00", "Pacific/Apia", "2011-12-31"),
    ],
)
def test_a_study_day_begins_at_four_by_the_wall_clock(wall: str, zone: str, study_on: str) -> None:
    assert local(wall, zone).study_on == date.fromisoformat(study_on)


@pytest.mark.parametrize(
    ("study_on", "zone", "hours"),
    [
        ("2026-03-27", "Europe/Berlin", 24),
        ("2026-03-28", "Europe/Berlin", 23),
        ("2026-10-24", "Europe/Berlin", 25),
        ("2026-03-07", "America/Los_Angeles", 23),
        ("2026-10-31", "America/Los_Angeles", 25),
        ("2026-10-03", "Australia/Lord_Howe", 23.5),
        ("2026-04-04", "Australia/Lord_Howe", 24.5),
        ("2011-12-29", "Pacific/Apia", 20),
        ("2011-12-30", "Pacific/Apia", 4),
        ("2011-12-31", "Pacific/Apia", 24),
    ],
)
def test_a_study_day_is_as_long_as_the_clocks_make_it(
    study_on: str, zone: str, hours: float
) -> None:
    tz = ZoneInfo(zone)
    start = day_start_ms(day(study_on), tz, 4)
    assert day_start_ms(day(study_on) + 1, tz, 4) - start == hours * 3_600_000


@pytest.mark.parametrize(
    ("study_on", "zone", "rollover_hour", "start"),
    [
        # 02:00 does not exist that morning: the day begins at the skip
        ("2026-03-29", "Europe/Berlin", 2, "2026-03-29T01:00Z"),
        ("2026-10-04", "Australia/Lord_Howe", 2, "2026-10-03T15:30Z"),
        # 02:00 comes twice: the day begins at the first
        ("2026-10-25", "Europe/Berlin", 2, "2026-10-25T00:00Z"),
        # midnight comes twice, and is skipped, in Havana
        ("2026-11-01", "America/Havana", 0, "2026-11-01T04:00Z"),
        ("2026-03-08", "America/Havana", 0, "2026-03-08T05:00Z"),
        # two hours, 01:00 to 03:00, are skipped and repeated at Troll
        ("2026-03-29", "Antarctica/Troll", 2, "2026-03-29T01:00Z"),
        ("2026-10-25", "Antarctica/Troll", 2, "2026-10-25T00:00Z"),
    ],
)
def test_a_rollover_hour_that_is_skipped_or_repeated_starts_the_day_once(
    study_on: str, zone: str, rollover_hour: int, start: str
) -> None:
    expected = to_ms(datetime.fromisoformat(start))
    assert day_start_ms(day(study_on), ZoneInfo(zone), rollover_hour) == expected


def test_a_clock_put_back_across_the_rollover_hour_does_not_repeat_the_day_before() -> None:
    before = local("2026-10-25T02:30", "Antarctica/Troll", 2, fold=0)
    after = local("2026-10-25T01:30", "Antarctica/Troll", 2, fold=1)
    assert after.at_ms > before.at_ms
    assert before.study_day == after.study_day == day("2026-10-25")


def test_a_moment_keeps_zone_offset_and_rollover() -> None:
    found = local("2026-07-01T10:00", "Asia/Kathmandu", 5)
    assert (found.tz, found.utc_offset_min, found.rollover_hour) == ("Asia/Kathmandu", 345, 5)
    assert found.at_ms == to_ms(datetime(2026, 7, 1, 4, 15, tzinfo=UTC))


def test_a_fixed_offset_serves_as_a_zone() -> None:
    zone = timezone(timedelta(hours=-9, minutes=-30))
    found = moment(datetime(2026, 7, 1, 13, tzinfo=UTC), zone, "UTC-09:30", 4)
    assert found.study_on == date(2026, 6, 30)
    assert found.utc_offset_min == -570
    assert found.next_day_at_ms == to_ms(datetime(2026, 7, 1, 13, 30, tzinfo=UTC))


def test_an_instant_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        moment(datetime.fromisoformat("2026-07-01T13:00"), UTC, "UTC", 4)


@given(instants, zones, rollovers)
def test_every_instant_lies_within_its_study_day(
    instant: datetime, zone: str, rollover_hour: int
) -> None:
    tz = ZoneInfo(zone)
    found = moment(instant, tz, zone, rollover_hour)
    assert day_start_ms(found.study_day, tz, rollover_hour) <= found.at_ms < found.next_day_at_ms


@given(instants, zones, rollovers)
def test_the_next_day_begins_exactly_when_it_says(
    instant: datetime, zone: str, rollover_hour: int
) -> None:
    tz = ZoneInfo(zone)
    found = moment(instant, tz, zone, rollover_hour)
    next_at = datetime.fromtimestamp(found.next_day_at_ms / 1000, UTC)
    just_before = next_at - timedelta(milliseconds=1)
    assert moment(next_at, tz, zone, rollover_hour).study_day >= found.study_day + 1
    assert moment(just_before, tz, zone, rollover_hour).study_day == found.study_day


@given(instants, zones, rollovers, st.integers(0, 60 * 24 * 400))
def test_study_days_follow_one_another(
    instant: datetime, zone: str, rollover_hour: int, minutes: int
) -> None:
    tz = ZoneInfo(zone)
    one = moment(instant, tz, zone, rollover_hour)
    other = moment(instant + timedelta(minutes=minutes), tz, zone, rollover_hour)
    assert one.study_day <= other.study_day


# -- journeys


def journey(stops: list[tuple[str, str]]) -> list[int]:
    """Study days of a learner who studies at each of these (UTC instant, zone)."""
    days: list[int] = []
    for text, zone in stops:
        tz: tzinfo = ZoneInfo(zone)
        before = days[-1] if days else None
        found = moment(datetime.fromisoformat(text), tz, zone, 4, before)
        assert found.next_day_at_ms == day_start_ms(found.study_day + 1, tz, 4)
        assert found.next_day_at_ms > found.at_ms
        days.append(found.study_day)
    return days


def test_a_flight_twelve_hours_west_repeats_no_day() -> None:
    # studies in Auckland on the morning of the 10th, lands in London on the morning of the 10th
    assert journey(
        [
            ("2026-06-09T20:00Z", "Pacific/Auckland"),
            ("2026-06-10T00:00Z", "Europe/London"),
            ("2026-06-10T08:00Z", "Europe/London"),
            ("2026-06-11T08:00Z", "Europe/London"),
        ]
    ) == [day(f"2026-06-{d}") for d in (10, 10, 10, 11)]


def test_a_flight_twelve_hours_east_skips_no_day_of_a_daily_learner() -> None:
    assert journey(
        [
            ("2026-06-09T18:00Z", "Europe/London"),
            ("2026-06-10T20:00Z", "Pacific/Auckland"),
            ("2026-06-11T20:00Z", "Pacific/Auckland"),
        ]
    ) == [day(f"2026-06-{d:02}") for d in (9, 11, 12)]
    # the 10th was spent in the air: who studies on the way has no gap
    assert journey(
        [
            ("2026-06-09T18:00Z", "Europe/London"),
            ("2026-06-10T06:00Z", "Asia/Singapore"),
            ("2026-06-10T20:00Z", "Pacific/Auckland"),
        ]
    ) == [day(f"2026-06-{d:02}") for d in (9, 10, 11)]


def test_crossing_the_date_line_eastward_stays_on_the_day_already_studied() -> None:
    found = journey(
        [
            ("2026-06-10T20:00Z", "Pacific/Auckland"),
            ("2026-06-11T06:00Z", "Pacific/Honolulu"),
            ("2026-06-11T20:00Z", "Pacific/Honolulu"),
            ("2026-06-12T20:00Z", "Pacific/Honolulu"),
        ]
    )
    assert found == [day(f"2026-06-{d}") for d in (11, 11, 11, 12)]
    assert all(later - sooner <= 1 for sooner, later in pairwise(found))


def test_the_day_held_after_a_flight_west_ends_with_the_local_day_of_that_number() -> None:
    tz = ZoneInfo("Pacific/Honolulu")
    held = moment(
        datetime(2026, 6, 11, 6, tzinfo=UTC), tz, "Pacific/Honolulu", 4, day("2026-06-11")
    )
    assert held.study_on == date(2026, 6, 11)
    assert held.next_day_at_ms == to_ms(datetime(2026, 6, 12, 4, tzinfo=tz))


@pytest.mark.parametrize(
    ("ahead_days", "is_followed"), [(1, True), (2, True), (3, False), (400, False)]
)
def test_a_clock_that_was_far_ahead_is_not_followed(ahead_days: int, is_followed: bool) -> None:
    now = datetime(2026, 6, 10, 12, tzinfo=UTC)
    own = day("2026-06-10")
    found = moment(now, UTC, "UTC", 4, own + ahead_days)
    assert found.study_day == (own + ahead_days if is_followed else own)


@given(instants, st.lists(st.tuples(zones, st.floats(0.5, 30)), min_size=1, max_size=12))
def test_no_journey_moves_the_study_day_back(
    start: datetime, legs: list[tuple[str, float]]
) -> None:
    at, last = start, None
    for zone, hours in legs:
        at += timedelta(hours=hours)
        found = moment(at, ZoneInfo(zone), zone, 4, last)
        assert last is None or found.study_day >= last
        assert found.next_day_at_ms > found.at_ms
        last = found.study_day


# -- elapsed time


def test_elapsed_days_are_fractional_and_never_negative() -> None:
    assert elapsed_days(0, 36 * 3_600_000) == 1.5
    assert elapsed_days(1000, 0) == 0
    assert elapsed_days(None, 123) == 0
