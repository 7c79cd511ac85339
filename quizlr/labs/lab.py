"""A lab at work: places of the inputs go in, figures and plots come out, questions are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from quizlr.expressions import ExpressionError
from quizlr.labs.nouns import Figure, Input, Outputs, Params, Scene
from quizlr.labs.scene_own import number, own_scene
from quizlr.labs.scenes import SCENES
from quizlr.labs.spec import Guess, LabSpec, Prediction
from quizlr.values import dataclass

Places = tuple[int, ...]
"""Where each input stands, in steps from its lowest number."""

AFTER = "_after"
_JUMP = 10


@dataclass(frozen=True, slots=True)
class Question:
    """A prediction whose answer has been computed."""

    ask: str
    options: tuple[Guess, ...]
    right: int
    """Index of the right option."""
    before: Places
    after: Places


@dataclass(frozen=True, slots=True)
class Lab:
    """A scene with its data, the inputs as the author wants them, and the author's own figures."""

    scene: Scene
    inputs: tuple[Input, ...]
    params: Params
    outputs: tuple[tuple[str, str], ...]
    predictions: tuple[Prediction, ...]

    @property
    def start(self) -> Places:
        """Where the inputs stand at first."""
        return tuple(each.start_place for each in self.inputs)

    def values(self, places: Places) -> dict[str, float]:
        """The inputs by name."""
        return {each.name: each.value(at) for each, at in zip(self.inputs, places, strict=True)}

    def compute(self, places: Places) -> Outputs:
        """Everything that follows from the inputs.

        Raises:
            ExpressionError: an expression of the author's has no value here.
            NumericError: the data do not fit the scene.
        """
        values = self.values(places)
        made = self.scene.compute(values, self.params)
        if not self.outputs:
            return made
        known = {**self.params, **values, **made.values}
        figures = list(made.figures)
        for name, text in self.outputs:
            known[name] = value = number(text, known)
            figures.append(Figure(name, name.replace("_", " "), value))
        return Outputs(tuple(figures), made.plots)

    def moved(self, places: Places, changes: Sequence[tuple[str, float]]) -> Places:
        """The places after some inputs are set to other values."""
        wanted = dict(changes)
        return tuple(
            each.nearest(wanted[each.name]) if each.name in wanted else at
            for each, at in zip(self.inputs, places, strict=True)
        )

    def shown(self, places: Places) -> str:
        """The inputs in words: `z = -2.00, y = 1`."""
        values = self.values(places)
        return ", ".join(f"{each.name} = {each.shown(values[each.name])}" for each in self.inputs)

    def question(self, prediction: Prediction) -> Question:
        """An author's prediction with its answer.

        Raises:
            ExpressionError: the answer is not the number of an option.
        """
        before = self.moved(self.start, prediction.at)
        after = self.moved(before, prediction.to)
        right = number(prediction.correct, self._names(before, after))
        if right not in range(1, len(prediction.options) + 1):
            told = f"This gives {right:g}; it must give the number of the right option, from 1."
            raise ExpressionError(0, told)
        return Question(prediction.ask, prediction.options, int(right) - 1, before, after)

    def quiz(self, places: Places, row: int, turn: int) -> Question | None:
        """A question made of a state: which way a figure goes when one input makes ten steps.

        Figures that do not answer to the input are left out; None if none does.
        """
        moved = self.inputs[row]
        way = _JUMP if places[row] + _JUMP <= moved.last or places[row] < _JUMP else -_JUMP
        after = (*places[:row], moved.kept(places[row] + way), *places[row + 1 :])
        old, new = self.compute(places).figures, self.compute(after).figures
        pairs = [(a, b) for a, b in zip(old, new, strict=True) if abs(a.value - b.value) > 1e-9]
        if not pairs:
            return None
        a, b = pairs[turn % len(pairs)]
        target = f"{moved.name} = {moved.shown(moved.value(after[row]))}"
        what = f"`{a.label}` is {a.shown} at {self.shown(places)}"
        was_to = f"It goes from {a.shown} to {b.shown}."
        return Question(
            f"{what}. Now {target}. Which way does it go?",
            (Guess("up", was_to), Guess("down", was_to)),
            int(b.value < a.value),
            places,
            after,
        )

    def _names(self, before: Places, after: Places) -> Mapping[str, float]:
        then, now = self._all(before), self._all(after)
        return {**then, **{f"{name}{AFTER}": value for name, value in now.items()}}

    def _all(self, places: Places) -> dict[str, float]:
        return {**self.values(places), **self.compute(places).values}


@lru_cache(maxsize=32)
def lab_of(spec: LabSpec) -> Lab:
    """The lab that a note describes."""
    scene = own_scene(spec.plot, spec.inputs) if spec.plot else SCENES[spec.scene]
    params = {**scene.params, **dict(spec.params)}
    return Lab(scene, spec.inputs, params, spec.outputs, spec.predictions)
