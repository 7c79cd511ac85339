"""The Plan screen on a big home: first plot, every panel, and a key while the worker computes.

python tests/bench_plan.py                     100,000 cards and 1,000,000 reviews, made anew
python tests/bench_plan.py --home FOLDER       the home in FOLDER; it is made if it is not there
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from bench import COLUMNS, QUIZLR, ROWS, pressed
from bench_stats import AFTER, make_big_home
from ptydrive import Terminal

FIRST, FINAL = "Ready on the day", "Cards never seen"
"""What the first panel shows at a first look, and what it says once all is known."""
LAST = ("4", "over a year")
SWAPS = {"2": "Plan: Minutes", "1": "Plan: Ready"}


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
        with Terminal(
            [QUIZLR, "--home", str(home)],
            columns=COLUMNS,
            rows=ROWS,
            environment={"QUIZLR_NOW": AFTER},
        ) as ours:
            measure(ours, arguments.runs)


def measure(ours: Terminal, runs: int) -> None:
    """Open, swap panels while the worker computes, wait for everything, swap again."""
    ours.wait_for("to study")
    ours.settle(8.0)  # Home counts its cards
    start_s = time.perf_counter()
    print(f"d to the first table: {pressed(ours, 'd', FIRST):.2f} s")
    report("key to repaint meanwhile", swapped(ours, 3))
    ours.wait_for(FINAL)
    print(f"d to the range on the first panel: {time.perf_counter() - start_s:.1f} s")
    ours.send(LAST[0])
    ours.wait_for(LAST[1])
    print(f"d to the last panel: {time.perf_counter() - start_s:.1f} s")
    ours.settle(1.0)
    report("key to another panel", swapped(ours, runs))


def swapped(ours: Terminal, runs: int) -> list[float]:
    """Seconds of each key to another panel and back."""
    took_s = []
    for _ in range(runs):
        for key, sentinel in SWAPS.items():
            took_s.append(pressed(ours, key, sentinel))
            ours.settle(0.1)
    return took_s


def report(what: str, took_s: list[float]) -> None:
    """The middle and the worst."""
    print(f"{what}: {1000 * statistics.median(took_s):.0f} ms, worst {1000 * max(took_s):.0f} ms")


if __name__ == "__main__":
    main()
