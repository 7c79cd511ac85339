"""The names of one drawing, what can be computed from them, and how much work that may be."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.errors import QuizlrError
from quizlr.expressions import Budget, ComputedText, Expression, ExpressionError, evaluate
from quizlr.model import Value

Names = Mapping[str, Value | str]

MOST_STEPS = 500_000
"""For all draws of a variant: about a second; a usual one takes a thousand."""
MOST_CELLS = 50_000_000


class RejectedError(QuizlrError):
    """This drawing cannot be used, as a constraint of the template fails."""

    def __init__(self, where: str, why: str, *, what: str = "") -> None:
        self.where = where
        """The field, the same for each drawing that fails here."""
        super().__init__(f"{what or where} {why}")


class CollisionError(RejectedError):
    """The truth and a slip, or two slips, cannot be told apart."""

    def __init__(self, path: str, one: str, other: str, why: str) -> None:
        super().__init__(f"{path} ({one}, {other})", why, what=f"the slip {other}")


class SpentError(RejectedError):
    """The template asks for more work than a drill may."""

    def __init__(self) -> None:
        super().__init__("vars", "take too much work: draw less, or smaller vectors")


def new_budget() -> Budget:
    """What drawing a variant may cost, all attempts together: decks come from strangers."""
    return Budget(steps=MOST_STEPS, cells=MOST_CELLS)


class Scope:
    """Names that grow as a variant is built."""

    __slots__ = ("_budget", "names")

    def __init__(self, names: Names, budget: Budget | None = None) -> None:
        self.names: dict[str, Value | str] = dict(names)
        self._budget = budget or new_budget()

    def charge(self, steps: int) -> None:
        """Take from the budget what work outside the language costs.

        Raises:
            SpentError: there is not so much.
        """
        try:
            self._budget.charge(0, steps, 0)
        except ExpressionError as error:
            raise SpentError from error

    def value(self, expression: Expression, path: str) -> Value:
        """The value of an expression.

        Raises:
            RejectedError: it has none for these names.
        """
        try:
            return evaluate(expression, self.names, self._budget)
        except ExpressionError as error:
            raise self._refusal(path, f"has no value ({error.message})") from error

    def text(self, text: ComputedText, path: str) -> str:
        """A text with its computed values.

        Raises:
            RejectedError: one of them has no value for these names.
        """
        try:
            return text.fill(self.names, self._budget)
        except ExpressionError as error:
            raise self._refusal(path, f"cannot be shown ({error.message})") from error

    def _refusal(self, path: str, why: str) -> RejectedError:
        is_spent = self._budget.steps_left < 0 or self._budget.cells_left < 0
        return SpentError() if is_spent else RejectedError(path, why)
