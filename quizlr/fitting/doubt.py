"""Parameters that may be the truth: draws around a fit, or around the defaults."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from quizlr.fitting.arrays import Floats
from quizlr.fitting.model import FittedModel
from quizlr.fitting.objective import Curvature, curvature
from quizlr.fitting.prior import Coordinates, expectations


def draws(
    model: FittedModel, parameters: Floats, covariance: Floats, count: int, seed: int = 1
) -> Floats:
    """(count, parameters): draws within the bounds of the model.

    `covariance` is on the fit's scale (`Fitted.covariance`); what a bound holds stays where it is.
    """
    coordinates = Coordinates(model)
    values, vectors = np.linalg.eigh(covariance)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    noise = np.random.default_rng(seed).standard_normal((count, len(parameters)))
    points = coordinates.inward(parameters) + noise @ root.T
    drawn: Floats = coordinates.outward(np.clip(points, coordinates.lower, coordinates.upper))
    return drawn


def prior_covariance(model: FittedModel) -> Floats:
    """How far a learner of whom nothing is known may lie from the defaults, on the fit's scale."""
    made_up = curvature(model, model.defaults, expectations(model)).information
    at = Curvature(0.0, np.zeros(len(made_up)), made_up)
    information = Coordinates(model).inward_curvature(at, model.defaults).information
    return np.linalg.inv(information + np.diag(model.deviations**-2.0)).astype(np.float64)


def from_triangle(rows: Sequence[Sequence[float]]) -> Floats:
    """A symmetric matrix from its lower triangle, row by row."""
    matrix = np.zeros((len(rows), len(rows)))
    for number, row in enumerate(rows):
        matrix[number, : number + 1] = matrix[: number + 1, number] = row
    return matrix
