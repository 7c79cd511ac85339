"""What generated cards have in common: a template is varied by the seed, asked and graded."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from quizlr.cardtypes.words import in_words
from quizlr.model import Answer, Card, Evidence, Grade, Note, Prompt
from quizlr.rendering import plain_text

if TYPE_CHECKING:
    from quizlr.drills.template import Template
    from quizlr.drills.variant import Variant


class Generated:
    """The base of the types whose prompts are drawn; `template` says from what."""

    is_generated = True
    evidence = Evidence.SKILL

    def template(self, card: Card, seed: int) -> Template:
        """What the prompt of this seed is drawn from; its back has all that the note's has."""
        raise NotImplementedError

    def skill(self, card: Card) -> str:
        """The name under which slips are counted, and the review is kept."""
        return card.note_key

    def parts(self, note: Note) -> tuple[str, ...]:  # noqa: ARG002
        """One card: the skill."""
        return ("",)

    def ask(self, card: Card, seed: int) -> Prompt:
        """The variant of the seed; the worked solution stands on the back."""
        from quizlr.drills.asking import ask, guess_rate
        from quizlr.drills.sampling import vary

        template = self.template(card, seed)
        variant = vary(template, seed)
        front, task = ask(variant)
        worked = tuple(step.markdown for step in variant.steps)
        numbered = "\n".join(f"{place}. {line}" for place, line in enumerate(worked, 1))
        return Prompt(
            card=card,
            seed=seed,
            front=front,
            back="\n\n".join(part for part in (numbered, variant.back) if part),
            hints=tuple(_filled(hint, variant) for hint in card.note.hints),
            task=task,
            evidence=self.evidence,
            guess_rate=guess_rate(variant),
            worked=worked,
            template_id=self.skill(card),
            template_version=template.version,
            drawn=drawn_text(template, dict(variant.drawn)),
        )

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:
        """The verdict, the slip if it was one, and where it went off."""
        from quizlr.drills.judging import grade
        from quizlr.drills.sampling import vary

        variant = vary(self.template(prompt.card, prompt.seed), prompt.seed)
        judged = grade(variant, answer, is_second_try=prompt.is_second_try)
        return replace(
            judged,
            feedback=plain_text(judged.feedback),
            given=in_words(judged.given),
            truth=in_words(judged.truth),
        )


def _filled(text: str, variant: Variant) -> str:
    """A hint with its values computed; one that cannot be is shown as it stands."""
    from quizlr.expressions import ExpressionError, parse_computed

    parsed, _ = parse_computed(text)
    try:
        return text if parsed is None else parsed.fill(variant.names)
    except ExpressionError:
        return text


def drawn_text(template: Template, values: dict[str, object]) -> str:
    """What the log keeps: the values, and a hash that tells whether the drill was changed since."""
    from quizlr.drills.identity import content_hash

    kept = {"drawn": values, "hash": content_hash(template)}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
