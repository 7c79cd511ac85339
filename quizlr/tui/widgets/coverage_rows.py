"""Coverage as a table: a row a topic, a cell a strand; in a narrow window one strand at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from quizlr.stats.coverage import Counts, Row, Strand, whole
from quizlr.tui.content import CAUTION, GOOD, MUTED, STRONG, cut, joined, literal, padded
from quizlr.tui.keys import key
from quizlr.tui.widgets.drawn import Drawn
from quizlr.tui.widgets.rows import Rows
from quizlr.values import dataclass

TABLE: Final = 60
"""Cells from which all strands fit beside each other."""
ROOMY: Final = 96
"""Cells from which a strand shows what is due and what is in learning, not one of the two."""
_CELL: Final = 8
_ROOMY_CELL: Final = 13
_LONGEST_TITLE: Final = 44
_NAMES: Final = ("theory", "numeric", "bug", "interv.", "failure")
_MARK: Final = 2
FIELDS: Final = ("new", "learning", "known", "due")
_HEADS: Final = ("new", "lrn", "knwn", "due")
STRANDS: Final[tuple[Strand | None, ...]] = (None, *Strand)
"""What a narrow window can show; None for all together."""


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """What one row shows."""

    key: str
    title: str
    row: Row
    is_known: bool
    """Whether its test is passed."""


class CoverageRows(Rows):
    """The topics; enter opens the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "choose", "open", "coverage.open"),
        key("right,tab", "strand(1)", "kind", "coverage.next_strand"),
        key("left,shift+tab", "strand(-1)", "kind of work before", "coverage.strand_before"),
    ]

    @dataclass
    class Chosen(Message):
        """A topic's page is to be opened."""

        key: str

    @dataclass
    class Moved(Message):
        """Another row or strand is looked at."""

    rows: Sequence[CoverageRow] = ()
    which = 0
    """Index in STRANDS of what a narrow window shows."""

    def show(self, rows: Sequence[CoverageRow]) -> None:
        """Show other rows; the cursor stays on its topic if that is still there."""
        old = self.rows[self.cursor].key if self.rows else None
        self.rows = rows
        keys = [row.key for row in rows]
        self.cursor = keys.index(old) if old in keys else min(self.cursor, max(0, len(rows) - 1))
        self.redraw()

    @property
    def count(self) -> int:
        """How many topics there are."""
        return len(self.rows)

    @property
    def current(self) -> CoverageRow | None:
        """The row under the cursor."""
        return self.rows[self.cursor] if self.rows else None

    @property
    def strand(self) -> Strand | None:
        """What a narrow window shows."""
        return STRANDS[self.which]

    def row(self, index: int, width: int) -> Sequence[Content]:
        """One topic."""
        topic = self.rows[index]
        mark = Content.styled("✓ " if topic.is_known else "  ", GOOD)
        all_counts = whole(topic.row)
        style = MUTED if all_counts.total == all_counts.new else ""
        cells = (
            [_cell(topic.row.get(strand), _cell_width(width)) for strand in Strand]
            if width >= TABLE
            else _four(all_counts if self.strand is None else topic.row.get(self.strand))
        )
        room = title_width(width)
        title = cut(literal(topic.title, style), room)
        gap = Content(" " * (room - title.cell_length))
        return [joined(mark, title, gap, *cells)]

    def chosen(self, index: int) -> None:
        """A click on the row under the cursor opens it."""
        self.post_message(self.Chosen(self.rows[index].key))

    def action_choose(self) -> None:
        """Open the page of the topic under the cursor."""
        if self.rows:
            self.chosen(self.cursor)

    def action_strand(self, step: int) -> None:
        """Another kind of work, round and round."""
        self.which = (self.which + step) % len(STRANDS)
        self.redraw()
        self.post_message(self.Moved())

    def move_to(self, index: int) -> None:
        """Put the cursor on a row, and say so."""
        super().move_to(index)
        self.post_message(self.Moved())


class CoverageHeading(Drawn):
    """The names of the columns."""

    DEFAULT_CSS = "CoverageHeading { height: 1; }"

    _strand: Strand | None = None

    def show(self, strand: Strand | None) -> None:
        """Name what a narrow window shows."""
        self._strand = strand
        self._lines = None
        self.refresh()

    def draw(self, width: int) -> Sequence[Content]:
        """One line."""
        inner = width - 2
        room = title_width(inner) + _MARK + 2
        if inner >= TABLE:
            size = _cell_width(inner)
            names = _NAMES if size == _CELL else tuple(Strand)
            cells = "".join(padded(f"{n}{' ' * (size - 7)}", size, to_right=True) for n in names)
            return [literal(f"{padded('    topic', room)}{cells}", MUTED)]
        what = f"  ◂ {self._strand or 'all'} ▸"
        cells = "".join(padded(head, 5, to_right=True) for head in _HEADS)
        return [literal(f"{padded(what, room)}{cells}", MUTED)]


def title_width(width: int) -> int:
    """Cells for a title in a row of `width` cells."""
    cells = _cell_width(width) * len(Strand) if width >= TABLE else 5 * len(_HEADS)
    return max(6, min(_LONGEST_TITLE, width - _MARK - cells))


def _cell_width(width: int) -> int:
    return _ROOMY_CELL if width >= ROOMY else _CELL


def _cell(counts: Counts | None, size: int) -> Content:
    """`6/12 !2`: known of all, then what is due; what is in learning too, or if nothing is due."""
    if counts is None:
        return Content.styled(padded(f"·{' ' * (size - 5)}", size, to_right=True), MUTED)
    style = GOOD if counts.known == counts.total else STRONG if counts.known else MUTED
    share = padded(f"{counts.known}/{counts.total}", 5, to_right=True)
    marks = [(f"!{counts.due}", CAUTION)] if counts.due else []
    marks += [(f"~{counts.learning}", "$primary")] if counts.learning else []
    if size == _CELL:
        mark, colour = marks[0] if marks else ("", MUTED)
        return joined(
            Content.styled(share, style), Content.styled(padded(mark[:3], size - 5), colour)
        )
    parts = [Content.styled(f" {mark}", colour) for mark, colour in marks]
    cell = joined(Content.styled(share, style), *parts)
    return cell.pad_right(max(0, size - cell.cell_length))


def _four(counts: Counts | None) -> list[Content]:
    """New, learning, known, due."""
    if counts is None:
        return [Content.styled("    ·" * len(FIELDS), MUTED)]
    styles = ("$primary", CAUTION, GOOD, CAUTION)
    numbers = (getattr(counts, field) for field in FIELDS)
    return [
        Content.styled(padded(str(number or "·"), 5, to_right=True), style if number else MUTED)
        for number, style in zip(numbers, styles, strict=True)
    ]
