"""One drawing of a template: the numbers of this time, and everything that follows from them."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.drills.template import Template
from quizlr.model import Quantity, Value
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedNumber:
    """A number part of this variant."""

    name: str
    ask: str
    quantity: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOption:
    """An option of this variant."""

    text: str
    is_correct: bool
    why: str
    slip: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedChoice:
    """A choice part of this variant; exactly one option is right. Options in the author's order."""

    name: str
    ask: str
    options: tuple[AskedOption, ...]
    shuffle: bool
    is_code: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOrderSlip:
    """A known wrong order of this variant: ranks of the items, as `AskedOrder.ranks`."""

    id: str
    ranks: tuple[int, ...]
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedOrder:
    """An ordering part of this variant."""

    name: str
    ask: str
    items: tuple[str, ...]
    ranks: tuple[int, ...]
    """Of each item: 0 for the first; equal ranks may stand in either order."""
    slips: tuple[AskedOrderSlip, ...]


Asked = AskedNumber | AskedChoice | AskedOrder


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkedStep:
    """A line of this variant's worked solution."""

    say: str
    value: Value
    shown: str
    """The value as text, with the step's digits."""

    @property
    def markdown(self) -> str:
        """The line as it is shown."""
        return f"{self.say}: {self.shown}"


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One drawing."""

    template: Template
    seed: int
    drawn: Mapping[str, Value | str]
    """What was drawn: with the template's id and version, all that a review must keep."""
    names: Mapping[str, Value | str]
    """Drawn values, `let`, and the true answer of each number part by its name."""
    front: str
    parts: tuple[Asked, ...]
    steps: tuple[WorkedStep, ...]
    back: str
    attempts: int
    """Draws until one was accepted; 1 if the first was."""
