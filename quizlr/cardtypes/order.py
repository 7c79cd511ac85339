"""`type: order`: put lines in order, by one order or by what must come before what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from math import factorial

from quizlr.cardtypes.constraints import Item, chain, read_constraints
from quizlr.cardtypes.words import in_quotes, in_words
from quizlr.decks.fields import Field, Identifier, ListOf, MapOf, Record, Text, front
from quizlr.decks.notetype import Draft
from quizlr.grading.partial_order import (
    Before,
    closure,
    count_linear_extensions,
    linear_extension,
    longest_consistent,
)
from quizlr.grading.shuffle import permutation
from quizlr.grading.verdicts import invalid, looked, scored
from quizlr.grading.wording import listed, one_line, right_order
from quizlr.model import (
    Answer,
    Arrange,
    Arranged,
    Card,
    Content,
    Evidence,
    Grade,
    Mark,
    MarkedLine,
    Note,
    Problem,
    Prompt,
    Revealed,
    Severity,
)
from quizlr.values import dataclass

MOST_LINES = 40
_MOST_DRAWS = 20

_ITEM = Record(
    fields=(
        Field(
            name="id",
            kind=Identifier(),
            doc="A short name of the line, for 'after'.",
            example="scores",
        ),
        Field(
            name="text",
            kind=Text(),
            doc="The line, as Markdown.",
            is_required=True,
            example="Compute the scores",
        ),
    ),
    short_form="text",
)


@dataclass(frozen=True, kw_only=True)
class OrderContent(Content):
    """What an order note adds. Lines are numbered: first the items, then the distractors."""

    items: tuple[Item, ...]
    distractors: tuple[str, ...] = ()
    before: Before
    """What must come directly before each item; no cycle."""

    @property
    def lines(self) -> tuple[str, ...]:
        """All lines that are shown, by number."""
        return (*(item.text for item in self.items), *self.distractors)

    @cached_property
    def all_before(self) -> Before:
        """What must come before each item, also by way of others."""
        return closure(self.before)

    @cached_property
    def guess_rate(self) -> float:
        """Right orders among all orders of all lines; 0 where they are too many to count."""
        return (count_linear_extensions(self.before) or 0) / factorial(len(self.lines))


class Order:
    """Arrange the lines; leave out those that do not belong."""

    name = "order"
    front_field = "front"
    is_generated = False
    doc = "Lines to put in order; lines that do not belong may be among them."
    sketch = ("after", "distractors")
    fields = (
        front("What is to be put in order.", "Put one step of gradient descent in order."),
        Field(
            name="items",
            kind=ListOf(item=_ITEM, minimum=2),
            doc="The lines in a right order; each a text, or an id and a text.",
            is_required=True,
            example="[{id: scores, text: Compute the scores}, {id: loss, text: Note the loss}, "
            "{id: gradient, text: Compute the gradient}, {id: update, text: Update the weights}]",
        ),
        Field(
            name="after",
            kind=MapOf(item=ListOf(item=Text(), allow_single=True)),
            doc="What must come before an item, if several orders are right: item: [items before "
            "it]. Items are named by id, text or number from 1. If absent, only the listed order "
            "is right.",
            example="{loss: [scores], gradient: [scores], update: [gradient]}",
        ),
        Field(
            name="distractors",
            kind=ListOf(item=Text(), allow_single=True),
            doc="Lines that do not belong and must be left out.",
            example="[Clip the labels]",
        ),
    )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """At least two lines, all different, and an `after` without unknown names or cycles."""
        items = tuple(Item(**item) for item in draft.values["items"])
        distractors = tuple(draft.values.get("distractors", ()))
        problems = [*_wrong_size(draft, len(items), len(distractors))]
        problems += _repeated(draft, items, distractors)
        before: Before = chain(len(items))
        if "after" in draft.values:
            before, slips = read_constraints(items, draft.values["after"])
            problems += [draft.problem(slip.rule, slip.message, slip.at) for slip in slips]
        if problems:
            return None, problems
        content = OrderContent(items=items, distractors=distractors, before=before)
        return content, _unordered(draft, content)

    def parts(self, note: Note) -> tuple[str, ...]:  # noqa: ARG002
        """One card."""
        return ("",)

    def ask(self, card: Card, seed: int) -> Prompt:
        """The front and the lines, shuffled by the seed so that they are not yet in order."""
        content = _content(card)
        keys = _shuffled(content, seed)
        return Prompt(
            card=card,
            seed=seed,
            front=card.note.front,
            back=card.note.back,
            task=Arrange(
                tuple(content.lines[key] for key in keys), keys, bool(content.distractors)
            ),
            evidence=Evidence.GUESSABLE,
            guess_rate=content.guess_rate,
        )

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:
        """The share of lines in order, measured against the nearest right order.

        score = (items that can stay where they are - distractors used) / items, at least 0; a
        single line is always in order, so if no two can stay the score is 0.
        """
        content = _content(prompt.card)
        if isinstance(answer, Revealed):
            right = linear_extension(content.before)
            missed = tuple(MarkedLine(Mark.MISSED, content.lines[key]) for key in right)
            return looked(_in_words(content, right), missed)
        keys = answer.keys if isinstance(answer, Arranged) else ()
        if (
            not keys
            or len(set(keys)) < len(keys)
            or not set(keys) <= set(range(len(content.lines)))
        ):
            return invalid("Put the lines in order first.")
        return _graded(content, keys)


def _content(card: Card) -> OrderContent:
    content = card.note.content
    assert isinstance(content, OrderContent)
    return content


def _wrong_size(draft: Draft, items: int, distractors: int) -> list[Problem]:
    if items < 2:
        return [draft.problem("order-too-short", "An order needs at least two items.", "items")]
    if items + distractors > MOST_LINES:
        message = f"More than {MOST_LINES} lines cannot be arranged. Make two notes of it."
        return [draft.problem("order-too-long", message, "items")]
    return []


def _repeated(draft: Draft, items: Sequence[Item], distractors: Sequence[str]) -> list[Problem]:
    problems: list[Problem] = []
    texts: dict[str, str] = {}
    ids: set[str] = set()
    places = [(item.text, f"items[{index}]") for index, item in enumerate(items)]
    places += [(text, f"distractors[{index}]") for index, text in enumerate(distractors)]
    for text, at in places:
        if texts.setdefault(" ".join(text.split()), at) != at:
            message = "This line is there twice, so nobody could tell the two apart. Change one."
            problems.append(draft.problem("order-duplicate-line", message, at))
    for index, item in enumerate(items):
        if item.id and item.id in ids:
            message = f"Two items have the id '{item.id}'. Change one."
            problems.append(draft.problem("order-duplicate-id", message, f"items[{index}].id"))
        ids.add(item.id)
    return problems


def _unordered(draft: Draft, content: OrderContent) -> list[Problem]:
    if any(content.before.values()):
        return []
    message = "No item has to come before another, so every order is right. Is that meant?"
    return [draft.problem("order-without-order", message, "after", Severity.WARNING)]


def _shuffled(content: OrderContent, seed: int) -> tuple[int, ...]:
    size = len(content.lines)
    for draw in range(_MOST_DRAWS):
        keys = permutation(size, seed, draw)
        if not _is_in_order(content, keys):
            return keys
    # Backwards is never right where anything must come before anything.
    return tuple(reversed((*linear_extension(content.before), *range(len(content.items), size))))


def _is_in_order(content: OrderContent, keys: Sequence[int]) -> bool:
    items = [key for key in keys if key < len(content.items)]
    return len(longest_consistent(items, content.all_before)) == len(items)


def _graded(content: OrderContent, keys: Sequence[int]) -> Grade:
    size = len(content.items)
    items = [key for key in keys if key < size]
    kept = longest_consistent(items, content.all_before)
    used = len(keys) - len(items)
    score = max(0.0, (len(kept) - used) / size) if len(kept) > 1 else 0.0
    nearest = _nearest(content, kept)
    graded = scored(
        score,
        feedback=_feedback(content, keys, kept),
        lines=_lines(content, keys, kept, nearest),
        given=_in_words(content, keys),
        truth=_in_words(content, nearest),
    )
    texts = tuple(content.lines[key] for key in nearest)
    return graded if score == 1 else replace(graded, solution=right_order(texts))


def _nearest(content: OrderContent, kept: Sequence[int]) -> tuple[int, ...]:
    """The right order that keeps these items as the learner put them."""
    before = {key: set(needs) for key, needs in content.before.items()}
    for earlier, later in pairwise(kept):
        before[later].add(earlier)
    return linear_extension(before)


def _in_words(content: OrderContent, keys: Sequence[int]) -> str:
    return " → ".join(in_words(content.lines[key]) for key in keys)


def _clash(
    content: OrderContent, key: int, keys: Sequence[int], kept: Sequence[int]
) -> tuple[int, str]:
    """An item that an item clashes with, and how, in words with a gap for that item's name.

    Of the items that stay one that comes directly before or after in the right order is named,
    if there is one: it teaches more than one further off.
    """
    place = keys.index(key)
    for before in (content.before, content.all_before):
        for other in kept:
            if other in before[key] and keys.index(other) > place:
                return other, "stands before {}, which must come first."
            if key in before[other] and keys.index(other) < place:
                return other, "stands after {}, but must come before it."
    raise AssertionError("an item that clashes with none could have stayed")


def _lines(
    content: OrderContent, keys: Sequence[int], kept: Sequence[int], nearest: Sequence[int]
) -> tuple[MarkedLine, ...]:
    """The learner's lines as they stand, then the items that were left out."""
    lines = [_line(content, key, keys, kept) for key in keys]
    left_out = [content.lines[key] for key in nearest if key not in keys]
    return (*lines, *(MarkedLine(Mark.MISSED, text, "This was left out.") for text in left_out))


def _line(content: OrderContent, key: int, keys: Sequence[int], kept: Sequence[int]) -> MarkedLine:
    text = content.lines[key]
    if key in kept:
        return MarkedLine(Mark.RIGHT, text)
    if key >= len(content.items):
        return MarkedLine(Mark.WRONG, text, "This does not belong here.")
    other, how = _clash(content, key, keys, kept)
    name = f"‘{one_line(content.lines[other])}’"
    return MarkedLine(Mark.WRONG, text, f"This {how.format(name)}")


def _feedback(content: OrderContent, keys: Sequence[int], kept: Sequence[int]) -> str:
    size = len(content.items)
    said: list[str] = []
    misplaced = [key for key in keys if key < size and key not in kept]
    if misplaced:
        other, how = _clash(content, misplaced[0], keys, kept)
        name = in_quotes(content.lines[misplaced[0]])
        said.append(f"{name} {how.format(in_quotes(content.lines[other]))}")
    strangers = [in_quotes(content.lines[key]) for key in keys if key >= size]
    if strangers:
        said.append(f"{listed(strangers)} {'does' if len(strangers) == 1 else 'do'} not belong.")
    left_out = [in_quotes(content.lines[key]) for key in range(size) if key not in keys]
    if left_out:
        said.append(f"{listed(left_out)} {'was' if len(left_out) == 1 else 'were'} left out.")
    return " ".join(said) or "Right."
