"""The inputs of a lab as rows with a track, and the figures that follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content
from textual.widget import Widget

from quizlr.labs.nouns import Figure, Input
from quizlr.rendering import cell_width
from quizlr.tui.content import ACCENT, MUTED, STRONG, apart, cut, joined, literal, padded, stacked
from quizlr.tui.widgets.rows import CURRENT

_SHORTEST_TRACK = 5
_ROOM_FOR_BEFORE = 48


def slider_lines(
    inputs: Sequence[Input], places: Sequence[int], cursor: int, width: int
) -> list[Content]:
    """A line for each input: name, value, and where it stands between its ends."""
    values = [each.shown(each.value(at)) for each, at in zip(inputs, places, strict=True)]
    ends = [each.shown(end) for each in inputs for end in (each.low, each.high)]
    names_width = max(cell_width(each.name) for each in inputs)
    values_width = max(map(cell_width, (*values, *ends)))
    room = width - names_width - values_width - 5
    lines = []
    for row, (each, at, value) in enumerate(zip(inputs, places, values, strict=True)):
        is_current = row == cursor
        track = _track(at, each.last, room) if room >= _SHORTEST_TRACK else ""
        line = Content.assemble(
            ("▸ " if is_current else "  ", ACCENT),
            (f"{padded(each.name, names_width)} ", STRONG if is_current else ""),
            (padded(value, values_width, to_right=True), STRONG),
            (f"  {track}", ACCENT if is_current else MUTED),
        )
        line = cut(line, width)
        if is_current:
            line = line.pad_right(max(0, width - line.cell_length)).stylize_before(CURRENT)
        lines.append(line)
    return lines


def _track(at: int, last: int, room: int) -> str:
    dot = round(at / last * (room - 1))
    return "─" * dot + "●" + "─" * (room - 1 - dot)


def figure_lines(
    figures: Sequence[Figure], before: Mapping[str, Figure], width: int
) -> list[Content]:
    """A line for each figure; an arrow says which way it went from `before`."""
    return [_figure(each, before.get(each.name), width) for each in figures]


def _figure(figure: Figure, old: Figure | None, width: int) -> Content:
    sign, was = " ", ""
    if old is not None and old.value != figure.value and old.shown != figure.shown:
        sign = "▲" if figure.value > old.value else "▼"
        was = f"{old.shown} " if width >= _ROOM_FOR_BEFORE else ""
    shown = Content.assemble((was, MUTED), (f"{sign} ", ACCENT), (padded_number(figure), STRONG))
    return apart(joined(Content("  "), literal(figure.label)), shown, width)


def padded_number(figure: Figure) -> str:
    """The value, right-aligned in the room of most values."""
    return padded(figure.shown, 7, to_right=True)


class Sliders(Widget):
    """Shows a state; `figures` None means that they are hidden until the learner has answered."""

    DEFAULT_CSS = "Sliders { width: 1fr; height: 1fr; }"

    _inputs: Sequence[Input] = ()
    _places: Sequence[int] = ()
    _cursor = 0
    _figures: Sequence[Figure] | None = ()
    _before: Mapping[str, Figure] = {}

    def show(
        self,
        inputs: Sequence[Input],
        places: Sequence[int],
        cursor: int,
        figures: Sequence[Figure] | None,
        before: Mapping[str, Figure],
    ) -> None:
        """Show another state; no layout is done, as the size stays."""
        self._inputs, self._places, self._cursor = inputs, places, cursor
        self._figures, self._before = figures, before
        self.refresh()

    def render(self) -> Content:
        """As many lines as there is room for, the inputs first."""
        width, height = self.size
        if not self._inputs or width < 1:
            return Content("")
        lines = slider_lines(self._inputs, self._places, self._cursor, width)
        current = self._inputs[self._cursor]
        if height > len(lines) + 1:
            words = f"  {current.name}: {current.label}" if current.label else ""
            lines += [cut(literal(words, MUTED), width), Content("")]
        if self._figures is None:
            lines.append(cut(literal("  Hidden until you have answered.", MUTED), width))
        else:
            lines += figure_lines(self._figures, self._before, width)
        return stacked(lines[:height])
