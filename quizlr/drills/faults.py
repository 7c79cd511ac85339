"""What can be wrong with a template, as values for reports and as an error."""

from __future__ import annotations

from enum import StrEnum

from quizlr.errors import QuizlrError
from quizlr.values import dataclass


class Gravity(StrEnum):
    """How much a fault matters."""

    ERROR = "error"
    """The drill cannot be drawn."""
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One thing that is wrong with a template as it is written."""

    path: str
    """The field: `let.s`, `parts[0].answer`, `parts[0].slips.forgot_x.expr`."""
    column: int
    """0-based, in the text of that field."""
    message: str
    rule: str = "drill-expression"
    gravity: Gravity = Gravity.ERROR


class TemplateError(QuizlrError):
    """No variant can be drawn from a template."""

    def __init__(self, template_id: str, reason: str) -> None:
        self.template_id = template_id
        self.reason = reason
        super().__init__(f"The drill '{template_id}' cannot be drawn: {reason}")
