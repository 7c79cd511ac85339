"""Figures; of start and key as ratios against a minimal Textual app, interleaved in one run.

python tests/bench.py start   process start to first card
python tests/bench.py key     rating key to the next card painted, 10,000 cards
python tests/bench.py drills  drills generated and graded, by family (--profile: hot spots)
"""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from ptydrive import Terminal

from quizlr.drills.answering import honest_answer
from quizlr.drills.families import families
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary

COLUMNS, ROWS = 100, 48
QUIZLR = str(Path(sys.executable).with_name("quizlr"))

# every line but the formula's and the rules' holds the number: cards share hardly a line
CARD = r"""
      ## Card NUMBER: the gradient of the log loss

      > NUMBER: the residual, carried through the inputs.

      - NUMBER predict with the sigmoid
      - NUMBER subtract the label
      - NUMBER multiply by the input
      - NUMBER take the mean

      ```python
      def gradient_NUMBER(X, y, w):
          z = X @ w  # NUMBER
          p = 1 / (1 + np.exp(-z))  # NUMBER
          residual = p - y  # NUMBER
          m = len(y)  # NUMBER
          total = X.T @ residual  # NUMBER
          mean = total / m  # NUMBER
          # NUMBER one number for each weight
          assert mean.shape == w.shape  # NUMBER
          return mean  # NUMBER
      ```

      | symbol | meaning | NUMBER |
      |---|---|---|
      | X | inputs | (m, d) NUMBER |
      | y | labels | (m,) NUMBER |
      | w | weights | (d,) NUMBER |

      $$\nabla J = \frac{1}{m} X^\top (\sigma(Xw) - y)$$

      ENDNUMBER
"""

MINIMAL_START = """
from textual.app import App
from textual.widgets import Static
class Minimal(App):
    def compose(self):
        yield Static("FIRSTCARD", markup=False)
Minimal().run()
"""

MINIMAL_KEY = """
import sys
from textual.app import App
from textual.content import Content
from textual.widgets import Static
text = open(sys.argv[1]).read()
class Minimal(App):
    number = 0
    def compose(self):
        yield Static(self.card(), markup=False)
    def card(self):
        return Content(text.replace("NUMBER", f"{self.number:05d}"))
    def on_key(self, event):
        self.number += 1
        self.query_one(Static).update(self.card())
Minimal().run()
"""


def write_deck(home: Path, count: int) -> None:
    """A deck whose fronts are the 30-line card, each with its number."""
    decks = home / "decks"
    decks.mkdir(parents=True)
    notes = [
        f"  - id: n{number:05d}\n    front: |{CARD.replace('NUMBER', f'{number:05d}')}"
        f"    back: BACK{number:05d}\n"
        for number in range(count)
    ]
    head = "quizlr: 1\nid: bench\ntitle: Bench\nnotes:\n"
    (decks / "bench.yaml").write_text(head + "".join(notes), encoding="utf-8")
    (home / "config.toml").write_text(
        "[study]\nnew_per_day = 9999\nminutes_per_day = 0\n", encoding="utf-8"
    )


def median_ms(samples: list[float]) -> str:
    """Median and minimum, in ms."""
    return f"{statistics.median(samples) * 1000:7.1f} (min {min(samples) * 1000:.1f})"


def compare(name: str, ours: list[float], reference: list[float]) -> None:
    """Print one line of figures."""
    ratio = statistics.median(ours) / statistics.median(reference)
    pairs = statistics.median(a / b for a, b in zip(ours, reference, strict=True))
    print(f"{name}: quizlr {median_ms(ours)} ms, minimal app {median_ms(reference)} ms")
    print(f"  ratio of medians {ratio:.2f}, median of paired ratios {pairs:.2f}, n={len(ours)}")


def time_to(command: list[str], sentinel: str) -> float:
    """Seconds from fork to the sentinel on the screen."""
    with Terminal(command, columns=COLUMNS, rows=ROWS) as terminal:
        return terminal.wait_for(sentinel) - terminal.started_s


def bench_start(runs: int, folder: Path) -> None:
    """Process start to first card, the bundled decks loaded too."""
    home = folder / "home"
    home.mkdir()
    decks = home / "decks"
    decks.mkdir()
    (decks / "first.yaml").write_text(
        "quizlr: 1\nid: first\ntitle: First\nnotes:\n  - {id: a, front: FIRSTCARD, back: b}\n",
        encoding="utf-8",
    )
    minimal = [sys.executable, "-c", MINIMAL_START]
    quizlr = [QUIZLR, "--home", str(home), "study", "first"]
    time_to(quizlr, "FIRSTCARD")
    time_to(minimal, "FIRSTCARD")
    ours, reference = [], []
    for _ in range(runs):
        reference.append(time_to(minimal, "FIRSTCARD"))
        ours.append(time_to(quizlr, "FIRSTCARD"))
    compare("start to first card", ours, reference)


def bench_key(runs: int, folder: Path, count: int) -> None:
    """Rating key to the next card fully painted, against the same text as plain Content."""
    home = folder / "home"
    write_deck(home, count)
    text = folder / "card.txt"
    text.write_text(CARD, encoding="utf-8")
    quizlr = [QUIZLR, "--home", str(home), "study", "bench"]
    minimal = [sys.executable, "-c", MINIMAL_KEY, str(text)]
    with sized(quizlr) as ours, sized(minimal) as reference:
        ours.wait_for("END00000")
        reference.wait_for("END00000")
        ours_s, reference_s = [], []
        for number in range(1, runs + 1):
            reference_s.append(pressed(reference, " ", f"END{number:05d}"))
            pressed(ours, " ", f"BACK{number - 1:05d}")
            time.sleep(0.25)
            ours.settle()
            ours_s.append(pressed(ours, "4", f"END{number:05d}"))
            ours.settle()
            reference.settle()
    compare(f"key to next card, {count} cards", ours_s, reference_s)


def sized(command: list[str]) -> Terminal:
    """A terminal of the benchmark's size."""
    return Terminal(command, columns=COLUMNS, rows=ROWS)


def pressed(terminal: Terminal, key: str, sentinel: str) -> float:
    """Seconds from a key to the sentinel on the screen."""
    since = len(terminal.output)
    start = terminal.send(key)
    return terminal.wait_for(sentinel, since=since) - start


def bench_drills(seeds: int, *, is_profiled: bool) -> None:
    """A variant drawn, its right answer graded: in ms by family, and all together by second."""
    took_s = {}
    profile = cProfile.Profile()
    for template in families().values():
        vary(template, seeds)  # compiles it, which each process does once
        if is_profiled:
            profile.enable()
        start_s = time.perf_counter()
        for seed in range(seeds):
            variant = vary(template, seed)
            grade(variant, honest_answer(variant))
        took_s[template.id] = time.perf_counter() - start_s
        profile.disable()
    width = max(map(len, took_s))
    for name, family_s in sorted(took_s.items(), key=lambda each: -each[1]):
        print(f"{name:{width}} {1000 * family_s / seeds:7.3f} ms")
    drills = seeds * len(took_s)
    total_s = sum(took_s.values())
    rate = f"{drills / total_s:.0f} a second"
    print(f"{len(took_s)} families, {drills} drills in {total_s:.1f} s: {rate}")
    if is_profiled:
        pstats.Stats(profile).sort_stats("tottime").print_stats(15)


def main() -> None:
    """Run one benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("start", "key", "drills"))
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--seeds", type=int, default=50, help="of each family")
    parser.add_argument("--profile", action="store_true", help="of drills")
    arguments = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each start compiles the sources again
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        benches: dict[str, Callable[[], None]] = {
            "start": lambda: bench_start(arguments.runs, folder),
            "key": lambda: bench_key(arguments.runs, folder, arguments.cards),
            "drills": lambda: bench_drills(arguments.seeds, is_profiled=arguments.profile),
        }
        benches[arguments.what]()


if __name__ == "__main__":
    main()
