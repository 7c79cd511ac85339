"""A key in a lab, from the keyboard to the last byte of its repaint, against the same picture.

python tests/bench_labs.py                    every lab at 80x24 and 120x40
python tests/bench_labs.py two-losses ...     some of them

The minimal app is a Textual app with one Static that swaps the lab's own two screens, with their
colours. Both run in terminals of their own, and take turns key by key. Judged is the time on the
processor from /proc (Linux), which a busy machine leaves as it is; the time on the clock is told.
"""

from __future__ import annotations

import argparse
import asyncio
import pickle
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench import QUIZLR, median_ms
from ptydrive import Terminal
from rich.text import Text

from quizlr.collection import Collection, Home
from quizlr.collection.labs import labs
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.lab import LabScreen

SIZES = ((80, 24), (120, 40))
RIGHT, LEFT, ESCAPE = "\x1b[C", "\x1b[D", "\x1b"
QUIET_S = 0.12
"""After so long without a byte a repaint is over."""
BOUND = 1.5

MINIMAL = """
import pickle, sys
from textual.app import App
from textual.content import Content
from textual.widgets import Static
pages = [Content.from_rich_text(each) for each in pickle.load(open(sys.argv[1], "rb"))]
class Minimal(App):
    def compose(self):
        yield Static(pages[0], markup=False)
    def on_key(self, event):
        self.query_one(Static).update(pages[event.key == "right"])
Minimal().run()
"""


def picture(app: QuizlrApp) -> Text:
    """What is seen, with its colours."""
    lines = app.screen._compositor.render_strips()
    return Text("\n").join(
        Text.assemble(*((part.text, part.style or "") for part in line)) for line in lines
    )


async def pictures(home: Path, name: str, size: tuple[int, int]) -> list[Text]:
    """The lab before and after its first input moves by a step."""
    collection = Collection.open(Home(home), is_read_only=True)
    found = labs(collection)
    at = next(place for place, each in enumerate(found) if each.note.id == name)
    app = QuizlrApp(collection, first=lambda: LabScreen([each.note for each in found], at))
    pages = []
    async with app.run_test(size=size) as pilot:
        for key in ("escape", "right"):
            await pilot.press(key)
            await pilot.pause(0.2)
            pages.append(picture(app))
    collection.close()
    return pages


def ran_s(terminal: Terminal) -> float:
    """Seconds that the main thread of the program has run."""
    return int(Path(f"/proc/{terminal.pid}/schedstat").read_text().split()[0]) / 1e9


def repainted_s(terminal: Terminal, key: str) -> tuple[float, float]:
    """Seconds from a key to the last byte that it brings about: on the processor, on the clock."""
    ran_before_s = ran_s(terminal)
    size = len(terminal.output)
    start = last = terminal.send(key)
    while time.perf_counter() - last < QUIET_S or last == start:
        terminal.pump(QUIET_S / 4)
        if len(terminal.output) != size:
            size, last = len(terminal.output), time.perf_counter()
        elif time.perf_counter() - start > 5.0:
            raise TimeoutError(f"nothing was drawn after {key!r}")
    return ran_s(terminal) - ran_before_s, last - start


def measure(home: Path, name: str, size: tuple[int, int], runs: int) -> float:
    """Print a line for one lab at one size; the median of the paired ratios."""
    pages = home / "pages.pickle"
    pages.write_bytes(pickle.dumps(asyncio.run(pictures(home, name, size))))
    columns, rows = size
    with (
        Terminal([QUIZLR, "lab", name, "--home", str(home)], columns=columns, rows=rows) as ours,
        Terminal(
            [sys.executable, "-c", MINIMAL, str(pages)], columns=columns, rows=rows
        ) as reference,
    ):
        for terminal in (ours, reference):
            terminal.wait_until_painted()
        ours.send(ESCAPE)
        ours.settle(0.5)
        pairs = []
        for turn in range(runs):
            key = LEFT if turn % 2 else RIGHT
            pairs.append((repainted_s(ours, key), repainted_s(reference, key)))
    ratio, on_clock = (median(a[by] / b[by] for a, b in pairs) for by in (0, 1))
    words = "" if ratio <= BOUND else f"  above {BOUND}"
    print(
        f"{columns}x{rows} {name:22} quizlr {median_ms([a[0] for a, _ in pairs])} ms, "
        f"minimal {median_ms([b[0] for _, b in pairs])} ms, "
        f"ratio {ratio:.2f}{words}, on the clock {on_clock:.2f}",
        flush=True,
    )
    return ratio


def main() -> int:
    """Run it; 1 if a lab is above the bound."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="LAB")
    parser.add_argument("--runs", type=int, default=24)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = Home(Path(name))
        home.prepare()
        collection = Collection.open(home)
        names = arguments.names or [each.note.id for each in labs(collection)]
        collection.close()
        ratios = [
            measure(Path(name), each, size, arguments.runs) for size in SIZES for each in names
        ]
    print(f"median of {len(ratios)} labs and sizes {median(ratios):.2f}, "
          f"worst {max(ratios):.2f}, bound {BOUND}")  # fmt: skip
    return int(max(ratios) > BOUND)


if __name__ == "__main__":
    sys.exit(main())
