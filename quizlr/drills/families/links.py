"""Links other than the logit: probit, complementary log-log, and which links are canonical."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from quizlr.drills.template import NumberPart, Template
from quizlr.drills.writing import (
    GRADIENT,
    PROBABILITY,
    choice,
    grid,
    option,
    pick,
    slip,
    step,
)
from quizlr.model import Tier, Value
from quizlr.values import dataclass

TOPIC = "links"

_TABLE = r"""
| $t$ | $\varphi(t)$ | $\Phi(t)$ |
|---|---|---|
| {{= t - 0.1 | .1f }} | {{= norm_pdf(t - 0.1) | .4f }} | {{= norm_cdf(t - 0.1) | .4f }} |
| {{= t | .1f }} | {{= norm_pdf(t) | .4f }} | {{= norm_cdf(t) | .4f }} |
| {{= t + 0.1 | .1f }} | {{= norm_pdf(t + 0.1) | .4f }} | {{= norm_cdf(t + 0.1) | .4f }} |
"""
"""What a printed table of the normal distribution gives: nothing for negative scores."""

_PROBIT_PROB = Template(
    id="probit-prob",
    title="Probability from a probit score",
    topic=TOPIC,
    tier=Tier.INTERMEDIATE,
    vars={"eta": grid("-2.2", "2.2", "0.1")},
    let={"t": "abs(eta)"},
    require=("t >= 0.2",),
    front=r"""A probit model gives the score $\eta = {{= eta }}$. From a table of the standard
normal distribution (density $\varphi$, distribution function $\Phi$):
"""
    + _TABLE
    + r"""
What is the predicted probability of $y = 1$?""",
    parts=(
        NumberPart(
            answer="norm_cdf(eta)",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "logistic",
                    "sigmoid(eta)",
                    r"That is $\sigma(\eta)$, the logit link. A probit model uses $\Phi(\eta)$.",
                ),
                slip(
                    "pdf",
                    "norm_pdf(eta)",
                    r"That is the density $\varphi(\eta)$. A probability is the area left of "
                    r"$\eta$, $\Phi(\eta)$.",
                ),
                slip(
                    "sign",
                    "norm_cdf(-eta)",
                    r"That is $\Phi(-\eta)$. Keep the sign of the score: below 0 the probability "
                    "is below one half.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$\Phi(|\eta|)$ from the table", "norm_cdf(t)"),
        step(r"$\Phi(-t) = 1 - \Phi(t)$ where the score is negative", "norm_cdf(eta)"),
    ),
)

_PROBIT_GRAD = Template(
    id="probit-grad",
    title="Gradient of the log loss with a probit link",
    topic=TOPIC,
    tier=Tier.EXPERT,
    vars={"eta": grid("-1.8", "1.8", "0.1"), "y": pick(0, 1)},
    let={"t": "abs(eta)", "mu": "norm_cdf(eta)", "phi": "norm_pdf(eta)"},
    require=("t >= 0.2",),
    front=r"""A probit model, $\mu = \Phi(\eta)$, has the log loss
$L = -y \ln \mu - (1 - y) \ln(1 - \mu)$. The score is $\eta = {{= eta }}$, the label $y = {{= y }}$.
"""
    + _TABLE
    + r"""
What is $dL/d\eta$?""",
    parts=(
        NumberPart(
            answer="probit_gradient(eta, y)",
            tolerance=GRADIENT,
            slips=(
                slip(
                    "residual",
                    "mu - y",
                    r"That is the residual $\mu - y$. Probit is not the canonical link, so "
                    r"$\varphi(\eta) / (\mu(1 - \mu))$ does not cancel.",
                ),
                slip(
                    "pdf",
                    "(1 - 2 * y) * phi",
                    r"That is only $d\mu/d\eta$ with a sign. Multiply it by $dL/d\mu$, which "
                    r"divides by the probability of the label.",
                ),
                slip(
                    "wrt_prediction",
                    "(mu - y) / (mu * (1 - mu))",
                    r"That is $dL/d\mu$. For the slope in the score multiply by "
                    r"$d\mu/d\eta = \varphi(\eta)$.",
                ),
                slip(
                    "logistic",
                    "sigmoid(eta) - y",
                    r"That is the gradient with the logit link, $\sigma(\eta) - y$.",
                ),
                slip(
                    "sign",
                    "-probit_gradient(eta, y)",
                    "The size is right, the sign is not: with label 1 a higher score lowers the "
                    "loss, with label 0 it raises it.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$\mu = \Phi(\eta)$", "mu"),
        step(r"Residual $\mu - y$", "mu - y"),
        step(r"$dL/d\mu = (\mu - y) / (\mu(1 - \mu))$", "(mu - y) / (mu * (1 - mu))"),
        step(r"$d\mu/d\eta = \varphi(\eta)$", "phi"),
        step("Multiply the last two", "probit_gradient(eta, y)"),
    ),
)

_CLOGLOG_PROB = Template(
    id="cloglog-prob",
    title="Probability with the complementary log-log link",
    topic=TOPIC,
    tier=Tier.ADVANCED,
    vars={"eta": grid("-2", "1.2", "0.05")},
    front=r"""A model for rare events uses the complementary log-log link,
$\eta = \ln(-\ln(1 - \mu))$. The score is $\eta = {{= eta }}$. What is the probability $\mu$?""",
    parts=(
        NumberPart(
            answer="1 - exp(-exp(eta))",
            tolerance=PROBABILITY,
            unit="probability",
            slips=(
                slip(
                    "logistic",
                    "sigmoid(eta)",
                    r"That is $\sigma(\eta)$. This link solves to $\mu = 1 - \exp(-e^{\eta})$, "
                    "which is not symmetric about one half.",
                ),
                slip(
                    "loglog",
                    "exp(-exp(-eta))",
                    r"That is the log-log link, $\exp(-e^{-\eta})$. The complementary one is "
                    r"$1 - \exp(-e^{\eta})$.",
                ),
                slip(
                    "exp",
                    "exp(eta)",
                    r"That is $e^{\eta} = -\ln(1 - \mu)$, one step short of the probability.",
                ),
                slip(
                    "one_minus",
                    "exp(-exp(eta))",
                    r"That is $1 - \mu$, the probability that the event does not happen.",
                ),
            ),
        ),
    ),
    steps=(
        step(r"$e^{\eta}$", "exp(eta)"),
        step(r"$1 - \mu = \exp(-e^{\eta})$", "exp(-exp(eta))"),
        step(r"$\mu$", "1 - exp(-exp(eta))"),
    ),
)


@dataclass(frozen=True, slots=True)
class _Model:
    """A distribution with a link: its words, mean and slope of the score, variance of the mean."""

    words: str
    mean: Callable[[float], float]
    slope: Callable[[float], float]
    variance: Callable[[float], float]
    is_count: bool = False


def _normal_density(eta: float) -> float:
    return math.exp(-eta * eta / 2) / math.sqrt(2 * math.pi)


def _normal_distribution(eta: float) -> float:
    return math.erfc(-eta / math.sqrt(2)) / 2


def _logistic(eta: float) -> float:
    return 1 / (1 + math.exp(-eta))


def _bernoulli_variance(mu: float) -> float:
    return mu * (1 - mu)


_MODELS = {
    "logit": _Model(
        r"A Bernoulli label with the logit link, $\mu = \sigma(\eta)$ and $V(\mu) = \mu(1 - \mu)$",
        _logistic,
        lambda eta: _logistic(eta) * _logistic(-eta),
        _bernoulli_variance,
    ),
    "probit": _Model(
        r"A Bernoulli label with the probit link, $\mu = \Phi(\eta)$ and $V(\mu) = \mu(1 - \mu)$",
        _normal_distribution,
        _normal_density,
        _bernoulli_variance,
    ),
    "cloglog": _Model(
        r"A Bernoulli label with the complementary log-log link, $\mu = 1 - \exp(-e^{\eta})$ and "
        r"$V(\mu) = \mu(1 - \mu)$",
        lambda eta: -math.expm1(-math.exp(eta)),
        lambda eta: math.exp(eta - math.exp(eta)),
        _bernoulli_variance,
    ),
    "poisson": _Model(
        r"A Poisson count with the log link, $\mu = e^{\eta}$ and $V(\mu) = \mu$",
        math.exp,
        math.exp,
        lambda mu: mu,
        is_count=True,
    ),
    "gamma": _Model(
        r"An exponential waiting time (a gamma with shape 1) with the log link, "
        r"$\mu = e^{\eta}$ and $V(\mu) = \mu^2$",
        math.exp,
        math.exp,
        lambda mu: mu * mu,
        is_count=True,
    ),
}


def _describe(names: Mapping[str, Value | str]) -> Mapping[str, Value | str]:
    """The drawn model in words, with its mean, the slope of the mean, its variance, the label."""
    model, eta = _MODELS[str(names["link"])], names["eta"]
    assert isinstance(eta, float)
    mu = model.mean(eta)
    return {
        "model": model.words,
        "mu": mu,
        "slope": model.slope(eta),
        "variance": model.variance(mu),
        "y": names["tally"] if model.is_count else names["label"],
    }


_CANONICAL_CHECK = Template(
    id="canonical-check",
    title="Is the link canonical?",
    topic=TOPIC,
    tier=Tier.EXPERT,
    vars={
        "link": pick(*_MODELS),
        "eta": grid("-1.2", "1.2", "0.1"),
        "label": pick(0, 1),
        "tally": grid("1", "5", "1"),
    },
    derive=_describe,
    require=("abs(eta) >= 0.2", "abs(mu - y) >= 0.1"),
    front=r"""{{= model }}. The loss $L$ is the negative log-likelihood, so
$dL/d\mu = (\mu - y) / V(\mu)$.

For one row: $\eta = {{= eta }}$, $y = {{= y }}$, $\mu = {{= mu | .4f }}$,
$d\mu/d\eta = {{= slope | .4f }}$.""",
    parts=(
        NumberPart(
            ask=r"What is $dL/d\eta$?",
            answer="(mu - y) / variance * slope",
            tolerance=GRADIENT,
            slips=(
                slip(
                    "residual",
                    "0 / 0 if abs(slope - variance) < 1e-9 else mu - y",
                    r"That is the residual $\mu - y$, as if the link were canonical. Here "
                    r"$d\mu/d\eta$ and $V(\mu)$ differ and do not cancel.",
                ),
                slip(
                    "wrt_prediction",
                    "(mu - y) / variance",
                    r"That is $dL/d\mu$. By the chain rule multiply it by $d\mu/d\eta$.",
                ),
                slip(
                    "forgot_variance",
                    "(mu - y) * slope",
                    r"The division by $V(\mu)$ is missing: $dL/d\mu = (\mu - y) / V(\mu)$.",
                ),
                slip(
                    "sign",
                    "-(mu - y) / variance * slope",
                    r"The sign is flipped: the residual of a loss is $\mu - y$, prediction minus "
                    "label.",
                ),
            ),
        ),
        choice(
            option(
                r"Yes: $d\mu/d\eta = V(\mu)$, so $dL/d\eta = \mu - y$",
                "abs(slope - variance) < 1e-9",
                r"The canonical links are the logit for Bernoulli, the log for Poisson and the "
                "identity for Gaussian.",
                "residual",
            ),
            option(
                r"No: $d\mu/d\eta \ne V(\mu)$, so a factor stays beside $\mu - y$",
                "abs(slope - variance) >= 1e-9",
                r"Compare $dL/d\eta$ with $\mu - y$: if they differ, the link is not canonical.",
                "not_canonical",
            ),
            ask="Is the link canonical for this distribution?",
        ),
    ),
    steps=(
        step(r"Residual $\mu - y$", "mu - y"),
        step(r"$V(\mu)$", "variance"),
        step(r"$dL/d\mu = (\mu - y) / V(\mu)$", "(mu - y) / variance"),
        step(r"$dL/d\eta = dL/d\mu \cdot d\mu/d\eta$", "(mu - y) / variance * slope"),
        step(
            r"$d\mu/d\eta$ divided by $V(\mu)$: the link is canonical if it is 1",
            "slope / variance",
        ),
    ),
)

TEMPLATES: tuple[Template, ...] = (
    _PROBIT_PROB,
    _PROBIT_GRAD,
    _CLOGLOG_PROB,
    _CANONICAL_CHECK,
)
