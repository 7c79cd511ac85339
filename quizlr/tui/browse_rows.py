"""A found card as a row: what is asked, and where it stands."""

from __future__ import annotations

from textual.content import Content

from quizlr.model import Card, Moment, Schedule
from quizlr.rendering.cells import cut as cut_text
from quizlr.scheduling.words import due_brief
from quizlr.search.rows import question_line
from quizlr.tui.content import ACCENT, CAUTION, MUTED, cut, joined, literal, padded

MARK = "✓ "
_DUE, _STABILITY, _LAPSES, _DECK = 10, 7, 4, 18
_WITH_NUMBERS, _WITH_DECK = 56, 80
"""Widths from which the further columns are shown."""


def heading(width: int) -> Content:
    """The names of the columns."""
    columns = padded("due", _DUE, to_right=True)
    if width >= _WITH_NUMBERS:
        columns += padded("stable", _STABILITY, to_right=True)
        columns += padded("lps", _LAPSES, to_right=True)
    if width >= _WITH_DECK:
        columns = f"  {padded('deck', _DECK)}{columns}"
    room = width - len(columns) - len(MARK)
    return literal(f"{' ' * len(MARK)}{padded('question', room)}{columns}", MUTED)


def card_row(
    card: Card, schedule: Schedule, now: Moment, width: int, *, is_marked: bool
) -> Content:
    """The row at this width."""
    due = due_brief(schedule, now)
    is_waiting = due in ("now", "today") or due.startswith("-")
    style = MUTED if schedule.is_suspended else ACCENT if is_waiting else ""
    columns = [literal(padded(due, _DUE, to_right=True), style)]
    if width >= _WITH_NUMBERS:
        memory = schedule.memory
        days = f"{memory.stability:,.1f}d" if memory else ""
        lapses = str(schedule.lapse_count or "")
        columns.append(literal(padded(days, _STABILITY, to_right=True), MUTED))
        columns.append(literal(padded(lapses, _LAPSES, to_right=True), MUTED))
    if width >= _WITH_DECK:
        name = padded(cut_text(card.deck_id, _DECK)[0], _DECK)
        columns.insert(0, literal(f"  {name}", MUTED))
    right = joined(*columns)
    mark = literal(MARK if is_marked else " " * len(MARK), f"bold {ACCENT}")
    flag = literal(f"⚑{schedule.flag} ", CAUTION) if schedule.flag else Content("")
    room = max(4, width - right.cell_length - mark.cell_length)
    question = literal(question_line(card), MUTED if schedule.is_suspended else "")
    left = cut(joined(flag, question), room)
    gap = Content(" " * (room - left.cell_length))
    return cut(joined(mark, left, gap, right), width)
