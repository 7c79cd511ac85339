"""Answer kinds as lines of text: what is shown, what is asked, how a line is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from quizlr.grading.calculator import calculate_all
from quizlr.grading.reading import read_value
from quizlr.model import (
    Answer,
    Arrange,
    Arranged,
    Checked,
    Checklist,
    CheckPoint,
    Form,
    Pick,
    Picked,
    Reveal,
    Revealed,
    Task,
    TypedText,
    TypeNumber,
    TypeText,
)
from quizlr.rendering import plain_text
from quizlr.values import dataclass

BLANK: Final = "Type an answer, or press enter again to see it."


@dataclass(frozen=True, slots=True)
class NotYet:
    """A line that is no answer."""

    say: str
    """Why, or what it came to."""
    offer: Answer | None = None
    """What an empty line would take now."""


Read = Answer | NotYet


@dataclass(frozen=True, slots=True)
class Asking:
    """How one kind of task is put."""

    show: Callable[[Any], list[str]]
    ask: Callable[[Any], str]
    read: Callable[[Any, str], Read]
    takes_blank: bool = False
    """Whether an empty line is an answer."""


def shown(task: Task) -> list[str]:
    """The lines to choose from, or what is wanted."""
    return _KINDS[type(task)].show(task)


def asked(task: Task) -> str:
    """The words before the learner's line."""
    return _KINDS[type(task)].ask(task)


def read(task: Task, line: str) -> Read:
    """The answer that a line gives, or why it gives none yet."""
    kind = _KINDS[type(task)]
    if not line.strip() and not kind.takes_blank:
        return NotYet(BLANK, Revealed())
    return kind.read(task, line)


def _numbered(texts: tuple[str, ...]) -> list[str]:
    return [f"  {number}. {plain_text(text)}" for number, text in enumerate(texts, 1)]


def _number(task: TypeNumber, line: str) -> Read:
    text = line.strip()
    if text.startswith("="):
        return _calculated(task, text.removeprefix("="))
    reading, problem = read_value(text, task)
    return TypedText(text) if reading else NotYet(problem or "Type a number.")


def _calculated(task: TypeNumber, text: str) -> NotYet:
    """The result, which an empty line takes if it can be an answer."""
    are_several = task.form in (Form.VECTOR, Form.MATRIX)
    result, problem = calculate_all(text, are_several=are_several)
    if result is None:
        return NotYet(problem or "")
    reading, problem = read_value(result, task)
    if reading is None:
        return NotYet(f"= {result}. {problem}")
    return NotYet(f"= {result} (enter takes it)", TypedText(result))


def _keys(all_keys: tuple[int, ...], line: str) -> tuple[int, ...] | NotYet:
    words = line.replace(",", " ").split()
    limit = len(all_keys)
    if not all(word.isdigit() and 1 <= int(word) <= limit for word in words):
        return NotYet(f"Write numbers from 1 to {limit}, as in 2 or 1 3.")
    keys = tuple(all_keys[int(word) - 1] for word in words)
    return keys if len(set(keys)) == len(keys) else NotYet("A number stands twice.")


def _picked(task: Pick, line: str) -> Read:
    keys = _keys(task.keys, line)
    if isinstance(keys, NotYet):
        return keys
    if not task.is_multiple and len(keys) > 1:
        return NotYet("Pick one.")
    return Picked(tuple(sorted(keys)))


def _arranged(task: Arrange, line: str) -> Read:
    keys = _keys(task.keys, line)
    if isinstance(keys, NotYet):
        return keys
    if not task.has_distractors and len(keys) < len(task.keys):
        return NotYet(f"Nothing may be left out: write all {len(task.keys)} numbers.")
    return Arranged(keys)


def _points(task: Checklist) -> list[str]:
    return [f"  {number}. {_point_words(point)}" for number, point in enumerate(task.points, 1)]


def _point_words(point: CheckPoint) -> str:
    said = (("core", point.is_core), ("missed the last time", point.was_missed))
    note = ", ".join(words for words, holds in said if holds)
    heading = f"{point.heading}: " if point.heading else ""
    return f"{heading}{plain_text(point.text)}{f' ({note})' if note else ''}"


def _checked(task: Checklist, line: str) -> Read:
    places = _keys(tuple(range(len(task.points))), line)
    if isinstance(places, NotYet):
        return places
    return Checked("", tuple(task.points[place].id for place in sorted(places)))


def _pick_words(task: Pick) -> str:
    return "Pick all that are right, as in 1 3 > " if task.is_multiple else "Pick one > "


def _order_words(task: Arrange) -> str:
    others = "; leave out what does not belong" if task.has_distractors else ""
    return f"The right order, as in 2 1 3{others} > "


_KINDS: Final[Mapping[type, Asking]] = {
    Reveal: Asking(
        lambda _: [],
        lambda _: "enter to see the answer (? for the commands) > ",
        lambda _, __: Revealed(),
        takes_blank=True,
    ),
    TypeText: Asking(
        lambda _: [], lambda _: "Your answer > ", lambda _, line: TypedText(line.strip())
    ),
    TypeNumber: Asking(
        lambda task: [f"Wanted: {task.accepts}. A line that begins with = is calculated."],
        lambda _: "Your answer > ",
        _number,
    ),
    Pick: Asking(lambda task: _numbered(task.options), _pick_words, _picked),
    Arrange: Asking(
        lambda task: _numbered(task.lines),
        _order_words,
        _arranged,
    ),
    Checklist: Asking(
        _points,
        lambda _: "What you said, as in 1 3; enter for none > ",
        _checked,
        takes_blank=True,
    ),
}
