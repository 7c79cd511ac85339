"""Drills, typed answers and giving up in lines of text, on a real home."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizlr.collection import Collection, Desk, Home
from quizlr.model import Rating, Review
from quizlr.plain import PlainStudy

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - id: third
    type: drill
    vars: {a: {grid: [2, 2, 1]}}
    front: A third of {{= a }}?
    answer: a / 3
    digits: 4
    tolerance: {abs: 0.0005}
    steps: [{say: Divide by 3, show: a / 3}]
    slips:
      inverse: {expr: 3 / a, say: That is the inverse.}
  - id: pair
    type: drill
    vars: {a: {grid: [2, 2, 1]}}
    front: Half of {{= a }}, and its double?
    answer: "[a / 2, 2 * a]"
  - id: parts
    type: drill
    vars: {a: {grid: [2, 2, 1]}}
    front: Two questions on {{= a }}.
    parts:
      - {name: first, ask: Half of it?, answer: a / 2}
      - {name: second, ask: Which comes first?, items: ["1", "2", "3"], by: "[1, 2, 3]"}
  - id: steps
    type: order
    front: Order the steps.
    items: [predict, compare, update]
  - id: kept
    type: order
    front: Order what belongs.
    items: [predict, compare]
    distractors: [sleep]
  - id: word
    type: typed
    front: The loss of logistic regression?
    answers: [log loss]
  - id: choice
    type: choice
    front: Convex in the score?
    shuffle: no
    options:
      - {text: log loss, correct: yes, why: Its curvature is never negative.}
      - {text: squared error, why: It turns.}
  - id: code
    type: drill
    vars: {a: {grid: [2, 2, 1]}}
    front: Two more on {{= a }}.
    parts:
      - {name: one, ask: Half of it?, answer: a / 2}
      - name: two
        ask: |
          A program:

          ```
          print(2)
          ```

          What does it print?
        answer: a
  - id: talk
    type: interview
    front: What is log loss?
    back: The mean of minus the log of the probability of the label.
    points: [{id: mean, text: It is a mean., core: yes, quote: The mean}]
    senior_angle: It is proper.
    minutes: 2
  - id: card
    front: What is a third?
    back: One of three.
"""


class Talk:
    """Types the given lines and keeps what was said."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.said: list[str] = []

    def read(self, prompt: str) -> str:
        self.said.append(prompt)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    def write(self, text: str) -> None:
        self.said.append(text)

    @property
    def text(self) -> str:
        return "\n".join(self.said)


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collection]:
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    home = Home(tmp_path / "home")
    home.prepare()
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    opened = Collection.open(home)
    assert not [p for p in opened.problems if p.place.file.endswith("mine.yaml")]
    yield opened
    opened.close()


def study(collection: Collection, names: str, *lines: str, questions: int | None = None) -> Talk:
    """A sitting with these notes; practice if a number of questions is given."""
    cards = [card for card in collection.cards if card.note_key in _keys(names)]
    practice = None if questions is None else collection.practice(questions, seed=1)
    talk = Talk(*lines)
    desk = Desk(collection, cards, practice=practice, is_ahead=practice is None)
    PlainStudy(desk, talk.read, talk.write).run()
    return talk


def _keys(names: str) -> list[str]:
    return [f"mine/{name}" for name in names.split()]


def saved(collection: Collection) -> list[Review]:
    return [e.what for e in collection.store.events() if isinstance(e.what, Review)]


# Giving up


@pytest.mark.parametrize("lines", [("", ""), (":g",), ("0.1 0.2", "", ""), ("", "x", ":g")])
def test_an_empty_line_twice_or_g_shows_the_answer(
    collection: Collection, lines: tuple[str, ...]
) -> None:
    talk = study(collection, "third", *lines, "")
    assert "Shown. The answer: 0.6667" in talk.said
    assert "missed" not in talk.text
    (review,) = saved(collection)
    assert (review.verdict, review.rating) == ("ungraded", Rating.AGAIN)


def test_one_empty_line_only_asks_again(collection: Collection) -> None:
    talk = study(collection, "third", "", "0.6667", "")
    assert talk.said.count("Type an answer, or press enter again to see it.") == 1
    assert saved(collection)[0].verdict == "correct"


def test_what_is_typed_between_makes_an_empty_line_the_first_again(collection: Collection) -> None:
    talk = study(collection, "word", "", ":h", "", "")
    assert talk.text.count("or press enter again") == 1
    talk = study(collection, "third", "", "abc", "", "0.6667")
    assert talk.text.count("or press enter again") == 2
    assert "Correct." in talk.said


@pytest.mark.parametrize("lines", [(":g",), ("It is a mean.", ":g"), ("It is a mean.", "", ":g")])
def test_an_open_question_can_be_given_up_at_any_line(
    collection: Collection, lines: tuple[str, ...]
) -> None:
    study(collection, "talk", *lines, "")
    assert [review.verdict for review in saved(collection)] == ["ungraded"]


def test_an_empty_line_ticks_no_point(collection: Collection) -> None:
    talk = study(collection, "talk", "It is small.", "", "", "")
    assert "or press enter again" not in talk.text
    assert [review.rating for review in saved(collection)] == [Rating.AGAIN]
    assert "Wrong." in talk.text


@pytest.mark.parametrize("name", ["steps", "word", "choice", "parts", "pair"])
def test_every_kind_of_question_can_be_given_up(collection: Collection, name: str) -> None:
    study(collection, name, "", "", "")
    assert [review.verdict for review in saved(collection)] == ["ungraded"]


def test_a_later_step_can_be_given_up_too(collection: Collection) -> None:
    talk = study(collection, "parts", "1", ":g", "")
    assert "Shown. You looked before you answered. Rate what you knew." in talk.said
    assert [review.verdict for review in saved(collection)] == ["ungraded"]


def test_g_on_a_card_to_turn_turns_it_and_then_says_so(collection: Collection) -> None:
    talk = study(collection, "card", "g", "g", "3")
    assert "One of three." in talk.said
    assert "The answer is shown already." in talk.said
    assert [review.rating for review in saved(collection)] == [Rating.GOOD]


# The calculator


def test_a_result_is_taken_by_an_empty_line(collection: Collection) -> None:
    talk = study(collection, "third", "=2/3", "", "")
    assert "= 0.66666667 (enter takes it)" in talk.said
    assert "Correct. 0.6667; you gave 0.66666667." in talk.said


def test_several_results_are_taken_together(collection: Collection) -> None:
    talk = study(collection, "pair", "=2/2 4", "=2/2, 2*2", "", "")
    assert "calculated numbers are separated by commas" in talk.text
    assert "= 1, 4 (enter takes it)" in talk.said
    assert "Correct." in talk.text


def test_a_result_that_is_no_answer_is_not_taken(collection: Collection) -> None:
    talk = study(collection, "pair", "=2/2", "", "", "")
    assert "= 1. 2 numbers are wanted; this has 1." in talk.said
    assert "Type an answer, or press enter again to see it." in talk.said
    assert [review.verdict for review in saved(collection)] == ["ungraded"]


def test_another_line_takes_the_offer_back(collection: Collection) -> None:
    study(collection, "third", "=2/3", "abc", "", "", "")
    assert [review.verdict for review in saved(collection)] == ["ungraded"]


# Commands


def test_the_colon_is_announced_once_at_the_first_question_that_is_typed(
    collection: Collection,
) -> None:
    talk = study(collection, "card third word", "", "4", "0.6667", "4", "log loss", "4")
    announced = "Commands begin with a colon here (:? for the commands)."
    assert talk.said.count(announced) == 1
    assert talk.said.index("A third of 2?") < talk.said.index(announced)


def test_a_question_mark_by_itself_shows_the_commands(collection: Collection) -> None:
    talk = study(collection, "word", "?", "h", "")
    assert "g show the answer" in talk.text
    assert "Wrong." in talk.text, "a letter without a colon is an answer"


def test_no_practice_within_practice(collection: Collection) -> None:
    talk = study(collection, "third", ":n", "0.6667", "", questions=1)
    assert "This is practice: the next question has other numbers." in talk.said
    assert len(saved(collection)) == 1


# Steps and orders


def test_each_step_is_checked_when_it_is_typed(collection: Collection) -> None:
    talk = study(collection, "parts", "x", "", "1", "1 2", "9 9 9", "1 1 2", "1 2 3", "")
    second = next(at for at, line in enumerate(talk.said) if line.startswith("Step 2 of 2."))
    assert "Type an answer, or press enter again to see it." in talk.said[:second]
    after = "\n".join(talk.said[second:])
    assert "Nothing may be left out: write all 3 numbers." in after
    assert "Write numbers from 1 to 3" in after
    assert "A number stands twice." in after
    assert talk.text.count("Step 1 of 2.") == 1
    assert len(saved(collection)) == 1


def test_a_step_with_code_begins_on_its_own_line(collection: Collection) -> None:
    talk = study(collection, "code", "1", "2", "")
    assert "Step 1 of 2. Half of it?" in talk.said
    assert "Step 2 of 2.\n" in talk.text
    assert "    print(2)" in talk.text.splitlines()


def test_only_where_something_does_not_belong_may_it_be_left_out(collection: Collection) -> None:
    whole = study(collection, "steps", "1 2", "1 2 3", "4").text
    assert "The right order, as in 2 1 3 > " in whole
    assert "Nothing may be left out" in whole
    part = study(collection, "kept", "1 2", "4").text
    assert "The right order, as in 2 1 3; leave out what does not belong > " in part
    assert "Nothing may be left out" not in part
    assert len(saved(collection)) == 2


def test_a_wrong_order_is_told_the_right_one(collection: Collection) -> None:
    orders = ("1 2 3", "1 3 2", "2 1 3", "2 3 1", "3 1 2", "3 2 1")
    said = [study(collection, "steps", line, questions=1).text for line in orders]
    right = [text for text in said if "Correct." in text]
    assert len(right) == 1
    assert "A right order:" not in right[0]
    assert all("A right order:" in text for text in said if text not in right)


# Verdicts and scores


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("third", "0.6667", "Correct."),
        ("third", "0.66667", "Correct. 0.6667; you gave 0.66667."),
        ("third", "1.5", "A known slip. That is the inverse. The answer is 0.6667; you gave 1.5."),
        ("word", "log loss", "Correct."),
        ("choice", "1", "Correct."),
    ],
)
def test_a_verdict_says_no_thing_twice(
    collection: Collection, name: str, typed: str, told: str
) -> None:
    assert told in study(collection, name, typed).said


def test_practice_ends_with_its_score_and_says_nothing_of_tomorrow(collection: Collection) -> None:
    lines = ("0.6667", "", "1.5", "", ":g", "", "0.7", "0.7", "")
    talk = study(collection, "third", *lines, questions=4)
    assert "1 of 4 right, 1 partly, 1 shown." in talk.said
    assert "Slip in mine/third: inverse: 1 of your last 4." in talk.said
    for word in ("tomorrow", "Streak", "Nothing", "due"):
        assert word not in talk.text


def test_practice_in_which_all_was_shown_has_a_score_too(collection: Collection) -> None:
    assert "0 of 1 right, 1 shown." in study(collection, "third", ":g", "", questions=1).said


def test_a_sitting_that_counts_tells_of_tomorrow_and_no_score(collection: Collection) -> None:
    talk = study(collection, "third", "0.6667", "4")
    assert "Streak: 1 day." in talk.text
    assert "of 1 right" not in talk.text


def test_a_cram_of_cards_that_nobody_grades_has_no_score(collection: Collection) -> None:
    talk = study(collection, "card", "", "3", questions=0)
    assert "1 answer in" in talk.text
    assert "right" not in talk.text
    assert "Streak" not in talk.text


def test_read_only_one_goes_on_and_is_told_that_nothing_is_saved(collection: Collection) -> None:
    home = collection.home
    collection.close()
    only = Collection.open(home, is_read_only=True)
    talk = study(only, "third card", "0.6667", "", "", "3")
    assert talk.said.count("Read-only: this rating was not saved.") == 2
    assert "Correct." in talk.said
    assert saved(only) == []
    only.close()
