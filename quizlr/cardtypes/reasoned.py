"""Generated cards whose options have reasons: a wrong pick is told why it is wrong."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizlr.cardtypes.skills import Generated
from quizlr.model import Answer, Grade, MarkedLine, Picked, Prompt, Stepped

if TYPE_CHECKING:
    from quizlr.drills.variant import Asked


class Reasoned(Generated):
    """The base of the types that ask several choices one after another."""

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:
        """As of every drill; each wrong pick has its own reason beside the right answer."""
        from quizlr.drills.sampling import vary

        judged = super().grade(prompt, answer)
        if not isinstance(answer, Stepped) or len(judged.lines) != len(answer.answers):
            return judged
        variant = vary(self.template(prompt.card, prompt.seed), prompt.seed)
        lines = tuple(map(_with_reason, judged.lines, variant.parts, answer.answers))
        return replace(judged, lines=lines)


def _with_reason(line: MarkedLine, part: Asked, given: object) -> MarkedLine:
    from quizlr.drills.variant import AskedChoice

    if not isinstance(part, AskedChoice) or not isinstance(given, Picked):
        return line
    option = part.options[given.keys[0]]
    if option.is_correct or not option.why:
        return line
    return replace(line, why=f"{option.why} {line.why}")
