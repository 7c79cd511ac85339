from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.grading.folding import exact, fold, unaccented


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Cross–Entropy.", "cross entropy"),
        ("  log   loss ", "Log loss"),
        ('"sigmoid"', "sigmoid"),
        ("“sigmoid”.", "sigmoid"),
        ("p (1 − p)", "p(1-p)"),
        ("a , b", "a, b"),
        ("x²", "x2"),
        ("½", "1/2"),
        ("STRASSE", "straße"),
        ("−0.5", "-0.5"),
        ("ｓｉｇｍｏｉｄ", "sigmoid"),
        ("log\u00adloss", "logloss"),
    ],
)
def test_fold_forgives_what_a_typist_varies(typed: str, wanted: str) -> None:
    assert fold(typed) == fold(wanted)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C++", "C"),
        ("C#", "C"),
        ("n!", "n"),
        ("-1", "1"),
        (".5", "5"),
        ("naïve", "naive"),
        ("log loss", "logloss"),
        ("x <= y", "x < y"),
        ("f'", "f"),
        (".", ","),
    ],
)
def test_fold_keeps_what_carries_meaning(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_accents_are_dropped_from_letters_but_not_strokes_from_signs() -> None:
    assert unaccented("Naïve Bayés") == "naive bayes"
    assert unaccented("x ≠ y") != unaccented("x = y")


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert unaccented(unaccented(text)) == unaccented(text)
    assert exact(exact(text)) == exact(text)


@given(st.text())
def test_what_is_exactly_the_same_is_the_same_under_every_matching(text: str) -> None:
    assert fold(exact(text)) == fold(text)


@given(st.text(st.sampled_from("abz '\".,;:-–−()C+#é "), max_size=30))
def test_case_and_outer_space_never_matter(text: str) -> None:
    assert fold(f"  {text.upper()}\t") == fold(text)
