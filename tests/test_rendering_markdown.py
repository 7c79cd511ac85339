from __future__ import annotations

import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering_makers import TEX

from quizlr.model import HIDDEN_CLOSE, HIDDEN_OPEN, SHOWN_CLOSE, SHOWN_OPEN, STYLES, text_of
from quizlr.rendering import cell_width, render

GOLDEN = Path(__file__).parent / "golden" / "rendering"
CARD = (GOLDEN / "card.md").read_text("utf-8")
PIECES = st.sampled_from([
    "# ", "> ", "- ", "1. ", "999999999. ", "\n", "\n\n", "```python\n", "```\n", "    ", "***\n",
    "| a | b |\n", "|---|:-:|\n", "$", "$$", "**", "*", "`", "~~", "[", "](http://a.b)", "![",
    "<b>", "&#x202e;", "&#xe000;", "\x1b[31m", "\x9b", "日本", "y\u0302", "word", "long" * 9,
    " ", "  \n", "\\", HIDDEN_OPEN, HIDDEN_CLOSE, SHOWN_OPEN, SHOWN_CLOSE,
])  # fmt: skip
TEXTS = st.lists(PIECES | TEX, max_size=25).map("".join) | st.text(st.characters(), max_size=60)


def frame(markdown: str, width: int = 60) -> list[str]:
    return [text_of(line) for line in render(markdown, width)]


def styles_of(markdown: str, text: str) -> set[str]:
    """The styles of the one span that is `text`."""
    spans = [span for line in render(markdown, 60) for span in line if span.text == text]
    (found,) = {span.style for span in spans}
    return set(found.split())


@pytest.mark.parametrize("width", [80, 40, 12])
def test_a_card_looks_as_golden(width: int) -> None:
    golden = (GOLDEN / f"card{width}.txt").read_text("utf-8")
    assert "".join(f"{line.rstrip()}\n" for line in frame(CARD, width)) == golden


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.integers(10, 50))
def test_any_text_is_drawn_within_the_width_and_without_controls(text: str, width: int) -> None:
    for line in render(text, width):
        assert cell_width(text_of(line)) <= width
        for span in line:
            assert not any(unicodedata.category(c) in ("Cc", "Cs") for c in span.text + span.link)
            assert not set(span.text) & {*"\u202e\ue000\ue001\ue002\ue003"}
            assert set(span.style.split()) <= STYLES


@given(st.lists(st.text(st.sampled_from("abcdé日"), min_size=1, max_size=8), min_size=1))
def test_the_words_of_a_paragraph_all_stand_in_order(words: list[str]) -> None:
    assert "".join(frame(" ".join(words), 24)).replace(" ", "") == "".join(words)


@pytest.mark.parametrize(
    "text",
    ["[@click=app.quit]x[/]", "[/]", "list[int]", "<b>bold</b>", "a & b", "P[X=1]", "x_1 and y_2"],
)
def test_markup_of_others_is_shown_literally(text: str) -> None:
    assert frame(text) == [text]


def test_entities_and_escapes_forge_neither_markers_nor_controls() -> None:
    assert frame("a&#xe002;b &#27;c&#x202e;d \\*e\\*") == ["ab \ufffdcd *e*"]
    assert styles_of("a&#xe002;b", "ab") == set()


@pytest.mark.parametrize(
    "text", ["It costs $5 and $6.", "$5-$6", "between $ 3 and 4 $", "just $", "5$ or 6$", r"\$x\$"]
)
def test_prices_are_no_formulas(text: str) -> None:
    assert frame(text) == [text.replace("\\", "")]


def test_stars_underscores_and_braces_survive_in_formulas() -> None:
    assert frame(r"so $x^*y^*$ and $a_1 b_1$ and $\{x\}$ and $i<z>0$") == [
        "so x* y* and a₁b₁ and {x} and i < z > 0"
    ]


def test_a_display_formula_is_indented_and_two_dimensional() -> None:
    assert frame("so\n$$\n\\frac{a}{b}\n$$\nend") == ["so", "", "   a", "  ╶─╴", "   b", "", "end"]
    assert frame("> $$\\frac{a}{b}$$")[1] == "▌   ╶─╴"
    assert frame("so $$\\frac{a}{b}$$ end") == ["so", "", "   a", "  ╶─╴", "   b", "", "end"]


def test_a_refused_formula_is_marked_as_source() -> None:
    source = "{" * 25 + "x" + "}" * 25
    assert styles_of(f"$${source}$$", source) == {"source-fallback"}


def test_deletions_are_styled_in_text_code_and_around_formulas() -> None:
    gap = f"{HIDDEN_OPEN}[…]{HIDDEN_CLOSE}"
    assert styles_of(f"the {gap} loss", "[…]") == {"hidden"}
    assert styles_of(f"`log({gap})`", "[…]") == {"hidden", "code"}
    assert "hidden" in styles_of(f"```python\nx = {gap}\n```", "[…]")
    assert styles_of(f"the {SHOWN_OPEN}**log** loss{SHOWN_CLOSE}", "log") == {"strong", "revealed"}
    assert styles_of(f"is {SHOWN_OPEN}$x^2$ {SHOWN_CLOSE}.", "x²") == {"math", "revealed"}
    block = f"{SHOWN_OPEN}$$\n\\frac{{a}}{{b}}\n$${SHOWN_CLOSE}"
    assert styles_of(block, "╶─╴") == {"math", "revealed"}


def test_a_deletion_over_two_paragraphs_is_styled_in_both_and_ends() -> None:
    text = f"{SHOWN_OPEN}one\n\ntwo{SHOWN_CLOSE} three"
    assert styles_of(text, "one") == styles_of(text, "two") == {"revealed"}
    assert styles_of(text, " three") == set()


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[docs](https://docs.python.org/3/)", "docs ⟨docs.python.org⟩"),
        ("[good.com](https://good.com/)", "good.com"),
        ("[good.com](https://evil.com/)", "good.com ⟨evil.com⟩"),
        ("[x](https://good.com@evil.com/)", "x ⟨evil.com⟩"),
        ("[x](vscode://open)", "x ⟨vscode://open⟩"),
        ("[x](../etc/passwd)", "x ⟨../etc/passwd⟩"),
        ("<https://a.b/c>", "https://a.b/c"),
        ("[](https://a.b/c)", "https://a.b/c"),
        ("[x](javascript:alert)", "[x](javascript:alert)"),
        ("![a plot](http://a.b/c.png)", "[image: a plot]"),
    ],
)
def test_a_link_says_where_it_leads(source: str, shown: str) -> None:
    assert frame(source) == [shown]


def test_a_link_carries_its_whole_address() -> None:
    assert {s.link for s in render("[docs](https://a.b/c?d)", 40)[0]} == {"https://a.b/c?d"}


def test_code_is_coloured_kept_and_wrapped_with_a_sign() -> None:
    code = "```python\ndef f(x):\n\n    return 'a long string of words'  # why\n```"
    assert frame(code, 26) == [
        "  def f(x):",
        "",
        "      return 'a long strin",
        "  ↪ g of words'  # why",
    ]
    assert styles_of(code, "def") == {"code", "code-keyword"}
    assert styles_of(code, "# why") == {"code", "code-comment"}


@pytest.mark.parametrize("language", ["", "nonsense", "../../x", "python"])
def test_code_in_any_language_keeps_its_text(language: str) -> None:
    assert frame(f"```{language}\n[i]  <b> $x$ **a**\n```") == ["  [i]  <b> $x$ **a**"]


def test_columns_shrink_and_wrap_before_the_table_is_given_up() -> None:
    table = "| name | meaning |\n|---|--:|\n| p | a chance between 0 and 1 |\n| y | label |"
    assert frame(table, 24) == [
        "name │           meaning",
        "─────┼──────────────────",
        "p    │  a chance between",
        "     │           0 and 1",
        "─────┼──────────────────",
        "y    │             label",
    ]
    wide = "| a | b | c | d |\n|---|---|---|---|\n| first | second | third | fourth |"
    assert frame(wide, 20) == ["a: first", "b: second", "c: third", "d: fourth"]


def test_a_number_is_shown_even_where_there_is_no_room_for_an_indent() -> None:
    assert frame("12345. deep and so on", 10) == ["12345.", "deep and", "so on"]


def test_a_very_long_text_is_shown_as_it_stands() -> None:
    assert frame("*a* " * 20_000, 40)[0] == "*a* *a* *a* *a* *a* *a* *a* *a* *a* *a*"


def test_importing_loads_no_parser_and_drawing_loads_no_screen() -> None:
    code = (
        "import sys, quizlr.rendering as r\n"
        "heavy = {'markdown_it', 'pygments', 'texicode'}\n"
        "assert not heavy & set(sys.modules)\n"
        "r.render('# a\\n$$\\\\frac{1}{2}$$\\n```python\\nx\\n```', 40)\n"
        "assert heavy <= set(sys.modules)\n"
        "assert not {'textual', 'rich', 'sqlite3', 'numpy'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
