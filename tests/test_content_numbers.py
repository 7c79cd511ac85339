"""The numbers of the decks that ship, computed again from their definitions."""

from __future__ import annotations

import math
import re

import pytest
from content_decks import NOTES, cards_with, texts_of

from quizlr.cardtypes.typed import TypedContent


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def normal(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def normal_below(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


def entropy(p: float) -> float:
    return -p * math.log(p) - (1 - p) * math.log(1 - p)


def squared_curvature(z: float) -> float:
    """Second derivative of (sigmoid(z) - 1)^2."""
    s = sigmoid(z)
    return 2 * s * (1 - s) ** 2 * (3 * s - 1)


ANSWERS = {
    "sigmoid/logit-of-0-8": math.log(0.8 / 0.2),
    "sigmoid/double-the-odds": 0.5 / 1.5,
    "sigmoid/per-centimetre": math.exp(0.02),
    "sigmoid/intercept-only": math.log(0.35 / 0.65),
    "sigmoid/boundary-point": (3 - 1) / 2,
    "sigmoid/threshold-on-score": math.log(0.2 / 0.8),
    "logreg-cost/loss-at-1-percent": -math.log(0.01),
    "logreg-cost/loss-at-99-percent": -math.log(0.99),
    "logreg-cost/coin-flip-loss": math.log(2),
    "logreg-cost/cost-of-two-rows": -(math.log(0.8) + math.log(0.7)) / 2,
    "logreg-cost/likelihood-of-three": 0.9 * 0.8 * 0.6,
    "logreg-cost/likelihood-to-cost": 12 / 20,
    "logreg-cost/inflection-of-squared-error": -math.log(2),
    "gradient-descent/one-step": 0.5 + 0.1 * 0.4,
    "gradient-descent/two-steps": (1 - 2 * 0.25) ** 2,
    "gradient-descent/updates-per-epoch": math.ceil(1000 / 64),
    "gradient-forms/gradient-of-what": -1 / 0.8 * 0.8 * 0.2,
    "gradient-forms/not-only-classification": math.exp(0.5) - 3,
    "gradient-forms/softmax-component": 0.5 - 1,
    "probabilities-at-work/brier-worst": 1.0,
    "probabilities-at-work/ece-by-hand": 0.5 * 0.1 + 0.2 * 0.1,
    "probabilities-at-work/temperature-by-hand": sigmoid(1.5),
    "probabilities-at-work/cost-threshold-number": 1 / 5,
    "probabilities-at-work/subsampled-negatives": 0.1 / 1.1,
    "probabilities-at-work/test-positive": 0.009 / (0.009 + 0.05 * 0.99),
    "probabilities-at-work/majority-accuracy": 0.97,
    "probabilities-at-work/precision-number": 30 / 40,
    "probabilities-at-work/auc-by-hand": 3.5 / 4,
    "stable-log-loss/when-sigmoid-is-one": 24 * math.log(2),
    "stable-log-loss/log-sum-exp-number": 1001 + math.log1p(math.exp(-1)),
    "stable-log-loss/running-sum": 24,
}
"""What the typed notes with a number ask for, computed."""

X, Y = ((1, 2), (1, -1), (1, 0.5)), (1, 0, 1)
STATED = [
    ("sigmoid/sigma-table", "0.73", sigmoid(1)),
    ("sigmoid/sigma-table", "0.88", sigmoid(2)),
    ("sigmoid/sigma-table", "0.98", sigmoid(4)),
    ("sigmoid/sigma-saturation", "0.0066", sigmoid(5) * sigmoid(-5)),
    ("sigmoid/sigma-of-two-scores", "0.8176", math.exp(2) / (math.exp(0.5) + math.exp(2))),
    ("sigmoid/coefficient-meaning", "2.0138", math.exp(0.7)),
    ("sigmoid/same-ratio-different-gain", "0.889", 8 / 9),
    ("sigmoid/rank-probabilities", "0.12", sigmoid(-2)),
    ("logreg-cost/base-rate-loss", "0.325", entropy(0.1)),
    ("logreg-cost/soft-labels", "0.325", entropy(0.9)),
    ("logreg-cost/loss-to-probability", "0.80", math.exp(-0.223)),
    ("logreg-cost/rank-by-loss", "2.303", -math.log(0.1)),
    ("logreg-cost/linear-in-the-score", "20.000000002", 20 + math.log1p(math.exp(-20))),
    ("logreg-cost/linear-in-the-score", "-0.999999998", sigmoid(-20) - 1),
    ("logreg-cost/linear-in-the-score", "-4.85", -1 / sigmoid(-20) / 1e8),
    ("logreg-cost/separable-data", "0.313", math.log1p(math.exp(-1))),
    ("logreg-cost/separable-data", "0.000045", math.log1p(math.exp(-10))),
    ("logreg-cost/stuck-at-minus-8", "-0.9997", sigmoid(-8) - 1),
    ("logreg-cost/stuck-at-minus-8", "-0.00067", 2 * (sigmoid(-8) - 1) ** 2 * -sigmoid(-8)),
    ("logreg-cost/curvature-of-squared-error", "-0.0555", squared_curvature(-1)),
    ("logreg-cost/curvature-of-squared-error", "0.1966", sigmoid(1) * sigmoid(-1)),
    ("logreg-cost/sign-bug", "-0.0668", (math.log(0.7) - math.log(0.8)) / 2),
    ("logreg-cost/sign-bug-effect", "-6.91", math.log(0.001)),
    ("logreg-cost/sign-bug-effect", "-0.668", -sigmoid(0.7)),
    (
        "gradient-descent/gradient-by-hand",
        "-0.5833",
        sum(row[1] * (0.5 - y) for row, y in zip(X, Y, strict=True)) / 3,
    ),
    (
        "gradient-descent/gradient-by-hand",
        "0.4101",
        sum(
            -math.log(sigmoid((2 * y - 1) * (row[0] / 6 + row[1] * 1.75 / 3)))
            for row, y in zip(X, Y, strict=True)
        )
        / 3,
    ),
    ("gradient-descent/check-by-numbers", "-0.3775407", sigmoid(0.5) - 1),
    (
        "gradient-descent/check-by-numbers",
        "-0.3774232",
        (math.log1p(math.exp(-0.501)) - math.log1p(math.exp(-0.5))) / 0.001,
    ),
    ("gradient-forms/gradient-ratio", "28.3", 1 / (2 * sigmoid(-4) * sigmoid(4))),
    ("gradient-forms/rank-the-slopes", "0.035", 2 * sigmoid(4) ** 2 * sigmoid(-4)),
    ("gradient-forms/rank-the-slopes", "4.226", normal(-4) / normal_below(-4)),
    ("gradient-forms/rank-the-slopes", "55.6", 1 / sigmoid(-4)),
    ("gradient-forms/same-form-not-same-numbers", "-0.833", (-2 - 0.5) / 3),
    ("gradient-forms/mse-numbers", "-0.292", -1.75 / 3 / 2),
    ("gradient-forms/ce-in-predictions", "-0.357", -1 / 0.7 / 4),
    ("gradient-forms/probit-is-not-residual", "-0.509", -normal(0.5) / normal_below(0.5)),
    ("gradient-forms/probit-is-not-residual", "-0.309", normal_below(0.5) - 1),
    ("gradient-forms/probit-at-zero", "-0.798", -normal(0) / 0.5),
    ("gradient-forms/probit-tail", "-8.1", -normal(-8) / normal_below(-8)),
    ("gradient-forms/cloglog-slope", "0.8077", 1 - math.exp(-math.exp(0.5))),
    (
        "gradient-forms/cloglog-slope",
        "-0.393",
        -math.exp(0.5 - math.exp(0.5)) / (1 - math.exp(-math.exp(0.5))),
    ),
    ("gradient-forms/softmax-by-hand", "0.786", math.exp(2) / sum(map(math.exp, (2, -1, 0.5)))),
    (
        "probabilities-at-work/expected-log-loss",
        "0.154",
        0.3 * math.log(3) + 0.7 * math.log(7 / 9),
    ),
    ("probabilities-at-work/worse-than-constant", "0.056", entropy(0.01)),
    ("probabilities-at-work/roc-or-pr", "0.074", 80 / 1079),
    ("stable-log-loss/naive-at-37", "37.0", math.log1p(math.exp(37))),
    ("stable-log-loss/wrong-before-infinite", "36.0437", -math.log(2**-52)),
    ("stable-log-loss/overflow-limits", "709.78", math.log(1.7976931348623157e308)),
    ("stable-log-loss/overflow-limits", "88.72", math.log(2**128)),
    ("stable-log-loss/right-but-zero", "4.25", math.log1p(math.exp(-40)) * 1e18),
    ("stable-log-loss/swapped-arguments", "0.164", -(math.log(0.9) + math.log(0.8)) / 2),
    ("stable-log-loss/double-sigmoid", "0.341", math.log1p(math.exp(-0.9))),
    ("stable-log-loss/double-softmax", "0.551", math.log(1 + 2 / math.e)),
    (
        "stable-log-loss/double-softmax",
        "0.768",
        math.log(sum(map(math.exp, (0.7, 0.2, 0.1)))) - 0.7,
    ),
]
"""Numbers that stand in a note, and the same computed."""


def value_of(text: str) -> float | None:
    """`0.35`, `-.5`, `1/3`, `15 %` as a number; None for words."""
    number = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)"
    if found := re.fullmatch(rf"({number})(?:/(\d+))?( ?%)?", text):
        return float(found[1]) / float(found[2] or 1) / (100 if found[3] else 1)
    return None


def half_unit(text: str) -> float:
    """Half of the last digit's place: 0.005 for `0.35`."""
    decimals = len(re.sub(r"\s*%$", "", text).partition(".")[2])
    return 0.5 * 10.0**-decimals / (100 if text.endswith("%") else 1) + 1e-12


def test_every_typed_number_is_computed_here() -> None:
    numeric = {
        card.note_key
        for card in cards_with(TypedContent)
        if isinstance(card.note.content, TypedContent)
        and value_of(card.note.content.answers[0]) is not None
    }
    assert numeric == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_typed_number_is_the_computed_one_rounded(name: str) -> None:
    content = NOTES[name].content
    assert isinstance(content, TypedContent)
    for text in content.answers[:2]:
        if (value := value_of(text)) is not None and "/" not in text:
            assert value == pytest.approx(ANSWERS[name], rel=0, abs=half_unit(text))


@pytest.mark.parametrize(("name", "stated", "computed"), STATED)
def test_a_stated_number_is_the_computed_one_rounded(
    name: str, stated: str, computed: float
) -> None:
    whole = re.compile(rf"(?<![\d.]){re.escape(stated.removeprefix('-'))}(?!\.?\d)")
    assert any(whole.search(text) for text in texts_of(NOTES[name])), "not in the note"
    assert float(stated) == pytest.approx(computed, rel=0, abs=half_unit(stated))
