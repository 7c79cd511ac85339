"""Search over 100,000 cards: time per query, beside Anki's own search on the same data, in one run.

Anki's search is the yardstick; it is AGPL, so it is no dependency of ours and lives in an
environment of its own, outside of this repository:

    python3 -m venv /tmp/anki && /tmp/anki/bin/pip install anki
    python tests/bench_search.py --anki /tmp/anki/bin/python

Without `--anki` only our own figures are printed. Each query is asked of both in turns, `--runs`
times; the medians are printed, their ratio, and how many cards each has found.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from quizlr.collection import Collection, Home, loading
from quizlr.collection.browsing import Browser
from quizlr.model import (
    CardId,
    CardState,
    Event,
    MemoryState,
    Rating,
    Review,
    ReviewKind,
    Schedule,
)
from quizlr.store import database, rows

DECKS = 20
QUERIES = (
    ("common", "common"),
    ("rare", "rare"),
    ("nowhere", "nowhere"),
    ("common rare", "common rare"),
    ("rare or seldom", "rare or seldom"),
    ("-common", "-common"),
    ('"two words"', '"two words"'),
    ("com*on", "com*on"),
    ("w:rare", "w:rare"),
    ('re:"rar[a-z]* com"', 're:"rar[a-z]* com"'),
    ("deck:deck-3", "deck:deck-3"),
    ("tag:tag-7", "tag:tag-7"),
    ("deck:deck-3 common", "deck:deck-3 common"),
    ("is:new", "is:new"),
    ("is:due", "is:due"),
    ("is:suspended", "is:suspended"),
    ("flag:1", "flag:1"),
    ("prop:stability<7", "prop:s<7"),
    ("prop:difficulty>8.2", "prop:d>0.8"),
    ("prop:lapses>=3", "prop:lapses>=3"),
    ("prop:due<=3", "prop:due<=3"),
    ("prop:retrievability<0.8", "prop:r<0.8"),
    ("rated:7:1", "rated:7:1"),
    ("rated:30", "rated:30"),
    (
        "is:due prop:lapses>=3 -is:suspended (deck:deck-1 or deck:deck-2)",
        "is:due prop:lapses>=3 -is:suspended (deck:deck-1 or deck:deck-2)",
    ),
)
"""Ours, and the same in Anki's words; Anki counts difficulty from 0 to 1."""


SHARES = {"common": 0.1, "rare": 0.002, "seldom": 0.002, "two words": 0.01}
"""Of the texts that have these."""


def made(count: int, reviews: int, now_ms: int) -> dict[str, Any]:
    """Notes, where their cards stand, and ratings: the same for both programs."""
    dice = random.Random(5)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(dice.choices(letters, k=dice.randint(3, 9))) for _ in range(4000)]
    day_ms = 86_400_000

    def text(length: int) -> str:
        chosen = dice.choices(words, k=length)
        for word, share in SHARES.items():
            if dice.random() < share:
                chosen[dice.randrange(length)] = word
        return " ".join(chosen)

    cards = []
    for number in range(count):
        card: dict[str, Any] = {
            "front": text(10),
            "back": text(25),
            "tag": f"tag-{dice.randrange(40)}",
            "deck": f"deck-{number % DECKS}",
            "is_suspended": dice.random() < 0.03,
            "flag": dice.choices((0, 1, 2), (90, 5, 5))[0],
        }
        if dice.random() < 0.8:
            interval = dice.randint(1, 120)
            due = dice.randint(-5, interval)
            card |= {
                "stability": round(interval * dice.uniform(0.5, 1.5), 3),
                "difficulty": round(dice.uniform(1, 10), 3),
                "due": due,
                "interval": interval,
                "last_ms": now_ms - (interval - due) * day_ms,
                "lapses": dice.choices(range(6), (60, 20, 10, 5, 3, 2))[0],
            }
        cards.append(card)
    known = [place for place, card in enumerate(cards) if "stability" in card]
    times = sorted(now_ms - dice.randrange(365 * day_ms) for _ in range(reviews))
    given = dice.choices((1, 2, 3, 4), (2, 1, 6, 1), k=reviews)
    rated = dice.choices(known, k=reviews)
    return {"cards": cards, "ratings": list(zip(rated, times, given, strict=True))}


def write_decks(home: Path, data: dict[str, Any]) -> None:
    """The notes as twenty deck files."""
    folder = home / "decks"
    folder.mkdir(parents=True)
    for deck in range(DECKS):
        lines = [f"quizlr: 1\nid: deck-{deck}\ntitle: Deck {deck}\nnotes:\n"]
        for place in range(deck, len(data["cards"]), DECKS):
            card = data["cards"][place]
            lines.append(
                f"  - {{id: n{place}, front: {card['front']}, back: {card['back']}, "
                f"tags: [{card['tag']}]}}\n"
            )
        (folder / f"deck-{deck}.yaml").write_text("".join(lines), encoding="utf-8")


def card_id(place: int) -> CardId:
    """How the card is called here."""
    return CardId(f"deck-{place % DECKS}/n{place}")


def take_up(collection: Collection, data: dict[str, Any]) -> None:
    """Give the cards their schedules and the log its ratings, without folding a million events."""
    today = collection.now().study_day
    for place, card in enumerate(data["cards"]):
        marks = {"is_suspended": card["is_suspended"], "flag": card["flag"]}
        schedule = Schedule(**marks)
        if "stability" in card:
            schedule = Schedule(
                state=CardState.REVIEW,
                memory=MemoryState(card["stability"], card["difficulty"]),
                due_day=today + card["due"],
                last_review_at_ms=card["last_ms"],
                last_study_day=today + card["due"] - card["interval"],
                scheduled_days=card["interval"],
                review_count=5,
                lapse_count=card["lapses"],
                **marks,
            )
        collection.schedules[card_id(place)] = schedule
    now = collection.now()
    db = collection.store._opened.index.db
    with database.transaction(db):
        for number, (place, at_ms, rating) in enumerate(data["ratings"], 1):
            days_ago = -((at_ms - now.next_day_at_ms) // 86_400_000) - 1
            review = Review(
                card_id=card_id(place),
                at_ms=at_ms,
                tz="UTC",
                utc_offset_min=0,
                rollover_hour=4,
                study_day=today - days_ago,
                rating=Rating(rating),
                kind=ReviewKind.REVIEW,
                evidence="recall",
                state_before=CardState.REVIEW,
                state_after=CardState.REVIEW,
                scheduled_days=5,
            )
            rows.insert(db, Event("bench000", number, review))


class Anki:
    """The other program, in a process of its own; asked by lines of text."""

    def __init__(self, python: str, folder: Path, data: dict[str, Any]) -> None:
        path = folder / "data.json"
        path.write_text(json.dumps(data), encoding="utf-8")
        script = Path(__file__).with_name("bench_search_anki.py")
        self._process = subprocess.Popen(
            [python, str(script), str(path), str(folder / "anki")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.version = self._answer()

    def ask(self, query: str) -> tuple[float, int]:
        """Milliseconds, and cards found."""
        assert self._process.stdin
        self._process.stdin.write(f"{query}\n")
        self._process.stdin.flush()
        taken_ms, found = self._answer().split()
        return float(taken_ms), int(found)

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        """End it."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait()


def our_turn(browser: Browser, query: str) -> tuple[float, int]:
    """Milliseconds, and cards found: the query parsed, evaluated, and the cards listed."""
    if browser._facts is not None:
        browser._happened.clear()
        browser._facts.masks.clear()  # what a term meant, and what the log said, is asked anew
    start = time.perf_counter()
    found = browser.find(query)
    taken_ms = (time.perf_counter() - start) * 1000
    if found.fault is not None:
        raise SystemExit(f"{query}: {found.fault.message}")
    return taken_ms, len(found.cards)


def compare(browser: Browser, anki: Anki | None, runs: int) -> None:
    """Print a line for each query."""
    print(f"{'query':66} {'cards':>7} {'first':>8} {'ours':>8}", end="")
    print(f" {'Anki':>8} {'Anki/ours':>9} {'its cards':>9}" if anki else "")
    ratios = []
    for query, its in QUERIES:
        ours, theirs = [], []
        for _ in range(runs):
            taken_ms, count = our_turn(browser, query)
            ours.append(taken_ms)
            if anki is not None:
                its_ms, its_count = anki.ask(its)
                theirs.append(its_ms)
        median = statistics.median(ours)
        print(f"{query:66} {count:>7} {ours[0]:>8.1f} {median:>8.1f}", end="")
        if anki is not None:
            other = statistics.median(theirs)
            ratios.append(other / median)
            print(f" {other:>8.1f} {other / median:>9.2f} {its_count:>9}", end="")
        print(" ms")
    if ratios:
        print(f"geometric mean of Anki/ours: {statistics.geometric_mean(ratios):.2f}")


def main() -> int:
    """Make the data, let both take it up, ask both."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--anki", metavar="PYTHON", help="a python that has the package anki")
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--reviews", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = made(arguments.cards, arguments.reviews, int(time.time() * 1000))
        write_decks(folder / "home", data)
        loading.bundled_folder = lambda: None  # type: ignore[attr-defined]
        collection = Collection.open(Home(folder / "home"))
        take_up(collection, data)
        anki = Anki(arguments.anki, folder, data) if arguments.anki else None
        if anki is not None:
            print(anki.version)
        browser = Browser(collection)
        start = time.perf_counter()
        browser.prepare()
        print(f"text of all cards read in {(time.perf_counter() - start) * 1000:.0f} ms, once")
        compare(browser, anki, arguments.runs)
        collection.close()
        if anki is not None:
            anki.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
