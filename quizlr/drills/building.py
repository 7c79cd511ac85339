"""From the names of a drawing to what is asked: truths, slips, options, ranks, worked steps."""

from __future__ import annotations

import math

from quizlr.drills.code import code_span
from quizlr.drills.compiled import (
    Compiled,
    CompiledChoice,
    CompiledNumber,
    CompiledOption,
    CompiledOrder,
    CompiledPart,
    CompiledSlip,
    CompiledStep,
)
from quizlr.drills.rounding import rounded
from quizlr.drills.scope import RejectedError, Scope
from quizlr.drills.shapes import cells, is_finite, shape, shape_in_words
from quizlr.drills.slips import sentence
from quizlr.drills.variant import (
    Asked,
    AskedChoice,
    AskedNumber,
    AskedOption,
    AskedOrder,
    AskedOrderSlip,
    WorkedStep,
)
from quizlr.expressions import format_value
from quizlr.model import Quantity, Slip, Value


def derive_names(compiled: Compiled, scope: Scope) -> None:
    """Add `let`, in order, and what Python derives to the drawn values."""
    for name, expression in compiled.let:
        scope.names[name] = scope.value(expression, f"let.{name}")
    derive = compiled.template.derive
    if derive is not None:
        scope.names.update(derive(scope.names))


def check_required(compiled: Compiled, scope: Scope) -> None:
    """Refuse a drawing for which a requirement does not hold.

    Raises:
        RejectedError: naming the first that does not.
    """
    for place, expression in enumerate(compiled.require):
        if not is_true(scope.value(expression, f"require[{place}]")):
            raise RejectedError(f"require[{place}]", f"({expression.text}) does not hold")


def build_part(part: CompiledPart, scope: Scope) -> Asked:
    """A part of this drawing; a number part adds its truth to the names.

    Raises:
        RejectedError: it has no usable answer for these names.
    """
    if isinstance(part, CompiledNumber):
        return build_number(part, scope)
    if isinstance(part, CompiledChoice):
        return _choice(part, scope)
    return _order(part, scope)


def build_number(part: CompiledNumber, scope: Scope) -> AskedNumber:
    """A number part; its truth becomes a name."""
    ask = scope.text(part.ask, f"{part.path}.ask")
    truth = scope.value(part.answer, f"{part.path}.answer")
    if not part.rule.allow_nonfinite and not is_finite(truth):
        raise RejectedError(f"{part.path}.answer", "is not finite")
    scope.names[part.rule.name] = truth
    found = (_slip(slip, scope, truth) for slip in part.slips)
    quantity = Quantity(
        truth=truth,
        form=part.rule.form,
        tolerance=part.rule.tolerance,
        digits=part.rule.digits,
        unit=part.rule.unit,
        note=part.rule.note,
        slips=tuple(slip for slip in found if slip is not None),
    )
    return AskedNumber(name=part.rule.name, ask=ask, quantity=quantity)


def build_step(step: CompiledStep, scope: Scope) -> WorkedStep:
    """A line of the worked solution."""
    value = scope.value(step.show, f"{step.path}.show")
    shown = format_value(rounded(value, step.digits), "")
    return WorkedStep(say=scope.text(step.say, f"{step.path}.say"), value=value, shown=shown)


def is_true(value: Value) -> bool:
    """Whether a condition holds: a number that is not 0 (and not nan), or all of several."""
    return all(cell != 0 and not math.isnan(cell) for cell in cells(value))


def _slip(slip: CompiledSlip, scope: Scope, truth: Value) -> Slip | None:
    value = scope.value(slip.value, slip.path)
    if any(map(math.isnan, cells(value))):
        return None
    if shape(value) != shape(truth):
        raise RejectedError(
            slip.path, f"gives {shape_in_words(value)}, the answer is {shape_in_words(truth)}"
        )
    return Slip(id=slip.id, value=value, say=_say(slip, scope))


def _say(slip: CompiledSlip, scope: Scope) -> str:
    return scope.text(slip.say, f"{slip.path}.say") or sentence(slip.id)


def _choice(part: CompiledChoice, scope: Scope) -> AskedChoice:
    is_code = part.rule.is_code
    options = tuple(_option(option, scope, is_code=is_code) for option in part.options)
    right = sum(option.is_correct for option in options)
    if right != 1:
        how_many = "no option is" if right == 0 else "several options are"
        raise RejectedError(f"{part.path}.options", f"do not fit: {how_many} right")
    if not is_code and len({option.text for option in options}) < len(options):
        raise RejectedError(f"{part.path}.options", "do not fit: two read the same")
    return AskedChoice(
        name=part.rule.name,
        ask=scope.text(part.ask, f"{part.path}.ask"),
        options=options,
        shuffle=part.rule.shuffle,
        is_code=is_code,
    )


def _option(option: CompiledOption, scope: Scope, *, is_code: bool) -> AskedOption:
    text = scope.text(option.text, f"{option.path}.text")
    return AskedOption(
        text=code_span(text) if is_code else text,
        is_correct=is_true(scope.value(option.correct, f"{option.path}.correct")),
        why=scope.text(option.why, f"{option.path}.why"),
        slip=option.rule.slip,
    )


def _order(part: CompiledOrder, scope: Scope) -> AskedOrder:
    ranks = _ranks(scope.value(part.by, f"{part.path}.by"), len(part.items), part.path)
    if ranks is None:
        raise RejectedError(f"{part.path}.by", "is not a number for each item")
    slips = []
    for slip in part.slips:
        wrong = _ranks(scope.value(slip.value, slip.path), len(part.items), slip.path)
        if wrong is not None:
            slips.append(AskedOrderSlip(id=slip.id, ranks=wrong, say=_say(slip, scope)))
    return AskedOrder(
        name=part.rule.name,
        ask=scope.text(part.ask, f"{part.path}.ask"),
        items=tuple(scope.text(item, f"{part.path}.items") for item in part.items),
        ranks=ranks,
        slips=tuple(slips),
    )


def _ranks(value: Value, size: int, path: str) -> tuple[int, ...] | None:
    """The place of each item by its number, equal numbers sharing one; None for nan."""
    keys = tuple(cells(value))
    if len(keys) != size:
        raise RejectedError(path, f"gives {len(keys)} numbers for {size} items")
    if any(map(math.isnan, keys)):
        return None
    # Twelve digits, so that noise in the last bits does not break a tie.
    told_apart = [float(f"{key:.12g}") for key in keys]
    places = {key: place for place, key in enumerate(sorted(set(told_apart)))}
    return tuple(places[key] for key in told_apart)
