"""What check sees when it looks at cards as a learner does: formulas, code, copies, length."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from authoring_makers import checked, rules_of, write
from hypothesis import given
from hypothesis import strategies as st

from quizlr.authoring.lint.code import LENGTH_LIMIT, broken_at
from quizlr.authoring.lint.duplicates import LEAST_LIKENESS, alike, runs
from quizlr.model import Problem


@pytest.fixture(autouse=True)
def _without_bundled_decks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)


def only(folder: Path, text: str) -> Problem:
    (problem,) = checked(write(folder, text))
    return problem


def at(problem: Problem, text: str) -> str:
    """What stands at a problem's place in the notes that `write` made a file of."""
    line = text.split("\n")[problem.place.line - 5]
    return line[problem.place.column - 1 :]


# -- formulas


def test_a_formula_is_found_where_it_stands_in_a_block(tmp_path: Path) -> None:
    text = "- id: a\n  front: |\n    Is $x$ or\n    $\\nope{y}$ larger?\n  back: No."
    problem = only(tmp_path, text)
    assert problem.rule == "formula-undrawn"
    assert at(problem, text).startswith("$\\nope{y}$")
    assert "'\\nope' is not a command" in problem.message


@pytest.mark.parametrize(
    "note",
    [
        "{id: a, front: 'It costs $5 and $6.', back: Yes.}",
        "{id: a, front: 'What is `$\\nope$`?', back: Code.}",
        "{id: a, type: cloze, front: 'It is $\\frac{ {{c1::a}} }{b}$.'}",
        "{id: a, front: 'In C:\\Z and $x$', back: A path.}",
        "{id: a, type: typed, front: Which command draws it?, answers: ['\\sigma']}",
        "{id: a, type: drill, vars: {a: {grid: [1, 9, 1]}}, front: '$a = {{= a }}$?', answer: a}",
    ],
)
def test_what_is_no_formula_or_can_be_drawn_is_fine(note: str, tmp_path: Path) -> None:
    assert rules_of(tmp_path, f"- {note}") == []


def test_hints_and_options_are_looked_at_too(tmp_path: Path) -> None:
    text = (
        "- id: a\n  type: choice\n  front: Which?\n  hints: ['$\\nope$']\n  options:\n"
        "    - {text: '$x_$', correct: yes}\n    - {text: B, why: '\\alpha is larger'}"
    )
    problems = checked(write(tmp_path, text))
    assert [(p.rule, p.path) for p in problems] == [
        ("formula-undrawn", "notes[0].hints[0]"),
        ("formula-undrawn", "notes[0].options[0].text"),
        ("tex-outside-formula", "notes[0].options[1].why"),
    ]


# -- code


def test_code_is_found_at_the_line_that_does_not_parse(tmp_path: Path) -> None:
    text = "- id: a\n  front: |\n    ```python\n    a = 1\n    b = (\n    ```\n  back: No."
    problem = only(tmp_path, text)
    assert problem.rule == "code-syntax"
    assert at(problem, text) == "b = ("


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("python", "def f():\n    return 1", "def f(:\n    return 1"),
        ("python", "    indented = 1", "print 'one'"),
        ("json", '{"a": [1, 2]}', "{a: 1}"),
        ("yaml", "a: [1, 2]", "a: [1, 2"),
        ("toml", "a = 1", "a = "),
        ("c", "int main(void) { return 0; }", "int a = `1`;"),
        ("sql", "SELECT a FROM b", "SELECT \\ FROM b"),
    ],
)
def test_code_is_judged_in_its_language(language: str, right: str, wrong: str) -> None:
    assert broken_at(right, language) is None
    assert broken_at(wrong, language) is not None


@pytest.mark.parametrize("language", ["text", "", "klingon", "console"])
def test_what_has_no_grammar_is_not_judged(language: str) -> None:
    assert broken_at("$ ) this is ( nothing", language) is None


@pytest.mark.parametrize("language", ["python", "json", "yaml", "toml"])
@pytest.mark.parametrize("unit", ["(", "[", "{", "-", "not ", "a.", "a[", "lambda: ", "f(", "[a,"])
def test_deep_nesting_breaks_nothing(language: str, unit: str) -> None:
    code = unit * (LENGTH_LIMIT // len(unit))
    assert broken_at(code, language) is None or broken_at(code, language)
    assert broken_at(unit * LENGTH_LIMIT * 2, language) is None
    assert sys.getrecursionlimit() >= 1000


@given(st.text(max_size=80), st.sampled_from(["python", "json", "yaml", "toml", "c", "bash"]))
def test_any_text_is_judged_without_an_error(code: str, language: str) -> None:
    found = broken_at(code, language)
    assert found is None or found.line >= 1


def test_bugs_are_left_alone_and_walkthroughs_are_not(tmp_path: Path) -> None:
    bug = (
        "- id: a\n  type: bug\n  front: F\n  language: python\n  right: |\n    a = (\n    b = 1\n"
        "  breaks: [{find: '1', replace: '2'}, {find: a =, replace: c =}]\n"
    )
    walk = (
        "- id: b\n  type: walkthrough\n  front: F\n  code: |\n    a = (\n    b = 1\n  stages:\n"
        "    contract: {ask: A?, answer: '1'}\n    mapping: [{concept: c, find: b}]\n"
        "    tradeoff: {ask: A?, answer: '1'}\n    failure: {ask: A?, answer: '1'}"
    )
    (problem,) = checked(write(tmp_path, bug + walk))
    assert (problem.rule, problem.path) == ("code-syntax", "notes[1].code")


# -- copies


LONG = (
    "Log loss is preferred to squared error when the model ends in a sigmoid. Which two reasons "
    "are there, and which of the two matters for gradient descent on many rows at once?"
)


def test_a_copy_in_another_deck_is_told_at_the_later_one_with_the_place_of_the_first(
    tmp_path: Path,
) -> None:
    for name in "ab":
        text = (
            f"quizlr: 1\nid: {name}\ntitle: {name}\nnotes:\n- {{id: {name}, front: A b, back: C}}\n"
        )
        write(tmp_path, text, f"{name}.yaml")
    (problem,) = checked(tmp_path)
    assert problem.rule == "duplicate-note"
    assert problem.place.file.endswith("b.yaml")
    assert "`a/a` (at " in problem.message
    alone = checked(tmp_path / "b.yaml")
    assert alone == ()


def test_spaces_case_and_style_make_no_difference(tmp_path: Path) -> None:
    flow = "- {id: a, front: What  is it?, back: That.}\n"
    block = "- id: b\n  back: that.\n  front: |\n    WHAT is\n    it?"
    assert rules_of(tmp_path, flow + block) == ["duplicate-note"]


def test_a_word_that_differs_makes_a_near_copy_of_long_notes_only(tmp_path: Path) -> None:
    text = f"- {{id: a, front: '{LONG}', back: B one}}\n- {{id: b, front: '{LONG}', back: B two}}"
    assert rules_of(tmp_path, text) == ["near-duplicate"]
    assert (
        rules_of(tmp_path, "- {id: a, front: A 1?, back: B}\n- {id: b, front: A 2?, back: B}") == []
    )


def test_stops_and_commas_make_a_near_copy_of_short_notes_too(tmp_path: Path) -> None:
    text = "- {id: a, front: What is it?, back: That.}\n- {id: b, front: What is it, back: that}"
    (problem,) = checked(write(tmp_path, text))
    assert problem.rule == "near-duplicate"
    assert "`examples/a`" in problem.message


@pytest.mark.parametrize(("one", "other"), [("x < 1", "x > 1"), ("3", "3!"), ("a + b", "a - b")])
def test_signs_of_formulas_make_another_note(tmp_path: Path, one: str, other: str) -> None:
    text = f"- {{id: a, front: 'Is {one}?', back: B}}\n- {{id: b, front: 'Is {other}?', back: B}}"
    assert rules_of(tmp_path, text) == []


def test_answers_that_differ_make_another_note(tmp_path: Path) -> None:
    text = "- {id: a, front: What is it?, back: One}\n- {id: b, front: What is it?, back: Two}"
    assert rules_of(tmp_path, text) == []


def test_drills_of_a_family_are_copies_within_a_deck_only(tmp_path: Path) -> None:
    drill = "- {{id: {}, type: drill, family: sigmoid-value}}\n"
    assert rules_of(tmp_path, drill.format("a") + drill.format("b")) == ["duplicate-note"]
    (tmp_path / "examples.yaml").unlink()
    for name in "ab":
        head = f"quizlr: 1\nid: {name}\ntitle: {name}\nnotes:\n"
        write(tmp_path, head + drill.format("x"), f"{name}.yaml")
    assert checked(tmp_path) == ()


WORDS = st.lists(
    st.sampled_from(["the", "a", "loss", "is", "of", "log", "and", "to", "model", "row"]),
    max_size=30,
)


@given(st.lists(WORDS, max_size=8))
def test_near_copies_are_those_that_share_enough_of_their_runs(texts: list[list[str]]) -> None:
    """Against the definition, pair by pair."""
    made = [runs(text) for text in texts]
    found = {at: (earlier, share) for at, earlier, share in alike(made)}
    for at, text in enumerate(made):
        shares = [len(text & other) / len(text | other) if text else 1 for other in made[:at]]
        assert (at in found) == (bool(text) and max(shares, default=0) >= LEAST_LIKENESS)
        if at in found:
            earlier, share = found[at]
            assert share == shares[earlier]


def test_thousands_of_notes_from_one_mould_are_compared_a_few_times_each() -> None:
    mould = f"Of row {{}} one knows the label and what the model said of it. {LONG}"
    texts = [runs(mould.format(number).split()) for number in range(5_000)]
    found = list(alike(texts))
    assert len(found) == 4_999


# -- length


def test_a_side_that_fits_is_fine_and_one_line_more_is_a_hint(tmp_path: Path) -> None:
    def side(lines: int) -> str:
        text = "\n".join(f"    - line {number}" for number in range(lines))
        return f"- id: a\n  front: A?\n  back: |\n{text}"

    assert rules_of(tmp_path, side(18)) == []
    problem = only(tmp_path, side(19))
    assert (problem.rule, problem.severity, problem.path) == ("too-long", "hint", "notes[0].back")
    assert "takes 19 lines" in problem.message


def test_a_model_answer_may_be_long(tmp_path: Path) -> None:
    answer = "\n\n".join(f"    Point {number}." for number in range(12))
    text = (
        f"- id: a\n  type: interview\n  front: A?\n  back: |\n{answer}\n  senior_angle: Depends.\n"
        "  points: [{id: a, text: A, core: yes, quote: Point 1.}]"
    )
    assert rules_of(tmp_path, text) == []


def test_tall_formulas_count_as_they_are_drawn(tmp_path: Path) -> None:
    rows = r" \\ ".join(["a & b"] * 20)
    text = f"- id: a\n  front: A?\n  back: |\n    $$\\begin{{matrix}} {rows} \\end{{matrix}}$$"
    assert rules_of(tmp_path, text) == ["too-long"]


# -- references


def test_an_unused_source_is_found_at_its_key_in_any_file_of_the_deck(tmp_path: Path) -> None:
    head = "quizlr: 1\nid: a\ntitle: A\n"
    write(tmp_path, f"{head}notes:\n- {{id: a, front: A?, back: A., source: one}}\n", "a.yaml")
    sources = "sources:\n  one: First\n  two: {title: Second}\n"
    write(tmp_path, f"{head}{sources}notes:\n- {{id: b, front: B?, back: B.}}\n", "b.yaml")
    found = [p for p in checked(tmp_path) if p.rule == "unused-source"]
    assert [(Path(p.place.file).name, p.place.line, p.place.column) for p in found] == [
        ("b.yaml", 6, 3)
    ]


def test_a_former_id_that_is_free_is_fine_and_goes_to_one_heir(tmp_path: Path) -> None:
    note = "- {{id: {}, front: {}?, back: A., was: [old/{}]}}\n"
    assert rules_of(tmp_path, note.format("a", "A", "x") + note.format("b", "B", "y")) == []
    (problem,) = checked(write(tmp_path, note.format("a", "A", "x") + note.format("b", "B", "x")))
    assert (problem.rule, problem.path) == ("reused-id", "notes[1].was[0]")
    assert "`examples/a` says the same" in problem.message


def test_a_note_that_names_itself_as_former_is_told(tmp_path: Path) -> None:
    assert rules_of(tmp_path, "- {id: a, front: A?, back: A., was: [examples/a]}") == ["reused-id"]


def test_decks_of_a_circle_are_told_of_the_circle_and_not_that_they_wait(tmp_path: Path) -> None:
    for name, needed in (("a", "b"), ("b", "a"), ("c", "b"), ("d", "c"), ("e", "f"), ("f", "e")):
        head = f"quizlr: 1\nid: {name}\ntitle: {name}\nrequires: [{needed}]\n"
        write(
            tmp_path, f"{head}notes:\n- {{id: {name}, front: {name}?, back: A.}}\n", f"{name}.yaml"
        )
    found = {(Path(p.place.file).stem, p.rule, p.place.line) for p in checked(tmp_path)}
    assert found == {
        *((name, "requires-circle", 4) for name in "abef"),
        *((name, "requires-unreachable", 4) for name in "cd"),
    }
