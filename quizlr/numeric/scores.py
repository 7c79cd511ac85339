"""Scores of probabilistic forecasts over a data set: p and y of shape (m,), y in [0, 1]."""

from __future__ import annotations

import math

import numpy as np

from quizlr.numeric.arrays import Numbers, as_number, as_pair, check_probability, exact_mean
from quizlr.numeric.errors import DomainError, UndefinedError
from quizlr.numeric.log_loss import mean_log_loss


def brier_score(p: Numbers, y: Numbers) -> float:
    """Mean of (p − y)²: proper like log loss, but never above 1."""
    said, truth = as_pair("brier_score", p, y)
    check_probability("brier_score", "p", said)
    check_probability("brier_score", "y", truth)
    return exact_mean((said - truth) ** 2)


def brier_skill_score(p: Numbers, y: Numbers) -> float:
    """1 − Brier / Brier of always saying the base rate: 1 is perfect, 0 no better than that.

    Raises:
        UndefinedError: All labels are equal, so the reference makes no error.
    """
    said, truth = as_pair("brier_skill_score", p, y)
    reference = brier_score(np.full(len(truth), exact_mean(truth)), truth)
    if reference == 0:
        raise UndefinedError("The Brier skill score", f"every label is {truth[0]:g}")
    return 1.0 - brier_score(said, truth) / reference


def likelihood(p: Numbers, y: Numbers) -> float:
    """Π p^y (1 − p)^(1 − y): the chance of exactly these labels; underflows for many rows."""
    return math.exp(log_likelihood(p, y))


def log_likelihood(p: Numbers, y: Numbers) -> float:
    """The logarithm of the likelihood: −m times the mean log loss."""
    said, truth = as_pair("log_likelihood", p, y)
    return 0.0 - len(said) * mean_log_loss(said, truth)


def bernoulli_mle(successes: float, trials: float) -> float:
    """The share k / n, which maximises θ^k (1 − θ)^(n − k).

    Raises:
        UndefinedError: There are no trials.
        DomainError: k is negative or above n.
    """
    k, n = as_number("bernoulli_mle", successes), as_number("bernoulli_mle", trials)
    if n == 0:
        raise UndefinedError("The estimate", "there are no trials")
    if not 0 <= k <= n:
        raise DomainError("bernoulli_mle", "successes", f"in [0, {n:g}]", k)
    return k / n


def mcfadden_r2(log_likelihood_model: float, log_likelihood_null: float) -> float:
    """1 − ll(model) / ll(base rate only)."""
    model = as_number("mcfadden_r2", log_likelihood_model)
    null = as_number("mcfadden_r2", log_likelihood_null)
    if null == 0:
        raise UndefinedError("McFadden's R²", "the null model is already certain and right")
    return 1.0 - model / null


def akaike_information_criterion(log_likelihood_model: float, parameters: float) -> float:
    """2k − 2 ll: smaller is better."""
    return 2.0 * parameters - 2.0 * as_number("akaike_information_criterion", log_likelihood_model)
