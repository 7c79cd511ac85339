"""`type: drill`: a skill. Each review draws new numbers; the memory is of the skill."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from quizlr.cardtypes.skills import Generated
from quizlr.decks.notetype import Draft
from quizlr.model import Card, Content, Problem
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.decks.fields import Field
    from quizlr.drills.template import Draw, Template


@dataclass(frozen=True, kw_only=True)
class DrillContent(Content):
    """What a drill note adds: a built-in family, or a template of its own."""

    family: str = ""
    params: tuple[tuple[str, Draw], ...] = ()
    """Draws that take the place of the family's own, by name."""
    own: Template | None = None


_WITH_A_FAMILY = frozenset({"family", "params"})
"""The fields of a drill that a family leaves to its note; the rest are those of a template."""


class Drill(Generated):
    """New numbers at every review."""

    name = "drill"
    front_field = "front"
    doc = "A skill: each review draws new numbers, and known slips are named."
    sketch = (
        "version", "front", "vars", "let", "require", "answer", "tolerance", "digits", "slips",
        "steps",
    )  # fmt: skip

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Made when a deck is read: a start from the cache needs none."""
        from quizlr.cardtypes.templatefields import DRILL_FIELDS

        return DRILL_FIELDS

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """A family, or a template; never both."""
        from quizlr.cardtypes.templatereading import read_template

        if "family" in draft.values:
            return _of_family(draft)
        if not draft.values.get("front"):
            message = "`front` is missing: a drill has a prompt, or names a built-in `family`."
            return None, [draft.problem("missing-field", message)]
        template, problems = read_template(draft, draft.values.get("id", ""))
        return (DrillContent(own=template) if template else None), problems

    def template(self, card: Card, seed: int) -> Template:  # noqa: ARG002
        """The author's, or the family's with the author's draws."""
        content = _content(card)
        return content.own or _family_template(content.family, content.params, card.note.back)

    def skill(self, card: Card) -> str:
        """A family is one skill, whatever deck it stands in."""
        return _content(card).family or card.note_key


def _content(card: Card) -> DrillContent:
    content = card.note.content
    assert isinstance(content, DrillContent)
    return content


@lru_cache(maxsize=256)
def _family_template(name: str, params: tuple[tuple[str, Draw], ...], back: str) -> Template:
    """The family with the author's draws, and what the author adds to its back."""
    from quizlr.drills.families import family

    found = family(name)
    assert found is not None, "families are checked when the deck is read"
    if not params and not back:
        return found
    both = "\n\n".join(text for text in (found.back, back) if text)
    return replace(found, vars={**found.vars, **dict(params)}, back=both)


def _of_family(draft: Draft) -> tuple[Content | None, list[Problem]]:
    from quizlr.cardtypes.templatefields import DRILL_FIELDS
    from quizlr.cardtypes.templatereading import asked_once, read_draws
    from quizlr.decks.nearest import did_you_mean
    from quizlr.drills.families import families

    name = draft.values["family"]
    problems = [
        draft.problem(
            "drill-family-and-template",
            f"This drill names the family `{name}`, which has its own `{extra}`. Remove one.",
            extra,
        )
        for extra in (field.name for field in DRILL_FIELDS)
        if extra in draft.values and extra not in _WITH_A_FAMILY
    ]
    known = families()
    if name not in known:
        message = f"There is no family `{name}`. {did_you_mean(name, known)}"
        return None, [draft.problem("drill-unknown-family", message, "family"), *problems]
    params, more = read_draws(draft, "params")
    strangers = [
        draft.problem(
            "drill-unknown-param",
            f"`{name}` draws no `{extra}`. {did_you_mean(extra, known[name].vars)}",
            f"params.{extra}",
        )
        for extra in params
        if extra not in known[name].vars
    ]
    problems += [*more, *strangers]
    if problems:
        return None, problems
    drawn = tuple(params.items())
    back = draft.values.get("back", "")
    if drawn or any("{{=" in text for text in (back, *draft.values.get("hints", ()))):
        template = _family_template(name, drawn, back)
        usable, problems = asked_once(draft, template, _place_in_family)
        if usable is None:
            return None, problems
    return DrillContent(title=known[name].title, family=name, params=drawn), problems


def _place_in_family(path: str) -> str:
    """The author's field: of a family's template only the draws and the back are theirs."""
    if path.startswith("vars"):
        return path.replace("vars", "params", 1)
    return "back" if path == "back" else "params"
