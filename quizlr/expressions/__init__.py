"""The expression language of drills, `verify`, labs and computed values: safe by what it lacks.

`parse_expression` reads arithmetic on numbers, vectors and matrices, comparisons, choices and calls
of the functions of `FUNCTIONS`; `evaluate` computes it for some names. There are no attributes,
no methods, no loops and no assignment, and everything is bounded (see `limits`), so an expression
from a stranger can do nothing but give a value or a fault. Importing this imports no numpy.
"""

from __future__ import annotations

from quizlr.expressions.budget import Budget
from quizlr.expressions.computed import ComputedText, parse_computed
from quizlr.expressions.evaluation import evaluate
from quizlr.expressions.faults import ExpressionError, Fault
from quizlr.expressions.formatting import format_value
from quizlr.expressions.naming import check_names
from quizlr.expressions.parsing import Expression, parse_expression
from quizlr.expressions.registry import FUNCTIONS, FunctionSpec

__all__ = [
    "FUNCTIONS",
    "Budget",
    "ComputedText",
    "Expression",
    "ExpressionError",
    "Fault",
    "FunctionSpec",
    "check_names",
    "evaluate",
    "format_value",
    "parse_computed",
    "parse_expression",
]
