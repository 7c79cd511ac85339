from __future__ import annotations

from itertools import islice

from hypothesis import given
from hypothesis import strategies as st
from makers import at, cards, deck, in_step, known

from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, Schedule
from quizlr.session import (
    DayDone,
    Limits,
    Queue,
    ahead_queue,
    build_queue,
    cram_queue,
    next_due_at_ms,
    study_order,
    waits,
)
from quizlr.session.queue import Worth
from quizlr.session.ranking import best_first
from quizlr.session.tally import streak, tally

NOW = at()
TODAY = NOW.study_day
NO_LIMITS = Limits(new_per_day=9999, reviews_per_day=9999)


def queue(
    stock: tuple[Card, ...],
    schedules: dict[CardId, Schedule] | None = None,
    limits: Limits = NO_LIMITS,
    done: DayDone | None = None,
    **options: object,
) -> Queue:
    return build_queue(
        stock,
        schedules or {},
        NOW,
        limits=limits,
        done=done or DayDone(),
        **options,  # type: ignore[arg-type]
    )


def ids(found: tuple[Card, ...]) -> list[str]:
    return [card.id for card in found]


def test_new_cards_keep_the_authors_order_and_decks_take_turns() -> None:
    stock = cards("a", "1", "2", "3") + cards("b", "1", "2", "3")
    assert ids(queue(stock).new) == ["a/1", "b/1", "a/2", "b/2", "a/3", "b/3"]


def test_a_small_deck_has_its_turns_before_a_large_one_fills_the_day() -> None:
    stock = cards("a", *"123456") + cards("b", "1", "2")
    assert ids(queue(stock, limits=Limits(new_per_day=4)).new) == ["a/1", "b/1", "a/2", "b/2"]


def test_overdue_reviews_come_first() -> None:
    stock = cards("a", "today", "late", "later", "tomorrow")
    schedules = {
        stock[0].id: known(TODAY),
        stock[1].id: known(TODAY - 1),
        stock[2].id: known(TODAY - 30),
        stock[3].id: known(TODAY + 1),
    }
    assert ids(queue(stock, schedules).reviews) == ["a/later", "a/late", "a/today"]


def test_only_one_sibling_a_day() -> None:
    stock = cards("a", "1", "2", is_reversed=True)
    assert ids(stock) == ["a/1", "a/1#reverse", "a/2", "a/2#reverse"]
    assert ids(queue(stock).new) == ["a/1", "a/2"]


def test_a_due_sibling_goes_before_a_new_one() -> None:
    stock = cards("a", "1", is_reversed=True)
    found = queue(stock, {stock[1].id: known(TODAY)})
    assert (ids(found.reviews), ids(found.new)) == (["a/1#reverse"], [])


def test_siblings_of_a_card_rated_today_wait_until_tomorrow() -> None:
    stock = cards("a", "1", "2", is_reversed=True)
    rated = {stock[0].id: known(TODAY + 3)}
    assert ids(queue(stock, rated, done=DayDone(cards={stock[0].id})).new) == ["a/2"]


def test_learning_steps_are_not_buried_with_their_siblings() -> None:
    stock = cards("a", "1", is_reversed=True)
    schedules = {stock[0].id: in_step(NOW.at_ms + 60_000), stock[1].id: in_step(NOW.at_ms)}
    found = queue(stock, schedules, done=DayDone(cards={card.id for card in stock}))
    assert [card.id for _, card in found.learning] == ["a/1#reverse", "a/1"]


def test_limits_count_what_was_done_today() -> None:
    stock = cards("a", *"123456789")
    schedules = {card.id: known(TODAY) for card in stock[:5]}
    found = queue(
        stock,
        schedules,
        Limits(new_per_day=3, reviews_per_day=4, new_in_backlog=True),
        DayDone(new_count=2, review_count=1),
    )
    assert (len(found.new), len(found.reviews)) == (1, 3)


def test_a_type_can_have_a_tighter_limit() -> None:
    stock = cards("a", *"12345")
    limits = Limits(new_per_day=20, new_per_day_by_type={"basic": 3})
    done = DayDone(new_count=1, new_count_by_type={"basic": 1})
    assert len(queue(stock, limits=limits, done=done).new) == 2


def test_suspended_and_buried_cards_stay_away_and_come_back() -> None:
    stock = cards("a", "1", "2", "3")
    schedules = {
        stock[0].id: known(TODAY, is_suspended=True),
        stock[1].id: known(TODAY, buried_until_day=TODAY + 1),
        stock[2].id: known(TODAY, buried_until_day=TODAY),
    }
    assert ids(queue(stock, schedules).reviews) == ["a/3"]


def test_a_deck_waits_until_four_fifths_of_the_one_it_requires_have_left_learning() -> None:
    base, upper = cards("base", *"12345"), cards("upper", "1")
    stock = base + upper
    learned = {card.id: known(TODAY + 9) for card in base[:3]}
    held = waits(stock, learned, {"upper": ["base"]})
    assert [(w.deck_id, w.for_deck_id, w.learned, w.needed) for w in held] == [
        ("upper", "base", 3, 4)
    ]
    assert "upper/1" not in ids(queue(stock, learned, waiting=held).new)
    free = Limits(honours_requires=False)
    assert "upper/1" in ids(queue(stock, learned, free, waiting=held).new)
    learned[base[3].id] = known(TODAY + 9)
    assert waits(stock, learned, {"upper": ["base"]}) == ()


def test_reviews_of_a_waiting_deck_are_still_served() -> None:
    stock = cards("base", "1") + cards("upper", "1")
    schedules = {stock[1].id: known(TODAY)}
    held = waits(stock, schedules, {"upper": ["base"]})
    assert ids(queue(stock, schedules, waiting=held).reviews) == ["upper/1"]


def test_studying_ahead_offers_what_is_due_soonest() -> None:
    stock = cards("a", "far", "near", "new")
    schedules = {stock[0].id: known(TODAY + 9), stock[1].id: known(TODAY + 1)}
    found = ahead_queue(stock, schedules, NOW, count=1)
    assert (ids(found.reviews), ids(found.new)) == (["a/near"], [])
    assert ids(ahead_queue(stock[2:], {}, NOW).new) == ["a/new"]


def test_a_cram_holds_every_card_that_is_not_suspended() -> None:
    stock = cards("a", "1", "2", is_reversed=True)
    found = cram_queue(stock, {stock[0].id: known(TODAY + 50, is_suspended=True)})
    assert ids(found.reviews) == ["a/1#reverse", "a/2", "a/2#reverse"]


def test_the_next_due_time_is_the_start_of_the_study_day_or_the_step() -> None:
    stock = cards("a", "1", "2")
    schedules = {stock[0].id: known(TODAY + 1)}
    assert next_due_at_ms(stock, schedules, NOW) == NOW.next_day_at_ms
    schedules[stock[1].id] = in_step(NOW.at_ms + 5)
    assert next_due_at_ms(stock, schedules, NOW) == NOW.at_ms + 5
    assert next_due_at_ms(stock, {}, NOW) is None


def test_the_tally_counts_by_deck() -> None:
    stock = cards("a", "1", "2", "3") + cards("b", "1")
    schedules = {stock[0].id: known(TODAY), stock[1].id: in_step(NOW.at_ms)}
    rows = tally(stock, schedules, queue(stock, schedules), NOW)
    assert [(r.deck_id, r.new, r.learning, r.due, r.total, r.unseen) for r in rows.values()] == [
        ("a", 1, 1, 1, 3, 1),
        ("b", 1, 0, 0, 1, 1),
    ]


def test_a_streak_survives_until_the_end_of_the_next_study_day() -> None:
    assert streak((TODAY - 3, TODAY - 2, TODAY - 1), NOW) == 3
    assert streak((TODAY - 1, TODAY), NOW) == 2
    assert streak((TODAY - 2,), NOW) == 0


schedules_of_any_kind = st.one_of(
    st.just(NEW_SCHEDULE),
    st.integers(-30, 30).map(lambda d: known(TODAY + d)),
    st.integers(-(10**7), 10**8).map(lambda ms: in_step(NOW.at_ms + ms)),
    st.integers(-3, 3).map(lambda d: known(TODAY, buried_until_day=TODAY + d)),
    st.just(known(TODAY, is_suspended=True)),
)


@given(
    st.lists(schedules_of_any_kind, min_size=12, max_size=12),
    st.integers(0, 8),
    st.integers(0, 8),
)
def test_no_queue_holds_a_card_twice_or_one_that_is_hidden(
    states: list[Schedule], new_limit: int, review_limit: int
) -> None:
    stock = cards("a", *"123", is_reversed=True) + cards("b", *"123456")
    schedules = {card.id: state for card, state in zip(stock, states, strict=True)}
    found = queue(stock, schedules, Limits(new_per_day=new_limit, reviews_per_day=review_limit))
    everything = [card for _, card in found.learning] + [*found.reviews, *found.new]
    assert len({card.id for card in everything}) == len(everything)
    assert len(found.new) <= new_limit
    assert len(found.reviews) <= review_limit
    for card in everything:
        schedule = schedules[card.id]
        assert not schedule.is_suspended
        assert schedule.buried_until_day is None or schedule.buried_until_day <= TODAY
    rest = [card.note_key for card in (*found.reviews, *found.new)]
    assert len(set(rest)) == len(rest)
    assert all(schedules[card.id].state is CardState.NEW for card in found.new)


def test_a_deck_stands_behind_those_that_it_requires() -> None:
    decks = [
        deck("c", requires=("b", "nowhere")),
        deck("b", requires=("a",)),
        deck("a"),
        deck("x", requires=("y",)),
        deck("y", requires=("x",)),
    ]
    assert [found.id for found in study_order(decks)] == ["a", "b", "y", "x", "c"]


def test_where_the_reviews_do_not_fit_the_day_the_worthiest_come_and_new_cards_wait() -> None:
    stock = cards("a", *"1234567")
    schedules = {card.id: known(TODAY - n) for n, card in enumerate(stock[:5])}
    worth = {id(schedules[card.id]): n % 3 for n, card in enumerate(stock[:5])}
    limits = Limits(reviews_per_day=2)
    found = build_queue(
        stock,
        schedules,
        NOW,
        limits=limits,
        done=DayDone(),
        worth=lambda: Worth(lambda s: worth[id(s)], lambda s: worth[id(s)]),
    )
    assert [worth[id(schedules[card.id])] for card in found.reviews] == [2, 1]
    assert (found.backlog, found.new) == (3, ())
    rest = build_queue(
        stock, schedules, NOW, limits=Limits(reviews_per_day=5), done=DayDone(), worth=None
    )
    assert (rest.backlog, len(rest.new)) == (0, 2)
    assert rest.reviews[0] == stock[4]  # overdue first


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5))), st.integers(0, 12))
def test_the_first_few_of_many_are_those_that_sorting_all_would_give(
    rows: list[tuple[int, int]], count: int
) -> None:
    looked: list[int] = []

    def value(number: int) -> float:
        looked.append(number)
        return float(rows[number][0])

    ranked = best_first(len(rows), lambda n: float(sum(rows[n])), value)
    first = list(islice(ranked, count))
    expected = sorted(range(len(rows)), key=lambda n: (-rows[n][0], n))[:count]
    assert [number for _, number in first] == expected
    assert len(looked) == len(set(looked))
