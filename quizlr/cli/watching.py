"""`quizlr check --watch`: checks again at every save, and says what that changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from quizlr.authoring.reports import report
from quizlr.cli.progress import bar
from quizlr.cli.terminal import fitted
from quizlr.rendering import clean_line

if TYPE_CHECKING:
    from quizlr.collection import Home
    from quizlr.collection.checking import Checked
    from quizlr.collection.rechecking import Turn

POLL_S: Final = 0.5


def watch(
    home: Home,
    paths: Sequence[Path],
    *,
    seeds: int,
    tell: Callable[[Checked], None],
) -> Checked:
    """Check, then check again whenever a deck is saved, until ctrl+c; what was found last.

    Args:
        home: whose decks are watched if there are no `paths`.
        paths: files and folders.
        seeds: as for a check.
        tell: says all that was found at first.
    """
    from quizlr.collection.rechecking import Recheck

    with bar("Proving drills") as progress:
        recheck = Recheck(home, paths, seeds=seeds, progress=progress)
    tell(recheck.last)
    print("Watching. Save a deck and it is checked again; ctrl+c ends.", flush=True)
    try:
        while True:
            time.sleep(POLL_S)
            with bar("Proving drills") as progress:
                turn = recheck.look(progress)
            if turn is not None:
                print(fitted("\n".join(words_of(turn))), flush=True)
    except KeyboardInterrupt:
        print()
    return recheck.last


def words_of(turn: Turn) -> list[str]:
    """What a save changed: new problems in full, those that are mended in a line each."""
    told = report("text", turn.found, turn.now.files.line)
    gone = [f"{p.place}: mended [{p.rule}]" for p in turn.mended]
    names = ", ".join(dict.fromkeys(path.name for path in turn.files))
    left = sum(not problem.silenced for problem in turn.now.problems)
    counts = f"{len(turn.found)} new, {len(turn.mended)} mended, {left} left"
    lines = [*(told.split("\n") if told else ()), *map(clean_line, gone)]
    return ["", *lines, f"{clean_line(names)}: {counts}."]
