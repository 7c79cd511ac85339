"""How `[load]` is read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from quizlr.config.reading import refuse_unknown, typed
from quizlr.config.settings import EVEN, LoadSettings
from quizlr.errors import ConfigError

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
LONGEST_HOLIDAY_DAYS: Final = 366
_SPAN: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s+to\s+(\d{4}-\d{2}-\d{2}))?")


def read_load(path: str, data: Mapping[str, Any]) -> LoadSettings:
    """The section's values.

    Raises:
        ConfigError: one is unknown or wrong.
    """
    refuse_unknown(path, "load", data, tuple(LoadSettings.__dataclass_fields__))
    return LoadSettings(
        balance=typed(path, "load.balance", data.get("balance", True), bool),
        easy_days=_easy_days(path, data.get("easy_days", {})),
        holidays=_holidays(path, data.get("holidays", [])),
        new_in_backlog=typed(path, "load.new_in_backlog", data.get("new_in_backlog", False), bool),
    )


def _easy_days(path: str, data: Any) -> tuple[float, ...]:
    if not isinstance(data, dict):
        raise ConfigError(path, "load.easy_days must name days, as in { sat = 0.5, sun = 0 }.")
    refuse_unknown(path, "load.easy_days", data, WEEKDAYS)
    shares = list(EVEN)
    for name, share in data.items():
        if type(share) not in (int, float) or not 0 <= share <= 1:
            raise ConfigError(
                path, f"load.easy_days.{name} is {share!r}, but must lie between 0 and 1."
            )
        shares[WEEKDAYS.index(name)] = float(share)
    return tuple(shares)


def _holidays(path: str, data: Any) -> tuple[tuple[date, date], ...]:
    if not isinstance(data, list) or not all(isinstance(item, str) for item in data):
        raise ConfigError(path, 'load.holidays must be a list, as in ["2026-12-24 to 2027-01-02"].')
    return tuple(_holiday(path, item) for item in data)


def _holiday(path: str, words: str) -> tuple[date, date]:
    found = _SPAN.fullmatch(words.strip())
    try:
        if found is None:
            raise ValueError("no date")
        first = date.fromisoformat(found[1])
        last = date.fromisoformat(found[2] or found[1])
    except ValueError as error:
        raise ConfigError(
            path,
            f"load.holidays: '{words}' is no day and no span of days. "
            "Write 2026-12-24, or 2026-12-24 to 2027-01-02.",
        ) from error
    if not 0 <= (last - first).days <= LONGEST_HOLIDAY_DAYS:
        raise ConfigError(
            path, f"load.holidays: '{words}' must end after it begins, within a year."
        )
    return first, last
