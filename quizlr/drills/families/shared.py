"""What several families of log loss and its gradients share."""

from __future__ import annotations

from quizlr.drills.writing import grid, pick

LABEL = pick(0, 1)
PREDICTION = grid("0.05", "0.95", "0.05")
HALVES = pick("-2", "-1.5", "-1", "-0.5", "0.5", "1", "1.5", "2")
"""Weights and features that do not vanish."""
HAT = r"$\hat{y}$"

BOTH_LABELS = "0 < sum(y) and sum(y) < len(y)"
"""A data set in which each class occurs."""
GIVEN = "where(y == 1, p, 1 - p)"
"""The probabilities given to the true labels."""

OTHER_LABEL = "That is right for the other label. Check which $y$ the row has."
RESIDUAL_SIGN = (
    r"The sign is turned. The residual is $\hat{y} - y$: the gradient points where the loss rises."
)
NO_SQUARE = (
    "There is a 2 too many. Log loss has no square, so no 2 comes down when it is differentiated."
)


def only_if(condition: str, expr: str) -> str:
    """A slip's expression that is left out (nan) where it would look like something else."""
    return f"({expr}) if {condition} else 0 / 0"


def table(rows: int, **columns: str) -> str:
    """Markdown of a table of computed values, with a column of row numbers.

    Args:
        rows: Its number of rows.
        columns: For each variable in the language (a vector of `rows` numbers) its heading;
            `X_0` stands for the first column of the matrix `X`.
    """
    heads = ("row", *columns.values())
    lines = [_line(*heads), _line(*("---" for _ in heads))]
    lines += [_line(str(row + 1), *(_cell(name, row) for name in columns)) for row in range(rows)]
    return "\n".join(lines)


def _cell(name: str, row: int) -> str:
    matrix, _, column = name.partition("_")
    index = f"[{row}][{column}]" if column else f"[{row}]"
    return f"{{{{= {matrix}{index} }}}}"


def _line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
