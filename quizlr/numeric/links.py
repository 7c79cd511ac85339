"""Links of generalised linear models: mean from linear predictor and back, loss gradients.

A link g maps the mean μ to the linear predictor η. For a family with variance function V it is
canonical iff dμ/dη = V(μ); then the gradient of the loss in η is exactly the residual μ − y.

Links: logit, probit, cloglog (μ a probability), log (μ > 0), identity. Families: bernoulli,
poisson, gaussian. Source: McCullagh and Nelder 1989, section 2.2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import numpy as np

from quizlr.numeric.arrays import (
    Array,
    Elementwise,
    check_probability,
    check_within,
    elementwise,
    product_or_zero,
)
from quizlr.numeric.errors import NumericError
from quizlr.numeric.logistic import logit, sigmoid, sigmoid_gradient
from quizlr.numeric.normal import normal_cdf, normal_pdf, normal_quantile


@elementwise
def cloglog(mu: Array) -> Array:
    """ln(−ln(1 − μ)), the complementary log-log of a probability."""
    check_probability("cloglog", "mu", mu)
    return np.log(-np.log1p(-mu))


@elementwise
def inverse_cloglog(eta: Array) -> Array:
    """1 − e^(−e^η), a probability."""
    return -np.expm1(-np.exp(eta))


@elementwise
def cloglog_gradient(z: Array, y: Array) -> Array:
    """d/dz of the Bernoulli loss under the cloglog link: e^z ((1 − y) − y / (e^(e^z) − 1))."""
    check_probability("cloglog_gradient", "y", y)
    rate = np.exp(z)
    # e^z / (e^(e^z) − 1) tends to 1 as z falls.
    pull = np.where(rate == 0, 1.0, np.where(np.isinf(rate), 0.0, rate / np.expm1(rate)))
    return product_or_zero(1.0 - y, rate) - product_or_zero(y, pull)


@elementwise
def poisson_loss(z: Array, y: Array) -> Array:
    """e^z − yz, the Poisson negative log-likelihood under the log link, without ln y!."""
    check_within("poisson_loss", "y", y, 0.0, np.inf)
    return np.exp(z) - product_or_zero(y, z)


@elementwise
def poisson_gradient(z: Array, y: Array) -> Array:
    """The slope e^z − y of poisson_loss in z: log is the canonical link of counts."""
    check_within("poisson_gradient", "y", y, 0.0, np.inf)
    return np.exp(z) - y


@elementwise
def _log(mu: Array) -> Array:
    check_within("link", "mu", mu, 0.0, np.inf)
    return np.log(mu)


@elementwise
def _exp(eta: Array) -> Array:
    return np.exp(eta)


@elementwise
def _same(value: Array) -> Array:
    return value


@elementwise
def _one(eta: Array) -> Array:
    return np.where(np.isnan(eta), eta, 1.0)


@elementwise
def _inverse_cloglog_derivative(eta: Array) -> Array:
    return np.exp(np.where(np.isinf(eta), -np.inf, eta - np.exp(eta)))


class Link(NamedTuple):
    """g, its inverse, and the derivative dμ/dη of the inverse."""

    link: Elementwise
    inverse: Elementwise
    inverse_derivative: Elementwise


LINKS: Mapping[str, Link] = {
    "logit": Link(logit, sigmoid, sigmoid_gradient),
    "probit": Link(normal_quantile, normal_cdf, normal_pdf),
    "cloglog": Link(cloglog, inverse_cloglog, _inverse_cloglog_derivative),
    "log": Link(_log, _exp, _exp),
    "identity": Link(_same, _same, _one),
}

VARIANCES: Mapping[str, Callable[[Array], Array]] = {
    "bernoulli": lambda mu: mu * (1.0 - mu),
    "poisson": lambda mu: mu,
    "gaussian": np.ones_like,
}

PROBES = np.linspace(0.125, 1.5, 12)  # predictors at which every link's mean suits every family


def is_canonical(link: str, family: str) -> bool:
    """Whether dμ/dη = V(μ), so that the gradient of the loss is μ − y; found by evaluating both.

    Raises:
        NumericError: The link or the family is not one of those named above.
    """
    known = LINKS.get(link)
    variance = VARIANCES.get(family)
    if known is None or variance is None:
        raise NumericError(
            f"is_canonical: link must be one of {', '.join(LINKS)} and family one of "
            f"{', '.join(VARIANCES)}, not {link!r} and {family!r}."
        )
    slope = known.inverse_derivative(PROBES)
    return bool(np.allclose(slope, variance(known.inverse(PROBES)), rtol=1e-9, atol=0.0))
