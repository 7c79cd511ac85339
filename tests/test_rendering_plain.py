from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering_makers import TEX

from quizlr.model import SHOWN_CLOSE, SHOWN_OPEN
from quizlr.rendering import cell_width, plain_text

GOLDEN = Path(__file__).parent / "golden" / "rendering"
PIECES = st.sampled_from(
    ["# ", "> ", "- ", "1. ", "\n", "\n\n", "```\n", "|a|b|\n|-|-|\n", "$", "*", "a b"]
)
TEXTS = st.lists(PIECES | TEX, max_size=20).map("".join) | st.text(st.characters(), max_size=60)


def test_a_card_reads_as_golden() -> None:
    card = (GOLDEN / "card.md").read_text("utf-8")
    assert plain_text(card, 72) + "\n" == (GOLDEN / "card_plain.txt").read_text("utf-8")


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("**Log** loss is $-\\log p$.", "Log loss is −log p."),
        ("$$\\frac{a+b}{c}$$", "    (a+b)/c"),
        ("[docs](https://a.b/c)", "docs (https://a.b/c)"),
        ("<https://a.b/c>", "https://a.b/c"),
        ("> said\n> so", "> said so"),
        ("3. a\n4. b", "3. a\n4. b"),
        ("- a\n  - b", "- a\n  - b"),
        ("```python\nx = 1\n```", "    x = 1"),
        ("|a|b|\n|-|-|\n|1|2|\n|3|4|", "a: 1; b: 2\na: 3; b: 4"),
        (f"is {SHOWN_OPEN}$x^2$ or so{SHOWN_CLOSE}.", "is [x² or so]."),
        ("\x1b[31mred [@click=x] <b>", "[31mred [@click=x] <b>"),
        ("", ""),
    ],
)
def test_markdown_becomes_lines_that_can_be_read_aloud(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.sampled_from([0, 1, 20, 72]))
def test_any_text_gives_lines_without_controls_or_drawings(text: str, width: int) -> None:
    plain = plain_text(text, width)
    assert not [c for c in plain if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    assert not set(plain) & {*"▌│─┼╶\ue000\ue001\ue002\ue003"} - set(text)


def test_running_text_wraps_at_the_width() -> None:
    assert max(map(cell_width, plain_text("- " + "word " * 40, 30).split("\n"))) <= 30
