"""What an expression gives for some names; numpy is imported by the first call, not before."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.expressions.budget import Budget
from quizlr.expressions.faults import ExpressionError
from quizlr.expressions.parsing import Expression
from quizlr.model import Value


def evaluate(
    expression: Expression, names: Mapping[str, Value | str], budget: Budget | None = None
) -> Value:
    """The value of an expression.

    Comparisons, `and`, `or` and `not` give 1.0 or 0.0. Division by 0 gives inf or nan.

    Args:
        expression: From `parse_expression`.
        names: The value of each free variable: a number, a vector (tuple), a matrix (tuple of
            equally long rows) or a word.
        budget: What several evaluations may use together; a new one if None.

    Returns:
        A float, a tuple of floats, or a tuple of tuples of floats (rows).

    Raises:
        ExpressionError: There is no value: shapes do not fit, a function refuses what it gets,
            a variable is unknown, a limit is passed, or the result is a word.
    """
    value = evaluate_any(expression, names, budget)
    if isinstance(value, str):
        column = expression.tree.column
        raise ExpressionError(column, f"A number is needed here, and this gives '{value}'.")
    return value


def evaluate_any(
    expression: Expression, names: Mapping[str, Value | str], budget: Budget | None = None
) -> Value | str:
    """As `evaluate`, where a word will do too."""
    from quizlr.expressions.walking import walk

    return walk(expression.tree, names, budget or Budget())
