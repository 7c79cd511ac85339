"""What is wrong with an expression, and where."""

from __future__ import annotations

from quizlr.errors import QuizlrError
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that an author must change; `column` counts from 0 in the text that was parsed."""

    column: int
    message: str


class ExpressionError(QuizlrError):
    """An expression that reads well has no value for these names."""

    def __init__(self, column: int, message: str) -> None:
        self.column = column
        """From 0, in the text that was parsed."""
        self.message = message
        super().__init__(f"Column {column + 1}: {message}")

    def __reduce__(self) -> tuple[type[ExpressionError], tuple[int, str]]:
        return type(self), (self.column, self.message)
