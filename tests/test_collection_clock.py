from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from quizlr.collection import find_home, make_clock, when_words
from quizlr.collection.clock import offset_name
from quizlr.errors import UsageError
from quizlr.model import to_ms
from quizlr.scheduling import moment


def test_the_clock_can_be_set_and_runs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-21T09:00:00+01:00")
    monkeypatch.delenv("TZ", raising=False)
    clock = make_clock()
    first, second = clock.now(), clock.now()
    start = datetime(2026, 11, 21, 8, 0, tzinfo=UTC)
    assert start <= first < second < start + timedelta(minutes=1)
    assert clock.zone_name == "UTC+01:00"
    assert first.astimezone(clock.zone).hour == 9


def test_the_zone_of_the_environment_or_the_settings_goes_before_the_offset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QUIZLR_NOW", "2026-07-01T09:00:00+00:00")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert make_clock().zone_name == "Europe/Berlin"
    assert make_clock("Asia/Tokyo").zone_name == "Asia/Tokyo"


@pytest.mark.parametrize("text", ["yesterday", "2026-11-21T09:00:00", "2026-13-01T00:00:00Z"])
def test_a_clock_that_cannot_be_read_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZLR_NOW", text)
    with pytest.raises(UsageError, match="ISO time with its zone"):
        make_clock()


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(UsageError, match="Europe/Berlin"):
        make_clock("Europe/Atlantis")


def test_offsets_are_named() -> None:
    assert offset_name(timedelta(hours=1)) == "UTC+01:00"
    assert offset_name(-timedelta(hours=3, minutes=30)) == "UTC-03:30"


def test_times_are_said_as_a_person_would() -> None:
    now_at = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
    now = moment(now_at, UTC, "UTC", 4)

    def words(**ahead: int) -> str:
        return when_words(to_ms(now_at + timedelta(**ahead)), now, UTC)

    assert words(minutes=4) == "09:04"
    assert words(hours=22, minutes=40) == "07:40 tomorrow"
    assert words(days=3) == "Tue 24 Nov, 09:00"
    assert words(days=60) == "Wed 20 Jan 2027, 09:00"


def test_a_home_is_found_by_option_then_by_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZLR_HOME", "/elsewhere")
    assert find_home("/here").folder == Path("/here")
    assert find_home().folder == Path("/elsewhere")
