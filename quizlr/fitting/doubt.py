"""Parameters that may be the truth: draws around a fit, as wide as its error bars."""

from __future__ import annotations

import numpy as np

from quizlr.fitting.arrays import Floats
from quizlr.fitting.model import FittedModel
from quizlr.fitting.prior import Coordinates


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
