"""Failures of training: descent that diverges or never ends, and a penalty in the wrong place."""

from __future__ import annotations

from functools import lru_cache

from quizlr.drills.template import NumberPart
from quizlr.drills.writing import GRADIENT, TINY, choice, grid, option, pick, slip, vector
from quizlr.labs.failures import Names, Scenario
from quizlr.model import Form

_RATE_PAST_BOUND = Scenario(
    name="rate-past-bound",
    title="A learning rate past the bound",
    vars={
        "a": pick(1, 2, 4, 5),
        "product": pick("2", "2.2", "2.5", "3"),
        "x": vector(3, pick(1, 2, 3, 4)),
    },
    let={
        "rate": "product / a",
        "printed": "abs(1 - rate * a) ** 50",
        "bound": "learning_rate_bound([[x[0]], [x[1]], [x[2]]])",
    },
    program="""
w = 1.0                            # the cost is {{= a }}/2 * w**2
for _ in range(50):
    w = w - {{= rate }} * {{= a }} * w
print(abs(w))
""",
    outcomes=(
        option(
            "nearly 0",
            "printed < 0.01",
            "Below rate times curvature = 2 each step brings $w$ nearer to 0.",
        ),
        option(
            "1, as at the start",
            "abs(printed - 1) < 0.01",
            "At rate times curvature = 2 each step only turns the sign.",
        ),
        option(
            "more than 1000",
            "printed > 1000",
            "Each step multiplies $w$ by 1 less rate times curvature.",
        ),
        option("`nan`", "0", "50 steps are not enough to overflow float64."),
    ),
    printed="`{{= printed | .4g }}`. The minimum is at 0",
    transfer=NumberPart(
        name="transfer",
        ask="Now logistic regression: mean log loss, one weight, no bias, features "
        "{{= x }}. Its curvature is at most $\\sum x_i^2 / (4m)$. Below which learning rate "
        "is divergence impossible?",
        answer="bound",
        tolerance=GRADIENT,
        slips=(
            slip("no_quarter", "bound / 4", "The sigmoid's slope is at most 1/4: that helps by 4."),
            slip("one_over", "bound / 2", "That is 1 / curvature. Divergence starts at twice it."),
            slip("sum", "bound / 3", "That is for the sum. The mean divides by the 3 rows."),
        ),
    ),
)


@lru_cache(maxsize=64)
def _weight_after(labels: tuple[float, ...], steps: int) -> float:
    """The weight that descent with rate 1 reaches from 0, with x = -2, -1, 1, 2 and no bias."""
    from quizlr.numeric import sigmoid

    w, rows = 0.0, tuple(zip((-2.0, -1.0, 1.0, 2.0), labels, strict=True))
    for _ in range(steps):
        w -= sum(float(sigmoid(w * x) - y) * x for x, y in rows) / len(rows)
    return w


def _fits(names: Names) -> Names:
    from quizlr.numeric import is_separable

    labels = (0.0, 0.0, 1.0, 1.0) if names["turned"] == 0 else (1.0, 1.0, 0.0, 0.0)
    patterns = ((0, 0, 1, 1), (0, 1, 0, 1), (0, 0, 0, 1), (1, 0, 0, 1), (1, 1, 1, 0))
    assert isinstance(names["pattern"], float)
    other = tuple(map(float, patterns[int(names["pattern"])]))
    separable = is_separable([[1.0], [2.0], [3.0], [4.0]], other)
    return {
        "labels": labels,
        "early": _weight_after(labels, 100),
        "late": _weight_after(labels, 1000),
        "other": other,
        "is_finite": float(not separable or names["penalty"] != 0),
    }


_SEPARABLE_DATA = Scenario(
    name="separable-data",
    title="Classes that a threshold separates",
    vars={
        "turned": pick(0, 1),
        "pattern": pick(0, 1, 2, 3, 4),
        "penalty": pick(0, 0, 1),
    },
    derive=_fits,
    program="""
x = np.array([-2, -1, 1, 2])
y = np.array([{{= labels[0] }}, {{= labels[1] }}, {{= labels[2] }}, {{= labels[3] }}])
for steps in (100, 1000):
    w = 0.0
    for _ in range(steps):
        w -= np.mean((sigmoid(w * x) - y) * x)
    print(abs(w))
""",
    outcomes=(
        option("two numbers that agree to three digits", "abs(late - early) < 0.001", "Settled."),
        option(
            "a second number that is clearly larger",
            "abs(late) > abs(early) + 0.5",
            "A steeper sigmoid always fits these labels better, so no weight is best.",
        ),
        option(
            "a second number that is clearly smaller",
            "abs(late) < abs(early) - 0.5",
            "Nothing pulls the weight back.",
        ),
        option("`nan` twice", "0", "The gradient goes to 0, not to infinity."),
    ),
    printed="`{{= abs(early) | .3f }}`, then `{{= abs(late) | .3f }}`",
    transfer=choice(
        option(
            "a finite weight",
            "is_finite",
            "Labels that overlap have a best weight. So has any penalty on it.",
        ),
        option(
            "a weight that grows for ever",
            "not is_finite",
            "One threshold separates these labels, and nothing holds the weight back.",
        ),
        name="transfer",
        ask="Elsewhere $x$ = (1, 2, 3, 4), labels {{= other }}, with a bias and "
        "an L2 penalty of strength {{= penalty }} on the weight. "
        "What does descent on the mean log loss approach?",
    ),
)


@lru_cache(maxsize=64)
def _penalised_mean(positives: int, rows: int, strength: float) -> float:
    """The mean prediction of a model that is only a bias, and whose bias is penalised."""
    from quizlr.numeric import fit_logistic, sigmoid

    labels = [1.0] * positives + [0.0] * (rows - positives)
    # A column of ones under the penalty is a penalised bias.
    fit = fit_logistic([[1.0]] * rows, labels, strength, intercept=False)
    return float(sigmoid(fit.weights[0]))


def _mean_prediction(names: Names) -> Names:
    positives, strength = names["positives"], names["strength"]
    assert isinstance(positives, float)
    assert isinstance(strength, float)
    return {"mean_p": _penalised_mean(int(positives), 10, strength)}


_PENALISED_BIAS = Scenario(
    name="penalised-bias",
    title="A penalty on the bias",
    vars={
        "positives": pick(1, 2, 8, 9),
        "strength": pick(1, 2, 5, 10),
        "g": vector(2, pick("-0.4", "-0.3", "-0.2", "0.2", "0.3", "0.4")),
        "w": pick(1, 2, 3),
        "b": pick(-2, -1, 1, 2),
        "l2": pick("0.3", "0.6", "0.9"),
    },
    let={"base": "positives / 10"},
    derive=_mean_prediction,
    program="""
y = np.array([1] * {{= positives }} + [0] * {{= 10 - positives }})
# b minimises: mean log loss of sigmoid(b) + {{= strength }} / (2 * 10) * b**2
b = fit(y, penalty={{= strength }})
print(sigmoid(b))
""",
    outcomes=(
        option(
            "{{= base }}, the base rate",
            "abs(mean_p - base) < 0.005",
            "A free bias does that: its gradient is the mean residual.",
        ),
        option(
            "a number between {{= base }} and 0.5",
            "abs(mean_p - 0.5) < abs(base - 0.5) - 0.005 and (mean_p - 0.5) * (base - 0.5) > 0",
            "The penalty pulls $b$ towards 0, and the prediction towards one half.",
        ),
        option(
            "a number further from 0.5 than {{= base }}",
            "abs(mean_p - 0.5) > abs(base - 0.5) + 0.005",
            "A penalty makes $b$ smaller in size, never larger.",
        ),
        option("0.5", "abs(mean_p - 0.5) < 0.005", "Only an infinite penalty brings $b$ to 0."),
    ),
    printed="`{{= mean_p | .4f }}`, while {{= positives }} of 10 labels are 1",
    transfer=NumberPart(
        name="transfer",
        ask="A model with a weight $w$ = {{= w }} and a bias $b$ = {{= b }}. Without a penalty "
        "the gradient by $(w, b)$ is {{= g }}. Over $m$ = 3 rows the penalty is "
        "$\\lambda w^2 / (2m)$ with $\\lambda$ = {{= l2 }}. What is the gradient now?",
        answer="[g[0] + l2 * w / 3, g[1]]",
        tolerance=GRADIENT,
        form=Form.VECTOR,
        slips=(
            slip(
                "penalised_bias",
                "[g[0] + l2 * w / 3, g[1] + l2 * b / 3]",
                "That penalises the bias too.",
            ),
            slip("no_rows", "[g[0] + l2 * w, g[1]]", "The penalty is divided by the rows as well."),
            slip("sign", "[g[0] - l2 * w / 3, g[1]]", "A penalty is added to the cost."),
        ),
    ),
)

_FORGOTTEN_MEAN = Scenario(
    name="forgotten-mean",
    title="A sum where a mean was meant",
    vars={
        "rows": pick(50, 80, 100, 200),
        "rate": pick("0.05", "0.1"),
        "bound": pick("0.8", "1.2", "2", "4"),
        "growth": pick(3, 4, 5, 10),
    },
    let={"printed": "abs(1 - rate * rows) ** 20"},
    program="""
x = np.ones({{= rows }})               # worked with 10 rows
w = 1.0                            # squared error to 0, halved
for _ in range(20):
    gradient = np.sum(x * x * w)
    w = w - {{= rate }} * gradient
print(abs(w))
""",
    outcomes=(
        option("nearly 0", "printed < 0.01", "With a mean it would come near 0."),
        option("about 1", "printed > 0.5 and printed < 2", "Each step changes $w$ by much."),
        option(
            "more than 1000",
            "printed > 1000",
            "The sum's curvature is the number of rows: the rate is past 2 over it.",
        ),
        option("`nan`", "0", "20 steps are not enough to overflow float64."),
    ),
    printed="`{{= printed | .3g }}`",
    transfer=NumberPart(
        name="transfer",
        ask="A cost is a *sum* over rows. Up to a learning rate of {{= bound }} descent "
        "converges. The data are now copied {{= growth }} times. Up to which rate does it "
        "converge now?",
        answer="bound / growth",
        tolerance=TINY,
        slips=(
            slip("unchanged", "bound", "So it would be for a mean. A sum is as steep as its rows."),
            slip("turned", "bound * growth", "Steeper needs a smaller rate, not a larger one."),
        ),
    ),
)

_NEWTON_OVERSHOOT = Scenario(
    name="newton-overshoot",
    title="A full Newton step from far away",
    vars={
        "start": grid("2.4", "4", "0.2"),
        "near": pick("0.4", "0.6", "0.8", "1"),
    },
    let={
        "after": "newton_step(start, sigmoid(start) - 0.5, irls_weight(start))",
        "once": "newton_step(near, sigmoid(near) - 0.5, irls_weight(near))",
    },
    program="""
z = {{= start }}                       # cost: half of each label, best at 0
p = sigmoid(z)
print(z - (p - 0.5) / (p * (1 - p)))
""",
    outcomes=(
        option("a number nearer to 0", "abs(after) < start", "So it goes near the minimum."),
        option(
            "a number below -{{= start }}",
            "after < -start",
            "Where the sigmoid is flat the curvature is small, and the step is long.",
        ),
        option(
            "a number above {{= start }}", "after > start", "The step runs downhill, to the left."
        ),
        option("0", "abs(after) < 0.01", "Only a parabola is solved in one step."),
    ),
    printed="`{{= after | .3f }}`. The minimum is at 0",
    transfer=NumberPart(
        name="transfer",
        ask="The same step from z = {{= near }}. What is printed?",
        answer="once",
        tolerance=GRADIENT,
        slips=(
            slip(
                "no_curvature",
                "near - (sigmoid(near) - 0.5)",
                "That is a step of gradient descent. Newton divides by the curvature.",
            ),
            slip("sign", "2 * near - once", "The step is subtracted."),
        ),
    ),
)

SCENARIOS: tuple[Scenario, ...] = (
    _RATE_PAST_BOUND,
    _SEPARABLE_DATA,
    _PENALISED_BIAS,
    _FORGOTTEN_MEAN,
    _NEWTON_OVERSHOOT,
)
