"""Searches that the learner keeps under a name; they travel with the log."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from quizlr.model import HomeMark, HomeMarkKind

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection


def saved_searches(collection: Collection) -> Mapping[str, str]:
    """Name -> query, by name; of several under one name the newest."""
    found = {mark.name: mark.text for mark in collection.store.home_marks(HomeMarkKind.SEARCH)}
    return {name: found[name] for name in sorted(found, key=str.casefold) if found[name]}


def save_search(collection: Collection, name: str, query: str) -> None:
    """Keep a query under a name, in the place of what it had; an empty query forgets the name.

    Raises:
        DataError: it could not be saved.
    """
    at_ms = collection.now().at_ms
    collection.store.record(HomeMark(at_ms=at_ms, kind=HomeMarkKind.SEARCH, name=name, text=query))
