"""Families of the links."""

from __future__ import annotations

import pytest
from drills_given import Drawn, expect, number, option

from quizlr.drills.answering import slip_answer
from quizlr.drills.families import families
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary
from quizlr.model import Verdict


def test_probit_probability_of_the_sample() -> None:
    expect("probit-prob", {"eta": 0.5}, 0.6915, {"logistic": 0.6225, "pdf": 0.3521})


def test_probit_gradient_of_the_sample() -> None:
    slips = {"residual": -0.3085, "pdf": -0.3521, "logistic": -0.3775}
    expect("probit-grad", {"eta": 0.5, "y": 1}, -0.5092, slips)


def test_complementary_log_log_of_the_sample() -> None:
    slips = {"logistic": 0.4256, "loglog": 0.2593, "exp": 0.7408}
    expect("cloglog-prob", {"eta": -0.3}, 0.5233, slips)


@pytest.mark.parametrize(
    ("link", "is_canonical"),
    [
        ("logit", True),
        ("probit", False),
        ("cloglog", False),
        ("poisson", True),
        ("gamma", False),
    ],
)
def test_logit_and_log_are_canonical_and_the_others_are_not(link: str, is_canonical: bool) -> None:
    drawn: Drawn = {"link": link, "eta": 0.5, "label": 1.0, "tally": 3.0}
    assert option("canonical-check", **drawn).startswith("Yes" if is_canonical else "No")


def test_the_poisson_gradient_is_the_residual() -> None:
    drawn: Drawn = {"link": "poisson", "eta": 0.5, "label": 0.0, "tally": 3.0}
    quantity = number("canonical-check", **drawn).quantity
    assert quantity.truth == pytest.approx(-1.35128, rel=1e-5)
    assert "residual" not in {slip.id for slip in quantity.slips}


def test_a_table_is_given_for_scores_that_tables_have() -> None:
    template = families()["probit-prob"]
    for seed in range(30):
        variant = vary(template, seed)
        eta = variant.drawn["eta"]
        assert isinstance(eta, float)
        assert f"| {abs(eta):.1f} |" in variant.front


def test_the_residual_is_named_and_explained() -> None:
    variant = vary(families()["probit-grad"], 1)
    answer = slip_answer(variant, "residual")
    assert answer is not None
    grade_ = grade(variant, answer)
    assert (grade_.verdict, grade_.slip) == (Verdict.SLIP, "residual")
    assert "not the canonical link" in grade_.feedback
