"""What generated cards have in common: a template is varied by the seed, asked and graded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizlr.model import Answer, Card, Evidence, Grade, Prompt

if TYPE_CHECKING:
    from quizlr.drills.template import Template


def ask_template(card: Card, template: Template, seed: int, evidence: Evidence) -> Prompt:
    """The variant of a seed as a prompt; the worked solution stands on its back."""
    from quizlr.drills.asking import ask, guess_rate
    from quizlr.drills.identity import drawn_json
    from quizlr.drills.sampling import vary

    variant = vary(template, seed)
    front, task = ask(variant)
    worked = tuple(step.markdown for step in variant.steps)
    numbered = "\n".join(f"{place}. {line}" for place, line in enumerate(worked, 1))
    return Prompt(
        card=card,
        seed=seed,
        front=front,
        back="\n\n".join(part for part in (numbered, variant.back) if part),
        task=task,
        evidence=evidence,
        guess_rate=guess_rate(variant),
        worked=worked,
        template_id=template.id,
        template_version=template.version,
        drawn=drawn_json(variant),
    )


def grade_template(template: Template, prompt: Prompt, answer: Answer) -> Grade:
    """The grade of an answer to what `ask_template` made of the same template."""
    from quizlr.drills.judging import grade
    from quizlr.drills.sampling import vary

    variant = vary(template, prompt.seed)
    return grade(variant, answer, is_second_try=prompt.is_second_try)
