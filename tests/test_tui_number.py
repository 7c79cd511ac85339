"""The number field and the steps, in a small app of their own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input

from quizlr.model import (
    Arrange,
    Arranged,
    Form,
    Pick,
    Picked,
    Step,
    Stepped,
    Steps,
    Task,
    TypedText,
    TypeNumber,
    TypeText,
)
from quizlr.tui.theme import DARK, OTHERS
from quizlr.tui.widgets.answers import answer_widget

NUMBER = TypeNumber(accepts="3 decimals, in nats, natural log", unit="nats")
VECTOR = TypeNumber(form=Form.VECTOR, accepts="2 numbers, 3 decimals each", columns=2)
MATRIX = TypeNumber(form=Form.MATRIX, accepts="2 rows of 2 numbers", rows=2, columns=2)


class Asking(App[None]):
    """Shows the widget of a task and keeps what it answers."""

    def __init__(self, task: Task) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        widget = answer_widget(task)
        assert widget is not None
        self.field = widget
        self.given: list[Any] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(OTHERS)

    def compose(self) -> ComposeResult:
        yield self.field

    def on_mount(self) -> None:
        self.field.focus()

    def on_number_field_answered(self, message: Any) -> None:
        self.given.append(message.answer)

    on_steps_field_answered = on_number_field_answered


def text_of(app: Asking) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()


def value_of(app: Asking) -> str:
    return app.query_one(Input).value


async def test_the_form_wanted_and_the_reading_stand_under_the_line() -> None:
    app = Asking(NUMBER)
    async with app.run_test(size=(80, 12)) as pilot:
        await pilot.pause()
        assert "Wanted: 3 decimals, in nats, natural log" in text_of(app)
        await press(pilot, *".35")
        assert "reads as 0.35" in text_of(app)
        await press(pilot, "enter")
        assert app.given == [TypedText(".35")]


@pytest.mark.parametrize(
    ("task", "typed", "said"),
    [
        (NUMBER, "1,234", "1,234 can be read in two ways. Write 1234 or 1.234."),
        (NUMBER, "1/0", "1/0 divides by 0."),
        (VECTOR, "1 2 3", "2 numbers are wanted; this has 3."),
        (MATRIX, "1 2 3 4", "this has 1 row."),
        (NUMBER, "=ln(0)", "ln needs a number above 0."),
    ],
)
async def test_what_cannot_be_read_is_not_taken_and_the_reason_said(
    task: TypeNumber, typed: str, said: str
) -> None:
    app = Asking(task)
    async with app.run_test(size=(100, 12)) as pilot:
        await press(pilot, *typed, "enter")
        assert said in text_of(app)
        assert app.given == ([] if typed else [TypedText("")])
        assert value_of(app) == typed


async def test_an_empty_line_says_what_to_type_and_is_left_to_the_screen() -> None:
    app = Asking(VECTOR)
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, "enter")
        assert "Type 2 numbers first." in text_of(app)
        assert app.given == [TypedText("")]


async def test_a_calculation_is_shown_taken_and_then_submitted() -> None:
    app = Asking(NUMBER)
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, *"=-ln(0.7)")
        assert "= 0.35667494" in text_of(app)
        await press(pilot, "enter")
        assert app.given == []
        assert value_of(app) == "0.35667494"
        await press(pilot, *"4")
        assert value_of(app) == "0.356674944"
        await press(pilot, "enter")
        assert app.given == [TypedText("0.356674944")]


@pytest.mark.parametrize(
    ("task", "typed", "result", "words"),
    [
        (VECTOR, "=1/4, exp(0)", "0.25, 1", "reads as (0.25, 1)"),
        (MATRIX, "=1/4, 1; 2*3, 0", "0.25, 1; 6, 0", "reads as [[0.25, 1], [6, 0]]"),
    ],
)
async def test_each_number_of_several_is_calculated(
    task: TypeNumber, typed: str, result: str, words: str
) -> None:
    app = Asking(task)
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, *typed, "enter")
        assert value_of(app) == result
        assert words in text_of(app)


@pytest.mark.parametrize("task", [NUMBER, VECTOR, MATRIX])
async def test_nothing_is_cut_at_40_columns(task: TypeNumber) -> None:
    app = Asking(task)
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, *"12,", "enter")
        lines = text_of(app).splitlines()
        assert task.accepts in " ".join(" ".join(lines).split())
        assert "…" not in "".join(lines)


async def test_what_a_deck_says_of_the_form_is_never_markup() -> None:
    app = Asking(TypeNumber(accepts="[@click=app.quit]x[/] [bold]3 decimals[/bold]\x1b[31m"))
    async with app.run_test(size=(80, 12)) as pilot:
        await press(pilot, *"[b", "enter")
        shown = text_of(app)
        assert "[@click=app.quit]x[/] [bold]3 decimals[/bold][31m" in shown
        assert "'[b' is not a number." in shown


PICK = Pick(options=("up", "down"), keys=(1, 0))
ARRANGE = Arrange(lines=("first", "second"), keys=(0, 1))


def steps(*tasks: Any) -> Steps:
    return Steps(tuple(Step(f"Question **{n}**", task) for n, task in enumerate(tasks, 1)))


async def answer_all(app: Asking, keys: Sequence[Sequence[str]]) -> None:
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        for place, each in enumerate(keys, 1):
            assert f"step {place} of {len(keys)}" in text_of(app)
            assert f"Question {place}" in text_of(app)
            await press(pilot, *each)


async def test_steps_of_every_kind_come_one_after_another() -> None:
    app = Asking(steps(NUMBER, PICK, TypeText(), ARRANGE))
    await answer_all(app, [[*"0.5", "enter"], ["2", "enter"], [*"bias", "enter"], ["enter"]])
    given = (TypedText("0.5"), Picked((0,)), TypedText("bias"), Arranged((0, 1)))
    assert app.given == [Stepped(given)]


async def test_what_was_said_stands_beside_the_next_step() -> None:
    app = Asking(steps(NUMBER, PICK, TypeText()))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, *"0.5", "enter")
        assert "step 2 of 3" in text_of(app)
        assert "you said: 0.5" in text_of(app)
        first = PICK.options[0]
        await press(pilot, "1", "enter", "enter")
        assert "step 3 of 3: answer this one first" in text_of(app)
        assert f"you said: {first}" in text_of(app)


async def test_a_step_without_a_readable_answer_is_not_left() -> None:
    app = Asking(steps(NUMBER, TypeText()))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, *"x", "enter")
        assert "step 1 of 2" in text_of(app)
        assert "'x' is not a number" in text_of(app)
        await press(pilot, "backspace", "1", "enter", "enter")
        assert "step 2 of 2: answer this one first" in text_of(app)
        await press(pilot, *"ok", "enter")
        assert app.given == [Stepped((TypedText("1"), TypedText("ok")))]


async def test_a_second_enter_does_not_answer_the_next_step() -> None:
    app = Asking(steps(PICK, PICK))
    async with app.run_test(size=(60, 20)) as pilot:
        await pilot.pause()
        field = app.focused
        assert isinstance(field, Widget)
        for _ in range(2):
            await field.run_action("submit")
        await pilot.pause()
        assert "step 2 of 2" in text_of(app)
        await press(pilot, "2", "enter")
        assert app.given == [Stepped((Picked((1,)), Picked((0,))))]


async def test_the_field_as_a_whole_can_be_given_the_focus_again() -> None:
    for task in (NUMBER, steps(NUMBER, PICK)):
        app = Asking(task)
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.pause()
            app.screen.set_focus(None)
            app.field.focus()
            await press(pilot, *"7")
            assert value_of(app) == "7"
