"""A concept's page as lines for a sheet: levels, flow, trade-offs, how far the learner has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from quizlr.cardtypes.conceptpage import LEVELS, Reference, Section
from quizlr.collection.pages import TopicPage
from quizlr.model import Card
from quizlr.stats.coverage import Counts, Strand, whole
from quizlr.stats.selftest import NEEDED, QUESTIONS, SelfTest, needed
from quizlr.tui.content import (
    ACCENT,
    CAUTION,
    GOOD,
    MUTED,
    STRONG,
    cut,
    joined,
    literal,
    to_content,
)
from quizlr.tui.widgets.prose import drawn
from quizlr.tui.widgets.rows import CURRENT
from quizlr.values import dataclass

GAP: Final = Content("")


@dataclass(frozen=True, slots=True)
class View:
    """The page at one moment."""

    topic: TopicPage
    level: int
    selected: int | None
    """Index among the things that can be opened; None for nothing."""

    @property
    def openables(self) -> tuple[str | Card, ...]:
        """What can be selected: names behind boxes, then the trade-offs."""
        boxes = tuple(box.opens for box in self.topic.boxes if box.opens)
        return (*boxes, *self.topic.tradeoffs)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a page, and where the selected thing stands."""

    lines: Sequence[Content]
    selected_at: int | None
    deeper_at: int
    """Where the level that was opened last begins."""


def concept_lines(view: View, width: int) -> Lines:
    """All that is shown of a page at a width."""
    page = view.topic.page
    sections = page.up_to(view.level)
    lines: list[Content] = [GAP]
    selected_at: int | None = None
    deeper_at = 0
    for number, section in enumerate(sections):
        if section.level == view.level and not deeper_at and number:
            deeper_at = len(lines)
        lines += _section(section, width)
        if number == 0:
            flow, at = _flow(view, width)
            selected_at = None if at is None else len(lines) + at
            lines += flow
    tradeoffs, at = _tradeoffs(view, width)
    selected_at = len(lines) + at if at is not None else selected_at
    lines += tradeoffs
    lines += _progress(view.topic, width)
    lines += _references(page.cited_in(sections), width)
    return Lines(lines, selected_at, deeper_at)


def level_words(view: View) -> Content:
    """Which levels the page has, and which are open: `● core ○ deeper ○ interview-ready`."""
    parts = []
    for level in view.topic.page.levels:
        is_open = level <= view.level
        sign, style = ("●", STRONG) if is_open else ("○", MUTED)
        parts.append(Content.styled(f"{sign} {LEVELS[level]}", style))
    return Content("  ").join(parts)


def known_words(test: SelfTest | None) -> tuple[str, str]:
    """What the newest test says, in a word or two, and its style."""
    if test is None:
        return "not tested yet", MUTED
    if test.is_passed:
        return "✓ known", GOOD
    return f"{test.right} of {test.of} right: not yet", CAUTION


def _section(section: Section, width: int) -> list[Content]:
    lines = [*_heading(section.title), *_markdown(section.text, width)]
    for sentence in section.disputed:
        lines += _markdown(f"> **Disputed.** {sentence}", width)
    return lines


def _flow(view: View, width: int) -> tuple[list[Content], int | None]:
    boxes = view.topic.boxes
    if not boxes:
        return [], None
    from quizlr.rendering import plain_text
    from quizlr.rendering.boxes import Box, draw_boxes

    opening = [at for at, box in enumerate(boxes) if box.opens]
    chosen = view.selected
    selected = opening[chosen] if chosen is not None and chosen < len(opening) else None
    shown = [Box(plain_text(box.label), bool(box.opens)) for box in boxes]
    picture = draw_boxes(shown, width, selected)
    head = _heading("How it flows")
    lines = [*head, *to_content(picture.lines).split("\n"), GAP]
    return lines, None if selected is None else len(head) + picture.tops[selected]


def _tradeoffs(view: View, width: int) -> tuple[list[Content], int | None]:
    cards = view.topic.tradeoffs
    if not cards:
        return [], None
    first = sum(bool(box.opens) for box in view.topic.boxes)
    lines = _heading("Trade-offs: say both sides, then look")
    at = None
    for number, card in enumerate(cards):
        is_selected = view.selected == first + number
        at = len(lines) if is_selected else at
        for row, line in enumerate(_plain(card.note.front, width - 2)):
            sign = ("▸ " if is_selected else "· ") if row == 0 else "  "
            whole_line = joined(Content.styled(sign, ACCENT), line)
            lines.append(whole_line.stylize_before(CURRENT) if is_selected else whole_line)
    return [*lines, GAP], at


def _progress(topic: TopicPage, width: int) -> list[Content]:
    """The learner's cards on the topic by strand, and the test."""
    if not topic.cards:
        return []
    lines = _heading("Where you stand")
    if topic.row:
        name_width = max(len(strand) for strand in Strand)
        lines += [
            literal(f"{strand:{name_width}}  {counts_words(topic.row[strand])}")
            for strand in Strand
            if strand in topic.row
        ]
        if len(topic.row) > 1:
            lines.append(literal(f"{'all':{name_width}}  {counts_words(whole(topic.row))}", MUTED))
    return [*lines, GAP, *_markdown(selftest_words(topic.test), width)]


def counts_words(counts: Counts) -> str:
    """`12: 3 new, 1 learning, 6 known, 2 due`."""
    parts = [
        f"{number} {word}"
        for word in ("new", "learning", "known", "due")
        if (number := getattr(counts, word))
    ]
    return f"{counts.total:3}: {', '.join(parts)}"


def selftest_words(test: SelfTest | None) -> str:
    """What the test asks, and how the last one went. Markdown."""
    if test is None:
        return (
            f"**Test yourself before moving on** (`t`): {QUESTIONS} questions, {NEEDED} needed, "
            "before this page says known."
        )
    score = f"{test.right} of {test.of} right, {needed(test.of)} needed"
    if test.is_passed:
        return f"**Known**: your last test had {score}. `t` tests again."
    return f"**Not known yet**: your last test had {score}. `t` tests again."


def _references(references: Sequence[Reference], width: int) -> list[Content]:
    if not references:
        return []
    lines = _heading("Sources")
    for each in references:
        title = f"[{each.number}] {each.source.title}"
        lines += _plain(title, width)
        if each.source.url:
            lines.append(cut(literal(f"    {each.source.url}", MUTED), width))
    return lines


def _heading(title: str) -> list[Content]:
    return [literal(title, "bold $accent")] if title else []


def _markdown(text: str, width: int) -> list[Content]:
    """Markdown as lines with an empty one behind."""
    return [*drawn(text, width)[1].split("\n", allow_blank=True), GAP]


def _plain(text: str, width: int) -> list[Content]:
    """Markdown as lines, nothing behind."""
    return list(drawn(text, max(8, width))[1].split("\n", allow_blank=True))
