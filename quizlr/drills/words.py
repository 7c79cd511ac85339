"""Right answers and given answers in words."""

from __future__ import annotations

from collections.abc import Sequence

from quizlr.drills.orders import right_order
from quizlr.drills.variant import Asked, AskedChoice, AskedNumber, AskedOrder
from quizlr.grading.quantities import words_of_value
from quizlr.grading.wording import one_line


def truth_in_words(part: Asked) -> str:
    """The right answer, as Markdown on one line."""
    if isinstance(part, AskedNumber):
        return words_of_value(part.quantity.truth, part.quantity)
    if isinstance(part, AskedChoice):
        return option_in_words(part, right_option(part))
    return order_in_words(part, right_order(part.ranks))


def right_option(part: AskedChoice) -> int:
    """Index of the right option."""
    return next(key for key, option in enumerate(part.options) if option.is_correct)


def option_in_words(part: AskedChoice, key: int) -> str:
    """An option; of a program the number of the line."""
    return f"line {key + 1}" if part.is_code else one_line(part.options[key].text)


def order_in_words(part: AskedOrder, keys: Sequence[int]) -> str:
    """Items in an order."""
    return " → ".join(one_line(part.items[key]) for key in keys)
