"""A lab note's own fields: what they are, what they say, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from quizlr.decks.nearest import did_you_mean
from quizlr.labs.nouns import Input
from quizlr.labs.spec import Guess, LabSpec, OwnPlot, Prediction
from quizlr.model import Value


class RefusedError(Exception):
    """A field that cannot be used; the message is for the author."""

    def __init__(self, rule: str, message: str, at: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.at = at


def read_spec(values: Mapping[str, Any]) -> LabSpec:
    """What the fields say.

    Raises:
        RefusedError: they do not make a lab.
    """
    scene, plot = values.get("scene", ""), values.get("plot")
    if bool(scene) == bool(plot):
        message = "A lab has either a `scene` of the catalogue or a `plot` of its own."
        raise RefusedError("lab-scene", message, "scene" if scene else "")
    inputs = _inputs(values.get("inputs", ()), _scene_inputs(scene) if scene else {})
    own = OwnPlot(plot["x"], tuple(plot["y"].items())) if plot else None
    if own and own.x not in {each.name for each in inputs}:
        raise RefusedError("lab-plot", f"`{own.x[:40]}` is no input of this lab.", "plot.x")
    return LabSpec(
        inputs=inputs,
        scene=scene,
        params=_params(values.get("params", {})),
        plot=own,
        outputs=tuple(values.get("outputs", {}).items()),
        predictions=tuple(
            Prediction(
                ask=each["ask"],
                options=tuple(Guess(**option) for option in each["options"]),
                correct=each["correct"],
                at=tuple(each.get("at", {}).items()),
                to=tuple(each.get("to", {}).items()),
            )
            for each in values.get("predict", ())
        ),
    )


def _scene_inputs(name: str) -> dict[str, Input]:
    from quizlr.labs.scenes import SCENES

    if name not in SCENES:
        guess = did_you_mean(name, SCENES) or f"There are: {', '.join(SCENES)}."
        raise RefusedError("lab-scene", f"There is no scene `{name[:60]}`. {guess}", "scene")
    return {each.name: each for each in SCENES[name].inputs}


def _inputs(given: Sequence[Mapping[str, Any]], known: dict[str, Input]) -> tuple[Input, ...]:
    """The scene's inputs as the author changes them; all the author's own if there is no scene."""
    has_scene = bool(known)
    found = dict(known)
    for number, each in enumerate(given):
        at, name = f"inputs[{number}]", each["name"]
        if has_scene and name not in known:
            message = f"The scene has no input `{name[:40]}`, but: {', '.join(known)}."
            raise RefusedError("lab-input", message, f"{at}.name")
        if not has_scene and not {"range", "step", "start"} <= each.keys():
            raise RefusedError("lab-input", "An input of your own has range, step and start.", at)
        found[name] = _input(each, found.get(name), at)
    if not found:
        raise RefusedError("lab-input", "A lab with a plot of its own has `inputs`.", "")
    return tuple(found.values())


def _input(each: Mapping[str, Any], known: Input | None, at: str) -> Input:
    bounds = each.get("range", (known.low, known.high) if known else ())
    if len(bounds) != 2 or not bounds[0] < bounds[1]:
        raise RefusedError("lab-input", "A range is two numbers, low and high.", f"{at}.range")
    base = known or Input(each["name"], 0, 1, 1, 0)
    made = replace(
        base,
        low=bounds[0],
        high=bounds[1],
        step=each.get("step", base.step),
        start=each.get("start", base.start),
        label=each.get("label", base.label),
    )
    if made.step <= 0 or not made.last or not made.holds(made.start):
        message = "Steps from the low end of the range must lead to `start`."
        raise RefusedError("lab-input", message, at)
    return made


def _params(given: Mapping[str, str]) -> tuple[tuple[str, Value], ...]:
    from quizlr.expressions import ExpressionError, evaluate
    from quizlr.labs.scene_own import parsed

    made: list[tuple[str, Value]] = []
    for name, text in given.items():
        try:
            made.append((name, evaluate(parsed(text), {})))
        except ExpressionError as error:
            raise RefusedError("lab-params", error.message, f"params.{name}") from None
    return tuple(made)


def title_of(spec: LabSpec) -> str:
    """The name of the scene; of a plot of one's own, what is plotted."""
    from quizlr.labs.lab import lab_of

    return lab_of(spec).scene.title


def faults(spec: LabSpec, values: Mapping[str, Any]) -> Iterator[RefusedError]:
    """What goes wrong when the lab is run."""
    from quizlr.errors import QuizlrError
    from quizlr.expressions import ExpressionError
    from quizlr.labs.lab import lab_of

    lab = lab_of(spec)
    unknown = [name for name, _ in spec.params if spec.scene and name not in lab.scene.params]
    if unknown:
        message = f"The scene has no param `{unknown[0][:40]}`, but: {', '.join(lab.scene.params)}."
        yield RefusedError("lab-params", message, f"params.{unknown[0]}")
        return
    try:
        lab.compute(lab.start)
    except (ExpressionError, ValueError, QuizlrError) as error:
        where = "params" if "params" in values else "outputs" if "outputs" in values else "plot"
        yield RefusedError("lab-run", str(error), where)
        return
    for number, prediction in enumerate(spec.predictions):
        at = f"predict[{number}]"
        yield from _unreachable(spec, prediction, at)
        try:
            lab.question(prediction)
        except ExpressionError as error:
            yield RefusedError("lab-correct", error.message, f"{at}.correct")


def _unreachable(spec: LabSpec, prediction: Prediction, at: str) -> Iterator[RefusedError]:
    known = {each.name: each for each in spec.inputs}
    for field, pairs in (("at", prediction.at), ("to", prediction.to)):
        for name, value in pairs:
            if name not in known:
                message = f"`{name[:40]}` is no input of this lab, but: {', '.join(known)}."
                yield RefusedError("lab-predict", message, f"{at}.{field}.{name}")
            elif not known[name].holds(value):
                message = f"No number of steps leads `{name}` to {value:g}."
                yield RefusedError("lab-predict", message, f"{at}.{field}.{name}")
