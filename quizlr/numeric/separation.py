"""Whether logistic regression has a finite maximum-likelihood estimate, decided exactly.

By Albert and Anderson (1984) it has none iff some direction θ ≠ 0 puts no row on the wrong side and
at least one strictly on the right one: complete separation if all rows are strictly right, else
quasi-complete. With signed rows aᵢ = (2yᵢ − 1)(xᵢ, 1), Gordan's and Stiemke's lemmas turn that into
whether Σ λᵢ aᵢ = 0 has a solution with λ ≥ 0, Σ λ = 1 (then it is not complete), or with every
λᵢ ≥ 1 (then there is no separation at all). Floats are rationals, so a simplex over fractions
answers without tolerance.
"""

# ruff: noqa: N803  (X and W1 are the names of the field)

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import numpy as np

from quizlr.numeric.arrays import Numbers, Rows, as_column, as_matrix, check_binary
from quizlr.numeric.errors import DomainError, ShapeError

Separation = Literal["not", "quasi-completely", "completely"]
Equation = list[Fraction]


def separation(X: Rows, y: Numbers, intercept: bool = True) -> Separation:
    """How a hyperplane (through the origin without `intercept`) separates the classes.

    Args:
        X: Rows of shape (m, d), finite.
        y: Labels of shape (m,), each 0 or 1.
        intercept: Whether the model has a bias.

    Returns:
        "completely", "quasi-completely" (some rows lie on the plane), or "not" separable.
    """
    rows = _signed_rows(X, y, intercept)
    columns = list(zip(*rows, strict=True))
    balanced = [[*column, Fraction(0)] for column in columns]
    if not _has_nonnegative_solution([*balanced, [Fraction(1)] * (len(rows) + 1)]):
        return "completely"
    at_least_one = [[*column, -sum(column, Fraction(0))] for column in columns]
    return "not" if _has_nonnegative_solution(at_least_one) else "quasi-completely"


def is_separable(X: Rows, y: Numbers, intercept: bool = True) -> bool:
    """Whether they are, completely or quasi-completely: then no finite fit exists."""
    return separation(X, y, intercept) != "not"


def _signed_rows(X: Rows, y: Numbers, intercept: bool) -> list[list[Fraction]]:
    points, labels = as_matrix("separation", X), as_column("separation", y)
    if len(points) != len(labels):
        raise ShapeError("separation", "one label for each row", points.shape, labels.shape)
    check_binary("separation", "y", labels)
    wild = points[~np.isfinite(points)]
    if wild.size:
        raise DomainError("separation", "X", "finite", float(wild[0]))
    ones = [1.0] if intercept else []
    return [
        [Fraction(value) * (1 if label else -1) for value in [*point, *ones]]
        for point, label in zip(points.tolist(), labels.tolist(), strict=True)
    ]


def _has_nonnegative_solution(equations: list[Equation]) -> bool:
    """Whether the equations (coefficients …, right side) have a solution with no unknown below 0.

    First phase of the simplex method: artificial unknowns, one an equation, are driven out. Bland's
    rule picks the pivots, so it ends.
    """
    tableau = [row if row[-1] >= 0 else [-value for value in row] for row in equations]
    unknowns = len(tableau[0]) - 1
    basis = [unknowns + number for number in range(len(tableau))]
    cost = [sum(column, Fraction(0)) for column in zip(*tableau, strict=True)]
    while cost[-1] > 0:
        entering = next((j for j in range(unknowns) if cost[j] > 0), None)
        if entering is None:
            return False
        leaving = min(
            (i for i, row in enumerate(tableau) if row[entering] > 0),
            key=lambda i: (tableau[i][-1] / tableau[i][entering], basis[i]),
        )
        cost = _pivot(tableau, cost, leaving, entering)
        basis[leaving] = entering
    return True


def _pivot(tableau: list[Equation], cost: Equation, leaving: int, entering: int) -> Equation:
    """Solve equation `leaving` for unknown `entering` and put it into all others, and the cost."""
    pivot = tableau[leaving][entering]
    chosen = [value / pivot for value in tableau[leaving]]
    for number, row in enumerate(tableau):
        if row[entering]:
            tableau[number] = _minus(row, row[entering], chosen)
    tableau[leaving] = chosen
    return _minus(cost, cost[entering], chosen)


def _minus(row: Equation, factor: Fraction, chosen: Equation) -> Equation:
    return [a - factor * b if b else a for a, b in zip(row, chosen, strict=True)]
