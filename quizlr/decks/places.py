"""Where the values of a note stand, worked out only when someone asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quizlr.decks.nodes import Entries, Items, Node, Scalar
from quizlr.decks.rawtext import RawText
from quizlr.model import Place

_INDEX = re.compile(r"\[([0-9]{1,9})\]\.?")


class NodePlaces(Mapping[str, Place]):
    """Path within a note (`options[2].text`, empty for the note) to place."""

    __slots__ = ("_node", "_raw")

    def __init__(self, raw: RawText, node: Node) -> None:
        self._raw = raw
        self._node = node

    def __getitem__(self, path: str) -> Place:
        found = _find(self._node, path)
        if found is None:
            raise KeyError(path)
        return self._raw.place(found.start)

    def words_in(self, path: str, words: str) -> Place | None:
        """Where the first line of `words` stands in the source of the value at `path`."""
        node = _find(self._node, path)
        if node is None:
            return None
        at = self._raw.text.find(words.strip().partition("\n")[0], node.start, node.end)
        return self._raw.place(at) if at >= 0 else None

    def __iter__(self) -> Iterator[str]:
        return _paths(self._node, "")

    def __len__(self) -> int:
        return sum(1 for _ in self)


def words_in(places: Mapping[str, Place], path: str, words: str) -> Place | None:
    """Where the first line of `words` stands in the source of a value; None if it is not there."""
    return places.words_in(path, words) if isinstance(places, NodePlaces) else None


def deck_place(text: str, file: str, field: str, key: str = "") -> Place | None:
    """Where a field of the deck stands, or a key in it; None if it is not in the text."""
    from quizlr.decks.events import TooDeepError, YamlError, parts

    raw = RawText(text, file)
    try:
        for part in parts(raw.text):
            if part.key is not None and part.key.text == field and part.note_index is None:
                return raw.place(part.key.start) if not key else _key_place(raw, part.node, key)
    except (YamlError, TooDeepError):
        return None
    return None


def _key_place(raw: RawText, node: Node, key: str) -> Place | None:
    pairs = node.pairs if isinstance(node, Entries) else []
    found = (name.start for name, _ in pairs if isinstance(name, Scalar) and name.text == key)
    at = next(found, None)
    return None if at is None else raw.place(at)


def _find(node: Node, path: str) -> Node | None:
    if not path:
        return node
    if isinstance(node, Items):
        match = _INDEX.match(path)
        if match and int(match[1]) < len(node.items):
            return _find(node.items[int(match[1])], path[match.end() :])
    if isinstance(node, Entries):
        for key, value in node.pairs:
            # A key of the author's choice may itself have dots and brackets.
            if isinstance(key, Scalar) and path.startswith(key.text):
                rest = path[len(key.text) :]
                if rest[:1] in ("", ".", "["):
                    return _find(value, rest.removeprefix("."))
    return None


def _paths(node: Node, path: str) -> Iterator[str]:
    yield path
    if isinstance(node, Items):
        for index, item in enumerate(node.items):
            yield from _paths(item, f"{path}[{index}]")
    elif isinstance(node, Entries):
        for key, value in node.pairs:
            if isinstance(key, Scalar):
                yield from _paths(value, f"{path}.{key.text}" if path else key.text)
