from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.grading.spelling import changes, difference, distance, is_slip

WORDS = st.text(st.sampled_from("abc "), max_size=8)


@pytest.mark.parametrize(
    ("given_word", "wanted"),
    [
        ("sigmoyd", "sigmoid"),
        ("sigmod", "sigmoid"),
        ("sigmooid", "sigmoid"),
        ("sigmiod", "sigmoid"),
        ("regularisation", "regularization"),
        ("regulariztoin", "regularization"),
        ("cros entropy", "cross entropy"),
        ("logloss", "log loss"),
    ],
)
def test_a_slip_of_the_fingers_is_forgiven(given_word: str, wanted: str) -> None:
    assert is_slip(given_word, wanted)


@pytest.mark.parametrize(
    ("given_word", "wanted"),
    [
        ("unsupervised", "supervised"),
        ("symmetric", "asymmetric"),
        ("minimise loss", "maximise loss"),
        ("minimization", "maximization"),
        ("decreasing", "increasing"),
        ("underfitting", "overfitting"),
        ("type i error", "type ii error"),
        ("bias", "bios"),
        ("mse", "mae"),
        ("12345", "12346"),
        ("layer 1 output", "layer 2 output"),
        ("sigmd", "sigmoid"),
        ("precision", "recall"),
    ],
)
def test_another_word_is_no_slip(given_word: str, wanted: str) -> None:
    assert not is_slip(given_word, wanted)


@given(WORDS, WORDS)
def test_the_changes_turn_one_into_the_other_and_are_the_fewest(one: str, other: str) -> None:
    found = changes(one, other)
    assert len(found) == distance(one, other)
    rebuilt, done, read = "", 0, 0
    for change in found:
        same = other[done : change.at]
        assert one[read : read + len(same)] == same
        read += len(same)
        assert one[read : read + len(change.given)] == change.given
        read += len(change.given)
        rebuilt += same + change.wanted
        done = change.at + len(change.wanted)
    assert rebuilt + other[done:] == other
    assert one[read:] == other[done:]


@given(WORDS, WORDS)
def test_distance_is_symmetric_and_zero_only_for_the_same(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one)
    assert (distance(one, other) == 0) == (one == other)
    assert distance(one, other) <= max(len(one), len(other))


def test_the_difference_is_said_in_words() -> None:
    assert difference("sigmod", "sigmoid") == "'i' is missing after 'sigmo'"
    assert difference("sigmoiid", "sigmoid") == "'i' is too much after 'sigmo'"
    assert difference("sigmiod", "sigmoid") == "'io' should be 'oi' after 'sigm'"
    assert difference("Sigmoid", "sigmoid") == "'S' should be 's' at the start"
    assert (
        difference("loglos", "log loss")
        == "a space is missing after 'log' and 's' is missing after 'log lo'"
    )
    assert difference("recall", "precision") == ""


@given(st.text(max_size=400), st.text(max_size=400))
def test_no_text_is_too_odd_to_compare(one: str, other: str) -> None:
    assert isinstance(difference(one, other), str)
    assert isinstance(is_slip(one, other), bool)
