"""What a Hessian tells: convexity, standard errors; and data on which there is no optimum.

Templates of the topic `newton`, in a file of their own.
"""

from __future__ import annotations

from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import choice, grid, option, pick, slip, step, vector, within
from quizlr.model import Form, Tier

_TOPIC = "newton"

CONVEX_EIGEN = Template(
    id="convex-eigen",
    title="Convex or not, by eigenvalues",
    topic=_TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "a": grid("0.1", "1", "0.1"),
        "d": grid("0.1", "1", "0.1"),
        "b": grid("-0.6", "0.6", "0.1"),
        "s": pick(-1, 1),
    },
    let={
        "trace": "s * (a + d)",
        "det": "a * d - b * b",
        "root": "sqrt(trace * trace / 4 - det)",
        "low": "trace / 2 - root",
        "high": "trace / 2 + root",
    },
    require=("abs(det) >= 0.02", "a != d", "b != 0"),
    front=r"""At some point the Hessian of a cost with two weights is

$$H = \begin{pmatrix} {{= s * a }} & {{= b }} \\ {{= b }} & {{= s * d }} \end{pmatrix}$$""",
    parts=(
        choice(
            option(
                "It curves upwards in every direction (locally convex)",
                "low > 0",
                "Needs both eigenvalues above 0, and so determinant and trace above 0.",
                "entries",
            ),
            option(
                "It curves downwards in every direction (locally concave)",
                "high < 0",
                "Needs both eigenvalues below 0, and so the determinant above 0 and the trace "
                "below.",
                "entries",
            ),
            option(
                "It curves upwards in one direction and downwards in another (saddle)",
                "low < 0 and high > 0",
                "Needs a determinant below 0. It is the product of the eigenvalues, which then "
                "have opposite signs, whatever the signs on the diagonal.",
                "saddle",
            ),
            name="shape",
            ask="How does the cost curve there?",
        ),
        NumberPart(
            ask="What are the eigenvalues, the smaller one first?",
            answer="[low, high]",
            tolerance=within(rel="0.02", abs="0.005"),
            form=Form.VECTOR,
            slips=(
                slip(
                    "diag",
                    "[min([s * a, s * d]), max([s * a, s * d])]",
                    "Those are the entries of the diagonal. They are the eigenvalues only if the "
                    "other entries are 0.",
                ),
                slip(
                    "trace",
                    "[trace, det]",
                    r"Those are trace and determinant, the sum and the product of the "
                    r"eigenvalues. Solve $\lambda^2 - \text{trace}\,\lambda + \det = 0$.",
                ),
                slip(
                    "forgot_half",
                    "[trace - 2 * root, trace + 2 * root]",
                    r"The half is missing: "
                    r"$\lambda = (\text{trace} \pm \sqrt{\text{trace}^2 - 4 \det}) / 2$.",
                ),
                slip(
                    "larger_first",
                    "[high, low]",
                    "Those are the eigenvalues, the larger one first. Asked is the smaller one "
                    "first.",
                ),
                slip(
                    "sign",
                    "[-high, -low]",
                    r"The signs are flipped. The eigenvalues add up to the trace.",
                ),
            ),
        ),
    ),
    steps=(
        step("Trace, the sum of the eigenvalues", "trace"),
        step("Determinant, their product", "det"),
        step(r"$\sqrt{\text{trace}^2 / 4 - \det}$", "root"),
        step(r"$\text{trace}/2$ minus and plus that", "[low, high]"),
    ),
)

WALD_SE = Template(
    id="wald-se",
    title="Standard error of a coefficient",
    topic=_TOPIC,
    tier=Tier.EXPERT,
    vars={
        "a": grid("6", "40", "2"),
        "b": pick(-20, -16, -14, -12, -10, -8, -6, 6, 8, 10, 12, 14, 16, 20),
        "d": grid("6", "40", "2"),
    },
    let={"det": "a * d - b * b", "variance": "a / det"},
    require=("det >= 20", "a != d", "variance <= 0.5"),
    front=r"""A logistic regression has a bias $b$ and one weight $w$. At the maximum-likelihood
estimate the Hessian of the *summed* negative log-likelihood, in the order $(b, w)$, is

$$H = \begin{pmatrix} {{= a }} & {{= b }} \\ {{= b }} & {{= d }} \end{pmatrix}$$

What is the Wald standard error of $w$?""",
    parts=(
        NumberPart(
            answer="sqrt(variance)",
            tolerance=within(rel="0.02"),
            slips=(
                slip(
                    "no_sqrt",
                    "variance",
                    "That is the variance of the estimate. The standard error is its square root.",
                ),
                slip(
                    "sqrt_h",
                    "sqrt(d)",
                    "That is the root of the curvature. More curvature means less "
                    "uncertainty: invert the Hessian first.",
                ),
                slip(
                    "diagonal_inverse",
                    "sqrt(1 / d)",
                    r"That inverts one entry alone, as if the bias were known. Invert the whole "
                    "matrix, then take the entry of $w$.",
                ),
                slip(
                    "other_entry",
                    "sqrt(d / det)",
                    r"That is the standard error of the bias. In the inverse of a 2 by 2 matrix "
                    "the diagonal entries change places.",
                ),
                slip(
                    "no_det",
                    "sqrt(a)",
                    "The inverse also divides by the determinant.",
                ),
            ),
        ),
    ),
    steps=(
        step("Determinant of the Hessian", "det"),
        step(r"Entry of $w$ in the inverse: the other diagonal entry over it", "variance"),
        step("Its square root", "sqrt(variance)"),
    ),
)

SEPARABLE = Template(
    id="separable",
    title="Is there a finite maximum-likelihood estimate?",
    topic=_TOPIC,
    tier=Tier.ADVANCED,
    vars={
        "start": grid("-4", "0", "0.5"),
        "gaps": vector(5, pick("0", "0.5", "1", "1.5")),
        "cut": pick(2, 3, 4),
        "down": pick(0, 1),
        "odd": pick(0, 1, 2, 3, 4, 5, 9, 9, 9, 9, 9, 9),
    },
    let={
        "i": "[0, 1, 2, 3, 4, 5]",
        "x": "start + concat([0], cumsum(gaps))",
        "above": "i >= cut",
        "y": "abs(abs(above - down) - (i == odd))",
        "low1": "min(where(y, x, 99))",
        "high1": "max(where(y, x, -99))",
        "low0": "min(where(y, 99, x))",
        "high0": "max(where(y, -99, x))",
        "apart": "high0 < low1 or high1 < low0",
        "touching": "not apart and (high0 == low1 or high1 == low0)",
    },
    require=("x[0] < x[5]", "sum(y) > 0", "sum(y) < 6"),
    front=r"""Logistic regression with a bias and one weight, without a penalty, on six rows:

| $x$ | $y$ |
|---|---|
| {{= x[0] }} | {{= y[0] }} |
| {{= x[1] }} | {{= y[1] }} |
| {{= x[2] }} | {{= y[2] }} |
| {{= x[3] }} | {{= y[3] }} |
| {{= x[4] }} | {{= y[4] }} |
| {{= x[5] }} | {{= y[5] }} |

Does a finite maximum-likelihood estimate exist?""",
    parts=(
        choice(
            option(
                "Yes: the classes overlap",
                "not apart and not touching",
                "Needs, at every threshold, a row on the wrong side, whichever side is called 1. "
                "Then a large weight is confidently wrong about it, and the cost rises again.",
                "yes",
            ),
            option(
                "No: a threshold parts the classes completely",
                "apart",
                "Needs all rows of one class above all rows of the other. Then scaling $(w, b)$ up "
                "always lowers the cost, towards 0.",
                "no",
            ),
            option(
                "No: a threshold parts them, with both classes on it (quasi-complete separation)",
                "touching",
                "Needs classes that share only the value at the border. $|w|$ still grows without "
                "bound, while the rows on the border keep the cost above 0.",
                "quasi",
            ),
        ),
    ),
    steps=(
        step("Smallest and largest $x$ with label 0", "[low0, high0]"),
        step("Smallest and largest $x$ with label 1", "[low1, high1]"),
    ),
    back="""If the two ranges share more than an end point the estimate is finite. If not, report
"no finite estimate" rather than whatever the solver returned, or add a penalty.""",
)
