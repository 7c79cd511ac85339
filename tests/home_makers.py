"""Homes with a long past, made at once: simulated learners whose memory is known.

python tests/home_makers.py FOLDER --cards 100000 --reviews 1000000
"""

from __future__ import annotations

import argparse
import heapq
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from quizlr.model import (
    NEW_SCHEDULE,
    CardId,
    CardState,
    Event,
    Moment,
    Rating,
    Review,
    Schedule,
)
from quizlr.scheduling import (
    DEFAULT_PARAMETERS,
    Fsrs6,
    Parameters,
    SchedulerSettings,
    fold,
    fuzz_draw,
    moment,
    outlooks,
    to_review,
)
from quizlr.store.line import encode

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
DAY_MS = 86_400_000
DEVICE = "simulant"
SHARES = ((Rating.HARD, 0.15), (Rating.GOOD, 0.75), (Rating.EASY, 0.10))
"""How a card that is remembered is rated."""


def moment_at(day: int, minute: float = 0, start: datetime = START) -> Moment:
    """A moment some minutes into the sitting of a day, counted from the start."""
    return moment(start + timedelta(days=day, minutes=minute), UTC, "UTC", 4)


class Lived(NamedTuple):
    """One answer, and what nobody else knows."""

    review: Review
    chance: float
    """The true chance that it would be remembered."""


def simulated(truth: Parameters, *, cards: int, days: int, seed: int = 1) -> list[Review]:
    """The reviews of `lived`, without its secrets."""
    return [each.review for each in lived(truth, cards=cards, days=days, seed=seed)]


def lived(
    truth: Parameters,
    *,
    cards: int,
    days: int,
    new_per_day: int = 20,
    seed: int = 1,
    settings: SchedulerSettings | None = None,
    names: Sequence[str] = (),
) -> list[Lived]:
    """What a learner answers in some days whose memory is FSRS-6 with the parameters `truth`.

    The app schedules by `settings` (the default parameters, 0.90). Each due card is asked once a
    day; learning steps follow within the sitting. In the order of time.
    """
    believed = settings or SchedulerSettings(parameters=DEFAULT_PARAMETERS)
    ids = [CardId(name) for name in names] or [CardId(f"made/n{i:06d}") for i in range(cards)]
    learner = _Learner(Fsrs6(truth), believed, random.Random(seed))
    waiting: list[tuple[int, CardId]] = []
    fresh = iter(ids[:cards])
    found: list[Lived] = []
    for day in range(days):
        today = moment_at(day).study_day
        due = []
        while waiting and waiting[0][0] <= today:
            due.append(heapq.heappop(waiting)[1])
        due += islice(fresh, new_per_day)
        minute = 0.0
        for card_id in due:
            answers = list(learner.asked(card_id, day, minute))
            found += answers
            minute += 0.2 * len(answers)
            heapq.heappush(waiting, (learner.due_day(card_id), card_id))
    return sorted(found, key=lambda each: each.review.at_ms)


class _Learner:
    """Remembers and forgets by the truth, and is scheduled by what the app believes."""

    def __init__(self, truth: Fsrs6, believed: SchedulerSettings, chance: random.Random) -> None:
        self._truth = truth
        self._believed = believed
        self._chance = chance
        self._real: dict[CardId, Schedule] = {}
        self._seen: dict[CardId, Schedule] = {}

    def due_day(self, card_id: CardId) -> int:
        due_day = self._seen[card_id].due_day
        assert due_day is not None
        return due_day

    def asked(self, card_id: CardId, day: int, minute: float) -> Iterator[Lived]:
        """The answers to a card on a day, until it is scheduled for another."""
        while True:
            now = moment_at(day, minute)
            seen = self._seen.get(card_id, NEW_SCHEDULE)
            recall = self._recall(self._real.get(card_id, NEW_SCHEDULE), now)
            draw = fuzz_draw(card_id, seen.review_count)
            outlook = outlooks(seen, now, self._believed, draw)[self._rated(recall)]
            review = replace(
                to_review(card_id, seen, outlook, now, self._believed),
                duration_ms=min(round(self._chance.lognormvariate(9.0, 0.5)), 120_000),
            )
            for schedules, model in (
                (self._real, self._truth.parameters),
                (self._seen, self._believed.parameters),
            ):
                before = schedules.get(card_id, NEW_SCHEDULE)
                schedules[card_id] = fold([review], model, before)
            yield Lived(review, recall)
            if outlook.state is CardState.REVIEW:
                return
            minute += 10

    def _recall(self, real: Schedule, now: Moment) -> float:
        if real.memory is None or real.last_review_at_ms is None:
            return 0.6
        if now.study_day == real.last_study_day:
            return 0.95
        return self._truth.predict(real.memory, (now.at_ms - real.last_review_at_ms) / DAY_MS)

    def _rated(self, recall: float) -> Rating:
        if self._chance.random() >= recall:
            return Rating.AGAIN
        ratings = [rating for rating, _ in SHARES]
        return self._chance.choices(ratings, [share for _, share in SHARES])[0]


def write_home(
    home: Path, reviews: Sequence[Review], decks: Mapping[str, str] | None = None
) -> None:
    """A home whose log holds these reviews; `decks` maps file names to their text."""
    (home / "decks").mkdir(parents=True, exist_ok=True)
    (home / "local").mkdir(exist_ok=True)
    (home / "local" / "device").write_text(DEVICE + "\n", encoding="utf-8")
    for name, text in (decks or {}).items():
        (home / "decks" / name).write_text(text, encoding="utf-8")
    files: dict[str, list[str]] = {}
    for seq, review in enumerate(reviews, 1):
        month = f"{datetime.fromtimestamp(review.at_ms / 1000, UTC):%Y-%m}"
        files.setdefault(month, []).append(encode(Event(DEVICE, seq, review)))
    folder = home / "log" / DEVICE
    folder.mkdir(parents=True, exist_ok=True)
    for month, lines in files.items():
        (folder / f"{month}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def deck_text(count: int, deck_id: str = "made", concepts: int = 50) -> str:
    """A deck of plain cards; each is about one of some concepts."""
    head = f"quizlr: 1\nid: {deck_id}\ntitle: Made\nnotes:\n"
    return head + "".join(
        f"  - id: n{i:06d}\n    about: [concept-{i % concepts}]\n"
        f"    front: Question {i}\n    back: Answer {i}\n"
        for i in range(count)
    )


def quick_reviews(cards: int, reviews: int, *, seed: int = 1) -> list[Review]:
    """A great many reviews, roughly as FSRS would ask for them: the size is what counts.

    Each card is rated `reviews / cards` times; the interval grows by 1.9 or falls to one day.
    """
    chance = random.Random(seed)
    each = reviews // cards
    made: list[Review] = []
    for i in range(cards):
        day, minute, interval = i * 700 // cards, chance.random() * 600, 0
        state, at_ms = CardState.NEW, 0
        for n in range(each):
            now = moment_at(day, minute)
            rating = chance.choices(list(Rating), (10, 10, 72, 8))[0]
            last, interval = (
                interval,
                1 if rating is Rating.AGAIN or n < 2 else max(2, interval * 19 // 10),
            )
            made.append(
                Review(
                    card_id=CardId(f"made/n{i:06d}"),
                    at_ms=now.at_ms,
                    tz="UTC",
                    utc_offset_min=0,
                    rollover_hour=4,
                    study_day=now.study_day,
                    rating=rating,
                    kind=0 if n == 0 else 1,  # type: ignore[arg-type]
                    evidence="recall",
                    state_before=state,
                    state_after=CardState.REVIEW,
                    scheduled_days=interval,
                    elapsed_days=(now.at_ms - at_ms) / DAY_MS if n else 0.0,
                    duration_ms=min(round(chance.lognormvariate(9.0, 0.5)), 120_000),
                    stability_before=max(last, 0.5) if n else None,
                    difficulty_before=5.0 if n else None,
                    predicted_recall=chance.betavariate(18, 2) if n else None,
                )
            )
            state, at_ms = CardState.REVIEW, now.at_ms
            day += interval
    made.sort(key=lambda review: review.at_ms)
    return made


def main() -> None:
    """Make a home."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    arguments = parser.parse_args()
    made = quick_reviews(arguments.cards, arguments.reviews)
    write_home(arguments.folder, made, {"made.yaml": deck_text(arguments.cards)})


if __name__ == "__main__":
    main()
