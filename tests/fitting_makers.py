"""Logs for the tests of `quizlr.fitting`: made up, simulated, and one real one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from quizlr.fitting import ReviewLog, review_log

JOSH = Path(__file__).parent / "data" / "review_log_josh.csv"
DAY_MS = 86_400_000
FIRST_DAY = 20_000


def study_days(at_ms: np.ndarray, zone: str, rollover_hour: int = 4) -> list[int]:
    """The study day of each instant."""
    tz = ZoneInfo(zone)
    shift = timedelta(hours=rollover_hour)
    walls = (
        datetime.fromtimestamp(ms / 1000, UTC).astimezone(tz).replace(tzinfo=None) - shift
        for ms in at_ms.tolist()
    )
    return [wall.date().toordinal() - 719_163 for wall in walls]


def josh_columns() -> dict[str, np.ndarray]:
    """The real log's columns: card, at_ms, rating, duration_ms, study_day."""
    table = np.loadtxt(JOSH, delimiter=",", skiprows=4, dtype=np.int64)
    columns = dict(zip(("card", "at_ms", "rating", "duration_ms"), table.T, strict=True))
    columns["study_day"] = np.array(study_days(columns["at_ms"], "America/Los_Angeles"))
    return columns


def josh() -> ReviewLog:
    """The real log, study days from 4 in the morning in America/Los_Angeles."""
    columns = josh_columns()
    return review_log(**{name: columns[name] for name in ("card", "at_ms", "study_day", "rating")})


def random_log(seed: int, card_count: int = 40, longest: int = 12) -> ReviewLog:
    """Cards with any ratings at any gaps, several a day among them."""
    chance = np.random.default_rng(seed)
    card, at_ms, rating = [], [], []
    for number in range(card_count):
        at = chance.uniform(0, 30)
        for _ in range(chance.integers(1, longest + 1)):
            card.append(number)
            at_ms.append(int((FIRST_DAY + at) * DAY_MS))
            rating.append(int(chance.integers(1, 5)))
            at += chance.choice([0.01, 0.3, 1.0, 3.0, 20.0, 200.0]) * chance.uniform(0.5, 2)
    days = [ms // DAY_MS for ms in at_ms]
    guess = chance.choice([0.0, 0.25, 0.5], len(card))
    return review_log(card=card, at_ms=at_ms, study_day=days, rating=rating, guess_rate=guess)
