"""Optimisers with a memory, and how many steps an epoch has. Templates of the topic `descent`."""

from __future__ import annotations

from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import EXACT, PROBABILITY, grid, pick, slip, step, within
from quizlr.model import Form, Tier

_TOPIC = "descent"

MOMENTUM_STEP = Template(
    id="momentum-step",
    title="One step with momentum",
    topic=_TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "w": grid("-2", "2", "0.1"),
        "v": grid("-1", "1", "0.1"),
        "g": grid("-2", "2", "0.1"),
        "beta": pick("0.5", "0.8", "0.9"),
        "lr": pick("0.05", "0.1", "0.2", "0.5"),
    },
    let={"u": "beta * v + g"},
    require=("v != 0", "g != 0"),
    front=r"""Gradient descent with momentum, in this order:

$$v \leftarrow \beta v + g \qquad w \leftarrow w - \alpha v$$

Now $w = {{= w }}$, $v = {{= v }}$, the gradient is $g = {{= g }}$, $\beta = {{= beta }}$ and
$\alpha = {{= lr }}$. What are $v$ and $w$ after this step?""",
    parts=(
        NumberPart(
            answer="[u, w - lr * u]",
            tolerance=PROBABILITY,
            form=Form.VECTOR,
            note="v first, then w",
            slips=(
                slip(
                    "ema",
                    "[beta * v + (1 - beta) * g, w - lr * (beta * v + (1 - beta) * g)]",
                    r"You averaged: $\beta v + (1 - \beta) g$ is the convention of Adam. Here the "
                    "whole gradient is added.",
                ),
                slip(
                    "no_momentum",
                    "[g, w - lr * g]",
                    r"That is plain gradient descent. Momentum keeps $\beta$ times the old $v$ and "
                    "adds the gradient to it.",
                ),
                slip(
                    "old_v",
                    "[u, w - lr * v]",
                    "You updated $v$ but stepped with the old one. The step uses the new $v$.",
                ),
                slip(
                    "lr_in_v",
                    "[beta * v + lr * g, w - beta * v - lr * g]",
                    r"You put $\alpha$ into $v$. In this convention $v$ collects plain gradients, "
                    r"and $\alpha$ multiplies $v$ in the step.",
                ),
                slip(
                    "nesterov",
                    "[u, w - lr * (g + beta * u)]",
                    r"That is Nesterov's step, $g + \beta v$ with the new $v$. Plain momentum "
                    "steps by $v$ itself.",
                ),
                slip(
                    "ascent",
                    "[u, w + lr * u]",
                    r"You walked uphill. The weight moves against $v$: subtract $\alpha v$.",
                ),
                slip(
                    "sign",
                    "[beta * v - g, w - lr * (beta * v - g)]",
                    "You took the gradient away from $v$. It is added; the minus comes when $w$ "
                    "is moved.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"The new $v = \beta v + g$", "u"),
        step(r"The step $\alpha v$", "lr * u"),
        step("Both, the weight less the step", "[u, w - lr * u]"),
    ),
)

ADAM_FIRST_STEP = Template(
    id="adam-first-step",
    title="The first step of Adam",
    topic=_TOPIC,
    tier=Tier.EXPERT,
    vars={
        "w": grid("-2", "2", "0.1"),
        "g": grid("-4", "4", "0.1"),
        "lr": pick("0.01", "0.02", "0.05", "0.1"),
        "b1": pick("0.8", "0.9"),
        "b2": pick("0.99", "0.999"),
    },
    let={
        "m": "(1 - b1) * g",
        "v": "(1 - b2) * g * g",
        "mhat": "m / (1 - b1)",
        "vhat": "v / (1 - b2)",
        "ratio": "mhat / sqrt(vhat)",
    },
    require=("g != 0", "w != 0"),
    front=r"Adam starts with $m = v = 0$, $\beta_1 = {{= b1 }}$, $\beta_2 = {{= b2 }}$, "
    r"learning rate $\alpha = {{= lr }}$ and an $\epsilon$ so small that it does not matter. "
    "The weight is $w = {{= w }}$ and its first gradient $g = {{= g }}$. What is $w$ after this "
    "first step ($t = 1$, with bias correction)?",
    parts=(
        NumberPart(
            answer="w - lr * ratio",
            tolerance=within(abs="0.0005"),
            digits=4,
            slips=(
                slip(
                    "sgd",
                    "w - lr * g",
                    r"That is plain gradient descent. Adam divides by $\sqrt{\hat{v}} = |g|$, so "
                    r"that the first step has length $\alpha$ whatever the gradient.",
                ),
                slip(
                    "no_bias_correction",
                    "w - lr * m / sqrt(v)",
                    r"You left out the bias correction. $m$ and $v$ start at 0, so divide them by "
                    r"$1 - \beta_1^t$ and $1 - \beta_2^t$.",
                ),
                slip(
                    "only_m_corrected",
                    "w - lr * mhat / sqrt(v)",
                    r"You corrected $m$ but not $v$. Divide $v$ by $1 - \beta_2^t$ as well.",
                ),
                slip(
                    "only_v_corrected",
                    "w - lr * m / sqrt(vhat)",
                    r"You corrected $v$ but not $m$. Divide $m$ by $1 - \beta_1^t$ as well.",
                ),
                slip(
                    "no_sqrt",
                    "w - lr * mhat / vhat",
                    r"You divided by $\hat{v}$, the square of the gradient. Adam divides by its "
                    "root, so that the units cancel.",
                ),
                slip(
                    "ascent",
                    "w + lr * ratio",
                    r"You walked uphill. Subtract $\alpha \hat{m} / \sqrt{\hat{v}}$.",
                ),
                slip(
                    "no_lr",
                    "w - ratio",
                    r"You left out the learning rate. The step is $\alpha$ times "
                    r"$\hat{m} / \sqrt{\hat{v}}$.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$\hat{m} = \frac{(1 - \beta_1) g}{1 - \beta_1}$", "mhat"),
        step(r"$\hat{v} = \frac{(1 - \beta_2) g^2}{1 - \beta_2}$", "vhat"),
        step(r"$\hat{m} / \sqrt{\hat{v}}$, the sign of the gradient", "ratio"),
        step(r"$w$ less $\alpha$ times that", "w - lr * ratio"),
    ),
    back=r"With bias correction the first step of Adam is $\alpha$ times the sign of the gradient.",
)

UPDATES_PER_EPOCH = Template(
    id="updates-per-epoch",
    title="Updates in an epoch",
    topic=_TOPIC,
    tier=Tier.BEGINNER,
    vars={
        "m": grid("100", "5000", "50"),
        "size": pick(8, 16, 32, 64, 128, 256),
        "last": pick("kept", "dropped"),
    },
    let={
        "ratio": "m / size",
        "full": "floor(ratio)",
        "updates": "full if last == 'dropped' else ceil(ratio)",
    },
    require=("full != ratio", "full >= 2", "updates != size"),
    front="A training set has {{= m }} rows. Mini-batches hold {{= size }} rows, and a smaller "
    "last batch is **{{= last }}**. How many updates of the weights does one epoch make?",
    parts=(
        NumberPart(
            answer="updates",
            tolerance=EXACT,
            form=Form.INTEGER,
            digits=0,
            slips=(
                slip(
                    "floor",
                    "full if last == 'kept' else nan",
                    "You left out the last, smaller batch. It is kept, and makes an update of "
                    "its own: round up.",
                ),
                slip(
                    "ceil",
                    "full + 1 if last == 'dropped' else nan",
                    "You counted the last, smaller batch. It is dropped: round down.",
                ),
                slip(
                    "m",
                    "m",
                    "That is one update a row, as with batches of 1. Here each update uses a "
                    "whole batch.",
                ),
                slip(
                    "bs",
                    "size",
                    "That is the number of rows in a batch. The number of batches is rows divided "
                    "by batch size.",
                ),
                slip(
                    "one",
                    "1",
                    "One update an epoch is full-batch gradient descent. Here each mini-batch "
                    "makes an update.",
                ),
            ),
        ),
    ),
    steps=(
        step("Rows divided by batch size", "ratio"),
        step("Full batches", "full"),
        step("With the last batch {{= last }}", "updates"),
    ),
)

OPTIMIZERS = (MOMENTUM_STEP, ADAM_FIRST_STEP, UPDATES_PER_EPOCH)
