"""Failures of contracts: a function is given what it does not expect, and answers all the same."""

from __future__ import annotations

from quizlr.drills.template import NumberPart
from quizlr.drills.writing import (
    LOSS,
    PROBABILITY,
    choice,
    grid,
    option,
    pick,
    slip,
    vector,
    within,
)
from quizlr.labs.failures import Names, Scenario, listing

_SWAPPED_ARGUMENTS = Scenario(
    name="swapped-arguments",
    title="Labels and predictions swapped",
    vars={
        "p1": grid("0.7", "0.95", "0.05"),
        "p0": grid("0.1", "0.4", "0.05"),
        "q": grid("0.6", "0.9", "0.05"),
        "rows": pick(4, 5, 8, 10),
    },
    let={
        "right": "mean_log_loss([p1, p0], [1, 0])",
        "printed": "100 * (1 - p1 + p0) / 2",
        "printed2": "100 * (1 - q)",
    },
    program="""
def bce(p, y):                     # as torch: no logarithm below -100
    log = lambda a: np.maximum(np.log(a), -100)
    return np.mean(-(y * log(p) + (1 - y) * log(1 - p)))

p, y = np.array([{{= p1 }}, {{= p0 }}]), np.array([1, 0])
print(bce(y, p))
""",
    outcomes=(
        option("`{{= right | .3f }}`", "0", "That is `bce(p, y)`."),
        option(
            "`{{= printed | .1f }}`",
            "1",
            "Each label became a certain prediction; each miss costs 100 times its distance.",
        ),
        option("`inf`", "0", "The floor of -100 keeps the logarithm of 0 finite."),
        option("`-{{= right | .3f }}`", "0", "Swapping is no change of sign."),
    ),
    printed="`{{= printed | .1f }}`. The mean log loss is {{= right | .3f }}",
    transfer=NumberPart(
        name="transfer",
        ask="With the arguments swapped as before, {{= rows }} rows all have label 1 and "
        "prediction {{= q }}. What does `bce(y, p)` give?",
        answer="printed2",
        tolerance=LOSS,
        digits=2,
        slips=(
            slip("right_order", "-ln(q)", "That is `bce(p, y)`, in the right order."),
            slip("sum", "rows * printed2", "The function takes the mean of the rows."),
            slip("other_label", "100 * q", "A label of 1 costs where $1 - p$ is not 0."),
        ),
    ),
)

_DOUBLE_SIGMOID = Scenario(
    name="double-sigmoid",
    title="A sigmoid taken twice",
    vars={"z": grid("1.5", "5", "0.5"), "classes": pick(3, 4, 5, 10)},
    let={
        "right": "log_loss_from_logits(z, 1)",
        "printed": "log_loss_from_logits(sigmoid(z), 1)",
    },
    program="""
def bce_with_logits(z, y):         # wants a score
    return np.maximum(z, 0) - z * y + np.log1p(np.exp(-abs(z)))

p = sigmoid({{= z }})
print(bce_with_logits(p, 1))
""",
    outcomes=(
        option("`{{= right | .4f }}`", "0", "That is the loss of the score itself."),
        option(
            "`{{= printed | .4f }}`",
            "1",
            "A probability, read as a score, is between 0 and 1: never a confident one.",
        ),
        option("`{{= softplus(-1) | .4f }}`", "0", "The floor, which is reached at $p$ = 1 only."),
        option("an error", "0", "A probability is a number, and a number is a score."),
    ),
    printed="`{{= printed | .4f }}`. The loss is {{= right | .4f }}",
    transfer=NumberPart(
        name="transfer",
        ask="The same with a softmax: `cross_entropy(softmax(v), k)` for {{= classes }} classes, "
        "where `cross_entropy` takes the softmax itself. Its input is at best 1 for the right "
        "class and 0 for the others. Which loss does it then give?",
        answer="ln(exp(1) + classes - 1) - 1",
        tolerance=LOSS,
        unit="nats",
        slips=(
            slip("zero", "0", "That is the loss of a certain prediction, with one softmax."),
            slip("uniform", "ln(classes)", "That is the loss of equal logits."),
            slip(
                "one_other",
                "softplus(-1)",
                "That is the floor for two classes. Here more classes share the rest.",
            ),
        ),
    ),
)

_ONE_CLASS_AUC = Scenario(
    name="one-class-auc",
    title="An AUC of one class",
    vars={
        "label": pick(0, 1),
        "s": vector(3, grid("0.1", "0.9", "0.1"), distinct=True),
        "a": vector(2, grid("0.6", "0.95", "0.05"), distinct=True),
    },
    program="""
s = np.array([{{= s[0] }}, {{= s[1] }}, {{= s[2] }}])
y = np.array([{{= label }}, {{= label }}, {{= label }}])
pairs = s[y == 1][:, None] > s[y == 0][None, :]
print(pairs.mean())
""",
    outcomes=(
        option("`nan`", "1", "There is no pair: a mean over nothing is 0 / 0."),
        option("`0.5`", "0", "Chance needs pairs as well."),
        option("`1.0`", "0", "No positive was compared with a negative."),
        option("`0.0`", "0", "A sum over nothing is 0, but a mean divides by the count, 0."),
    ),
    printed="`nan`. There is no AUC without both classes",
    transfer=NumberPart(
        name="transfer",
        ask="Three folds have AUCs of {{= a[0] }}, {{= a[1] }} and `nan`, as one fold has a "
        "single class. What does `np.nanmean` of the three print?",
        answer="mean(a)",
        tolerance=within(abs="0.001"),
        slips=(
            slip("as_zero", "sum(a) / 3", "`nanmean` leaves the fold out of the count too."),
            slip("as_chance", "(sum(a) + 0.5) / 3", "`nan` is left out, not replaced by 0.5."),
        ),
    ),
)


def _as_vector(names: Names) -> Names:
    return {"tail": ".ravel()" if names["shape"] == "vector" else ""}


_COLUMN_LABELS = Scenario(
    name="column-labels",
    title="Labels in a column",
    vars={
        "p": vector(3, grid("0.1", "0.9", "0.1"), distinct=True),
        "y": vector(3, pick(0, 1)),
        "m": pick(4, 5, 6),
        "d": pick(2, 3),
        "shape": pick("column", "vector", "column"),
    },
    let={
        "right": "brier_score(p, y)",
        "printed": "mean(p * p) - 2 * mean(p) * mean(y) + mean(y * y)",
    },
    derive=_as_vector,
    require=("abs(right - printed) >= 0.01", "sum(y) > 0", "sum(y) < 3"),
    program="""
p = np.array([{{= p[0] }}, {{= p[1] }}, {{= p[2] }}])
y = np.array([[{{= y[0] }}], [{{= y[1] }}], [{{= y[2] }}]])     # read from a table
print(np.mean((p - y) ** 2))
""",
    outcomes=(
        option("`{{= right | .4f }}`", "0", "The Brier score, row by row."),
        option(
            "`{{= printed | .4f }}`",
            "1",
            "Shapes (3,) and (3, 1) make (3, 3): each prediction meets each label.",
        ),
        option("`{{= 3 * printed | .4f }}`", "0", "The mean is over all nine cells."),
        option("an error about shapes", "0", "These shapes can be broadcast, so numpy does."),
    ),
    printed="`{{= printed | .4f }}`. The Brier score is {{= right | .4f }}",
    transfer=choice(
        option("`({{= d }}, {{= m }})`", "shape == 'column'", "With a residual of shape (m, m)."),
        option("`({{= d }},)`", "shape == 'vector'", "With a residual of shape (m,)."),
        option("`({{= m }}, {{= m }})`", "0", "At most the residual has that shape."),
        option("an error about shapes", "0", "The inner sizes agree: m and m."),
        name="transfer",
        ask="Elsewhere the gradient. Which shape is printed?\n\n"
        + listing(
            """
X, p = np.ones(({{= m }}, {{= d }})), np.ones({{= m }})
y = np.ones(({{= m }}, 1)){{= tail }}
print((X.T @ (p - y)).shape)
"""
        ),
    ),
)

_IN_PLACE_UPDATE = Scenario(
    name="in-place-update",
    title="An update of the caller's array",
    vars={
        "w": pick(1, 2, 3),
        "g": pick("0.2", "0.4", "0.6", "-0.4"),
        "rate": pick("0.5", "0.25"),
        "w2": pick(1, 2, 3),
        "g2": pick("0.4", "0.8", "-0.8"),
        "rate2": pick("0.5", "0.25"),
    },
    let={"moved": "w - rate * g"},
    program="""
def step(w, gradient):
    w -= {{= rate }} * gradient
    return w

start = np.array([{{= w }}.0])
after = step(start, np.array([{{= g }}]))
print(start[0])
""",
    outcomes=(
        option("`{{= w }}.0`", "0", "So it would be if `step` made a new array."),
        option(
            "`{{= moved }}`",
            "1",
            "`-=` changes the array in place: `start` and `after` are one array.",
        ),
        option("`{{= -rate * g }}`", "0", "That is the step alone."),
        option("an error", "0", "An array may be changed by whoever has it."),
    ),
    printed="`{{= moved }}`. The start was {{= w }}.0",
    transfer=NumberPart(
        name="transfer",
        ask="What is printed?\n\n"
        + listing(
            """
def step(w, gradient):
    w -= {{= rate2 }} * gradient
    return w

start, gradient = np.array([{{= w2 }}.0]), np.array([{{= g2 }}])
one = step(start, gradient)
two = step(start, gradient)
print(two[0])
"""
        ),
        answer="w2 - 2 * rate2 * g2",
        tolerance=PROBABILITY,
        slips=(
            slip("copied", "w2 - rate2 * g2", "`start` had already moved by the first call."),
            slip("untouched", "w2", "The array that was passed in is changed."),
        ),
    ),
)

SCENARIOS: tuple[Scenario, ...] = (
    _SWAPPED_ARGUMENTS,
    _DOUBLE_SIGMOID,
    _ONE_CLASS_AUC,
    _COLUMN_LABELS,
    _IN_PLACE_UPDATE,
)
