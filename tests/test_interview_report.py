"""What an interview came to, from its answers alone; two of them side by side."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from interview_makers import POINTS, asked, interview, review

from quizlr.interview import Begun, Ended, Entry, Followed, Interview, Kind
from quizlr.interview.comparing import Change, compare
from quizlr.interview.exporting import report_fields
from quizlr.interview.report import Facts, Report, report
from quizlr.interview.telling import (
    change_words,
    comparison,
    headline,
    past_words,
    sections,
    subject_words,
)
from quizlr.model import CardId, Rating, Review, Tier, Verdict

Happened = tuple[float, Entry | Review]
LOOKED: dict[str, Any] = {"verdict": Verdict.UNGRADED, "rating": Rating.AGAIN}


TOPICS = {
    "d/q1": {"d/loss": "Log loss"},
    "d/drill": {"d/loss": "Log loss", "d/gradient": "Gradients"},
}


def facts(card_id: CardId) -> Facts:
    """Cards whose note begins with `q` have points; others are drills."""
    has_points = card_id.startswith("d/q")
    topics = TOPICS.get(card_id, {})
    return Facts(title=f"About {card_id}", points=POINTS if has_points else (), topics=topics)


def made(*happened: Happened, **begun: Any) -> Report:
    return report(interview(*happened, **begun), facts)


def asked_and(review_: Review, at: float, **fields: Any) -> list[Happened]:
    name = review_.card_id.partition("/")[2]
    kind = Kind.QUESTION if name.startswith("q") else Kind.DRILL
    return [(at, asked(name, kind, **fields)), (at + 1, review_)]


WHOLE: list[Happened] = [
    *asked_and(review("q1", 1, ["core", "more", "senior"], seconds=30), 0, topics=("d/loss",)),
    *asked_and(review("q2", 3, ["more"], seconds=90), 2, tier=Tier.INTERMEDIATE),
    *asked_and(
        review("drill", 5, verdict=Verdict.SLIP, rating=Rating.AGAIN, slip="forgot_x"),
        4,
        topics=("d/loss", "d/gradient"),
    ),
    (5.0, Followed(card_id=CardId("d/q1"), ask="And?", score=0.5)),
    (5.0, Followed(card_id=CardId("d/q2"), ask="And?")),
    (6.0, asked("q3")),
    (15.0, Ended()),
]


def test_coverage_by_tier_and_topic() -> None:
    found = made(*WHOLE)
    assert [(row.name, row.count, row.score) for row in found.by_tier] == [
        ("beginner", 2, 0.5),
        ("intermediate", 1, 0.25),
    ]
    rows = {row.name: (row.title, row.count, row.score) for row in found.by_topic}
    assert rows["d/loss"] == ("Log loss", 2, 0.5)
    assert rows["d/gradient"] == ("Gradients", 1, 0.0)
    assert rows["q2"] == ("q2", 1, 0.25)  # a card that the decks have no more
    assert [row.score for row in found.by_topic] == sorted(row.score for row in found.by_topic)
    assert found.score == pytest.approx((1 + 0.25 + 0) / 3)
    assert found.passed == 1


def test_points_missed_come_with_the_words_that_would_have_made_them() -> None:
    found = made(*WHOLE)
    (missed,) = found.missed
    assert (missed.card_id, missed.text, missed.is_core, missed.quote) == (
        "d/q2",
        "The **core**.",
        True,
        "the core",
    )


def test_the_senior_angle_is_counted_where_it_could_be_reached_and_is_no_missed_point() -> None:
    found = made(*WHOLE)
    assert (found.senior_reached, found.senior_asked) == (1, 2)
    assert all("Angle" not in each.text for each in found.missed)


def test_who_looked_has_missed_all_points() -> None:
    found = made(*asked_and(review("q1", 1, **LOOKED), 0))
    assert [each.text for each in found.missed] == ["The **core**.", "More."]
    assert (found.senior_reached, found.senior_asked) == (0, 1)
    assert found.score == 0


def test_time_is_held_against_the_budgets() -> None:
    found = made(*WHOLE)
    assert found.spent_ms == 15 * 60_000
    assert (found.answer_s, found.budget_s) == (30 + 90 + 60, 180)
    assert [each.is_late for each in found.answers] == [False, True, False]
    assert found.late == 1


def test_follow_ups_that_were_passed_over_do_not_count() -> None:
    found = made(*WHOLE)
    assert found.follow_up_scores == (0.5,)
    assert found.follow_up_score == 0.5


def test_what_to_study_is_the_weakest_and_no_topic_that_repeats_another() -> None:
    found = made(*WHOLE)
    assert [each.topic for each in found.study] == ["d/gradient", "q2", "d/loss"]
    assert found.study[0].card_ids == ("d/drill",)
    twins = made(*asked_and(review("q3", 1, **LOOKED), 0, topics=("d/a", "d/b")))
    assert [(each.topic, each.title) for each in twins.study] == [("d/a", "a")]


def test_a_strong_interview_leaves_nothing_to_study_but_the_next_tier() -> None:
    found = made(*asked_and(review("q1", 1, ["core", "more"], seconds=9), 0))
    assert found.study == ()
    assert found.held is Tier.BEGINNER
    told = sections(found)[0]
    assert told.rows[0].label == "Nothing was weak: go on with intermediate questions."


def test_a_deck_that_was_edited_since_loses_nothing() -> None:
    points = '{"made":["core","gone"],"missed":["lost"]}'
    changed = review("q1", 1, points=points)
    found = made(*asked_and(changed, 0))
    assert found.score == pytest.approx(2 / 3)
    assert [each.text for each in found.missed] == ["`lost`"]
    nothing = report(interview(*WHOLE), lambda card_id: Facts(title=str(card_id)))
    assert nothing.score == pytest.approx((1 + 0.5 + 0) / 3)
    assert nothing.answers[0].title == "d/q1"


def test_an_interview_without_an_answer_has_a_report() -> None:
    found = made()
    assert headline(found) == "Nothing was answered."
    assert sections(found) == ()
    assert json.loads(json.dumps(report_fields(found, "now")))["coverage"] == 0
    assert past_words(found) == "not finished, 15 min on all topics: nothing answered"
    assert subject_words(found) == "15 min on all topics, not finished"


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(Tier)),
            st.lists(st.sampled_from(["core", "more", "senior"]), unique=True),
        ),
        max_size=12,
    )
)
def test_a_report_counts_every_answer_once(answers: list[tuple[Tier, list[str]]]) -> None:
    happened: list[Happened] = []
    for number, (tier, ticked) in enumerate(answers):
        answer = review(f"q{number}", number + 0.5, ticked, seconds=10)
        happened += asked_and(answer, number, tier=tier)
    found = made(*happened)
    assert sum(row.count for row in found.by_tier) == len(answers) == len(found.answers)
    assert sum(row.weak + row.strong for row in found.by_tier) <= len(answers)
    assert all(0 <= row.score <= 1 for row in (*found.by_tier, *found.by_topic))
    assert found.senior_reached == sum("senior" in ticked for _, ticked in answers)
    lost = sum(2 - len({*ticked} - {"senior"}) for _, ticked in answers)
    assert len(found.missed) == lost
    again = compare(found, found)
    assert all(not each.by for each in again)


# -- words


def test_the_sections_say_what_matters_first() -> None:
    found = sections(made(*WHOLE))
    assert [section.title for section in found] == [
        "Study next",
        "By tier",
        "Time and depth",
        "Points missed",
        "Slips",
        "By topic, the weakest first",
        "Answers",
    ]
    rows = {row.label: row.value for section in found for row in section.rows}
    assert rows["used"] == "15:00 of 15:00"
    assert rows["answers"] == "3:00 of 3:00"
    assert rows["over their time"] == "1 answer"
    assert rows["tiers asked"] == "beginner → intermediate → beginner"
    assert rows["senior angles reached"] == "1 of 2"
    assert rows["follow-ups"] == "50% of 1"
    assert rows["passed over"] == "1 question"
    assert rows["The **core**."] == "core"
    assert rows["About d\\/drill"] == "beginner drill, 0%, 1:00 of 1:00"


def test_what_a_deck_says_is_never_read_as_markdown_of_ours() -> None:
    hostile = Facts(title="*a* [b](c)", topics={"d/loss": "$x$"})
    found = report(interview(*WHOLE), lambda _: hostile)
    labels = [row.label for section in sections(found) for row in section.rows]
    assert "\\*a\\* \\[b\\]\\(c\\)" in labels
    assert "\\$x\\$" in labels


def test_the_report_as_json_has_what_the_report_has() -> None:
    before = made(*asked_and(review("q1", 1, ["core"], seconds=9), 0))
    found = made(*WHOLE)
    fields = json.loads(json.dumps(report_fields(found, "2026", compare(found, before))))
    assert fields["coverage"] == 0.4167
    assert fields["seconds_used"] == 900
    assert fields["senior_angles"] == {"reached": 1, "asked": 2}
    assert fields["tier"] == "ladder"
    assert fields["missed"] == [{"card": "d/q2", "point": "The **core**.", "core": True}]
    assert fields["answered"][2]["slip"] == "forgot_x"
    assert fields["study_next"][0]["cards"] == ["d/drill"]
    assert {"name": "beginner", "before": 0.75, "now": 0.5} in fields["compared"]


# -- two interviews


def test_two_interviews_are_compared_in_what_both_have_and_what_one_lacks() -> None:
    before = made(*asked_and(review("q1", 1, ["core"], seconds=9), 0, topics=("d/loss",)))
    changes = {each.name: each for each in compare(made(*WHOLE), before)}
    assert changes["beginner"].by == pytest.approx(-0.25)
    assert (changes["intermediate"].before, changes["intermediate"].by) == (None, None)
    assert (changes["d/loss"].now, changes["d/loss"].title) == (0.5, "Log loss")
    assert "d/gradient" not in changes
    assert "advanced" not in changes
    assert changes["in time"].before == 1


def test_a_change_in_words() -> None:
    assert change_words(Change(name="x", before=0.48, now=0.62)) == (
        "48% before, 62% now, 14 points more"
    )
    assert change_words(Change(name="x", before=0.5, now=0.5)).endswith("the same")
    assert change_words(Change(name="x", before=None, now=0.5)) == "not asked before, 50% now"
    assert comparison([Change(name="x", before=0.5, now=0.1)], "Monday").rows[0].share == 0.1


def test_an_unfinished_interview_says_so() -> None:
    running: Interview = interview(*WHOLE[:2], topics=("loss",), tier=Tier.BEGINNER)
    assert isinstance(running.begun, Begun)
    words = past_words(report(running, facts))
    assert words == "not finished, 15 min on loss: 100% of 1 answer, beginner only"
