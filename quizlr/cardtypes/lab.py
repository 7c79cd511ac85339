"""`type: lab`: numbers to move, and what follows from them; predict, then observe.

As a card it asks one of its predictions, and answers with the figures before and after.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from quizlr.cardtypes.words import in_quotes, in_words
from quizlr.decks.fields import Field
from quizlr.decks.notetype import Draft
from quizlr.grading.shuffle import permutation
from quizlr.grading.verdicts import invalid, looked, scored
from quizlr.labs.spec import LabSpec
from quizlr.model import (
    Answer,
    Card,
    Content,
    Evidence,
    Grade,
    Mark,
    MarkedLine,
    Note,
    Pick,
    Picked,
    Problem,
    Prompt,
    Revealed,
)
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.labs.lab import Lab as LabAtWork
    from quizlr.labs.lab import Question


@dataclass(frozen=True, kw_only=True)
class LabContent(Content):
    """What a lab note adds."""

    spec: LabSpec


class Lab:
    """Predict, observe, explain."""

    name = "lab"
    front_field = "front"
    is_generated = False
    doc = "Numbers to move, and what follows from them: predict, then look."
    sketch = ("scene", "predict")

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Made when a deck is read: a start from the cache needs none."""
        from quizlr.cardtypes.labfields import LAB_FIELDS

        return LAB_FIELDS

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """The lab is run at its start and at each prediction: what cannot be is refused here."""
        from quizlr.cardtypes.labreading import RefusedError, faults, read_spec, title_of

        try:
            spec = read_spec(draft.values)
        except RefusedError as refused:
            return None, [draft.problem(refused.rule, str(refused), refused.at)]
        problems = [
            draft.problem(each.rule, str(each), each.at) for each in faults(spec, draft.values)
        ]
        title = draft.values.get("title", "") or title_of(spec)
        return (None if problems else LabContent(title=title, spec=spec)), problems

    def parts(self, note: Note) -> tuple[str, ...]:
        """One card, if the lab asks anything."""
        return ("",) if _spec_of(note).predictions else ()

    def ask(self, card: Card, seed: int) -> Prompt:
        """The prediction that the seed draws."""
        lab, question = _drawn(card, seed)
        keys = permutation(len(question.options), seed)
        front = (card.note.front, _state(lab, question), question.ask)
        return Prompt(
            card=card,
            seed=seed,
            front="\n\n".join(text.strip() for text in front if text.strip()),
            back="\n\n".join(text for text in (_table(lab, question), card.note.back) if text),
            task=Pick(tuple(question.options[key].text for key in keys), keys),
            evidence=Evidence.SKILL,
            guess_rate=1 / len(keys),
            template_id=card.note_key,
        )

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:
        """Right or wrong, and why."""
        _, question = _drawn(prompt.card, prompt.seed)
        task = prompt.task
        assert isinstance(task, Pick)
        truth = in_words(question.options[question.right].text)
        if isinstance(answer, Revealed):
            return looked(truth, _lines(question, task.keys, None))
        if not isinstance(answer, Picked) or len(answer.keys) != 1:
            return invalid("Pick one option.")
        (key,) = answer.keys
        if key not in task.keys:
            return invalid("Pick one option.")
        is_right = key == question.right
        given = question.options[key].text
        right = in_quotes(question.options[question.right].text)
        return scored(
            float(is_right),
            feedback="Right." if is_right else f"Not {in_quotes(given)}: the answer is {right}.",
            lines=_lines(question, task.keys, key),
            given=in_words(given),
            truth=truth,
        )


# -- a card


def _spec_of(note: Note) -> LabSpec:
    content = note.content
    assert isinstance(content, LabContent)
    return content.spec


def _drawn(card: Card, seed: int) -> tuple[LabAtWork, Question]:
    from quizlr.labs.lab import lab_of

    lab = lab_of(_spec_of(card.note))
    which = permutation(len(lab.predictions), seed)[0]
    return lab, lab.question(lab.predictions[which])


def _state(lab: LabAtWork, question: Question) -> str:
    """Where the inputs stand and where they go, in a sentence."""
    before = f"Now `{lab.shown(question.before)}`."
    moves = [
        f"`{each.name} = {each.shown(each.value(new))}`"
        for each, old, new in zip(lab.inputs, question.before, question.after, strict=True)
        if old != new
    ]
    return f"{before} Then {' and '.join(moves)}." if moves else before


def _table(lab: LabAtWork, question: Question) -> str:
    """All figures, before and after."""
    before = lab.compute(question.before).figures
    after = lab.compute(question.after).figures
    if question.before == question.after:
        rows = [f"| {a.label} | {a.shown} |" for a in before]
        return "\n".join(["| | value |", "|---|--:|", *rows])
    rows = [f"| {a.label} | {a.shown} | {b.shown} |" for a, b in zip(before, after, strict=True)]
    return "\n".join(["| | before | after |", "|---|--:|--:|", *rows])


def _lines(question: Question, keys: Sequence[int], picked: int | None) -> tuple[MarkedLine, ...]:
    def mark(key: int) -> Mark:
        if key == question.right:
            return Mark.RIGHT if key == picked else Mark.MISSED
        return Mark.WRONG if key == picked else Mark.NEUTRAL

    options = question.options
    return tuple(MarkedLine(mark(key), options[key].text, options[key].why) for key in keys)
