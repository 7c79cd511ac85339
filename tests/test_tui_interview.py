"""The screens of a mock interview, by keys, in the real app on a real home."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from interview_home import HandClock, answer, make_home, opened
from test_tui_frames import compare
from test_tui_study import press, screen_text
from textual.pilot import Pilot

from quizlr.collection import Collection
from quizlr.collection.interview_desk import begin
from quizlr.collection.interviewing import all_interviews, unfinished
from quizlr.model import Review
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.home import HomeScreen
from quizlr.tui.screens.interview import InterviewScreen
from quizlr.tui.screens.interview_report import InterviewReportScreen
from quizlr.tui.screens.interviews import InterviewsScreen, Wish
from quizlr.tui.screens.study import StudyScreen
from quizlr.tui.widgets.checklist import ChecklistField

SIZES = [(80, 24), (120, 40), (40, 12)]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def collection(
    tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Collection]:
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    monkeypatch.setattr(ChecklistField.__init__, "__defaults__", (lambda: 0.0,))
    numbers = count(1)
    monkeypatch.setattr(
        "quizlr.collection.interview_desk.new_id", lambda: f"{next(numbers):04d}cafe"
    )
    found = opened(make_home(tmp_path), clock)
    yield found
    found.close()


def hold(collection: Collection, clock: HandClock, *, good: bool = True, answers: int = 5) -> None:
    """An interview that was held and ended."""
    desk = begin(collection, (), 15)
    for number in range(answers):
        answer(desk, clock, good=good or number == 0, seconds=40 + 30 * number)
    desk.end()


async def shown(pilot: Pilot[None], *keys: str) -> str:
    """The screen after some keys."""
    await press(pilot, *keys)
    await pilot.pause(0.05)
    return screen_text(pilot.app)  # type: ignore[arg-type]


def reviews(collection: Collection) -> list[Review]:
    return [e.what for e in collection.store.events() if isinstance(e.what, Review)]


# -- the way through


async def test_from_home_through_a_question_and_its_follow_up(collection: Collection) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        text = await shown(pilot, "i")
        assert "▸ Begin" in text
        assert "about" in text
        text = await shown(pilot, "enter")
        assert "Interview · beginner question" in text
        assert "question 1 · 30 min left" in text
        text = await shown(pilot, *"so", "tab", "1", "2", "enter")
        assert "Correct" in text
        assert "Asked next: Strong, on" in text
        text = await shown(pilot, "enter")
        assert "Interview · follow-up" in text
        assert "and beyond?" in text
        text = await shown(pilot, "tab", "1", "enter")
        assert "The follow-up is noted." in text
        assert "Interview · intermediate question" in text
        assert "question 2" in text
    (review,) = reviews(collection)
    (found,) = all_interviews(collection)
    assert review.session_id == found.id
    assert [each.score for each in found.followed] == [0.5]


async def test_it_is_paused_by_q_and_goes_on_from_the_list(
    collection: Collection, clock: HandClock
) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "i", "enter", "escape", "q")
        clock.forward(7200)
        text = await shown(pilot)
        assert "Go on: all topics" in text
        assert "0 answered · 30 min left" in text
        assert "This ends the one that is not finished." in text
        text = await shown(pilot, "enter")
        assert "question 1 · 30 min left" in text
        text = await shown(pilot, "escape", "q", "q")
        assert isinstance(app.screen, HomeScreen)
        assert "A mock interview is not finished: i goes on with it." in text
    (found,) = all_interviews(collection)
    assert found.runs_since_ms is None
    assert found.spent_ms() == 0


async def test_minutes_tier_and_topics_are_chosen_by_keys(collection: Collection) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(pilot, "i", "down", "left", "left", "left", "left", "left")
        assert "‹ 10 ›" in text
        text = await shown(pilot, "right", "down", "left")
        assert "‹ 15 ›" in text
        assert "‹ expert ›" in text
        text = await shown(pilot, "t", "down", "space")
        assert "[x] The slope" in text
        text = await shown(pilot, "q")
        assert "topics" in text
        assert "slope" in text
        text = await shown(pilot, "n")
        assert "Question x-one?" in text
    begun = all_interviews(collection)[0].begun
    assert (begun.minutes, begun.tier, begun.topics) == (15, "expert", ("slope",))


async def test_a_wish_that_no_card_fulfils_is_told_before_and_when_it_begins(
    collection: Collection,
) -> None:
    wish = Wish(topics=("slope", "elsewhere"))
    app = QuizlrApp(collection, first=lambda: InterviewsScreen(collection, wish))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(pilot)
        assert "no question can be asked on this now" in text
        text = await shown(pilot, "n")
        assert "There is no topic 'elsewhere'" in text
        text = await shown(pilot, "t", "a", "escape")
        assert "all topics" in text


async def test_it_ends_by_E_pressed_twice_and_the_report_leads_to_study(
    collection: Collection, clock: HandClock
) -> None:
    desk = begin(collection, (), 15)
    answer(desk, clock, good=False)
    app = QuizlrApp(collection, first=lambda: InterviewScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(pilot, "escape", "E")
        assert "Press E again to end the interview" in text
        assert not desk.interview.is_ended
        text = await shown(pilot, "E")
        assert "Coverage 0% over 1 answer. No tier was held." in text
        assert "Study next" in text
        text = await shown(pilot, "s")
        assert isinstance(app.screen, StudyScreen)
        await press(pilot, "escape", "escape", "q")  # the concept's page, the field, Study
        await pilot.pause(0.05)
        assert isinstance(app.screen, HomeScreen)


async def test_E_is_forgotten_when_another_key_comes_between(
    collection: Collection, clock: HandClock
) -> None:
    desk = begin(collection, (), 15)
    app = QuizlrApp(collection, first=lambda: InterviewScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "E", "f", "E")
        assert not desk.interview.is_ended


async def test_when_the_time_is_up_the_answer_is_finished_and_the_report_comes(
    collection: Collection, clock: HandClock
) -> None:
    desk = begin(collection, (), 15)
    app = QuizlrApp(collection, first=lambda: InterviewScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        clock.forward(16 * 60)
        text = await shown(pilot, "tab", "1")
        assert isinstance(app.screen, InterviewScreen)
        app.screen.show_head()
        text = await shown(pilot)
        assert "time is up: finish this one" in text
        text = await shown(pilot, "enter", "enter")
        assert "Interview report" in text
        await press(pilot, "q")
        assert isinstance(app.screen, HomeScreen)
    assert all_interviews(collection)[0].is_ended


async def test_nothing_is_looked_up_before_the_answer(collection: Collection) -> None:
    desk = begin(collection, (), 15)
    app = QuizlrApp(collection, first=lambda: InterviewScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Answer first: this is an interview." in await shown(pilot, "escape", "t")
        assert "Answer first" in await shown(pilot, "l")
        assert "Practice comes after the interview." in await shown(pilot, "n")
        await press(pilot, "enter", "tab", "1", "2", "enter")
        text = await shown(pilot, "t")
        assert "Concept: The" in text


async def test_a_question_and_a_follow_up_are_passed_over(
    collection: Collection, clock: HandClock
) -> None:
    desk = begin(collection, (), 15)
    app = QuizlrApp(collection, first=lambda: InterviewScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(pilot, "escape", "b")
        assert "Passed over: it comes back tomorrow." in text
        assert "question 1" in text
        await press(pilot, "escape", "enter", "tab", "1", "enter", "enter")
        assert desk.is_follow_up
        text = await shown(pilot, "escape", "b")
        assert "Passed over." in text
        assert "question 2" in text


async def test_a_rating_is_undone_over_a_follow_up(collection: Collection) -> None:
    desk = begin(collection, (), 15)
    app = QuizlrApp(collection, first=lambda: InterviewScreen(desk))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "1", "enter", "enter")
        assert desk.is_follow_up
        text = await shown(pilot, "escape", "u")
        assert "Undone: " in text
        assert "question 1" in text
        text = await shown(pilot, "1")
        assert "follow-up" in text


async def test_reports_are_compared_with_the_one_that_is_marked(
    collection: Collection, clock: HandClock
) -> None:
    hold(collection, clock)
    clock.forward(86_400)
    hold(collection, clock, good=False)
    clock.forward(86_400)
    hold(collection, clock)
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(pilot, "i", "end", "space")
        assert "[x] Mon 23 Nov 2026, 09:00" in text
        assert "compared with this one" in text
        await press(pilot, "up", "up", "enter")
        assert isinstance(app.screen, InterviewReportScreen)
        text = await shown(pilot, *["pagedown"] * 6)
        assert "Against the interview of Mon 23 Nov 2026, 09:00" in text
        text = await shown(pilot, "c")
        assert "Against the interview of Tue 24 Nov 2026" in text
        await press(pilot, "q")
        assert isinstance(app.screen, InterviewsScreen)


async def test_an_interview_that_is_new_to_a_read_only_home_is_refused_in_words(
    collection: Collection, clock: HandClock
) -> None:
    hold(collection, clock)
    beside = Collection.open(collection.home, is_read_only=True)
    app = QuizlrApp(beside)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await shown(pilot, "i", "n")
        assert "Nothing can be saved" in text
        text = await shown(pilot, "end", "enter")
        assert "Interview report" in text
    beside.close()


# -- frames


@pytest.mark.parametrize("size", SIZES)
async def test_the_screens_look_as_they_were_drawn(
    collection: Collection, clock: HandClock, size: tuple[int, int]
) -> None:
    hold(collection, clock)
    clock.forward(86_400)
    hold(collection, clock, good=False)
    clock.forward(86_400)
    begin(collection, ("loss",), 15)
    app = QuizlrApp(collection)
    steps: list[tuple[str, list[str]]] = [
        ("list", ["i"]),
        ("topics", ["t"]),
        ("question", ["q", "n"]),
        ("graded", ["tab", "2", "enter"]),
        ("follow-up", ["enter"]),
        ("report", ["escape", "E", "E"]),
        ("report-end", ["pagedown"] * 9),
    ]
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        for name, keys in steps:
            text = await shown(pilot, *keys)
            compare(f"interview-{name}-{size[0]}x{size[1]}", text)
    assert unfinished(collection) is None
