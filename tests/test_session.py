from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import at, cards, deck, in_step, known, note

from quizlr.cardtypes import cards_of
from quizlr.decks.concepts import Concepts
from quizlr.model import (
    NEW_SCHEDULE,
    Card,
    CardId,
    CardState,
    MemoryState,
    Moment,
    Place,
    Rating,
    Revealed,
    Review,
    ReviewKind,
    Schedule,
)
from quizlr.scheduling import DEFAULT_PARAMETERS, SchedulerSettings
from quizlr.session import (
    DayDone,
    Ended,
    EndReason,
    Limits,
    Practice,
    Rules,
    Session,
    Turn,
    build_queue,
    cram_queue,
    prompt_seed,
)

DEFAULT = SchedulerSettings(parameters=DEFAULT_PARAMETERS)


class Table:
    """A session with a log in memory, as a front end would drive it."""

    def __init__(
        self,
        stock: tuple[Card, ...],
        schedules: dict[CardId, Schedule] | None = None,
        *,
        limits: Limits | None = None,
        is_cram: bool = False,
        minutes: float | None = None,
    ) -> None:
        self.now = at()
        self.schedules = dict(schedules or {})
        self.log: list[Review] = []
        limits = limits or Limits()
        rules = Rules(
            limits=limits,
            settings={"": DEFAULT},
            concepts=Concepts([deck("a", note("idea", type="concept", parts=()))]),
            session_id="test",
            practice=Practice(seed=1) if is_cram else None,
            minutes=minutes,
        )
        queue = (
            cram_queue(stock, self.schedules)
            if is_cram
            else build_queue(stock, self.schedules, self.now, limits=limits, done=DayDone())
        )
        self.session = Session(queue, self.schedules, rules)

    def turn(self) -> Turn | Ended:
        return self.session.turn(self.now)

    def shown(self) -> str:
        turn = self.turn()
        assert isinstance(turn, Turn)
        return turn.card.id

    def rate(self, rating: Rating, seconds: float = 6) -> Review:
        assert isinstance(self.turn(), Turn)
        self.wait(seconds)
        self.session.answer(Revealed(), self.now)
        review = self.session.draft(rating, self.now)
        self.log.append(review)
        before = self.schedules.get(review.card_id, NEW_SCHEDULE)
        in_review = review.state_after is CardState.REVIEW
        after = replace(
            before,
            state=review.state_after,
            step=review.step_after,
            memory=MemoryState(5.0, 5.0),
            due_day=review.study_day + review.scheduled_days if in_review else None,
            due_at_ms=review.due_at_ms,
            last_review_at_ms=review.at_ms,
            last_study_day=review.study_day,
            review_count=before.review_count + 1,
        )
        self.schedules[review.card_id] = after
        self.session.take(review, after, self.now)
        return review

    def wait(self, seconds: float) -> None:
        self.now = later(self.now, seconds)


def later(now: Moment, seconds: float) -> Moment:
    return replace(now, at_ms=now.at_ms + round(seconds * 1000))


def test_a_failed_new_card_comes_back_after_its_step_and_before_other_new_cards() -> None:
    table = Table(cards("a", "1", "2", "3"))
    assert table.shown() == "a/1"
    table.rate(Rating.AGAIN)
    assert table.shown() == "a/2"
    table.rate(Rating.EASY)
    table.wait(60)
    assert table.shown() == "a/1"


def test_a_step_due_soon_is_shown_early_when_nothing_else_is_left() -> None:
    table = Table(cards("a", "1"))
    table.rate(Rating.GOOD)
    assert table.shown() == "a/1"
    table.rate(Rating.GOOD)
    end = table.turn()
    assert isinstance(end, Ended)
    assert end.reason is EndReason.DONE


def test_without_learning_ahead_the_end_says_when_the_step_is_due() -> None:
    table = Table(cards("a", "1"), limits=Limits(learn_ahead_min=0))
    table.rate(Rating.GOOD)
    end = table.turn()
    assert isinstance(end, Ended)
    assert end.next_due_at_ms == table.now.at_ms + 600_000


def test_siblings_of_a_rated_card_leave_the_queue() -> None:
    stock = cards("a", "1", "2", is_reversed=True)
    schedules = {stock[0].id: in_step(at().at_ms - 1)}
    table = Table(stock, schedules)
    assert table.shown() == "a/1"
    table.rate(Rating.GOOD)
    assert table.shown() == "a/2"
    table.rate(Rating.EASY)
    assert not isinstance(table.turn(), Turn) or table.shown() == "a/1"


def test_concepts_are_introduced_once_before_the_first_new_card_about_them() -> None:
    stock = cards_of(deck("a", note("1", about=("idea",)), note("2", about=("idea", "nowhere"))))
    table = Table(stock)
    turn = table.turn()
    assert isinstance(turn, Turn)
    assert turn.introduces == ("a/idea",)
    table.session.met(table.now)
    table.rate(Rating.EASY)
    turn = table.turn()
    assert isinstance(turn, Turn)
    assert turn.introduces == ()


def test_hints_come_one_by_one_and_are_logged() -> None:
    stock = cards_of(deck("a", note("1", hints=("first", "second"))))
    table = Table(stock)
    table.turn()
    assert [table.session.hint() for _ in range(3)] == ["first", "second", None]
    assert table.rate(Rating.HARD).hints == 2


@pytest.mark.parametrize("practice", [None, Practice(seed=1)])
def test_the_minutes_of_the_day_end_study_but_not_practice(practice: Practice | None) -> None:
    rules = Rules(
        limits=Limits(minutes_per_day=1),
        settings={"": DEFAULT},
        concepts=Concepts([]),
        session_id="test",
        practice=practice,
    )
    queue = cram_queue(cards("a", "1", "2"), {})
    turn = Session(queue, {}, rules, day_duration_ms=60_000).turn(at())
    assert isinstance(turn, Turn) is (practice is not None)


def test_the_minutes_of_a_sitting_end_it_and_the_learner_may_go_on() -> None:
    table = Table(cards("a", "1", "2", "3"), minutes=1)
    table.rate(Rating.EASY, seconds=61)
    end = table.turn()
    assert isinstance(end, Ended)
    assert end.reason is EndReason.MINUTES
    table.session.go_on()
    assert table.shown() == "a/2"


def test_a_long_break_is_not_counted_as_study() -> None:
    table = Table(cards("a", "1"))
    assert table.rate(Rating.GOOD, seconds=3600).duration_ms == 120_000


def test_a_cram_schedules_nothing_and_repeats_what_was_failed() -> None:
    stock = cards("a", "1", "2")
    table = Table(stock, {stock[0].id: known(at().study_day + 20)}, is_cram=True)
    first = table.shown()
    review = table.rate(Rating.AGAIN)
    assert (review.kind, review.evidence, review.state_after) == (
        ReviewKind.CRAM,
        "practice",
        review.state_before,
    )
    table.rate(Rating.GOOD)
    assert table.shown() == first
    assert table.session.outlooks(table.now) == {}


def test_an_undone_card_comes_back_answered_and_the_card_on_the_table_waits_behind_it() -> None:
    stock = cards("a", "1", "2")
    table = Table(stock)
    table.rate(Rating.EASY)
    assert table.shown() == "a/2"
    table.session.bring_back(stock[0], NEW_SCHEDULE, table.now, Revealed())
    turn = table.turn()
    assert isinstance(turn, Turn)
    assert (turn.card.id, turn.is_again, turn.grade is not None) == ("a/1", True, True)
    table.schedules.pop(CardId("a/1"))
    table.log.clear()
    table.rate(Rating.EASY)
    assert table.shown() == "a/2"


def test_edited_text_replaces_the_card_on_the_table_and_keeps_its_place() -> None:
    stock = cards("a", "1", "2")
    table = Table(stock)
    table.turn()
    fresh = replace(stock[0], note=replace(stock[0].note, front="New words"))
    others = {card.id: card for card in (fresh, *stock[1:])}
    table.session.replace_cards(others.get, Concepts(()), table.now)
    turn = table.turn()
    assert isinstance(turn, Turn)
    assert turn.prompt.front == "New words"


def test_cards_that_are_gone_leave_the_sitting_and_all_others_have_their_new_text() -> None:
    stock = cards("a", "1", "2", "3")
    table = Table(stock)
    table.turn()
    fresh = replace(stock[2], note=replace(stock[2].note, front="New words"))
    table.session.replace_cards({fresh.id: fresh}.get, Concepts(()), table.now)
    turn = table.turn()
    assert isinstance(turn, Turn)
    assert turn.prompt.front == "New words"
    assert table.session.progress().left == 1


def test_a_note_that_only_moved_keeps_its_answer_as_it_was_graded() -> None:
    stock = cards("a", "1")
    table = Table(stock)
    table.turn()
    table.session.answer(Revealed(), table.now)
    graded = table.turn()
    moved = replace(stock[0], note=replace(stock[0].note, place=Place("other.yaml", 99)))
    table.session.replace_cards({moved.id: moved}.get, Concepts(()), table.now)
    turn = table.turn()
    assert isinstance(turn, Turn)
    assert isinstance(graded, Turn)
    assert turn.grade is graded.grade
    assert turn.card.note.place.line == 99


def test_rating_without_a_card_is_a_mistake_of_the_program() -> None:
    table = Table(cards("a", "1"))
    with pytest.raises(RuntimeError):
        table.session.draft(Rating.GOOD, table.now)


def test_a_prompt_keeps_its_seed_until_it_is_rated() -> None:
    assert prompt_seed(CardId("a/1"), 0) == prompt_seed(CardId("a/1"), 0)
    assert prompt_seed(CardId("a/1"), 0) != prompt_seed(CardId("a/1"), 1)
    assert 0 <= prompt_seed(CardId("a/1"), 0) < 2**63


@given(st.lists(st.sampled_from(list(Rating)), min_size=1, max_size=40))
def test_any_sitting_ends_with_every_card_out_of_the_queue_or_waiting_in_its_step(
    ratings: list[Rating],
) -> None:
    table = Table(cards("a", "1", "2", is_reversed=True) + cards("b", "1"))
    for rating in ratings:
        if isinstance(table.turn(), Ended):
            break
        table.rate(rating)
    progress = table.session.progress()
    assert progress.done == len(table.log)
    seen = [review.card_id for review in table.log]
    by_note = {card_id.partition("#")[0]: card_id for card_id in seen}
    assert set(seen) == set(by_note.values())
    while isinstance(table.turn(), Turn):
        table.rate(Rating.EASY)
    assert table.session.progress().left == len(
        [s for s in table.schedules.values() if s.state is not CardState.REVIEW]
    )
