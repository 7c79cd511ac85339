"""What a learner sees of the built-in families: every formula is drawn, and a front fits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from quizlr.drills.families import families
from quizlr.drills.sampling import vary
from quizlr.drills.variant import Asked, AskedChoice, AskedNumber, Variant
from quizlr.rendering import render

WIDTH = 76
SEEDS = range(3)
MOST_LINES = 15
"""Of a front in a terminal of 24 lines, with a field to answer in."""


def _texts_of_part(part: Asked) -> Iterator[str]:
    yield part.ask
    if isinstance(part, AskedNumber):
        yield from (slip.say for slip in part.quantity.slips)
    elif isinstance(part, AskedChoice):
        yield from (text for option in part.options for text in (option.text, option.why))
    else:
        yield from part.items
        yield from (slip.say for slip in part.slips)


def _texts(variant: Variant) -> Iterator[str]:
    yield from (variant.front, variant.back)
    yield from (step.markdown for step in variant.steps)
    for part in variant.parts:
        yield from _texts_of_part(part)


@pytest.mark.parametrize("name", families())
def test_every_text_can_be_drawn(name: str) -> None:
    for seed in SEEDS:
        for text in _texts(vary(families()[name], seed)):
            spans = [span for line in render(text, WIDTH) for span in line]
            assert [span.text for span in spans if "source-fallback" in span.style] == []
            prose = "".join(span.text for span in spans if "code" not in span.style)
            assert not set(prose) & set("$\\\ue000"), text


@pytest.mark.parametrize("name", families())
def test_a_front_leaves_room_for_the_answer(name: str) -> None:
    assert all(
        len(render(vary(families()[name], seed).front, WIDTH)) <= MOST_LINES for seed in SEEDS
    )
