"""The families of thresholds and metrics, at numbers that were worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from drills_pinned import Drawn, assert_values, first_quantity, graded, pinned
from hypothesis import given
from hypothesis import strategies as st

from quizlr.model import Value, Verdict

COUNTS: Drawn = {"TP": 3.0, "FP": 1.0, "FN": 1.0, "TN": 2.0}
UNEVEN: Drawn = {"TP": 6.0, "FP": 2.0, "FN": 3.0, "TN": 9.0}
ROWS: Drawn = {
    "p": (0.9, 0.7, 0.6, 0.4, 0.35, 0.2, 0.1, 0.65),
    "wrong": (0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 1.0),
    "t": 0.6,
}
"""At 0.6 rows 1, 2, 3 (a tie with the threshold) and 8 are predicted 1."""
RANKED: Drawn = {
    "p": (0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4),
    "y": (1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0),
}

BY_HAND: list[tuple[str, Drawn, Value, Mapping[str, Value]]] = [
    (
        "decision-boundary",
        {"w": (1.0, 2.0), "b": -1.0, "x": 3.0},
        -1.0,
        {"sign": 1.0, "no_b": -1.5, "at_half": -0.75, "swapped_args": -5.0, "sign_of_b": -2.0},
    ),
    (
        "threshold-boundary",
        {"t": 0.8, "w": 2.0, "b": -1.0},
        1.1931,
        {"half": 0.5, "t_direct": 0.9, "sign": -0.1931, "odds": 2.5, "log10": 0.8010},
    ),
    (
        "cost-threshold",
        {"a": 1.0, "c": 4.0},
        0.2,
        {"inverse": 0.8, "half": 0.5, "ratio": 0.25, "ratio_inverse": 4.0},
    ),
    (
        "confusion",
        ROWS,
        (2, 2, 1, 3),
        {
            "swapped_fp_fn": (2, 1, 2, 3),
            "swapped_label": (3, 1, 2, 2),
            "other_order": (3, 2, 1, 2),
            "strict": (2, 1, 1, 4),
            "below": (1, 3, 2, 2),
        },
    ),
    ("precision", UNEVEN, 6 / 8, {"recall": 6 / 9, "npv": 9 / 12, "acc": 0.75, "one_minus": 2 / 8}),
    (
        "recall",
        UNEVEN,
        6 / 9,
        {"precision_den": 6 / 8, "specificity": 9 / 11, "acc": 0.75, "one_minus": 3 / 9},
    ),
    ("precision", COUNTS, 0.75, {"npv": 0.6667, "acc": 0.7143}),
    ("recall", COUNTS, 0.75, {"specificity": 0.6667, "acc": 0.7143}),
    ("f1", COUNTS, 0.75, {"sum": 1.5, "product": 0.5625, "acc": 0.7143, "jaccard": 0.6}),
    ("accuracy", COUNTS, 0.7143, {"precision": 0.75, "error": 0.2857, "only_tp": 0.4286}),
    ("balanced-accuracy", COUNTS, 0.7083, {"f1": 0.75, "product": 0.5, "sum": 1.4167}),
    ("mcc", COUNTS, 0.4167, {"no_sqrt": 0.03472, "acc": 0.7143, "plus": 0.5833, "sign": -0.4167}),
    (
        "roc-point",
        COUNTS,
        (0.3333, 0.75),
        {
            "prec_rec": (0.75, 0.75),
            "swapped": (0.75, 0.3333),
            "fdr": (0.25, 0.75),
            "specificity": (0.6667, 0.75),
        },
    ),
    (
        "fbeta",
        {"P": 0.75, "R": 0.6, "beta": 2.0},
        0.625,
        {"f1": 0.6667, "beta_on_rec": 0.7143, "no_square": 0.6429, "no_one_plus": 0.5},
    ),
    (
        # Pairs: 0.7 beats both 0s, 0.5 ties with one and beats the other.
        "roc-auc",
        {"p": (0.7, 0.5, 0.5, 0.3, 0.1, 0.1), "noise": (0.0, 0.0, -0.1, 0.0, 0.4, 0.3)},
        (3 + 2.5 + 0.5) / 9,
        {"ties_wrong": 5 / 9, "tie_1": 7 / 9, "inverse": 3 / 9, "not_divided": 6.0},
    ),
    (
        # Positives at ranks 1 and 3.
        "average-precision",
        RANKED,
        0.8333,
        {
            "trapezoid": (1 + (2 / 3 + 1 / 2) / 2) / 2,
            "mean_prec_all": (1 + 1 / 2 + 2 / 3 + 2 / 4 + 2 / 5 + 2 / 6 + 2 / 7) / 7,
            "auc": 0.9,
            "over_all": 0.2381,
            "unsorted": 0.8333,
            "ascending": (1 / 5 + 2 / 7) / 2,
        },
    ),
]


@pytest.mark.parametrize(("name", "drawn", "answer", "slips"), BY_HAND, ids=str)
def test_the_answer_and_the_slips_are_those_worked_out_by_hand(
    name: str, drawn: Drawn, answer: Value, slips: Mapping[str, Value]
) -> None:
    assert_values(name, drawn, answer, slips)


@pytest.mark.parametrize(
    ("text", "slip"),
    [("2 1 2 3", "swapped_fp_fn"), ("3 2 1 2", "other_order"), ("2, 1, 1, 4", "strict")],
)
def test_a_count_off_by_one_is_told_from_the_truth(text: str, slip: str) -> None:
    judged = graded("confusion", ROWS, text)
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, slip)


def test_a_tie_with_the_threshold_is_spoken_of_only_where_there_is_one() -> None:
    drawn = {**ROWS, "t": 0.3}
    slips = {slip.id for slip in first_quantity(pinned("confusion", drawn)).slips}
    assert "strict" not in slips
    assert "half" in slips


def test_a_ratio_of_counts_may_be_typed_as_a_fraction() -> None:
    assert graded("precision", UNEVEN, "6/8").verdict is Verdict.CORRECT
    judged = graded("recall", UNEVEN, "6/8")
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "precision_den")
    assert "TP / (TP + FN)" in judged.feedback


def test_beta_1_is_f1_and_equal_precision_and_recall_give_that_number() -> None:
    same: Drawn = {"P": 0.4, "R": 0.4, "beta": 3.0}
    assert first_quantity(pinned("fbeta", same)).truth == pytest.approx(0.4)
    one: Drawn = {"P": 0.75, "R": 0.6, "beta": 1.0}
    assert first_quantity(pinned("fbeta", one)).truth == pytest.approx(2 / 3)


@given(
    scores=st.lists(st.integers(1, 9), min_size=6, max_size=6),
    turned=st.permutations(range(6)),
)
def test_the_area_under_the_roc_curve_depends_on_nothing_but_the_ranking(
    scores: list[int], turned: list[int]
) -> None:
    sides = (1.0, -1.0, 1.0, -1.0, -1.0, 1.0)
    p = tuple(score / 10 for score in scores)
    area = first_quantity(pinned("roc-auc", {"p": p, "noise": sides})).truth
    squared = tuple(score**2 / 100 for score in scores)
    assert first_quantity(pinned("roc-auc", {"p": squared, "noise": sides})).truth == area
    moved: Drawn = {"p": tuple(p[k] for k in turned), "noise": tuple(sides[k] for k in turned)}
    assert first_quantity(pinned("roc-auc", moved)).truth == area


def test_one_prediction_for_all_rows_gets_an_area_of_one_half() -> None:
    drawn: Drawn = {"p": (0.5,) * 6, "noise": (0.1, -0.1, 0.1, -0.1, -0.1, 0.1)}
    assert first_quantity(pinned("roc-auc", drawn)).truth == 0.5


def test_average_precision_sorts_the_rows_itself() -> None:
    turned: Drawn = {
        "p": (0.4, 0.8, 0.95, 0.6, 0.9, 0.5, 0.7),
        "y": (0.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0),
    }
    quantity = first_quantity(pinned("average-precision", turned))
    assert quantity.truth == pytest.approx(5 / 6)
    slips = {slip.id: slip.value for slip in quantity.slips}
    assert slips["unsorted"] == pytest.approx((1 / 2 + 2 / 3) / 2)
