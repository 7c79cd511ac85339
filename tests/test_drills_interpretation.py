"""Families of coefficients and base rates."""

from __future__ import annotations

import pytest
from drills_given import Drawn, expect

from quizlr.drills.answering import slip_answer
from quizlr.drills.families import families
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary
from quizlr.model import Value, Verdict

SAMPLES: list[tuple[str, Drawn, Value, dict[str, Value]]] = [
    (
        "odds-ratio",
        {"beta": 0.7, "change": 2},
        4.055,
        {"beta_for_or": 1.4, "per_unit": 2.0138, "linear": 2.4, "prob": 0.8022},
    ),
    (
        "prob-change",
        {"p": 0.2, "ratio": 2},
        0.3333,
        {"times_p": 0.4, "add": 0.8931, "odds_for_prob": 0.5},
    ),
    (
        "or-ci",
        {"beta": 0.5, "se": 0.2},
        (1.114, 2.44),
        {"beta_for_or": (0.108, 0.892), "around_or": (1.2567, 2.0407), "one_se": (1.3499, 2.0138)},
    ),
    ("divide-by-4", {"b": 0, "beta": 0.8}, 0.2, {"beta": 0.8, "half": 0.4, "sigma": 0.19}),
    (
        "unit-change",
        {"effect": 2, "old": "metre", "wanted": "centimetre"},
        1.0202,
        {"div_or": 0.07389, "inverse": 7.226e86, "no_rescale": 7.389, "beta_for_or": 0.02},
    ),
    (
        "prior-correction",
        {"p": 0.5, "kept": 0.1},
        0.09091,
        {"times_p": 0.05, "inverse": 0.9091, "none": 0.5},
    ),
    (
        "balanced-weights",
        {"n0": 90, "n1": 10},
        (0.5556, 5.0),
        {"inverse": (0.01111, 0.1), "no_k": (1.1111, 10.0), "swapped_label": (5.0, 0.5556)},
    ),
    (
        "ppv-bayes",
        {"sensitivity": 0.9, "spec": 0.95, "prevalence": 0.01},
        0.1538,
        {
            "sens": 0.9,
            "no_prior": 0.9474,
            "joint": 0.009,
            "odds_for_prob": 0.1818,
            "forgot_1_minus_prevalence": 0.1525,
            "ratio_times_prevalence": 0.18,
        },
    ),
    ("majority-accuracy", {"prevalence": 0.03}, 0.97, {"half": 0.5, "one_minus": 0.03}),
    ("majority-accuracy", {"prevalence": 0.7}, 0.7, {"one_minus": 0.3, "matching": 0.58}),
]


@pytest.mark.parametrize(("family", "drawn", "answer", "slips"), SAMPLES)
def test_the_samples(family: str, drawn: Drawn, answer: Value, slips: dict[str, Value]) -> None:
    expect(family, drawn, answer, slips)


def test_an_interval_about_the_odds_ratio_is_named() -> None:
    variant = vary(families()["or-ci"], 2)
    answer = slip_answer(variant, "around_or")
    assert answer is not None
    judged = grade(variant, answer)
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "around_or")
    assert "not symmetric" in judged.feedback
