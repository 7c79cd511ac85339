"""Logs for the tests of `quizlr.fitting`: made up, simulated, and one real one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
from home_makers import write_home

from quizlr.fitting import FSRS6, ReviewLog, draws, prior_covariance, review_log
from quizlr.model import CardId, CardState, Rating, Review, ReviewKind

BUTTONS = (0.12, 0.78, 0.1)
"""Shares of HARD, GOOD and EASY among what a simulated learner recalls."""
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


def simulated_log(
    seed: int,
    truth: np.ndarray,
    *,
    days: int = 200,
    new_per_day: int = 10,
    guess_rate: float = 0.0,
    card_sd: float = 0.0,
    day_sd: float = 0.0,
    drift: float = 0.0,
) -> ReviewLog:
    """A learner who remembers by FSRS-6 with `truth` and is scheduled by the defaults.

    They skip some days, come late on others, and see what they failed once more that day. As
    FSRS-6 does not have it: stability differs between cards (`card_sd`, of its logarithm) and
    grows in the course of the log (`drift`, likewise); log odds of a whole day are off (`day_sd`).
    """
    chance = np.random.default_rng(seed)
    count = days * new_per_day
    real, planned = np.zeros((2, count)), np.zeros((2, count))
    last_at, due = np.zeros(count), np.full(count, days * 10)
    rows = []

    def answer(cards: np.ndarray, at: float, rating: np.ndarray, is_same_day: bool) -> None:
        gap, same = at - last_at[cards], np.full(len(cards), is_same_day)
        for state, parameters in ((real, truth), (planned, FSRS6.defaults)):
            state[:, cards] = FSRS6.step(parameters, state[:, cards], rating, gap, same)
        last_at[cards] = at
        rows.append((cards, np.full(len(cards), at), rating))

    def rate(recalled: np.ndarray) -> np.ndarray:
        return np.where(recalled, chance.choice([2, 3, 4], len(recalled), p=BUTTONS), 1)

    own = chance.normal(0, card_sd, count) if card_sd else np.zeros(count)

    def recall_of(cards: np.ndarray, at: float, day: int) -> np.ndarray:
        state = real[:, cards].copy()
        state[0] *= np.exp(own[cards] + drift * (day / days - 0.5))
        recall = FSRS6.predict(truth, state, at - last_at[cards])
        if not day_sd:
            return recall
        odds = np.log(recall / np.maximum(1e-9, 1 - recall)) + chance.normal(0, day_sd)
        return 1 / (1 + np.exp(-odds))

    for day in range(days):
        if chance.random() < 0.06:
            continue
        at = day + 0.5 + chance.normal(0, 0.1)
        old = np.flatnonzero(due <= day)
        recall = recall_of(old, at, day)
        rating = rate(chance.random(len(old)) < guess_rate + (1 - guess_rate) * recall)
        answer(old, at, rating, is_same_day=False)
        new = np.arange(day * new_per_day, (day + 1) * new_per_day)
        first = chance.choice([1, 2, 3, 4], len(new), p=[0.3, 0.1, 0.5, 0.1])
        real[:, new], planned[:, new] = (FSRS6.first(p, first) for p in (truth, FSRS6.defaults))
        last_at[new] = at + 0.01
        rows.append((new, last_at[new], first))
        seen = np.concatenate([old, new])
        again = np.concatenate([old[rating == 1], new[first == 1]])
        answer(again, at + 0.02, np.where(chance.random(len(again)) < 0.85, 3, 1), is_same_day=True)
        wait = FSRS6.interval(FSRS6.defaults, planned[:, seen], 0.9)
        wait = np.maximum(1, np.round(wait * chance.uniform(0.92, 1.08, len(seen))))
        due[seen] = (
            day + wait + (chance.random(len(seen)) < 0.15) * chance.integers(1, 4, len(seen))
        )
    card, at_days, rating = (np.concatenate(column) for column in zip(*rows, strict=True))
    return review_log(
        card=card,
        at_ms=((FIRST_DAY + at_days) * DAY_MS).astype(np.int64),
        study_day=FIRST_DAY + np.floor(at_days).astype(np.int64),
        rating=rating,
        guess_rate=np.full(len(card), guess_rate),
    )


def josh_home(home: Path) -> None:
    """The real log as a home of quizlr; each card was scheduled for when it came."""
    columns = josh_columns()
    count = len(columns["card"])
    order = np.lexsort((np.arange(count), columns["at_ms"]))
    reviews: list[Review] = []
    last: dict[int, int] = {}
    for row in order.tolist():
        card, day = int(columns["card"][row]), int(columns["study_day"][row])
        rating = Rating(int(columns["rating"][row]))
        is_new, waits = card not in last, rating is Rating.AGAIN
        at_ms = int(columns["at_ms"][row])
        reviews.append(
            Review(
                card_id=CardId(f"real/c{card}"),
                at_ms=at_ms,
                tz="America/Los_Angeles",
                utc_offset_min=-420,
                rollover_hour=4,
                study_day=day,
                rating=rating,
                kind=ReviewKind.LEARN if is_new else ReviewKind.REVIEW,
                evidence="recall",
                state_before=CardState.NEW if is_new else CardState.REVIEW,
                state_after=CardState.LEARNING if waits else CardState.REVIEW,
                scheduled_days=0 if waits else max(1, day - last.get(card, day)),
                due_at_ms=at_ms + 600_000 if waits else None,
                duration_ms=int(columns["duration_ms"][row]),
            )
        )
        last[card] = day
    write_home(home, reviews)


def drawn_truth(seed: int, spread: float = 1.0) -> np.ndarray:
    """The parameters of a learner, drawn from the prior; some of them at a bound.

    With a `spread` of 2 a fit gains about as much as over the learners of the public benchmark.
    """
    covariance = spread**2 * prior_covariance(FSRS6)
    drawn: np.ndarray = draws(FSRS6, FSRS6.defaults, covariance, 1, seed)[0]
    return drawn


def joined(drills: ReviewLog, cards: ReviewLog) -> ReviewLog:
    """Two logs of one learner, the first of drills."""
    apart = int(drills.card.max()) + 1
    return review_log(
        card=np.concatenate([drills.card, cards.card + apart]),
        at_ms=np.concatenate([drills.at_ms, cards.at_ms]),
        study_day=np.concatenate([drills.study_day, cards.study_day]),
        rating=np.concatenate([drills.rating, cards.rating]),
        is_skill=np.repeat([1, 0], [len(drills), len(cards)]),
    )
