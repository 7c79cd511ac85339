"""The widget of each answer kind; one line here for each."""

from __future__ import annotations

from textual.widget import Widget

from quizlr.model import Arrange, Checklist, Pick, Steps, Task, TypeNumber, TypeText


def answer_widget(task: Task) -> Widget | None:
    """The widget that takes an answer to a task; None where a key press is enough."""
    if isinstance(task, Pick):
        from quizlr.tui.widgets.pick import PickList

        return PickList(task)
    if isinstance(task, Arrange):
        from quizlr.tui.widgets.arrange import ArrangeList

        return ArrangeList(task)
    if isinstance(task, TypeText):
        from quizlr.tui.widgets.typed import TextField

        return TextField()
    if isinstance(task, TypeNumber):
        from quizlr.tui.widgets.number import NumberField

        return NumberField(task)
    if isinstance(task, Steps):
        from quizlr.tui.widgets.steps import StepsField

        return StepsField(task)
    if isinstance(task, Checklist):
        from quizlr.tui.widgets.checklist import ChecklistField

        return ChecklistField(task)
    return None
