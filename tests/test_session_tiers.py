"""Higher tiers of a topic open when the tier below is known; nothing waits for ever."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import at, in_step, known, note

from quizlr.collection import Collection, Desk, Home, ended_words
from quizlr.model import Card, CardId, CardState, Rating, Revealed, Schedule, Tier
from quizlr.session import Ended, TierWait, Turn
from quizlr.session.tiers import TIERS, gates, held_back, wait_of, wait_words

B, M, A, E = TIERS
LEARNED = known(at().study_day + 9)
STEP = in_step(at().at_ms)


def card(name: str, tier: Tier | None, *about: str, deck: str = "d") -> Card:
    return Card(deck, note(name, tier=tier, about=about or ("x",)))


def about(each: Card) -> tuple[str, ...]:
    return each.note.about


def closed(
    cards: list[Card], *learned: str, out: str = "", **other: Schedule
) -> dict[tuple[str, Tier], TierWait]:
    schedules = {CardId(f"d/{name}"): LEARNED for name in learned}
    schedules |= {CardId(f"d/{name}"): schedule for name, schedule in other.items()}
    return dict(gates(cards, schedules, about, lambda c: c.note.id in out.split()))


FIVE = [card(f"b{n}", B) for n in range(5)]


def test_a_tier_opens_when_four_fifths_of_the_tier_below_have_left_learning() -> None:
    cards = [*FIVE, card("i", M)]
    assert closed(cards) == {("x", M): TierWait("x", B, 0, 4), ("x", A): TierWait("x", M, 0, 1),
                             ("x", E): TierWait("x", M, 0, 1)}  # fmt: skip
    assert closed(cards, "b0", "b1", "b2", b3=STEP)["x", M] == TierWait("x", B, 3, 4)
    assert ("x", M) not in closed(cards, "b0", "b1", "b2", "b3")


def test_a_tier_that_a_topic_does_not_have_is_not_waited_for() -> None:
    cards = [*FIVE, card("e", E)]
    assert closed(cards)["x", E].below is B
    assert ("x", E) not in closed(cards, "b0", "b1", "b2", "b3", "b4")
    assert closed([card("e", E)]) == {}


def test_what_cannot_be_learned_now_is_not_waited_for() -> None:
    cards = [card("b", B), card("i", M)]
    assert ("x", M) in closed(cards)
    assert ("x", M) not in closed(cards, out="b")
    assert ("x", M) not in closed(cards, b=known(1, is_suspended=True))
    assert ("x", M) in closed(cards, b=STEP, out="b")


def test_relearning_does_not_close_what_was_open() -> None:
    again = in_step(at().at_ms, state=CardState.RELEARNING)
    assert ("x", M) not in closed([card("b", B), card("i", M)], b=again)


def test_a_card_waits_in_the_first_of_its_topics_that_is_closed_and_one_without_a_tier_never() -> (
    None
):
    cards = [card("b", B, "y"), card("i", M, "x", "y"), card("n", None, "y")]
    gate = closed(cards)
    assert wait_of(cards[1], gate, about) == TierWait("y", B, 0, 1)
    assert wait_of(cards[2], gate, about) is None
    assert list(held_back(cards, {}, gate, about)) == ["d/i"]
    assert held_back(cards, {CardId("d/i"): STEP}, gate, about) == {}
    assert wait_words(TierWait("deck/log-loss", B, 3, 7)) == (
        "beginner cards of log-loss: 3 known, 7 needed"
    )


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*TIERS, None]),
            st.sets(st.sampled_from("xyz"), max_size=2),
            st.sampled_from(["open", "open", "out"]),
        ),
        max_size=14,
    )
)
def test_whoever_learns_what_is_open_comes_to_every_card(
    drawn: list[tuple[Tier | None, set[str], str]],
) -> None:
    cards = [card(f"n{i}", tier, *sorted(topics)) for i, (tier, topics, _) in enumerate(drawn)]
    out = {c.id for c, d in zip(cards, drawn, strict=True) if d[2] == "out"}
    schedules: dict[CardId, Schedule] = {}
    for _ in cards:
        gate = gates(cards, schedules, about, lambda c: c.id in out)
        held = held_back(cards, schedules, gate, about)
        closed_to = {*schedules, *held, *out}
        fresh = [c for c in cards if c.id not in closed_to]
        if not fresh:
            break
        schedules[fresh[0].id] = LEARNED
    assert {c.id for c in cards} - schedules.keys() <= out


# -- in Study


DECK = """\
quizlr: 1
id: steps
title: Steps
notes:
  - {id: topic, type: concept, title: Topic, body: B}
  - {id: easy, about: [topic], tier: beginner, front: Easy, back: B}
  - {id: hard, about: [topic], tier: expert, front: Hard, back: B}
  - {id: middle, about: [topic], tier: intermediate, front: Middle, back: B}
  - {id: free, front: Free, back: B}
"""


@pytest.fixture
def home(home: Home) -> Home:
    (home.decks / "steps.yaml").write_text(DECK, encoding="utf-8")
    return home


def shown(desk: Desk) -> str:
    turn = desk.turn()
    return turn.card.note.id if isinstance(turn, Turn) else "end"


def answer(desk: Desk, rating: Rating) -> str:
    name = shown(desk)
    desk.met()
    desk.answer(Revealed())
    desk.rate(rating)
    return name


def test_study_goes_on_with_each_tier_as_it_opens(collection: Collection) -> None:
    desk = Desk(collection, collection.cards)
    asked = [answer(desk, Rating.EASY) for _ in range(4)]
    assert asked == ["easy", "free", "middle", "hard"]
    assert shown(desk) == "end"


def test_the_end_home_and_why_say_what_is_waited_for(collection: Collection) -> None:
    desk = Desk(collection, collection.cards)
    assert [answer(desk, rating) for rating in (Rating.GOOD, Rating.EASY)] == ["easy", "free"]
    assert answer(desk, Rating.AGAIN) == "easy"
    desk.skip()
    ended = desk.turn()
    assert isinstance(ended, Ended)
    words = ended_words(ended, collection.now(), collection.clock.zone, 30)
    assert "2 of them wait for easier cards of the same topic" in words[-1]
    assert "beginner cards of topic: 0 known, 1 needed" in words[-1]
    tally = collection.overview().tallies["steps"]
    assert (tally.new, tally.held, tally.unseen) == (0, 2, 2)
    hard = collection.card(CardId("steps/hard"))
    assert hard is not None
    assert "In Study it waits for intermediate cards of topic" in collection.why(hard).reason


def test_the_setting_opens_all_tiers(home: Home) -> None:
    home.config.write_text("[study]\nhonour_tiers = false\n", encoding="utf-8")
    opened = Collection.open(home)
    try:
        assert opened.overview().counts == (4, 0, 0)
    finally:
        opened.close()


def test_a_type_that_is_never_new_is_not_waited_for(home: Home) -> None:
    drill = "\n  - {id: d, type: drill, family: bce-single, about: [topic], tier: beginner}\n"
    text = DECK.replace("\n  - {id: easy", f"{drill}  - {{id: easy")
    (home.decks / "steps.yaml").write_text(text, encoding="utf-8")
    home.config.write_text("[study]\nnew_drills_per_day = 0\n", encoding="utf-8")
    opened = Collection.open(home)
    try:
        desk = Desk(opened, opened.cards)
        asked = [answer(desk, Rating.EASY) for _ in range(4)]
        assert asked == ["easy", "free", "middle", "hard"]
    finally:
        opened.close()
