from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.rendering import clean, clean_line

ANY_TEXT = st.text(st.characters(), max_size=60)


@pytest.mark.parametrize(
    ("dirty", "text"),
    [
        ("\x1b]0;pwned\x07title", "]0;pwnedtitle"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31mred", "31mred"),
        ("a\x00b\x7fc\x08d", "abcd"),
        ("abc\u202efed", "abcfed"),
        ("\u2066a\u2069", "a"),
        ("\ufeffa\U000e0041", "a"),
        ("one\r\ntwo\rthree\u2028four\x0bfive", "one\ntwo\nthree\nfour\nfive"),
        ("a\tb\n\tc", "a   b\n    c"),
        ("\ud800", "\ufffd"),
    ],
)
def test_what_a_terminal_would_obey_is_removed(dirty: str, text: str) -> None:
    assert clean(dirty) == text


@pytest.mark.parametrize(
    "text",
    ["[@click=app.quit]", "[/]", "list[int]", "<b>", "naïve ŷ β̂ 日本", "👩\u200d🔬", "a\nb", ""],
)
def test_text_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text


@given(ANY_TEXT)
def test_nothing_but_newlines_is_left_of_the_controls(text: str) -> None:
    cleaned = clean(text)
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    assert clean(cleaned) == cleaned
    assert "\n" not in clean_line(text)
