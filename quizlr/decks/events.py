"""From libyaml's event stream to nodes, one deck part at a time.

Only events are used, never PyYAML's composer or constructors: those follow aliases, guess types
and recurse without a limit. This module loads PyYAML and is itself loaded when a deck is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from quizlr.decks.nodes import NOTES, Entries, Fault, Items, Node, Part, Scalar

try:
    from yaml._yaml import CParser as Parser
except ImportError:  # PyYAML built without libyaml: slower, the same events
    from yaml import Loader as Parser  # type: ignore[assignment]

MAX_DEPTH = 32
"""How deep lists and mappings may lie in each other."""


class YamlError(Exception):
    """YAML itself cannot be read from here on."""

    def __init__(self, problem: str, at: int, context: str = "", context_at: int = 0) -> None:
        super().__init__(problem)
        self.problem = problem
        self.at = at
        self.context = context
        self.context_at = context_at


class TooDeepError(Exception):
    """Lists or mappings lie in each other beyond `MAX_DEPTH`."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


def parts(text: str, base: int = 0, depth: int = 0) -> Iterator[Part]:
    """The parts of a deck file (or of a piece of one), each as soon as it is read.

    Args:
        text: YAML without byte order mark, CR or control characters.
        base: offset of the text in its file; all offsets are given in the file's count.
        depth: how many lists and mappings the text lies in.

    Raises:
        YamlError, TooDeepError: from here on nothing can be read.
    """
    try:
        yield from _Builder(text, base).parts(depth)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark or error.context_mark
        context_at = error.context_mark or at
        raise YamlError(
            str(error.problem),
            base + (at.index if at else 0),
            str(error.context or ""),
            base + (context_at.index if context_at else 0),
        ) from error
    except yaml.YAMLError as error:  # the reader's own: a character that YAML does not allow
        raise YamlError(str(error), base + int(getattr(error, "position", 0) or 0)) from error


def note_parts(text: str, base: int, key: Scalar, index: int) -> Iterator[Part]:
    """The notes of a piece that starts with a dash; offsets as in `parts`."""
    for part in parts(text, base, depth=1):
        if isinstance(part.node, Items):
            for at, node in enumerate(part.node.items):
                yield Part(node, key, index + at)
        else:
            yield part


class _Builder:
    """Makes nodes of events; recursion is bounded by `MAX_DEPTH`."""

    def __init__(self, text: str, base: int) -> None:
        self._next: Callable[[], Any] = Parser(text).get_event
        self._base = base

    def parts(self, depth: int) -> Iterator[Part]:
        self._next()  # the stream starts
        event = self._next()
        if type(event) is StreamEndEvent:
            return
        event = self._next()  # the document's root
        if type(event) is MappingStartEvent and not event.anchor and not event.tag:
            yield from self._fields()
        else:
            yield Part(self._node(event, depth))
        self._next()  # the document ends
        event = self._next()
        if type(event) is DocumentStartEvent:
            yield Part(self._second_document(event))

    def _fields(self) -> Iterator[Part]:
        event = self._next()
        while type(event) is not MappingEndEvent:
            key = self._as_key(self._node(event, 1))
            event = self._next()
            is_notes = isinstance(key, Scalar) and key.text == NOTES
            if isinstance(key, Fault):
                yield Part(key)
                self._node(event, 1)
            elif is_notes and type(event) is SequenceStartEvent and not event.anchor:
                yield from self._notes(key)
            else:
                yield Part(self._node(event, 1), key)
            event = self._next()

    def _notes(self, key: Scalar) -> Iterator[Part]:
        index = 0
        event = self._next()
        while type(event) is not SequenceEndEvent:
            yield Part(self._node(event, 2), key, index)
            index += 1
            event = self._next()
        if not index:
            yield Part(Items([], key.start, key.end, is_flow=True), key)

    def _second_document(self, event: Any) -> Fault:
        message = (
            "A line `---` starts a second document here, and only the first is read. "
            "Remove the line, or put the second deck into a file of its own."
        )
        at = self._base + event.start_mark.index
        return Fault("several-documents", message, at, at)

    def _node(self, event: Any, depth: int) -> Node:
        kind = type(event)
        if kind is ScalarEvent:
            if event.anchor is None and event.tag is None:
                return Scalar(
                    event.value,
                    event.style or "",
                    self._base + event.start_mark.index,
                    self._base + event.end_mark.index,
                )
            return self._refused(event)
        if kind is AliasEvent:
            return self._refused(event)
        if depth >= MAX_DEPTH:
            raise TooDeepError(self._base + event.start_mark.index)
        read = self._entries if kind is MappingStartEvent else self._items
        node = read(event, depth)
        return self._refused(event) if event.anchor is not None or event.tag is not None else node

    def _items(self, start: Any, depth: int) -> Items:
        items: list[Node] = []
        event = self._next()
        while type(event) is not SequenceEndEvent:
            items.append(self._node(event, depth + 1))
            event = self._next()
        end = self._end(start, event, items[-1].end if items else None)
        return Items(items, self._base + start.start_mark.index, end, bool(start.flow_style))

    def _entries(self, start: Any, depth: int) -> Entries:
        pairs: list[tuple[Scalar | Fault, Node]] = []
        take, node_of = self._next, self._node  # the hot loop: each look-up counts
        event = take()
        while type(event) is not MappingEndEvent:
            key = node_of(event, depth + 1)
            if type(key) is not Scalar:
                key = self._as_key(key)
            pairs.append((key, node_of(take(), depth + 1)))
            event = take()
        last = pairs[-1][1].end if pairs else None
        end = self._end(start, event, last)
        return Entries(pairs, self._base + start.start_mark.index, end, bool(start.flow_style))

    def _end(self, start: Any, event: Any, last: int | None) -> int:
        # The end mark of a block collection stands at whatever comes next; its last child knows.
        if start.flow_style or last is None:
            return self._base + int(event.end_mark.index)
        return last

    def _as_key(self, node: Node) -> Scalar | Fault:
        if type(node) is Scalar or type(node) is Fault:
            return node
        message = (
            "A field's name must be a word, but here it is a list or a mapping. "
            "If this is text that begins with [ or {, put it in quotes or on lines of its own "
            "after `|`."
        )
        return Fault("bad-key", message, node.start, node.end)

    def _refused(self, event: Any) -> Fault:
        start = self._base + event.start_mark.index
        end = self._base + event.end_mark.index
        if type(event) is AliasEvent:
            rule, sign, what = "alias", "*", "a reference to another place (a YAML alias)"
        elif event.anchor is not None:
            rule, sign, what = "anchor", "&", "a name for this place (a YAML anchor)"
        else:
            rule, sign, what = "tag", "!", "a YAML type (a tag)"
        message = (
            f"A value that begins with {sign} is {what}, and decks have none. "
            "If it is text, put it in quotes or on a line of its own after `|`; "
            "else write the value out."
        )
        return Fault(rule, message, start, end)
