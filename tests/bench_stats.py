"""The Stats screen on a big home: first plot, every panel, and a key against the same picture.

python tests/bench_stats.py                     100,000 cards and 1,000,000 reviews, made anew
python tests/bench_stats.py --home FOLDER       the home in FOLDER; it is made if it is not there
"""

from __future__ import annotations

import argparse
import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from bench import COLUMNS, QUIZLR, ROWS, compare, pressed, sized
from home_makers import deck_text, quick_reviews, write_home
from ptydrive import Terminal
from stats_homes import NOW, make_home
from test_tui_study import screen_text

from quizlr.collection import Collection, Home
from quizlr.tui.app import QuizlrApp

AFTER = "2029-01-01T09:00:00+00:00"
"""When all of the reviews are past."""
SENTINELS = {"2": "Remembered by week", "0": "Cards by stability"}
LAST = ("3", "What the app said")
"""The panel that is computed last."""

MINIMAL = """
import sys
from textual.app import App
from textual.content import Content
from textual.widgets import Static
pages = dict(zip("20", open(sys.argv[1]).read().split(chr(12))))
class Minimal(App):
    def compose(self):
        yield Static(Content(pages["2"]), markup=False)
    def on_key(self, event):
        self.query_one(Static).update(Content(pages[event.key]))
Minimal().run()
"""


def make_big_home(folder: Path, cards: int, reviews: int) -> None:
    """Deck, log and database."""
    print(f"making {cards:,} cards with {reviews:,} reviews: some minutes")
    write_home(folder, quick_reviews(cards, reviews), {"made.yaml": deck_text(cards)})
    # a fit of so much would run beside what is measured
    settings = "[study]\nminutes_per_day = 0\n[memory]\nfit_after_reviews = 0\n"
    (folder / "config.toml").write_text(settings, encoding="utf-8")
    os.environ["QUIZLR_NOW"] = AFTER
    Collection.open(Home(folder)).close()


async def pictures(folder: Path) -> str:
    """The two panels that the key swaps, as text, from a small home."""
    os.environ["QUIZLR_NOW"] = NOW
    collection = Collection.open(make_home(folder), is_read_only=True)
    app = QuizlrApp(collection)
    pages = []
    async with app.run_test(size=(COLUMNS, ROWS)) as pilot:
        await pilot.press("t")
        await app.workers.wait_for_complete()
        for key in SENTINELS:
            await pilot.press(key)
            await pilot.pause(0.2)
            pages.append(screen_text(app))
    collection.close()
    return chr(12).join(pages)


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=15)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = arguments.home or Path(name) / "big"
        if not (home / "log").exists():
            make_big_home(home, arguments.cards, arguments.reviews)
        text = Path(name) / "pages.txt"
        text.write_text(asyncio.run(pictures(Path(name) / "small")), encoding="utf-8")
        minimal = [sys.executable, "-c", MINIMAL, str(text)]
        with (
            Terminal(
                [QUIZLR, "--home", str(home)],
                columns=COLUMNS,
                rows=ROWS,
                environment={"QUIZLR_NOW": AFTER},
            ) as ours,
            sized(minimal) as reference,
        ):
            measure(ours, reference, arguments.runs)


def measure(ours: Terminal, reference: Terminal, runs: int) -> None:
    """Open, wait for everything, swap two panels."""
    ours.wait_for("to study")
    ours.settle(8.0)  # Home counts its cards
    first_s = pressed(ours, "t", "Answers from")
    print(f"t to the first plot: {first_s:.2f} s")
    start_s = time.perf_counter()
    swaps_s = []
    while ours.output.find(LAST[1].encode()) < 0:
        # while the worker computes: a panel that is there already
        for key in ("0", "1"):
            swaps_s.append(pressed(ours, key, SENTINELS.get(key, "Answers from")))
            ours.settle(0.1)
        since = len(ours.output)
        ours.send(LAST[0])
        ours.settle(0.5)
        if ours.output.find(LAST[1].encode(), since) >= 0:
            break
    print(f"t to the last panel: {first_s + time.perf_counter() - start_s:.1f} s")
    middle, worst = statistics.median(swaps_s), max(swaps_s)
    print(f"key to repaint meanwhile: {1000 * middle:.0f} ms, worst {1000 * worst:.0f} ms")
    ours.settle(1.0)
    ours_s, reference_s = [], []
    for _ in range(runs):
        for key, sentinel in SENTINELS.items():
            ours_s.append(pressed(ours, key, sentinel))
            reference_s.append(pressed(reference, key, sentinel))
            ours.settle(0.1)
            reference.settle(0.1)
    compare("key to another panel", ours_s, reference_s)


if __name__ == "__main__":
    main()
