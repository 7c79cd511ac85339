from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quizlr.grading.wording import escaped, listed, literal, one_line, quoted

MARKDOWN = MarkdownIt("commonmark", {"html": False})
HOSTILE = st.text(st.sampled_from("ab`*_[]()<>!#-~\\&;$ \n"), max_size=40)


def shown(markdown: str) -> str:
    """The bare text that Markdown shows, if it is nothing but text and code."""
    tokens = MARKDOWN.parseInline(markdown)[0].children or []
    assert {token.type for token in tokens} <= {"text", "code_inline", "text_special"}
    return "".join(token.content for token in tokens)


@given(HOSTILE)
def test_typed_text_is_shown_as_it_is_and_never_as_markup(text: str) -> None:
    assert shown(literal(text)).strip() == one_line(text)
    assert shown(escaped(text)) == one_line(text)


def test_long_text_is_cut_and_short_text_is_not() -> None:
    assert quoted("a\n b") == "'a b'"
    assert quoted("x" * 60) == f"'{'x' * 60}'"
    assert quoted("x" * 61) == f"'{'x' * 59}…'"


def test_lists_read_like_sentences() -> None:
    assert [listed(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
