"""Small templates that the tests of drills share."""

from __future__ import annotations

from typing import Any

from quizlr.drills.template import ChoicePart, NumberPart, OrderPart, OrderSlip, Template
from quizlr.drills.writing import grid, option, slip, step, within
from quizlr.model import Tier


def template(**fields: Any) -> Template:
    """Of an area: two sides from 2 to 9, halves allowed."""
    values: dict[str, Any] = {
        "id": "area",
        "title": "Area",
        "tier": Tier.BEGINNER,
        "vars": {"a": grid("2", "9", "0.5"), "b": grid("2", "9", "0.5")},
        "front": "Sides {{= a }} and {{= b }}: what is the area?",
        "parts": (number(),),
        "steps": (step("Multiply", "a * b"),),
    }
    return Template(**{**values, **fields})


def number(**fields: Any) -> NumberPart:
    values: dict[str, Any] = {
        "answer": "a * b",
        "tolerance": within(abs="0.01"),
        "slips": (slip("sum", "a + b", "That is the sum."), slip("no_half", "a * b / 2")),
    }
    return NumberPart(**{**values, **fields})


def choice(**fields: Any) -> ChoicePart:
    values: dict[str, Any] = {
        "options": (
            option("The first is longer", "a > b", "Compare them."),
            option("The second is longer", "a < b", "Look again.", "swapped_args"),
            option("Neither", "a == b"),
        ),
    }
    return ChoicePart(**{**values, **fields})


def order(**fields: Any) -> OrderPart:
    values: dict[str, Any] = {
        "items": ("first {{= a }}", "second {{= b }}", "their sum"),
        "by": "[a, b, a + b]",
        "slips": (OrderSlip(id="by_inverse", by="[-a, -b, -a - b]", say="That is descending."),),
    }
    return OrderPart(**{**values, **fields})


def two_steps(**fields: Any) -> Template:
    """The second answer is built on the first."""
    parts = (
        number(name="area", ask="What is the area?"),
        number(
            name="price",
            answer="area * 3",
            ask="What does it cost at 3 for each unit?",
            slips=(slip("forgot_price", "area"),),
        ),
    )
    return template(
        id="two-steps",
        front="Sides {{= a }} and {{= b }}.",
        parts=parts,
        steps=(step("Multiply", "a * b"), step("Times the price", "price")),
        **fields,
    )
