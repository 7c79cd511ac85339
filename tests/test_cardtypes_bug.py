from __future__ import annotations

import json
import re
from textwrap import dedent
from typing import Any

import pytest
from cardtypes_makers import as_yaml, card, problems
from hypothesis import given
from hypothesis import strategies as st

from quizlr.cardtypes import ask, grade, template_of
from quizlr.drills.identity import content_hash
from quizlr.drills.proof import prove
from quizlr.model import (
    Evidence,
    Grade,
    Mark,
    Pick,
    Picked,
    Prompt,
    Rating,
    Stepped,
    Steps,
    TypedText,
    TypeNumber,
    Verdict,
)
from quizlr.rendering import render

SEEDS = st.integers(0, 2**63 - 1)
RIGHT = dedent(
    """\
    p = np.array([0.8, 0.5])

    losses = -np.log(p)
    print(losses.sum() / len(losses))
    """
)
SIGN = {
    "find": "-np.log(p)",
    "replace": "np.log(p)",
    "why": "A loss is never below {{= 0 }}.",
    "witness": "mean(ln([0.8, 0.5]))",
    "repairs": ["losses = 1 - np.log(p)", "  losses = np.log(p)"],
}
SUM = {"find": "losses.sum() / len(losses)", "replace": "losses.sum()", "why": "That is the sum."}
COUNT = {"find": "len(losses)", "replace": "2 * len(losses)", "why": "Half."}
BUG: dict[str, Any] = {
    "type": "bug",
    "version": 2,
    "front": "It prints the mean of {{= 2 }} losses.",
    "right": RIGHT,
    "breaks": [SIGN, SUM, COUNT],
    "back": "The right one prints {{= -mean(ln([0.8, 0.5])) | .3f }}.",
    "hints": ["Two of {{= 1 + 1 }}."],
}


def steps(prompt: Prompt) -> Steps:
    assert isinstance(prompt.task, Steps)
    return prompt.task


def pick(prompt: Prompt, place: int) -> Pick:
    task = steps(prompt).steps[place].task
    assert isinstance(task, Pick)
    return task


def options(prompt: Prompt, place: int) -> dict[int, str]:
    task = pick(prompt, place)
    return dict(zip(task.keys, (text.strip("` ") for text in task.options), strict=True))


def asked_of(broken: str, note: dict[str, Any] = BUG) -> Prompt:
    """The first prompt whose broken program has this line."""
    prompts = (ask(card(note), seed) for seed in range(100))
    return next(prompt for prompt in prompts if broken in options(prompt, 0).values())


def answered(prompt: Prompt, line: int, repair: int, printed: str = "") -> Grade:
    typed = (TypedText(printed),) if printed else ()
    return grade(prompt, Stepped((Picked((line,)), Picked((repair,)), *typed)))


def shown(markdown: str, width: int = 76) -> str:
    """What stands on the screen."""
    return "\n".join("".join(span.text for span in line) for line in render(markdown, width))


def found(**fields: Any) -> list[tuple[str, str]]:
    told = problems(as_yaml({**BUG, **fields}))
    return [(problem.rule, problem.path.removeprefix("notes[0].")) for problem in told]


def test_each_break_is_drawn_by_some_seed_and_it_alone() -> None:
    made = card(BUG)
    right = RIGHT.rstrip().split("\n")
    wrong = set()
    for seed in range(40):
        program = [text.strip("` ") for text in pick(ask(made, seed), 0).options]
        changed = [line for line, was in zip(program, right, strict=True) if line != was.strip()]
        assert len(changed) == 1
        wrong.add(changed[0])
    assert wrong == {
        "losses = np.log(p)",
        "print(losses.sum())",
        "print(losses.sum() / 2 * len(losses))",
    }


@given(SEEDS)
def test_the_same_card_and_seed_give_the_same_prompt(seed: int) -> None:
    assert ask(card(BUG), seed) == ask(card(BUG), seed)


def test_three_questions_are_asked_of_the_program_as_it_stands() -> None:
    prompt = asked_of("losses = np.log(p)")
    assert prompt.front == "It prints the mean of 2 losses."
    questions = (
        "Which line is wrong?",
        "What should the line be?",
        "What does this program print?",
    )
    assert tuple(step.say.rpartition("\n")[2] for step in steps(prompt).steps) == questions
    assert pick(prompt, 0).keys == (0, 1, 2, 3)
    assert "Step 1: the right answer is line 3." in steps(prompt).steps[1].say
    assert "losses = np.log(p)" in steps(prompt).steps[1].say
    assert isinstance(steps(prompt).steps[2].task, TypeNumber)
    assert (prompt.evidence, prompt.guess_rate) == (Evidence.SKILL, 0)


def test_the_back_tells_why_then_the_right_program_then_the_authors_back() -> None:
    prompt = asked_of("losses = np.log(p)")
    reason, _, rest = prompt.back.partition("\n\n")
    assert reason == "A loss is never below 0."
    assert rest == f"```python\n{RIGHT}```\n\nThe right one prints 0.458."
    assert prompt.hints == ("Two of 2.",)


def test_line_repair_and_number_are_right_together() -> None:
    judged = answered(asked_of("losses = np.log(p)"), 2, 0, "-0.458")
    assert (judged.verdict, judged.score, judged.proposed) == (Verdict.CORRECT, 1, Rating.GOOD)


@pytest.mark.parametrize(
    ("line", "repair", "printed", "marks"),
    [
        (0, 0, "-0.458", (Mark.WRONG, Mark.RIGHT, Mark.RIGHT)),
        (2, 1, "-0.458", (Mark.RIGHT, Mark.WRONG, Mark.RIGHT)),
        (2, 0, "0.458", (Mark.RIGHT, Mark.RIGHT, Mark.WRONG)),
        (3, 2, "0.9", (Mark.WRONG, Mark.WRONG, Mark.WRONG)),
    ],
)
def test_each_step_is_judged_by_itself(
    line: int, repair: int, printed: str, marks: tuple[Mark, ...]
) -> None:
    judged = answered(asked_of("losses = np.log(p)"), line, repair, printed)
    assert tuple(each.mark for each in judged.lines) == marks
    assert judged.score == pytest.approx(marks.count(Mark.RIGHT) / 3)
    if line != 2:
        assert "It is line 3. A loss is never below 0." in judged.feedback


def test_the_repairs_are_the_line_as_it_stands_the_authors_and_other_breaks() -> None:
    assert options(asked_of("losses = np.log(p)"), 1) == {
        0: "losses = -np.log(p)",
        1: "losses = np.log(p)",
        2: "losses = 1 - np.log(p)",
    }
    assert options(asked_of("print(losses.sum())"), 1) == {
        0: "print(losses.sum() / len(losses))",
        1: "print(losses.sum())",
        2: "print(losses.sum() / 2 * len(losses))",
    }


def test_without_a_witness_nothing_is_to_be_typed_and_it_can_be_guessed() -> None:
    prompt = asked_of("print(losses.sum())")
    assert len(steps(prompt).steps) == 2
    assert prompt.guess_rate == pytest.approx(1 / 4 * 1 / 3)
    assert answered(prompt, 3, 0).verdict is Verdict.CORRECT


def test_what_is_printed_may_be_nan_and_has_the_digits_asked_for() -> None:
    broken = {**SIGN, "witness": "nan"}
    assert answered(asked_of("losses = np.log(p)", {**BUG, "breaks": [broken]}), 2, 0, "nan").score
    coarse = {**BUG, "breaks": [SIGN], "digits": 1, "ask": "So it prints?"}
    last = steps(asked_of("losses = np.log(p)", coarse)).steps[2]
    assert last.say.endswith("So it prints?")
    assert isinstance(last.task, TypeNumber)
    assert last.task.accepts == "1 decimal"


def test_the_log_keeps_the_version_and_tells_the_breaks_apart() -> None:
    one, other = asked_of("losses = np.log(p)"), asked_of("print(losses.sum())")
    assert (one.template_id, one.template_version) == ("d/n", 2)
    assert json.loads(one.drawn)["hash"] != json.loads(other.drawn)["hash"]


@pytest.mark.parametrize("seed", range(6))
def test_every_break_can_be_proved(seed: int) -> None:
    template = template_of(card(BUG), seed)
    assert template is not None
    assert prove(template, range(3)).problems == ()


# Code is text


HOSTILE = [
    "```",
    "x = `a` + ``b`` # ```",
    "[bold]y[/bold] **z** _u_ <b>w</b>",
    "[link](http://example.org) ![i](j) $k$ $$l$$",
    "# heading",
    "    - item",
    "\\n \\x1b[31m {{ q }} {% r %}",
    "",
    "if a < b and c > d & e:",
]


def test_hostile_code_is_shown_as_it_is_written() -> None:
    code = "\n".join([*HOSTILE, "return 1"])
    breaks = [{"find": "return 1", "replace": "return 2", "why": "w", "witness": "2"}]
    prompt = ask(card({**BUG, "right": code, "breaks": breaks}), 0)
    lines = [shown(text).strip() for text in pick(prompt, 0).options]
    assert lines == [line.strip() for line in (*HOSTILE, "return 2")]
    for text in (steps(prompt).steps[1].say, steps(prompt).steps[2].say, prompt.back):
        for line in HOSTILE:
            assert line in shown(text)


@pytest.mark.parametrize("line", HOSTILE[1:7])
def test_a_hostile_line_can_be_the_one_to_mend(line: str) -> None:
    right = f"a = 1\n{line} #!\nb = 2"
    breaks = [{"find": "#!", "replace": "#?", "why": "w"}]
    prompt = ask(card({**BUG, "right": right, "breaks": breaks}), 0)
    texts = {shown(text) for text in pick(prompt, 1).options}
    assert texts == {f"{line.strip()} #!", f"{line.strip()} #?"}
    assert "`" not in shown(steps(prompt).steps[0].say)


def test_tabs_keep_a_block_inside_its_function() -> None:
    right = "def f(a):\n\treturn a + 1\n\nprint(f(1))"
    breaks = [{"find": "+ 1", "replace": "- 1", "why": "w"}]
    prompt = ask(card({**BUG, "right": right, "breaks": breaks}), 0)
    assert shown(pick(prompt, 0).options[1]).strip() == "return a - 1"
    assert re.search(r"^ *2 {3,}return a - 1$", shown(steps(prompt).steps[1].say), re.MULTILINE)
    assert re.search(r"^ +return a \+ 1$", shown(prompt.back), re.MULTILINE)


def test_blank_lines_are_lines_and_can_be_picked() -> None:
    prompt = asked_of("losses = np.log(p)")
    assert [shown(text).strip() for text in pick(prompt, 0).options][1] == ""
    judged = answered(prompt, 1, 0, "-0.458")
    assert judged.lines[0].text == "Step 1: line 2"


# What is wrong with a bug


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"find": "losses", "replace": "l"}, "it occurs 3 times"),
        ({"find": "0.", "replace": "1."}, "it occurs 2 times"),
        ({"find": "nowhere", "replace": "x"}, "it occurs 0 times"),
        ({"find": "log(p)\nprint", "replace": "x"}, "on one line"),
        ({"find": "0.8", "replace": "0.8"}, "nothing is broken"),
        ({"find": "0.8", "replace": "0\n8"}, "more than one line"),
    ],
)
def test_a_break_must_be_found_once_and_change_one_line(change: dict[str, str], told: str) -> None:
    (problem,) = problems(as_yaml({**BUG, "breaks": [SIGN, change]}))
    assert (problem.rule, problem.path) == ("bug-find", "notes[0].breaks[1].find")
    assert told in problem.message


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"breaks": [SUM, {**SIGN, "witness": "1 +"}]}, "breaks[1].witness"),
        ({"breaks": [SUM, {**SIGN, "witness": "p"}]}, "breaks[1].witness"),
        ({"front": "{{= q }}"}, "front"),
        ({"back": "{{= q }}"}, "back"),
        ({"ask": "{{= q }}"}, "ask"),
        ({"hints": ["{{= q }}"]}, "hints[0]"),
        ({"breaks": [SUM, {**SIGN, "repairs": ["{{= q }}"]}]}, "breaks[1].repairs"),
        ({"breaks": [SUM, {**SIGN, "why": "{{= q }}"}]}, "breaks[1].why"),
        ({"right": RIGHT + "# {{= q }}"}, "right"),
    ],
)
def test_a_fault_is_told_once_at_its_field(fields: dict[str, Any], path: str) -> None:
    assert found(**fields) == [("drill-expression", path)]


@pytest.mark.parametrize("witness", ["[1, 2]", "softmax([1, 2])"])
def test_a_witness_is_one_number(witness: str) -> None:
    assert found(breaks=[{**SIGN, "witness": witness}]) == [("bug-witness", "breaks[0].witness")]


def test_one_line_is_no_program() -> None:
    breaks = [{"find": "1", "replace": "2"}]
    assert found(right="print(1)", breaks=breaks) == [("bug-one-line", "right")]


def test_a_break_of_the_indentation_alone_needs_repairs() -> None:
    right = "def f(a):\n    b = a\n    return b"
    broken: dict[str, Any] = {"find": "    return", "replace": "  return"}
    assert found(right=right, breaks=[broken]) == [("drill-options", "breaks[0].repairs")]
    assert found(right=right, breaks=[{**broken, "repairs": ["return a"]}]) == []


def test_code_and_breaks_are_needed() -> None:
    for field in ("right", "breaks"):
        note = {name: value for name, value in BUG.items() if name != field}
        assert [problem.rule for problem in problems(as_yaml(note))] == ["missing-field"]


def test_a_title_stands_for_the_front_in_lists() -> None:
    assert card({**BUG, "title": "Two losses"}).note.content.title == "Two losses"
    assert card(BUG).note.content.title == ""


def test_another_break_of_a_line_is_another_drill() -> None:
    """Also where no witness tells the two apart."""
    one, other = (
        template_of(card({**BUG, "breaks": [{**SUM, "replace": text}]}), 0)
        for text in ("losses.sum()", "losses.max()")
    )
    assert one is not None
    assert other is not None
    assert content_hash(one) != content_hash(other)
