"""Failure labs: a catalogue of scripted breaks, and the drill that each of them becomes.

Code in a deck is never run. A scenario shows a program as text; what that program prints is
computed here, by the engine, for the numbers that are drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field
from functools import cache
from importlib import import_module
from types import MappingProxyType

from quizlr.drills.template import ChoicePart, Draw, OptionRule, Part, Template
from quizlr.model import Tier, Value
from quizlr.values import dataclass

_FILES = ("scenarios_rounding", "scenarios_training", "scenarios_contracts")

Names = Mapping[str, Value | str]


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One way in which a program fails. Texts hold computed values, as those of a drill."""

    name: str
    title: str
    vars: Mapping[str, Draw]
    """What is drawn, for the program and for the held-out variant."""
    let: Mapping[str, str] = field(default_factory=dict)
    derive: Callable[[Names], Names] | None = None
    """What the language cannot say: loops. See `Template.derive`."""
    require: tuple[str, ...] = ()
    program: str
    """Python, as text."""
    outcomes: tuple[OptionRule, ...]
    """What it might print; exactly one comes out right."""
    printed: str
    """What it does print."""
    transfer: Part
    """The held-out variant: the same trap in another program."""


@dataclass(frozen=True, kw_only=True)
class Telling:
    """What an author adds to a scenario."""

    front: str
    repair: tuple[OptionRule, ...]
    predict: tuple[OptionRule, ...] = ()
    """Instead of the scenario's outcomes; empty for these."""
    params: tuple[tuple[str, Draw], ...] = ()
    """Draws in place of the scenario's."""
    back: str = ""
    version: int = 1


@cache
def scenarios() -> Mapping[str, Scenario]:
    """All scenarios by name; nothing of them is imported before one is asked for."""
    modules = [import_module(f"quizlr.labs.{name}") for name in _FILES]
    found = [scenario for module in modules for scenario in module.SCENARIOS]
    named = {scenario.name: scenario for scenario in found}
    assert len(named) == len(found), "two scenarios have one name"
    return MappingProxyType(named)


def failure_template(scenario: Scenario, telling: Telling, template_id: str) -> Template:
    """Predict what is printed, choose the repair, answer the held-out variant."""
    predict = ChoicePart(
        name="predicted",
        ask="What does it print, warnings aside?",
        options=telling.predict or scenario.outcomes,
    )
    repair = ChoicePart(
        name="repair",
        ask=f"It was run, and printed {scenario.printed}.\n\nWhich change mends it?",
        options=telling.repair,
    )
    return Template(
        id=template_id,
        title=scenario.title,
        version=telling.version,
        topic="failures",
        tier=Tier.INTERMEDIATE,
        vars={**scenario.vars, **dict(telling.params)},
        let=scenario.let,
        derive=scenario.derive,
        require=scenario.require,
        front=f"{telling.front}\n\n{listing(scenario.program)}",
        parts=(predict, repair, scenario.transfer),
        back=telling.back,
    )


def listing(program: str) -> str:
    """A program as Markdown."""
    return f"```python\n{program.strip()}\n```"
