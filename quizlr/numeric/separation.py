"""Whether logistic regression has a finite maximum-likelihood estimate, decided exactly.

By Albert and Anderson (1984) it has none iff some direction θ ≠ 0 puts no row on the wrong side and
at least one strictly on the right one: complete separation if all rows are strictly right, else
quasi-complete. With signed rows aᵢ = (2yᵢ − 1)(xᵢ, 1), Gordan's and Stiemke's lemmas turn that into
whether Σ λᵢ aᵢ = 0 has a solution with λ ≥ 0, Σ λ = 1 (then it is not complete), or with every
λᵢ ≥ 1 (then there is no separation at all). Floats are rationals, so a simplex over
integers answers without tolerance.
"""

# ruff: noqa: N803  (X and W1 are the names of the field)

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import numpy as np

from quizlr.numeric.arrays import Numbers, Rows, as_column, as_matrix, check_probability
from quizlr.numeric.errors import DomainError, ShapeError

Separation = Literal["not", "quasi-completely", "completely"]


def separation(X: Rows, y: Numbers, intercept: bool = True) -> Separation:
    """How a hyperplane (through the origin without `intercept`) separates the classes.

    Args:
        X: Rows of shape (m, d), finite.
        y: Labels of shape (m,), in [0, 1]; a row with a soft label is in both classes.
        intercept: Whether the model has a bias.

    Returns:
        "completely", "quasi-completely" (some rows lie on the plane), or "not" separable.
    """
    columns = _signed_columns(X, y, intercept)
    if _is_overlapping(columns):
        return "not"
    balanced = [[*column, 0] for column in columns]
    if _has_nonnegative_solution([*balanced, [1] * (len(columns[0]) + 1)]):
        return "quasi-completely"
    return "completely"


def is_separable(X: Rows, y: Numbers, intercept: bool = True) -> bool:
    """Whether they are, completely or quasi-completely: then no finite fit exists."""
    return not _is_overlapping(_signed_columns(X, y, intercept))


def _is_overlapping(columns: list[tuple[int, ...]]) -> bool:
    """Whether positive multiples of the signed rows add up to 0."""
    return _has_nonnegative_solution([[*column, -sum(column)] for column in columns])


def _signed_columns(X: object, y: object, intercept: bool) -> list[tuple[int, ...]]:
    points, labels = as_matrix("separation", X), as_column("separation", y)
    if len(points) != len(labels):
        raise ShapeError("separation", "one label for each row", points.shape, labels.shape)
    check_probability("separation", "y", labels)
    wild = points[~np.isfinite(points)]
    if wild.size:
        raise DomainError("separation", "X", "finite", float(wild[0]))
    rows = np.column_stack([points, np.ones(len(points))]) if intercept else points
    signed = np.concatenate([rows[labels > 0], -rows[labels < 1]]).tolist()
    return list(zip(*(_whole_numbers(row) for row in signed), strict=True))


def _whole_numbers(row: list[float]) -> list[int]:
    """The same direction in integers: a row times the power of two that clears its fractions."""
    ratios = [value.as_integer_ratio() for value in row]
    scale = max(below for _, below in ratios)
    return [above * (scale // below) for above, below in ratios]


def _has_nonnegative_solution(equations: list[list[int]]) -> bool:
    """Whether the equations (coefficients …, right side) have a solution with no unknown below 0.

    First phase of the simplex method: artificial unknowns, one an equation, are driven out. The
    tableau is kept in integers over a common denominator (Bareiss 1968). The steepest column
    enters; after a pivot without progress Bland's rule picks, so that it ends.
    """
    tableau = [row if row[-1] >= 0 else [-value for value in row] for row in equations]
    tableau.append([sum(column) for column in zip(*tableau, strict=True)])
    unknowns, denominator, stalled = len(tableau[0]) - 1, 1, False
    basis = [unknowns + number for number in range(len(equations))]
    while tableau[-1][-1] > 0:
        gains = tableau[-1][:-1]
        entering = next((j for j, gain in enumerate(gains) if gain > 0), None)
        if entering is None:
            return False
        if not stalled:
            entering = max(range(unknowns), key=gains.__getitem__)
        leaving = min(
            (i for i in range(len(basis)) if tableau[i][entering] > 0),
            key=lambda i: (Fraction(tableau[i][-1], tableau[i][entering]), basis[i]),
        )
        stalled = tableau[leaving][-1] == 0
        tableau = _pivoted(tableau, leaving, entering, denominator)
        denominator = tableau[leaving][entering]
        basis[leaving] = entering
    return True


def _pivoted(
    tableau: list[list[int]], leaving: int, entering: int, denominator: int
) -> list[list[int]]:
    """The tableau solved for unknown `entering` by row `leaving`; every division is exact."""
    chosen = tableau[leaving]
    pivot = chosen[entering]
    return [
        row if row is chosen else _combined(pivot, row, row[entering], chosen, denominator)
        for row in tableau
    ]


def _combined(pivot: int, row: list[int], factor: int, chosen: list[int], below: int) -> list[int]:
    return [(pivot * a - factor * b) // below for a, b in zip(row, chosen, strict=True)]
