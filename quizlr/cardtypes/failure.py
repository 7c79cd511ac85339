"""`type: failure`: predict what a scripted break prints, choose the repair, prove the transfer.

The programs and their numbers are those of quizlr's own catalogue (`quizlr.labs.failures`); the
note says what is at stake and which changes there are to choose from.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from quizlr.cardtypes.reasoned import Reasoned
from quizlr.decks.fields import Field, MapOf, Number, Text, front
from quizlr.decks.notetype import Draft
from quizlr.model import Card, Content, Problem
from quizlr.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizlr.drills.template import Draw, OptionRule, Template

_FLAGS = {"yes": "1", "true": "1", "no": "0", "false": "0", "": "0"}


@dataclass(frozen=True, kw_only=True)
class FailureContent(Content):
    """What a failure note adds."""

    scenario: str
    repair: tuple[OptionRule, ...]
    predict: tuple[OptionRule, ...] = ()
    """Instead of the scenario's outcomes; empty for these."""
    params: tuple[tuple[str, Draw], ...] = ()
    version: int = 1


class Failure(Reasoned):
    """A break of the catalogue, with new numbers at every review."""

    name = "failure"
    front_field = "front"
    doc = "A program of quizlr's catalogue that breaks: predict, see it fail, mend it."
    sketch: tuple[str, ...] = ()

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """Made when a deck is read: a start from the cache needs none."""
        from quizlr.cardtypes.templatefields import DRAW, OPTIONS

        return (
            front("What is at stake.", "The probability is computed first, and then its log loss."),
            Field(
                name="scenario",
                kind=Text(),
                doc="A break of quizlr's catalogue; the guide lists them.",
                is_required=True,
                example="naive-log-sigmoid",
            ),
            Field(
                name="params",
                kind=MapOf(DRAW),
                doc="Draws that take the place of the scenario's own.",
                example="{z: {pick: [40]}}",
            ),
            replace(
                OPTIONS,
                name="predict",
                doc="What it might print, instead of the scenario's own outcomes.",
                example="[{text: inf, correct: yes}, {text: A number, correct: no}]",
            ),
            replace(
                OPTIONS,
                name="repair",
                doc="Changes to choose from once it was seen to fail; exactly one mends it.",
                is_required=True,
                example="[{text: Compute the loss from the score, correct: yes, "
                "why: Nothing is rounded away.}, {text: Clip the probability, why: It hides it.}]",
            ),
            Field(
                name="version",
                kind=Number(minimum=1, is_integer=True),
                doc="Raise it whenever the options change. 1 if absent.",
                example="1",
            ),
        )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """A scenario that there is, draws that it has, and a repair that can be told."""
        from quizlr.cardtypes.templatereading import asked_once, read_draws
        from quizlr.labs.failures import scenarios

        known, name = scenarios(), draft.values["scenario"]
        if name not in known:
            return None, [_unknown(draft, name, known)]
        params, problems = read_draws(draft, "params")
        problems += _strangers(draft, params, known[name].vars)
        if problems:
            return None, problems
        content = FailureContent(
            title=known[name].title,
            scenario=name,
            repair=_options(draft.values["repair"]),
            predict=_options(draft.values.get("predict", ())),
            params=tuple(params.items()),
            version=draft.values.get("version", 1),
        )
        texts = (draft.values.get(field, "") for field in ("id", "front", "back"))
        usable, problems = asked_once(draft, _template(content, *texts), _place)
        # All names are the catalogue's: one that the author's outcomes leave unused is no fault.
        told = [problem for problem in problems if problem.rule != "drill-unused"]
        return (content if usable else None), told

    def template(self, card: Card, seed: int) -> Template:  # noqa: ARG002
        """The scenario as a drill of three steps."""
        content = card.note.content
        assert isinstance(content, FailureContent)
        return _template(content, card.note_key, card.note.front, card.note.back)


@lru_cache(maxsize=256)
def _template(content: FailureContent, name: str, front: str, back: str) -> Template:
    from quizlr.labs.failures import Telling, failure_template, scenarios

    telling = Telling(
        front=front,
        repair=content.repair,
        predict=content.predict,
        params=content.params,
        back=back,
        version=content.version,
    )
    return failure_template(scenarios()[content.scenario], telling, name)


def _options(given: Iterable[Mapping[str, Any]]) -> tuple[OptionRule, ...]:
    from quizlr.drills.template import OptionRule

    flagged = (
        {**each, "correct": _FLAGS.get(each.get("correct", ""), each.get("correct", ""))}
        for each in given
    )
    return tuple(OptionRule(**each) for each in flagged)


def _unknown(draft: Draft, name: str, known: Iterable[str]) -> Problem:
    from quizlr.decks.nearest import did_you_mean

    message = f"There is no scenario `{name[:40]}`. {did_you_mean(name, sorted(known))}"
    return draft.problem("failure-unknown-scenario", message, "scenario")


def _strangers(draft: Draft, params: Iterable[str], known: Iterable[str]) -> list[Problem]:
    from quizlr.decks.nearest import did_you_mean

    return [
        draft.problem(
            "failure-unknown-param",
            f"This scenario draws no `{name}`. {did_you_mean(name, known)}",
            f"params.{name}",
        )
        for name in params
        if name not in known
    ]


def _place(path: str) -> str:
    """The author's field of a template's."""
    part, _, rest = path.partition(".")
    if part == "vars":
        return f"params.{rest}"
    if part in ("parts[0]", "parts[1]"):
        field = "predict" if part == "parts[0]" else "repair"
        return rest.replace("options", field, 1) if rest.startswith("options") else field
    return part if part in ("front", "back") else "scenario"
