"""Which cards a learner asked for, by deck id or by path."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from quizlr.errors import UnknownDeckError
from quizlr.model import Card, Deck


def deck_paths(names: Sequence[str]) -> tuple[Path, ...]:
    """Those names that are files or folders, to be read as decks."""
    return tuple(Path(name).absolute() for name in names if _looks_like_path(name))


def select(
    cards: Sequence[Card], decks: Mapping[str, Deck], names: Sequence[str]
) -> tuple[Card, ...]:
    """The cards of the named decks, in the decks' order; all if nothing is named.

    Raises:
        UnknownDeckError: a name is no deck's id and no file.
    """
    if not names:
        return tuple(cards)
    wanted_ids: set[str] = set()
    wanted_paths: list[Path] = []
    for name in names:
        if name in decks:
            wanted_ids.add(name)
        elif _looks_like_path(name):
            wanted_paths.append(Path(name).absolute())
        else:
            raise UnknownDeckError(name, sorted(decks))
    files = {card.note.place.file for card in cards} if wanted_paths else set()
    wanted_files = {file for file in files if _lies_in(file, wanted_paths)}
    return tuple(
        card for card in cards if card.deck_id in wanted_ids or card.note.place.file in wanted_files
    )


def _looks_like_path(name: str) -> bool:
    return Path(name).exists() and ("/" in name or "\\" in name or Path(name).is_file())


def _lies_in(file: str, paths: Sequence[Path]) -> bool:
    here = Path(file).absolute()
    return any(here == path or path in here.parents for path in paths)
