"""Failures of floating point: where a number is lost although the formula is right."""

from __future__ import annotations

from functools import lru_cache

from quizlr.drills.template import NumberPart
from quizlr.drills.writing import LOSS, choice, grid, option, pick, slip
from quizlr.labs.failures import Names, Scenario, listing

_NAIVE_LOG_SIGMOID = Scenario(
    name="naive-log-sigmoid",
    title="A sigmoid, and then its logarithm",
    vars={
        "z": pick(38, 40, 45, 50, 60, 100, 300),
        "y": pick(0, 1),
        "z2": pick(6, 8, 10, 12, 18, 20, 25, 30, 40),
    },
    let={
        "printed": "naive_log_loss_from_logits(z, y)",
        "true": "log_loss_from_logits(z, y)",
        "printed2": "naive_log_loss_from_logits(z2, 0, 'float32')",
    },
    program="""
z, y = {{= z }}.0, {{= y }}
p = 1 / (1 + np.exp(-z))
print(-(y * np.log(p) + (1 - y) * np.log(1 - p)))
""",
    outcomes=(
        option("`inf`", "y == 0", "The label's own probability is 0 here, and so is not times 0."),
        option(
            "`nan`", "y == 1", "Label 1 multiplies the infinite logarithm of the other label by 0."
        ),
        option("the true loss, {{= true | .3g }}", "0", "Only with $p$ still apart from 1."),
        option("`36.04`", "0", "Only if $1 - p$ is clipped first."),
    ),
    printed="`{{= printed }}`. The true loss is {{= true | .3g }}",
    transfer=choice(
        option(
            "`inf`",
            "1 / printed2 == 0",
            "From a score of {{= sigmoid_saturation_limit('float32') | .1f }} on $p$ is rounded to "
            "1, and the logarithm of 0 is infinite.",
        ),
        option(
            "about {{= z2 }}",
            "1 / printed2 > 0",
            "Float32 holds 1 and its neighbour {{= 2 ** -24 | .1e }} below apart: up to a score "
            "of {{= sigmoid_saturation_limit('float32') | .1f }} $p$ stays below 1.",
        ),
        option("`nan`", "0", "No 0 is multiplied here: label 0 has one term."),
        option("`0.0`", "0", "That is the loss if the label were 1."),
        name="transfer",
        ask="Elsewhere, in half the bits, for label 0. What is printed?\n\n"
        + listing(
            """
z = np.float32({{= z2 }})
p = 1 / (1 + np.exp(-z))
print(-np.log(1 - p))
"""
        ),
    ),
)

_ZERO_LOG_ZERO = Scenario(
    name="zero-log-zero",
    title="0 times the logarithm of 0",
    vars={
        "y": pick(0, 1),
        "rest": grid("0.6", "0.9", "0.05"),
        "first": pick(0, 1),
        "label": pick(0, 1),
    },
    let={
        "printed": "-(y * ln(y) + (1 - y) * ln(1 - y))",
        "first_loss": "-(label * ln(first) + (1 - label) * ln(1 - first))",
        "mean_rest": "-2 * ln(rest) / 3",
    },
    program="""
p, y = {{= y }}.0, {{= y }}
print(-(y * np.log(p) + (1 - y) * np.log(1 - p)))
""",
    outcomes=(
        option("`nan`", "printed != printed", "A factor 0 stands beside an infinite logarithm."),
        option("`inf`", "1 / printed == 0", "That takes the logarithm of 0 with the factor 1."),
        option("`0.0`", "0", "The true loss of a perfect prediction, but the code never gets it."),
        option("an error", "0", "numpy warns and goes on."),
    ),
    printed="`{{= printed }}`. The true loss is {{= log_loss(y, y) }}",
    transfer=choice(
        option("`nan`", "first_loss != first_loss", "One `nan` in a mean is enough."),
        option("`inf`", "1 / first_loss == 0", "One infinite loss in a mean is enough."),
        option("`{{= mean_rest | .4f }}`", "0", "That is the mean if the first row cost 0."),
        option("`0.0`", "0", "The other rows cost something."),
        name="transfer",
        ask="Now a mean over three rows, by the same formula. What is printed?\n\n"
        + listing(
            """
p = np.array([{{= first }}.0, {{= rest }}, {{= rest }}])
y = np.array([{{= label }}, 1, 1])
print(np.mean(-(y * np.log(p) + (1 - y) * np.log(1 - p))))
"""
        ),
    ),
)


@lru_cache(maxsize=64)
def _float32_total(value: float, count: float) -> float:
    """A second of work at most, for a handful of counts."""
    from quizlr.numeric import running_sum

    return running_sum(value, count)


def _totals(names: Names) -> Names:
    value, rows, rows2 = (names[name] for name in ("value", "rows", "rows2"))
    assert isinstance(value, float)
    assert isinstance(rows, float)
    assert isinstance(rows2, float)
    mean = _float32_total(value, rows) / rows
    return {
        "mean": mean,
        "low": float(mean < 0.995 * value),
        "high": float(mean > 1.005 * value),
        "mean2": _float32_total(1.0, rows2) / rows2,
    }


_FLOAT32_RUNNING_SUM = Scenario(
    name="float32-running-sum",
    title="A running sum in float32",
    vars={
        "value": pick("0.1", "0.3"),
        "rows": pick(10_000_000, 20_000_000),
        "rows2": pick(20_000_000, 25_000_000, 32_000_000, 40_000_000),
    },
    derive=_totals,
    program="""
total = np.float32(0)
for _ in range({{= rows | d }}):
    total += np.float32({{= value }})
print(total / {{= rows | d }})
""",
    outcomes=(
        option("{{= value }}, to three digits", "not low and not high", "The errors would cancel."),
        option(
            "more than {{= 1.005 * value | .4f }}",
            "high",
            "Once the total is large, each addition is rounded the same way, here upwards.",
        ),
        option(
            "less than {{= 0.995 * value | .4f }}",
            "low",
            "Once the total is large, each addition is rounded the same way, here downwards.",
        ),
        option("`inf`", "0", "Float32 reaches 3e38. This total is far from it."),
    ),
    printed="`{{= mean | .5f }}`, not {{= value }}",
    transfer=NumberPart(
        name="transfer",
        ask="Float32 has 24 significant bits: from $2^{24}$ = 16,777,216 on, whole numbers are "
        "2 apart, and a sum halfway between two is rounded to the even one. What is printed?\n\n"
        + listing(
            """
total = np.float32(0)
for _ in range({{= rows2 | d }}):
    total += np.float32(1)
print(total / {{= rows2 | d }})
"""
        ),
        answer="mean2",
        tolerance=LOSS,
        slips=(
            slip(
                "no_limit",
                "1",
                "That is the true mean. At 16,777,216 adding 1 no longer changes the total.",
            ),
        ),
    ),
)

_CLIP_HIDES_INF = Scenario(
    name="clip-hides-inf",
    title="A clip that hides an infinite loss",
    vars={
        "power": pick(7, 12, 15),
        "power2": pick(7, 12),
        "misses": pick(1, 2, 3, 5),
        "rows": pick(20, 50, 100),
    },
    let={"hidden": "power * ln(10)", "hidden2": "misses * power2 * ln(10) / rows"},
    program="""
p, y = 0.0, 1              # certain, and wrong
p = np.clip(p, 1e-{{= power }}, 1 - 1e-{{= power }})
print(-(y * np.log(p) + (1 - y) * np.log(1 - p)))
""",
    outcomes=(
        option("`{{= hidden | .3f }}`", "1", "The loss of the clip's edge: power times ln 10."),
        option("`inf`", "0", "The true loss. The clip has moved $p$ away from 0."),
        option("`{{= power }}.0`", "0", "That would be the logarithm to base 10."),
        option("`nan`", "0", "No factor 0 meets an infinite logarithm after the clip."),
    ),
    printed="`{{= hidden | .3f }}`. The true loss is `inf`",
    transfer=NumberPart(
        name="transfer",
        ask="A report clips at 1e-{{= power2 }}. Of {{= rows }} rows {{= misses }} had probability "
        "0 for their own label; the others had 1. Which mean log loss does it show? Leave out "
        "what the clip adds to the perfect rows.",
        answer="hidden2",
        tolerance=LOSS,
        unit="nats",
        slips=(
            slip("sum", "misses * power2 * ln(10)", "That is the sum. Divide by the rows."),
            slip("log10", "misses * power2 / rows", "Natural logarithm: times ln 10."),
        ),
    ),
)

_SIGMOID_SATURATION = Scenario(
    name="sigmoid-saturation",
    title="A gradient that is rounded away",
    vars={
        "z": pick(18, 20, 22, 25, 30, 40),
        "z2": pick(20, 30, 40, 60, 80, 95, 100, 150),
    },
    let={
        "p": "naive_sigmoid(z, 'float32')",
        "printed": "p * (1 - p)",
        "true": "sigmoid_gradient(z)",
        "p2": "naive_sigmoid(-z2, 'float32')",
    },
    program="""
z = np.float32({{= z }})
p = 1 / (1 + np.exp(-z))
print(p * (1 - p))         # the sigmoid's slope
""",
    outcomes=(
        option("`0.0`", "printed == 0", "$p$ is rounded to 1, and $1 - p$ is exactly 0."),
        option("about {{= true | .1e }}", "printed > 0", "The true slope needs $1 - p$ above 0."),
        option("`0.25`", "0", "The slope at 0, the largest there is."),
        option("`nan`", "0", "Nothing infinite is multiplied by 0."),
    ),
    printed="`{{= printed | .1f }}`. The true slope is {{= true | .1e }}",
    transfer=choice(
        option(
            "`0.0`",
            "p2 == 0",
            "Above {{= exp_overflow_limit('float32') | .1f }} the exponential overflows to `inf` "
            "in float32, and 1 / inf is 0.",
        ),
        option(
            "about {{= exp(-z2) | .1e }}",
            "p2 > 0",
            "Near 0 floats are dense. Near 1 they are not: that is why the sign of $z$ counts.",
        ),
        option("`nan`", "0", "1 / inf is 0, and 0 * 1 is 0."),
        option("`0.25`", "0", "The slope at 0."),
        name="transfer",
        ask="The same program runs with `z = np.float32(-{{= z2 }})`. What is printed?",
    ),
)

_SOFTMAX_OVERFLOW = Scenario(
    name="softmax-overflow",
    title="A softmax without a shift",
    vars={
        "top": pick(750, 800, 900, 1000),
        "top2": pick(60, 70, 80, 88, 90, 95, 100),
    },
    let={
        "limit": "exp_overflow_limit('float32')",
        "shares": "softmax([top, top - 1, 0])",
    },
    program="""
v = np.array([{{= top }}.0, {{= top - 1 }}.0, 0.0])
e = np.exp(v)
print((e / e.sum()).tolist())
""",
    outcomes=(
        option(
            "`[nan, nan, 0.0]`", "1", "Two exponentials are `inf`; inf / inf is `nan`, 1 / inf 0."
        ),
        option("`[{{= shares[0] | .3f }}, {{= shares[1] | .3f }}, 0.0]`", "0", "The true softmax."),
        option("`[inf, inf, 0.0]`", "0", "They are divided by a sum that is `inf` too."),
        option("`[1.0, 1.0, 0.0]`", "0", "inf / inf is not 1."),
    ),
    printed="`[nan, nan, 0.0]`. The true softmax is {{= shares | .3f }}",
    transfer=choice(
        option(
            "`nan`",
            "top2 > limit",
            "Above a logit of {{= limit | .2f }} the exponential is `inf` in float32, and inf / "
            "inf is `nan`.",
        ),
        option(
            "about 1",
            "top2 < limit",
            "Float32 holds exponentials up to a logit of {{= limit | .2f }}.",
        ),
        option("`inf`", "0", "It is divided by a sum that is at least as large."),
        option("`0.0`", "0", "It is the largest of the three."),
        name="transfer",
        ask="In float32, what is printed?\n\n"
        + listing(
            """
v = np.array([{{= top2 }}, {{= top2 - 10 }}, 0], dtype=np.float32)
e = np.exp(v)
print((e / e.sum())[0])
"""
        ),
    ),
)

SCENARIOS: tuple[Scenario, ...] = (
    _NAIVE_LOG_SIGMOID,
    _ZERO_LOG_ZERO,
    _FLOAT32_RUNNING_SUM,
    _CLIP_HIDES_INF,
    _SIGMOID_SATURATION,
    _SOFTMAX_OVERFLOW,
)
