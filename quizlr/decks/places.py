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

    def __iter__(self) -> Iterator[str]:
        return _paths(self._node, "")

    def __len__(self) -> int:
        return sum(1 for _ in self)


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
