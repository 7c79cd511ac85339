"""Ids that are missing, written as they are used now: so the history stays."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from quizlr.authoring.fix.edits import Edit
from quizlr.decks.nodes import Entries, Node, Part, Scalar
from quizlr.decks.rawtext import RawText
from quizlr.model import Deck, Place

RULE = "provisional-id"
DECK_RULE = "missing-field"
_AFTER_KEY = re.compile(r"[ \t]*:")


def note_edits(raw: RawText, notes: Iterable[Node], deck: Deck) -> Iterator[Edit]:
    """The edits that write the ids of the notes that are studied under provisional ones."""
    wanted: Mapping[Place, str] = {n.place: n.id for n in deck.notes if n.is_provisional}
    for node in notes if wanted else ():
        if isinstance(node, Entries) and node.pairs:
            identifier = wanted.get(raw.place(node.start))
            if identifier:
                yield _written(raw.text, node, identifier)


def deck_edits(raw: RawText, parts: Iterable[Part], deck: Deck) -> Iterator[Edit]:
    """The edit that writes the deck's id, which is made from the file's name where it lacks."""
    fields = [part for part in parts if part.key is not None and part.note_index in (None, 0)]
    keys = {part.key.text: part for part in fields if part.key is not None}
    if not fields or fields[0].key is None:
        return
    if "id" in keys:
        part = keys["id"]
        if isinstance(part.node, Scalar) and part.node.is_empty and part.key is not None:
            yield _filled(raw.text, part.key, deck.id, DECK_RULE)
        return
    first = fields[0].key
    start = raw.text.rfind("\n", 0, first.start) + 1
    if first.start > start:
        yield Edit(first.start, first.start, f"{_pair(first, deck.id)}, ", DECK_RULE)
        return
    version = keys.get("quizlr")
    at = start if version is None else raw.text.find("\n", version.node.end) + 1
    if at:
        yield Edit(at, at, f"id: {deck.id}\n", DECK_RULE)


def _written(text: str, node: Entries, identifier: str) -> Edit:
    for key, value in node.pairs:
        if isinstance(key, Scalar) and key.text == "id":
            assert isinstance(value, Scalar)
            return _filled(text, key, identifier, RULE)
    key = node.pairs[0][0]
    start = key.start
    if node.is_flow:
        return Edit(start, start, f"{_pair(key, identifier)}, ", RULE)
    column = start - (text.rfind("\n", 0, start) + 1)
    return Edit(start, start, f"id: {identifier}\n{' ' * column}", RULE)


def _pair(beside: object, identifier: str) -> str:
    """The id as a pair in braces, quoted like the pair beside it, which may be JSON."""
    is_json = isinstance(beside, Scalar) and beside.style == '"'
    return f'"id": "{identifier}"' if is_json else f"id: {identifier}"


def _filled(text: str, key: Scalar, identifier: str, rule: str) -> Edit:
    """The id written behind its key."""
    colon = _AFTER_KEY.match(text, key.end)
    if colon is None:
        return Edit(key.end, key.end, f": {identifier}", rule)
    return Edit(colon.end(), colon.end(), f" {identifier}", rule)
