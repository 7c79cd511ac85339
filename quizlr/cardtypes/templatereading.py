"""From the fields of a generated note to its template, and what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING, Any

from quizlr.decks.notetype import Draft
from quizlr.model import Form, Problem, Severity, Tier, Tolerance

if TYPE_CHECKING:
    from quizlr.drills.faults import TemplateFault
    from quizlr.drills.template import (
        ChoicePart,
        Draw,
        Grid,
        NumberPart,
        OrderPart,
        Part,
        PickFrom,
        Template,
    )
    from quizlr.drills.variant import Asked, Variant

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,23}")
_FLAGS = {"yes": "1", "true": "1", "no": "0", "false": "0", "": "0"}
DEFAULT_TOLERANCE = Tolerance(relative=Decimal("0.01"), absolute=Decimal("0.005"))


def read_template(draft: Draft, title: str) -> tuple[Template | None, list[Problem]]:
    """The template that a note's fields make, with every fault of it at its field."""
    from quizlr.drills.template import Example, StepRule, Template

    values = _with_names(draft.values)
    problems = [*_bad_names(draft), *_shape_problems(draft, values, "")]
    draws, more = read_draws(draft, "vars")
    problems += more
    if problems:
        return None, problems
    template = Template(
        id=values.get("id", ""),
        title=title,
        version=values.get("version", 1),
        tier=Tier(values.get("tier", Tier.BEGINNER)),
        vars=draws,
        let=values.get("let", {}),
        require=values.get("require", ()),
        front=values.get("front", ""),
        parts=tuple(map(_part, values.get("parts", (values,)))),
        steps=tuple(StepRule(**step) for step in values.get("steps", ())),
        back=values.get("back", ""),
        examples=tuple(Example(**example) for example in values.get("examples", ())),
    )
    return asked_once(draft, template)


def asked_once(
    draft: Draft, template: Template, place_of: Callable[[str], str] | None = None
) -> tuple[Template | None, list[Problem]]:
    """The template with the shapes of its answers as its first variant shows them.

    Args:
        draft: The note.
        template: Made from it.
        place_of: From a field of the template to the author's; as in a drill if None.

    Returns:
        The template and hints, or None and why it cannot be asked.
    """
    from quizlr.drills.compiling import faults
    from quizlr.drills.sampling import attempts, in_words
    from quizlr.drills.variant import Variant

    place_of = place_of or (lambda path: _path(draft, path))
    problems = [_problem(draft, fault, place_of) for fault in faults(template)]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    refused = []
    for outcome in islice(attempts(template, 0), None if template.vars else 1):
        if isinstance(outcome, Variant):
            broken = list(_hint_problems(draft, outcome))
            return None if broken else _with_shapes(template, outcome), [*problems, *broken]
        refused.append(outcome)
    ((where, _),) = Counter(refusal.where for refusal in refused).most_common(1)
    path = where.partition(" ")[0]
    told = in_words(refused, len(refused)) if template.vars else f"{refused[0]}."
    message = f"This cannot be asked: {told.replace(path, place_of(path) or 'the answer')}"
    return None, [*problems, draft.problem("drill-undrawable", message, place_of(path))]


def _with_shapes(template: Template, variant: Variant) -> Template:
    parts = map(_with_shape, template.parts, variant.parts)
    return replace(template, parts=tuple(parts))


def _with_shape(part: Part, asked: Asked) -> Part:
    from quizlr.drills.shapes import shape
    from quizlr.drills.template import NumberPart
    from quizlr.drills.variant import AskedNumber

    if not isinstance(part, NumberPart) or not isinstance(asked, AskedNumber):
        return part
    sizes = shape(asked.quantity.truth)
    if not sizes:
        return part
    digits = 0 if part.form is Form.INTEGER else part.digits
    return replace(part, form=Form.VECTOR if len(sizes) == 1 else Form.MATRIX, digits=digits)


def read_draws(draft: Draft, field: str) -> tuple[Mapping[str, Draw], list[Problem]]:
    """The draws of a field such as `vars`, by name."""
    problems: list[Problem] = []
    draws: dict[str, Draw] = {}
    for name, given in draft.values.get(field, {}).items():
        try:
            draws[name] = _draw(given)
        except ValueError as error:
            problem = draft.problem("drill-draw", f"`{name}`: {error}", f"{field}.{name}")
            problems.append(problem)
    return draws, problems


def _problem(draft: Draft, fault: TemplateFault, place_of: Callable[[str], str]) -> Problem:
    """What the template's own reading found, at the field where it stands."""
    from quizlr.drills.faults import Gravity

    is_error = fault.gravity is Gravity.ERROR
    is_in_text = fault.rule == "drill-expression"
    column = f" (character {fault.column + 1})" if is_in_text else ""
    severity = Severity.ERROR if is_error else Severity.HINT
    return draft.problem(fault.rule, fault.message + column, place_of(fault.path), severity)


def _path(draft: Draft, path: str) -> str:
    """The author's path of a template's: a single part is the note itself."""
    if "parts" not in draft.values:
        path = path.removeprefix("parts[0]").removeprefix(".")
    if path.partition(".")[0].partition("[")[0] not in draft.values:
        return ""
    return path.removesuffix(".expr") if path not in draft.places else path


def _hint_problems(draft: Draft, variant: Variant) -> Iterable[Problem]:
    """What is wrong with computed values in hints, which are no part of a template."""
    from quizlr.drills.faults import TemplateFault
    from quizlr.expressions import check_names, parse_computed

    for at, hint in enumerate(draft.values.get("hints", ())):
        text, found = parse_computed(hint)
        for fault in (*found, *(check_names(text, variant.names) if text else ())):
            path = f"hints[{at}]"
            yield _problem(draft, TemplateFault(path, fault.column, fault.message), str)


def _with_names(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """The values, with the names `answer1`, `answer2`, … for parts that have none."""
    if "parts" not in values:
        return values
    parts = tuple({"name": f"answer{at}"} | part for at, part in enumerate(values["parts"], 1))
    return {**values, "parts": parts}


def _bad_names(draft: Draft) -> Iterable[Problem]:
    for field in ("vars", "let"):
        for name in draft.values.get(field, {}):
            if not _NAME.fullmatch(name):
                message = (
                    f"`{name[:40]}` cannot be a name: a letter first, then letters, digits and "
                    "underscores, at most 24 in all."
                )
                yield draft.problem("drill-name", message, f"{field}.{name}")


def _shape_problems(draft: Draft, values: Mapping[str, Any], path: str) -> Iterable[Problem]:
    """One way of answering must be given, and only one; the same for each part."""
    if "parts" in values:
        for number, part in enumerate(values["parts"]):
            yield from _shape_problems(draft, part, f"parts[{number}]")
    ways = [name for name in ("answer", "options", "items", "parts") if name in values]
    if len(ways) != 1:
        found = f"Here are {' and '.join(ways)}" if ways else "Here is none"
        message = (
            "The note must say how it is answered by one of `answer`, `options`, `items` or "
            f"`parts`. {found}."
        )
        yield draft.problem("drill-no-answer", message, path)
    elif ways == ["items"] and "by" not in values:
        message = "Items need `by`: a vector with one number an item, ascending is right."
        yield draft.problem("drill-no-order", message, path)


def _draw(given: Mapping[str, Any]) -> Draw:
    from quizlr.drills.template import MatrixOf, VectorOf

    ways = [name for name in ("grid", "pick", "vector", "matrix") if name in given]
    if len(ways) != 1:
        raise ValueError("give exactly one of grid, pick, vector, matrix.")
    inside = given.get("vector", given.get("matrix"))
    if inside is None:
        return _item(given)
    item = _item(inside)
    if "matrix" in given:
        return MatrixOf(rows=inside["rows"], columns=inside["columns"], item=item)
    return VectorOf(n=inside["n"], item=item, is_distinct=inside.get("distinct", False))


def _item(given: Mapping[str, Any]) -> Grid | PickFrom:
    from quizlr.drills.template import Grid, PickFrom

    if ("grid" in given) == ("pick" in given):
        raise ValueError("give either a grid or values to pick from.")
    if "pick" in given:
        return PickFrom(tuple(map(_number_or_word, given["pick"])))
    if len(given["grid"]) != 3:
        raise ValueError("a grid is lowest, highest, step.")
    low, high, step = (Decimal(repr(number)) for number in given["grid"])
    return Grid(low, high, step)


def _number_or_word(text: str) -> Decimal | str:
    try:
        number = Decimal(text)
    except ArithmeticError:
        return text
    return number if number.is_finite() else text


def _part(values: Mapping[str, Any]) -> Part:
    if "options" in values:
        return _choice(values)
    return _order(values) if "items" in values else _number(values)


def _named(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in ("name", "ask") if name in values}


def _number(values: Mapping[str, Any]) -> NumberPart:
    from quizlr.drills.template import NumberPart, SlipRule

    answers = values["answer"]
    answer = answers[0] if len(answers) == 1 else f"[{', '.join(answers)}]"
    form = Form(values.get("form", Form.NUMBER))
    return NumberPart(
        answer=answer,
        tolerance=_tolerance(values.get("tolerance"), form),
        form=form,
        digits=values.get("digits", 3),
        unit=values.get("unit", ""),
        note=values.get("convention", ""),
        slips=tuple(SlipRule(id=name, **rule) for name, rule in values.get("slips", {}).items()),
        allow_nonfinite=values.get("nonfinite", False),
        **_named(values),
    )


def _tolerance(given: Mapping[str, float] | None, form: Form) -> Tolerance:
    if given is None:
        return Tolerance() if form is Form.INTEGER else DEFAULT_TOLERANCE
    relative, absolute = (Decimal(repr(given.get(name, 0))) for name in ("rel", "abs"))
    return Tolerance(relative=relative, absolute=absolute)


def _choice(values: Mapping[str, Any]) -> ChoicePart:
    from quizlr.drills.template import ChoicePart, OptionRule

    options = (
        {**option, "correct": _FLAGS.get(option.get("correct", ""), option.get("correct", ""))}
        for option in values["options"]
    )
    return ChoicePart(options=tuple(OptionRule(**option) for option in options), **_named(values))


def _order(values: Mapping[str, Any]) -> OrderPart:
    from quizlr.drills.template import OrderPart

    return OrderPart(items=values["items"], by=values["by"], **_named(values))
