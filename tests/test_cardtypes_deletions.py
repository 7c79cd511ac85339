from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.cardtypes.deletions import Deletion, parse_deletions, text_with_all
from quizlr.cardtypes.formulas import find_formulas

PLAIN = st.text(st.sampled_from("ab $`\\:*_\n[(|"), max_size=12).filter(
    lambda text: "::" not in text and not text.endswith(("\\", ":"))
)
BALANCED = st.recursive(
    PLAIN,
    lambda inner: st.builds("{}{{{}}}{}".format, PLAIN, inner, PLAIN),
    max_leaves=4,
)
HINT = PLAIN.filter(lambda text: "`" not in text)
HOSTILE = st.text(st.sampled_from("{}c12:`$\\ab\n~- 9"), max_size=60)


def deletions(text: str) -> list[Deletion]:
    pieces, faults = parse_deletions(text)
    assert not faults, faults
    return [piece for piece in pieces if isinstance(piece, Deletion)]


@pytest.mark.parametrize(
    ("text", "inside", "hint"),
    [
        ("{{c1::a}}", "a", ""),
        ("{{c1::a::b}}", "a", "b"),
        ("{{c1::a::b::c}}", "a", "b::c"),
        ("{{c1::a::}}", "a", ""),
        (r"{{c1::\frac{1}{1+e^{-z}}}}", r"\frac{1}{1+e^{-z}}", ""),
        (r"{{c1::e^{-z}::the exponential}}", "e^{-z}", "the exponential"),
        (r"{{c1::\{a::b\}}}", r"\{a", r"b\}"),
        (r"{{c1::{a::b}::c}}", "{a::b}", "c"),
        ("{{c1::`std::vector`::C++ type}}", "`std::vector`", "C++ type"),
        ("{{c1::``a`::``b::c}}", "``a`::``b", "c"),
        ("{{c1::a } b}}", "a } b", ""),
        ("{{c1::{{x}}}}", "{{x}}", ""),
        ("{{c1::two\nlines::a\n  hint}}", "two\nlines", "a hint"),
        ("{{c01::a}}", "a", ""),
    ],
)
def test_a_deletion_ends_where_its_braces_balance(text: str, inside: str, hint: str) -> None:
    (deletion,) = deletions(f"x {text} y")
    assert (deletion.number, deletion.text, deletion.hint) == (1, inside, hint)


@pytest.mark.parametrize(
    "text", ["{{= a }}", "{{x}}", "{{c::a}}", "{{c1:a}}", "{ {c1::a}}", "{{C1::a}}"]
)
def test_any_other_double_brace_is_text(text: str) -> None:
    assert parse_deletions(text) == ((text,), [])


@pytest.mark.parametrize(
    ("text", "rule", "offset"),
    [
        ("ab {{c1::c", "cloze-unclosed", 3),
        ("{{c1::a{}} b {{c2::c}}", "cloze-unclosed", 0),
        ("x\n{{c0::a}}", "cloze-number", 2),
        ("{{c501::a}}", "cloze-number", 0),
        (f"{{{{c{'9' * 5000}::a}}}}", "cloze-number", 0),
        ("{{c1:: }}", "cloze-empty", 0),
        ("{{c1::a {{c2::b}} }}", "cloze-nested", 0),
        ("{{c1::a::{{c2::b}}}}", "cloze-nested", 0),
    ],
)
def test_a_deletion_that_cannot_be_served_is_refused(text: str, rule: str, offset: int) -> None:
    (fault,) = parse_deletions(text)[1]
    assert (fault.rule, fault.offset, fault.is_fatal) == (rule, offset, True)


def test_the_message_says_where_the_deletion_begins() -> None:
    (fault,) = parse_deletions("one\ntwo {{c1::three")[1]
    assert "'{{c1::' in line 2, column 5 of the text has no '}}'" in fault.message


@given(st.lists(st.tuples(PLAIN, st.integers(1, 20), BALANCED, st.none() | HINT), max_size=5))
def test_deletions_filled_in_give_the_text_back(
    parts: list[tuple[str, int, str, str | None]],
) -> None:
    written, whole = "", ""
    for before, number, inside, hint in parts:
        tail = "" if hint is None else f"::{hint}"
        written += f"{before}{{{{c{number}::{inside}{tail}}}}}"
        whole += before + inside
    assert text_with_all(parse_deletions(written)[0]) == whole


@given(HOSTILE)
def test_no_text_breaks_the_parser_and_nothing_outside_deletions_changes(text: str) -> None:
    pieces, _ = parse_deletions(text)
    rest = text
    for piece in pieces:
        if isinstance(piece, str):
            assert piece in rest
            rest = rest[rest.index(piece) + len(piece) :]
    if not any(isinstance(piece, Deletion) for piece in pieces):
        assert "".join(str(piece) for piece in pieces) == text


@pytest.mark.parametrize(
    "text", ["{{c1::" * 50_000, "{{c1::a{" * 50_000, "$`$$``" * 50_000 + "{{c1::a}}"]
)
def test_a_hostile_text_is_read_in_one_pass(text: str) -> None:
    assert text_with_all(parse_deletions(text)[0])


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("a $x$ b $y$", ["$x$", "$y$"]),
        ("$$\nx\ny\n$$", ["$$\nx\ny\n$$"]),
        ("$$\nx\n\ny\n$$", []),
        ("costs $5 and $6", []),
        ("costs $5 and $x$ more", ["$x$"]),
        ("a $ x $ b", []),
        ("a $x$5 b", []),
        (r"\$x$ and $y\$z$", [r"$y\$z$"]),
        ("`$x$` and $y$", ["$y$"]),
        ("```\n$x$\n```\n$y$", ["$y$"]),
        ("- ```py\n  a = '$x$'\n  ```\n- $y$", ["$y$"]),
        ("~~~\n$x$\n```\n~~~~\n$y$", ["$y$"]),
        ("$x\n\ny$", []),
        ("`a\\` $x$", ["$x$"]),
        ("one ` tick\n\nand $x$", ["$x$"]),
    ],
)
def test_formulas_are_found_and_prices_and_code_are_not(text: str, formulas: list[str]) -> None:
    assert [text[f.start : f.end] for f in find_formulas(text)] == formulas


def in_formula(text: str) -> list[bool]:
    return [deletion.in_formula for deletion in deletions(text)]


def test_a_deletion_knows_whether_it_stands_in_a_formula() -> None:
    assert in_formula("$a {{c1::b}}$ {{c2::c}} $$\n{{c3::d}}\n$$") == [True, False, True]
    assert in_formula("{{c1::$x$}} and {{c2::$y$ and $z$}}") == [False, False]
    assert in_formula("`$a {{c1::b}}$`") == [False]
    assert in_formula("${{c1::x}}$") == [True]


def test_a_deletion_across_the_end_of_a_formula_is_warned_about() -> None:
    (fault,) = parse_deletions("$a + {{c1::b$ and}} c")[1]
    assert (fault.rule, fault.is_fatal) == ("cloze-across-formula", False)


@pytest.mark.parametrize(
    ("text", "braces"),
    [
        ("$x^{{c1::10}}$", [True]),
        ("$x_{{c1::10}}$", [True]),
        (r"$\frac{{c1::a}}{{c2::b}}$", [True, True]),
        (r"$\frac{1}{{c1::b}}$", [True]),
        (r"$\cdot{{c1::b}}$", [True]),
        (r"$\frac{{{c1::a}}}{b}$", [False]),
        ("$x = {{c1::10}}$", [False]),
        ("x^{{c1::10}}", [False]),
    ],
)
def test_a_deletion_that_tex_would_cut_gets_braces(text: str, braces: list[bool]) -> None:
    assert [deletion.needs_braces for deletion in deletions(text)] == braces
