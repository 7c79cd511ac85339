"""What a variant shows and asks."""

from __future__ import annotations

from itertools import permutations

import pytest
from drills_makers import choice, number, order, template, two_steps
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from quizlr.drills import orders
from quizlr.drills.asking import ask, guess_rate
from quizlr.drills.sampling import vary
from quizlr.drills.variant import AskedOrder
from quizlr.drills.writing import option, pick
from quizlr.model import Arrange, Form, Pick, Steps, TypeNumber

SEEDS = st.integers(0, 2**63)
RANKS = st.lists(st.integers(0, 4), min_size=1, max_size=5)


def test_one_number_is_asked_for_as_it_is() -> None:
    variant = vary(template(parts=(number(unit="metres", ask="In metres?"),)), 1)
    front, task = ask(variant)
    assert front == f"{variant.front}\n\nIn metres?"
    assert isinstance(task, TypeNumber)
    assert (task.form, task.unit) == (Form.NUMBER, "metres")
    assert "3 decimals" in task.accepts


@given(SEEDS)
def test_options_are_shuffled_and_keep_their_keys(seed: int) -> None:
    part = choice()
    _, task = ask(vary(template(parts=(part,), steps=()), seed))
    assert isinstance(task, Pick)
    assert sorted(task.keys) == [0, 1, 2]
    assert [part.options[key].text for key in task.keys] == list(task.options)


def test_options_come_in_every_order() -> None:
    made = template(parts=(choice(),), steps=())
    seen = {ask(vary(made, seed))[1].keys for seed in range(80)}  # type: ignore[union-attr]
    assert seen == set(permutations(range(3)))


@pytest.mark.parametrize("how", [{"shuffle": False}, {"is_code": True}])
def test_lines_of_a_program_are_not_shuffled(how: dict[str, bool]) -> None:
    made = template(parts=(choice(**how),), steps=())
    assert all(ask(vary(made, s))[1].keys == (0, 1, 2) for s in range(20))  # type: ignore[union-attr]


@given(SEEDS)
def test_items_are_not_yet_in_order(seed: int) -> None:
    variant = vary(template(parts=(order(),), steps=()), seed)
    (part,) = variant.parts
    _, task = ask(variant)
    assert isinstance(part, AskedOrder)
    assert isinstance(task, Arrange)
    assert sorted(task.keys) == [0, 1, 2]
    assert not orders.agrees(task.keys, part.ranks)
    assert list(task.lines) == [part.items[key] for key in task.keys]


def test_steps_tell_what_the_step_before_should_have_given() -> None:
    variant = vary(two_steps(), 3)
    front, task = ask(variant)
    assert front == variant.front
    assert isinstance(task, Steps)
    area = variant.names["area"]
    assert task.steps[0].say == "What is the area?"
    assert task.steps[1].say.startswith(f"Step 1: the right answer is {area:.3f}.\n\n")
    assert task.steps[1].say.endswith("What does it cost at 3 for each unit?")


def test_a_step_after_a_program_shows_it_again_and_tells_the_line() -> None:
    lines = choice(options=(option("x = 1"), option("y = 2", "1")), is_code=True, name="line")
    _, task = ask(vary(template(parts=(lines, number())), 0))
    assert isinstance(task, Steps)
    program, told = task.steps[1].say.split("\n\n")
    assert [line.split() for line in program.splitlines()[1:-1]] == [
        ["1", "x", "=", "1"],
        ["2", "y", "=", "2"],
    ]
    assert told == "Step 1: the right answer is line 2."


@given(st.text("ab` =(){}*_$\\", max_size=12))
def test_lines_of_a_program_are_shown_as_they_are(line: str) -> None:
    """Read by a Markdown parser: one code span, all of it the line."""
    assume(line.strip() and "{{=" not in line)
    options = (option(line), option("return", "1"), option("return"))
    _, task = ask(vary(template(parts=(choice(options=options, is_code=True),), steps=()), 0))
    assert isinstance(task, Pick)
    shown = task.options[task.keys.index(0)]
    (inline,) = MarkdownIt("zero").enable(["backticks", "text"]).parseInline(shown)
    assert [(token.type, token.content) for token in inline.children or ()] == [
        ("code_inline", line.rstrip())
    ]


def test_guessing() -> None:
    assert guess_rate(vary(template(), 0)) == 0
    assert guess_rate(vary(template(parts=(choice(),), steps=()), 0)) == pytest.approx(1 / 3)
    made = template(vars={"a": pick(2), "b": pick(2)}, parts=(order(slips=()),), steps=())
    assert guess_rate(vary(made, 0)) == pytest.approx(2 / 6)
    both = template(parts=(choice(), choice(name="again")), steps=())
    assert guess_rate(vary(both, 0)) == pytest.approx(1 / 9)
    assert guess_rate(vary(template(parts=(choice(), number())), 0)) == 0


@given(RANKS)
def test_the_chance_of_an_order_is_counted_right(ranks: list[int]) -> None:
    every = list(permutations(range(len(ranks))))
    right = [o for o in every if all(ranks[a] <= ranks[b] for i, a in enumerate(o) for b in o[i:])]
    assert orders.guess_rate(ranks) == pytest.approx(len(right) / len(every))
    assert [o for o in every if orders.agrees(o, ranks)] == right
    assert orders.right_order(ranks) in right


@given(RANKS, SEEDS)
def test_a_shuffled_order_is_wrong_where_any_can_be(ranks: list[int], seed: int) -> None:
    shuffled = orders.shuffled(ranks, seed, 0)
    assert sorted(shuffled) == list(range(len(ranks)))
    assert orders.agrees(shuffled, ranks) == (len(set(ranks)) == 1)
