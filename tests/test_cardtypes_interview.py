"""Interview notes: what the reader refuses, what is asked, how an answer comes back."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from cardtypes_makers import as_yaml, card, problems, read, rules
from makers import at

from quizlr.cardtypes import ask, grade
from quizlr.cardtypes.interview import deck_problems, follow_ups
from quizlr.collection import Collection, Desk, Home
from quizlr.model import (
    Answer,
    CardId,
    CardState,
    Checked,
    Checklist,
    Evidence,
    Grade,
    Mark,
    Picked,
    Prompt,
    Rating,
    Revealed,
    Review,
    ReviewKind,
    Severity,
    TypedText,
    Verdict,
    answer_to_text,
)
from quizlr.plain import PlainStudy

NOTE: Mapping[str, Any] = {
    "type": "interview",
    "front": "Why log loss?",
    "back": "Log loss is\nconvex in the weights. It is the likelihood, too.",
    "points": [
        {"id": "likely", "text": "It is a *likelihood*.", "quote": "It is the likelihood"},
        {
            "id": "convex",
            "text": "It is convex.",
            "core": "yes",
            "weight": 3,
            "quote": "Log loss is convex in the weights",
        },
    ],
    "senior_angle": "Separable data have no minimum.",
    "follow_ups": [
        {"when": "weak", "ask": "What is convex?"},
        {"when": "strong", "ask": "And with a hidden layer?"},
        {"when": "strong", "note": "Look at canonical links."},
    ],
    "minutes": 0.5,
}


def asked(**fields: Any) -> Prompt:
    return ask(card({**NOTE, **fields}), 0)


def task(prompt: Prompt) -> Checklist:
    assert isinstance(prompt.task, Checklist)
    return prompt.task


def faults(**fields: Any) -> list[tuple[str, str, str]]:
    found = problems(as_yaml({**NOTE, **fields}))
    return [(problem.rule, problem.path, problem.message) for problem in found]


def reviewed(judged: Grade, answer: Answer) -> Review:
    """The review that an answer leaves in the log."""
    now = at()
    return Review(
        card_id=CardId("d/n"),
        at_ms=now.at_ms,
        tz=now.tz,
        utc_offset_min=0,
        rollover_hour=4,
        study_day=now.study_day,
        rating=Rating.AGAIN,
        kind=ReviewKind.LEARN,
        evidence="rubric",
        state_before=CardState.NEW,
        state_after=CardState.REVIEW,
        points=judged.points,
        answer=answer_to_text(answer),
    )


# -- asking and grading


def test_the_points_are_asked_and_the_senior_angle_is_the_last_and_weighs_nothing() -> None:
    prompt = asked()
    assert [point.id for point in task(prompt).points] == ["likely", "convex", "senior"]
    assert [point.weight for point in task(prompt).points] == [1, 3, 0]
    assert task(prompt).points[-1].heading == "Senior angle"
    assert (task(prompt).minutes, task(prompt).earlier) == (0.5, "")
    assert prompt.evidence is Evidence.RUBRIC
    assert task(asked(minutes=3)).minutes == 3


def test_the_answer_to_what_is_asked_next_is_shown_with_it() -> None:
    following = {"when": "weak", "ask": "What is convex?", "answer": "A chord lies above."}
    found = grade(asked(follow_ups=[following]), Checked("", ()))
    assert [(line.text, line.why) for line in found.lines[3:]] == [
        ("**Asked next:** What is convex?", "A chord lies above.")
    ]


def test_a_strong_answer_and_a_weak_one_are_followed_by_other_questions() -> None:
    strong = grade(asked(), Checked("", ("likely", "convex")))
    weak = grade(asked(), Checked("", ("likely",)))
    assert [line.text for line in strong.lines[3:]] == [
        "**Asked next:** And with a hidden layer?",
        "Look at canonical links.",
    ]
    assert [line.text for line in weak.lines[3:]] == ["**Asked next:** What is convex?"]
    note = asked().card.note
    assert [each.note for each in follow_ups(note, Verdict.CORRECT)][1] != ""
    assert follow_ups(note, Verdict.PARTIAL) == follow_ups(note, Verdict.WRONG)


def test_feedback_has_the_points_in_plain_words() -> None:
    judged = grade(asked(), Checked("", ("senior",)))
    assert judged.feedback == (
        "Missed at the core: 'It is convex.'. You made 0 of 2 points, 0% of their weight. "
        "You reached the senior angle."
    )
    assert judged.truth == "It is a likelihood.; It is convex."


def test_what_was_written_is_shown_over_the_model_answer_and_never_as_markdown() -> None:
    judged = grade(asked(), Checked("# *so* it is\n\n$convex$", ("convex",)))
    assert judged.given == "# *so* it is\n\n$convex$"
    assert judged.lines[-1].text == "**You wrote:**  \n\\# \\*so\\* it is  \n\\$convex\\$"


def test_looking_is_no_recall_and_another_kind_of_answer_is_asked_again() -> None:
    looked = grade(asked(), Revealed())
    assert (looked.verdict, looked.proposed) == (Verdict.UNGRADED, Rating.AGAIN)
    assert {line.mark for line in looked.lines} == {Mark.NEUTRAL}
    assert len(looked.lines) == 3
    for answer in (TypedText("convex"), Picked((0,))):
        assert grade(asked(), answer).verdict is Verdict.INVALID


# -- the next review


def test_what_was_missed_comes_first_and_what_was_written_is_shown_again() -> None:
    answer = Checked("It is *so*.", ("likely",), 12.5)
    review = reviewed(grade(asked(), answer), answer)
    prompt = ask(asked().card, 5, lambda _: review)
    assert [(point.id, point.was_missed) for point in task(prompt).points] == [
        ("convex", True),
        ("likely", False),
        ("senior", True),
    ]
    assert task(prompt).earlier == "It is *so*."
    assert prompt.back.endswith(r"**You wrote the last time:** It is \*so\*\.")
    assert prompt.back.startswith(str(NOTE["back"]))
    assert prompt == ask(asked().card, 5, lambda _: review)


@pytest.mark.parametrize("answer", [Revealed(), TypedText("x")])
def test_a_review_without_points_changes_nothing(answer: Answer) -> None:
    review = reviewed(Grade(verdict=Verdict.UNGRADED), answer)
    assert ask(asked().card, 0, lambda _: review) == asked()


def test_points_that_the_author_took_away_are_no_harm() -> None:
    answer = Checked("", ("likely",))
    review = reviewed(grade(asked(), answer), answer)
    points = [{"id": "new", "text": "New", "core": "yes", "quote": "Log loss"}]
    prompt = ask(asked(points=points).card, 0, lambda _: review)
    assert [point.id for point in task(prompt).points] == ["new", "senior"]


def test_other_types_are_not_asked_for_their_history() -> None:
    def refuse(_: CardId) -> Review | None:
        raise AssertionError

    basic = card({"front": "a", "back": "b"})
    assert ask(basic, 0, refuse) == ask(basic, 0)


# -- reading


@pytest.mark.parametrize("field", ["back", "points", "senior_angle"])
@pytest.mark.parametrize("value", [None, "", "  "])
def test_what_a_note_cannot_do_without(field: str, value: str | None) -> None:
    note = {**NOTE, field: value}
    if value is None:
        del note[field]
    assert len(rules(as_yaml(note))) == 1


def test_an_empty_list_of_points_is_refused() -> None:
    assert len(faults(points=[])) == 1


def test_a_point_without_its_words_is_refused() -> None:
    point = {"id": "a", "text": "A", "core": "yes"}
    assert [rule for rule, _, _ in faults(points=[point])] == ["missing-field"]


def test_a_quote_must_be_in_the_model_answer_whatever_the_spaces() -> None:
    def with_quote(quote: str) -> list[tuple[str, str, str]]:
        return faults(points=[{"id": "a", "text": "A", "core": "yes", "quote": quote}])

    assert with_quote("Log  loss\n is convex") == []
    ((rule, path, message),) = with_quote("loss is concave in the weights")
    assert (rule, path) == ("quote-not-found", "notes[0].points[0].quote")
    assert "'loss is convex in the weights.'" in message


def test_a_quote_longer_than_the_answer_is_told_the_answer() -> None:
    point = {"id": "a", "text": "A", "core": "yes", "quote": "It is a very long quote " * 9}
    ((rule, _, message),) = faults(points=[point])
    assert rule == "quote-not-found"
    assert "'Log loss is convex in the weights. It is the likelihood, too.'" in message


@pytest.mark.parametrize("names", [("a", "a"), ("a", "senior")])
def test_each_point_has_an_id_of_its_own(names: tuple[str, str]) -> None:
    points = [{"id": n, "text": n, "core": "yes", "quote": "Log loss"} for n in names]
    ((rule, path, _),) = faults(points=points)
    assert (rule, path) == ("point-id", "notes[0].points[1].id")


def test_one_point_at_least_is_core() -> None:
    points = [{"id": "a", "text": "A", "quote": "Log loss"}]
    assert [(rule, path) for rule, path, _ in faults(points=points)] == [
        ("no-core-point", "notes[0].points")
    ]


@pytest.mark.parametrize(
    ("follow_up", "rule"),
    [
        ({"when": "weak"}, "empty-follow-up"),
        ({"ask": "What?"}, "missing-field"),
    ],
)
def test_a_follow_up_says_when_and_what(follow_up: dict[str, str], rule: str) -> None:
    assert [found for found, _, _ in faults(follow_ups=[follow_up])] == [rule]


@pytest.mark.parametrize("weight", [0, -1, "x", "inf", "nan"])
def test_a_weight_is_a_number_above_zero(weight: object) -> None:
    point = {"id": "a", "text": "A", "core": "yes", "quote": "Log loss", "weight": weight}
    assert len(faults(points=[point])) == 1


# -- the whole deck


def other(**fields: Any) -> str:
    """A second note that has nothing in common with the first."""
    point = {"id": "a", "text": "A", "core": "yes", "quote": "Short"}
    note = {**NOTE, "back": "Short.", "points": [point], "senior_angle": "Another.", **fields}
    return as_yaml({"id": "m", **note}).replace('"id": "n"', '"id": "m"')


def test_a_senior_angle_serves_one_question() -> None:
    deck, _ = read(as_yaml(NOTE) + "\n" + other(senior_angle="separable  data have no MINIMUM."))
    (problem,) = deck_problems(deck)
    assert (problem.rule, problem.path) == ("same-senior-angle", "notes[1].senior_angle")
    assert problem.severity is Severity.WARNING
    assert "`n`" in problem.message
    assert problem.place == deck.notes[1].place


def test_a_long_sentence_stands_in_one_answer_only() -> None:
    long = "A model in production has to be watched for drift every day."
    first = as_yaml({**NOTE, "back": f"{NOTE['back']} {long}"})
    deck, _ = read(first + "\n" + other(back=f"Short. {long.upper()}\n\nMore."))
    (problem,) = deck_problems(deck)
    assert (problem.rule, problem.path) == ("boilerplate", "notes[1].back")
    assert long.upper() in problem.message


def test_short_sentences_and_other_notes_may_repeat() -> None:
    seven_words = "Log loss is convex in the weights."
    deck, _ = read(as_yaml(NOTE) + "\n" + other(back=f"Short. {seven_words}"))
    assert deck_problems(deck) == []
    basic = "- {id: x, front: a, back: 'This sentence has more than eight words in all.'}"
    deck, _ = read(f"{basic}\n{basic.replace('id: x', 'id: y')}")
    assert deck_problems(deck) == []


# -- three days


class Talk:
    """Types lines, and keeps what was said."""

    def __init__(self, *lines: str) -> None:
        self.lines = list(lines)
        self.said: list[str] = []

    def read(self, prompt: str) -> str:
        self.said.append(prompt)
        if not self.lines:
            raise EOFError
        return self.lines.pop(0)

    @property
    def text(self) -> str:
        return "\n".join(self.said)


DECK = f"quizlr: 1\nid: mine\ntitle: Mine\nnotes:\n  {as_yaml(NOTE)}\n"


def study(home: Home, day: str, monkeypatch: pytest.MonkeyPatch, *lines: str) -> tuple[str, Review]:
    """What was said on a day, and the review that it left."""
    monkeypatch.setenv("QUIZLR_NOW", f"2026-11-{day}T09:00:00+00:00")
    collection = Collection.open(home)
    talk = Talk(*lines)
    PlainStudy(Desk(collection, collection.select(["mine"])), talk.read, talk.said.append).run()
    review = collection.store.history(CardId("mine/n"))[-1]
    assert collection.store.verify() == []
    collection.close()
    return talk.text, review


def test_on_three_days_what_was_missed_leads_and_the_schedule_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    home = Home(tmp_path / "home")
    home.prepare()
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")

    text, first = study(home, "23", monkeypatch, "A likelihood,", "I think.", "", "1", "")
    assert "in 0:30." in text
    assert "1. It is a likelihood.\n  2. It is convex. (core)\n  3. Senior angle: Sep" in text
    assert (first.rating, first.verdict) == (Rating.AGAIN, Verdict.WRONG)
    assert first.points == '{"made":["likely"],"missed":["convex","senior"]}'
    assert first.scheduled_days == 1

    text, second = study(home, "24", monkeypatch, "Convex.", "", "1 2 9", "1 2", "")
    assert "1. It is convex. (core, missed the last time)\n  2. It is a likelihood.\n" in text
    assert "You wrote the last time:\nA likelihood,\nI think." in text
    assert "Write numbers from 1 to 3" in text
    assert (second.rating, second.verdict) == (Rating.GOOD, Verdict.CORRECT)
    assert second.scheduled_days >= 2
    assert first.scheduled_days < second.scheduled_days

    third_day = str(24 + second.scheduled_days)
    text, third = study(home, third_day, monkeypatch, "", "1 2 3", "")
    assert "1. It is a likelihood.\n  2. It is convex. (core)\n" in text
    assert "You wrote the last time: Convex." in text
    assert "You reached the senior angle." in text
    assert third.scheduled_days > second.scheduled_days
    assert '"missed":[]' in third.points


def test_a_missed_core_point_is_proposed_as_again_however_high_the_score(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    home = Home(tmp_path / "home")
    home.prepare()
    heavy = DECK.replace('"id": "likely",', '"id": "likely", "weight": 9,')
    (home.decks / "mine.yaml").write_text(heavy, encoding="utf-8")
    collection = Collection.open(home)
    desk = Desk(collection, collection.select(["mine"]))
    desk.turn()
    judged = desk.answer(Checked("", ("likely",)))
    collection.close()
    assert (judged.score, judged.verdict) == (0.75, Verdict.PARTIAL)
    assert judged.proposed is Rating.AGAIN


def test_a_card_can_be_left_while_its_answer_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    home = Home(tmp_path / "home")
    home.prepare()
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    collection = Collection.open(home)
    talk = Talk("half an answer", ":h", ":b")
    PlainStudy(Desk(collection, collection.select(["mine"])), talk.read, talk.said.append).run()
    schedule = collection.store.schedule(CardId("mine/n"))
    collection.close()
    assert "There is no further hint." in talk.text
    assert schedule.buried_until_day is not None
