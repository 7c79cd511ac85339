"""Which decks are read: the bundled ones, the learner's, and those named on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.collection.home import Home
from quizlr.library import Library, bundled_folder, load
from quizlr.model import Deck, Problem


def check_library(home: Home, paths: Sequence[Path]) -> tuple[Library, tuple[Problem, ...]]:
    """The decks at `paths` (all that the app reads, if there are none) and what is wrong in them.

    Decks at `paths` are judged beside the bundled ones, which `requires` and `about` can name.
    """
    if not paths:
        library = load_library(home)
        return library, (*library.problems, *_deck_problems(library.decks, library.decks))
    library = load(
        None, paths, types=NOTE_TYPES, known_unserved=KNOWN_UNSERVED, bundled=bundled_folder()
    )
    folders = [path.resolve() for path in paths]

    def is_asked(file: str) -> bool:
        here = Path(file).resolve()
        return any(here == folder or folder in here.parents for folder in folders)

    every = library.decks
    decks = tuple(deck for deck in every if is_asked(deck.place.file))
    problems = tuple(problem for problem in library.problems if is_asked(problem.place.file))
    return replace(library, decks=decks), (*problems, *_deck_problems(decks, every))


def _deck_problems(decks: Sequence[Deck], every: Sequence[Deck]) -> list[Problem]:
    """What only a whole deck shows, or all of them."""
    from quizlr.cardtypes.interview import deck_problems
    from quizlr.cardtypes.topicchecks import topic_findings
    from quizlr.collection.drafts import placed

    own = [problem for deck in decks for problem in deck_problems(deck)]
    return [*own, *placed(topic_findings(decks, every))]


def load_library(
    home: Home,
    paths: Sequence[Path] = (),
    *,
    cache: Path | None = None,
    last: Library | None = None,
) -> Library:
    """The bundled decks, the learner's, and those at `paths`."""
    return load(
        home.decks,
        paths,
        types=NOTE_TYPES,
        known_unserved=KNOWN_UNSERVED,
        bundled=bundled_folder(),
        cache=cache,
        last=last,
    )
