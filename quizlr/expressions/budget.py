"""How much may still be computed."""

from __future__ import annotations

from quizlr.expressions.faults import ExpressionError
from quizlr.expressions.limits import MAX_CELLS_TOUCHED, MAX_STEPS


class Budget:
    """Steps and cells that one evaluation, or several together, may use; once spent it stays so.

    Args:
        steps: Nodes evaluated, and rounds of functions that repeat themselves.
        cells: Numbers touched; a function may count each several times (`FunctionSpec.weight`).
    """

    __slots__ = ("cells_left", "max_steps", "steps_left")

    def __init__(self, steps: int = MAX_STEPS, cells: int = MAX_CELLS_TOUCHED) -> None:
        self.max_steps = steps
        self.steps_left = steps
        self.cells_left = cells

    def charge(self, column: int, steps: int, cells: int) -> None:
        """Take from what is left, before it is used.

        Raises:
            ExpressionError: There is not so much.
        """
        self.steps_left -= steps
        self.cells_left -= cells
        if self.steps_left < 0:
            raise ExpressionError(column, f"This needs more than {self.max_steps} steps.")
        if self.cells_left < 0:
            message = "This is too much work. Use fewer or smaller vectors."
            raise ExpressionError(column, message)
