"""The only reader of the clock and of the machine's time zone."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from quizlr.errors import UsageError
from quizlr.values import dataclass

NOW_VARIABLE = "QUIZLR_NOW"


@dataclass(frozen=True, slots=True)
class Clock:
    """Instants and the zone they are shown in."""

    zone: tzinfo
    zone_name: str
    starts_at: datetime | None = None
    """Set by `$QUIZLR_NOW`: the clock showed this when the program started, and runs on."""
    started_s: float = 0.0

    def now(self) -> datetime:
        """The instant, aware, in UTC."""
        if self.starts_at is None:
            return datetime.now(UTC)
        return self.starts_at + timedelta(seconds=time.monotonic() - self.started_s)


def make_clock(timezone_setting: str = "auto") -> Clock:
    """The clock of this process: the machine's, or the one that `$QUIZLR_NOW` sets.

    Raises:
        UsageError: the zone is unknown, or `$QUIZLR_NOW` is no ISO time with a zone.
    """
    start = _start_of_clock()
    if timezone_setting != "auto":
        try:
            zone: tzinfo = ZoneInfo(timezone_setting)
        except (ZoneInfoNotFoundError, ValueError, OSError) as error:
            raise UsageError(
                f"'{timezone_setting}' is no time zone: write an IANA name such as Europe/Berlin."
            ) from error
        name = timezone_setting
    elif start is not None and "TZ" not in os.environ:
        zone, name = start.tzinfo or UTC, offset_name(start.utcoffset() or timedelta())
    else:
        zone, name = _local_zone()
    if start is None:
        return Clock(zone, name)
    return Clock(zone, name, start.astimezone(UTC), time.monotonic())


def behind_words(now_ms: int, answered_at_ms: int) -> str:
    """A sentence if the clock stands before the last answer; empty if all is well."""
    behind_h = (answered_at_ms - now_ms) / 3_600_000
    if behind_h < 0.1:
        return ""
    return (
        f"The clock stands {behind_h:.1f} hours before your last answer. "
        "Set it right before you study, or cards will come back at the wrong time."
    )


def _start_of_clock() -> datetime | None:
    text = os.environ.get(NOW_VARIABLE, "")
    if not text:
        return None
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        start = None
    if start is None or start.tzinfo is None:
        raise UsageError(
            f"${NOW_VARIABLE} is '{text}': write an ISO time with its zone, "
            "as in 2026-11-21T09:00:00+01:00."
        )
    return start


def _local_zone() -> tuple[tzinfo, str]:
    for name in _zone_names():
        try:
            return ZoneInfo(name), name
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    local = datetime.now().astimezone()
    offset = local.utcoffset() or timedelta()
    return timezone(offset), offset_name(offset)


def _zone_names() -> list[str]:
    """Guesses at the IANA name of the machine's zone, best first."""
    names = [os.environ.get("TZ", "").removeprefix(":")]
    with suppress(OSError):
        names.append(os.readlink("/etc/localtime").partition("zoneinfo/")[2])  # noqa: PTH115
    with suppress(OSError, UnicodeDecodeError):
        names.append(Path("/etc/timezone").read_text(encoding="ascii").strip())
    return [name for name in names if name]


def offset_name(offset: timedelta) -> str:
    """`UTC+01:00`, `UTC-03:30`."""
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
