"""What `quizlr check` proves of a generated card, and where in the author's note it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import count
from typing import TYPE_CHECKING

from quizlr.cardtypes import template_of, type_of
from quizlr.cardtypes.bug import BugContent
from quizlr.cardtypes.drill import DrillContent
from quizlr.decks.notetype import Draft
from quizlr.grading.shuffle import permutation
from quizlr.model import Card, Problem, Review, Severity
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.drills.faults import TemplateFault
    from quizlr.drills.proof import Proof
    from quizlr.drills.template import Template

# -- what is proved


@dataclass(frozen=True, slots=True)
class Claim:
    """One template that a card's prompts are drawn from."""

    card: Card
    template: Template
    number: int = 0
    """Which break of a bug, from 0."""

    @property
    def name(self) -> str:
        """The family, if the note leaves it as it is; else the note, a bug's with the break."""
        is_bug = isinstance(self.card.note.content, BugContent)
        which = f" break {self.number + 1}" if is_bug else ""
        return self.template.id if _of_family(self.card) else f"{self.card.note_key}{which}"


@dataclass(frozen=True, slots=True)
class Task:
    """A template that is proved once for all the claims that rest on it."""

    template: Template
    claims: tuple[Claim, ...]

    def seeds(self, most: int) -> range:
        """The seeds to prove it over: one is as good as many where nothing is drawn."""
        return range(most if self.template.vars else 1)


def tasks(cards: Iterable[Card]) -> tuple[Task, ...]:
    """What is to be proved of some cards; equal templates are one task."""
    alike: dict[str, list[list[Claim]]] = {}
    for card in cards:
        for claim in _claims(card):
            groups = alike.setdefault(claim.template.id, [])
            group = next((each for each in groups if each[0].template == claim.template), None)
            if group is None:
                groups.append(group := [])
            group.append(claim)
    return tuple(
        Task(group[0].template, tuple(group)) for groups in alike.values() for group in groups
    )


def _claims(card: Card) -> tuple[Claim, ...]:
    content = card.note.content
    if isinstance(content, BugContent):
        breaks = len(content.breaks)
        drawn = [template_of(card, _seed_of_break(number, breaks)) for number in range(breaks)]
    else:
        drawn = [_of_family(card) or template_of(card, 0)]
    return tuple(Claim(card, template, at) for at, template in enumerate(drawn) if template)


def _seed_of_break(number: int, breaks: int) -> int:
    return next(seed for seed in count() if permutation(breaks, seed)[0] == number)


def _of_family(card: Card) -> Template | None:
    """The family as it is, where the note only adds words: it is proved once for all of them."""
    from quizlr.drills.families import family

    content = card.note.content
    if not isinstance(content, DrillContent) or content.params or "{{=" in card.note.back:
        return None
    return family(content.family)


def prove_claim(card: Card, number: int, seeds: Sequence[int]) -> Proof:
    """The proof of one claim of a card. Cards pickle; of the families' templates not all do."""
    from quizlr.drills.proof import prove

    return prove(_claims(card)[number].template, seeds)


# -- where it stands


def news(task: Task, proof: Proof) -> tuple[TemplateFault, ...]:
    """What the proof found that was not already said when the deck was read."""
    if not proof.problems:
        return ()
    from quizlr.drills.compiling import faults

    known = faults(task.template)
    return tuple(problem for problem in proof.problems if problem not in known)


def problem_of(claim: Claim, fault: TemplateFault, draft: Draft | None) -> Problem:
    """A fault of a template as a problem of the note; at its field, if its draft is known."""
    from quizlr.drills.faults import Gravity

    # The note is studied all the same, so it is no error.
    severity = Severity.WARNING if fault.gravity is Gravity.ERROR else Severity.HINT
    if draft is None:
        return Problem(claim.card.note.place, fault.rule, fault.message, fault.path, severity)
    at = _nearest(draft, _author_path(claim, draft, fault.path))
    content = claim.card.note.content
    is_hidden = isinstance(content, DrillContent) and content.family and at == "family"
    message = f"`{fault.path}` of the family: {fault.message}" if is_hidden else fault.message
    return draft.problem(fault.rule, message, at, severity)


def _author_path(claim: Claim, draft: Draft, path: str) -> str:
    """The author's field of a template's: a family shows its draws only, a single part none."""
    content = claim.card.note.content
    if isinstance(content, BugContent):
        # The third question is what is printed; the first two are made from the break.
        shared = {"front": "front", "parts[2].ask": "ask"}
        is_witness = path.startswith("parts[2]")
        return shared.get(path, f"breaks[{claim.number}]" + (".witness" if is_witness else ""))
    if isinstance(content, DrillContent) and content.family:
        is_drawn = path.startswith("vars") and content.params
        return path.replace("vars", "params", 1) if is_drawn else "family"
    if "parts" in draft.values:
        return path
    return "answer" if path == "parts" else path.removeprefix("parts[0].")


def _nearest(draft: Draft, path: str) -> str:
    """The field, or the nearest around it that the author wrote."""
    while path and path not in draft.places:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return path


# -- what was changed


def change_problem(card: Card, history: Sequence[Review]) -> Problem | None:
    """The warning that a drill is no longer what was reviewed under its version.

    Args:
        card: The card.
        history: Its live reviews.
    """
    if not any(field.name == "version" for field in type_of(card).fields):
        return None
    versions = [review.template_version or 1 for review in history if _is_other(card, review)]
    if not versions:
        return None
    times = f"{len(versions)} time{'' if len(versions) == 1 else 's'}"
    said = f"This drill changed since it was reviewed {times} as version {versions[-1]}."
    content = card.note.content
    if isinstance(content, DrillContent) and content.family:
        said += " Its `params`, or the family in a newer quizlr, draw or ask otherwise now."
        return Problem(card.note.place, "drill-changed", said, "", Severity.HINT)
    newest = max(review.template_version or 1 for review in history)
    said += f" Raise `version` to {newest + 1}, so that earlier reviews keep what they were asked."
    return Problem(card.note.place, "drill-changed", said, "", Severity.WARNING)


def _is_other(card: Card, review: Review) -> bool:
    """Whether the drill of this version and seed is not the one that was reviewed."""
    from quizlr.drills.identity import content_hash

    template, logged = template_of(card, review.seed), _logged_hash(review.given)
    if template is None or not logged or review.template_version != template.version:
        return False
    return logged != content_hash(template)


def _logged_hash(given: str) -> str:
    """The hash in what a review kept of its variant; empty if there is none."""
    try:
        kept = json.loads(given)
    except ValueError:
        return ""
    found = kept.get("hash") if isinstance(kept, dict) else None
    return found if isinstance(found, str) else ""
