"""The free answer and its points: alone with a clock of its own, then in the real app."""

from __future__ import annotations

from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.screen import Screen

from quizlr.collection import Collection, Desk, Home
from quizlr.model import CardId, Checked, Checklist, CheckPoint, Rating
from quizlr.tui.app import QuizlrApp
from quizlr.tui.theme import DARK, OTHERS
from quizlr.tui.widgets.answers import answer_widget
from quizlr.tui.widgets.checklist import ChecklistField, FreeText, PointList

TASK = Checklist(
    points=(
        CheckPoint(id="a", text="It is *convex*.", is_core=True, was_missed=True),
        CheckPoint(id="b", text="It is a likelihood. [@click=app.quit]x[/]"),
        CheckPoint(id="senior", text="It saturates.", weight=0, heading="Senior angle"),
    ),
    minutes=0.5,
)


class Asking(App[None]):
    """The field alone, with a clock that stands until it is set."""

    def __init__(self, task: Checklist = TASK) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = DARK.name
        self.now_s = 100.0
        self.field = ChecklistField(task, lambda: self.now_s)
        self.given: list[Checked] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return dict(OTHERS)

    def compose(self) -> ComposeResult:
        yield self.field

    def on_checklist_field_answered(self, message: ChecklistField.Answered) -> None:
        self.given.append(message.answer)


def text_of(app: App[Any]) -> str:
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()
    await pilot.pause()


def test_a_checklist_has_this_widget() -> None:
    assert isinstance(answer_widget(TASK), ChecklistField)


async def test_an_answer_is_written_the_points_ticked_and_the_time_kept() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"convex", "enter", *"and 2")
        assert "convex" not in text_of(app).split("convex", 1)[1]
        app.now_s += 34.26
        await press(pilot, "tab")
        text = text_of(app)
        assert "0:34 of 0:30" in text
        assert "You: convex and 2" in text
        assert "▸ 1 [ ] It is convex.  core · missed the last time" in text
        assert "2 [ ] It is a likelihood. [@click=app.quit]x[/]" in text
        assert text.index("Senior angle") > text.index("likelihood")
        await press(pilot, "space", "3", "2", "2", "enter")
        assert app.given == [Checked("convex\nand 2", ("a", "senior"), 34.3)]


async def test_the_points_are_not_seen_before_the_answer() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"x")
        assert "likelihood" not in text_of(app)
        assert "Senior" not in text_of(app)
        assert "missed" not in text_of(app)


async def test_enter_on_an_empty_last_line_completes_and_elsewhere_breaks_the_line() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"ab", "left", "enter", "enter", "up")
        assert app.query_one(FreeText).text == "a\n\nb"
        await press(pilot, "enter")
        assert app.query_one(FreeText).text == "a\n\n\nb"
        await press(pilot, "down", "end", "enter", "enter")
        assert app.query(PointList)
        await press(pilot, "1", "enter")
        assert app.given[0].text == "a\n\n\nb"


async def test_who_speaks_presses_enter_and_nothing_ticked_is_asked_for_twice() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter")
        assert "You:" not in text_of(app)
        await press(pilot, "enter")
        assert "Nothing is ticked" in text_of(app)
        assert app.given == []
        await press(pilot, "enter")
        assert app.given == [Checked("", ())]


async def test_the_clock_fills_a_bar_and_says_by_a_sign_that_time_is_up() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        for seconds, shown in ((0, "▱▱▱▱▱▱▱▱ 0:00"), (15, "▰▰▰▰▱▱▱▱ 0:15"), (30, "▰▰▰▰▰▰▰▰ 0:30"),
                               (31, "▲▲▲▲▲▲▲▲ 0:31"), (95, "▲▲▲▲▲▲▲▲ 1:35")):  # fmt: skip
            app.now_s = 100.0 + seconds
            app.field.tick()
            await pilot.pause()
            assert f"{shown} of 0:30" in text_of(app)


async def test_the_clock_runs_by_itself_and_stops_with_the_answer() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.now_s += 7
        await pilot.pause(0.7)
        assert "0:07 of 0:30" in text_of(app)
        await press(pilot, "enter")
        app.now_s += 60
        await pilot.pause(0.7)
        assert "0:07 of 0:30" in text_of(app)
        await press(pilot, "1", "enter")
        assert app.given[0].seconds == 7


async def test_the_clock_stands_while_another_screen_is_in_front() -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        app.push_screen(Screen())
        await pilot.pause()
        app.now_s += 20
        app.field.tick()
        app.pop_screen()
        await pilot.pause()
        app.now_s += 3
        await press(pilot, "tab", "1", "enter")
        assert app.given[0].seconds == 3


async def test_a_long_answer_is_shown_shortened_and_kept_whole() -> None:
    app = Asking()
    words = " ".join(f"word{number}" for number in range(60))
    async with app.run_test(size=(60, 24)) as pilot:
        await pilot.pause()
        app.query_one(FreeText).text = words
        await press(pilot, "tab")
        text = text_of(app)
        assert "…" in text
        assert "word59" not in text
        assert len([line for line in text.splitlines() if "word" in line]) == 3
        await press(pilot, "1", "enter")
        assert app.given[0].text == words


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_nothing_is_lost_when_the_window_changes(size: tuple[int, int]) -> None:
    app = Asking()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"one two")
        await pilot.resize_terminal(*size)
        await press(pilot, *" three")
        assert "one two three" in text_of(app)
        await press(pilot, "tab", "1")
        await pilot.resize_terminal(50, 16)
        await press(pilot, "3")
        await pilot.resize_terminal(*size)
        await press(pilot, "enter")
        assert app.given == [Checked("one two three", ("a", "senior"), 0.0)]


# -- in the app

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - id: q
    type: interview
    front: Why is log loss and not squared error the cost of logistic regression?
    back: |
      Log loss is convex in the weights. Squared error after a sigmoid has a
      gradient that vanishes where the model is surely wrong.
    points:
      - {id: a, text: It is convex., core: yes, quote: convex in the weights}
      - {id: b, text: Its gradient does not vanish., quote: gradient that vanishes where}
      - {id: c, text: Squared error is another thing., quote: Squared error after a sigmoid}
    senior_angle: In a network both have flat regions.
    minutes: 2
"""


@pytest.fixture
def home(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    return home


def sit(collection: Collection) -> QuizlrApp:
    return QuizlrApp(collection, Desk(collection, collection.select(["mine"])))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_study_asks_shows_the_points_and_saves_what_was_missed(
    collection: Collection, size: tuple[int, int]
) -> None:
    app = sit(collection)
    async with app.run_test(size=size) as pilot:
        await press(pilot, *"hqu")
        assert "hqu" in text_of(app)
        assert "logistic regression?" in " ".join(text_of(app).split())
        assert "tab show the points" in text_of(app)
        await press(pilot, "escape", "question_mark")
        assert "hqu" not in text_of(app)
        await press(pilot, "escape", "enter", *" x", "tab")
        assert "You: hqu x" in text_of(app)
        assert "enter answer" in text_of(app)
        await press(pilot, "4")
        assert "4 [x] In a network" in text_of(app)
        await press(pilot, "2", "enter")
        assert "Missed at the core:" in " ".join(text_of(app).split())
        await press(pilot, "enter")
        (review,) = collection.store.history(CardId("mine/q"))
        assert review.rating is Rating.AGAIN
        assert review.points == '{"made":["b","senior"],"missed":["a","c"]}'
        assert review.evidence == "rubric"


async def test_undo_brings_the_answer_back_to_be_rated_anew(collection: Collection) -> None:
    app = sit(collection)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, *"mine", "tab", "1", "2", "3", "enter", "enter", "u")
        text = text_of(app)
        assert "✓ Correct" in text
        assert "You wrote: mine" in text
        assert "the last time" not in text
        await press(pilot, "2")
        assert collection.store.history(CardId("mine/q"))[-1].rating is Rating.HARD


async def test_the_answer_can_be_looked_at(collection: Collection) -> None:
    app = sit(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "g")
        assert "Log loss is convex in the weights." in text_of(app)
        assert "▸1 Again" in text_of(app)


async def test_a_key_can_be_given_another_place(collection: Collection) -> None:
    collection.settings.keys["checklist.show"] = "f2"  # type: ignore[index]
    app = sit(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, *"x")
        assert "f2 show the points" in text_of(app)
        assert "no key is called" not in text_of(app)
        await press(pilot, "f2")
        assert "You: x" in text_of(app)
