"""From a template to what variants are made from, or to what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import cast

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
from quizlr.drills.drawing import compile_draw
from quizlr.drills.faults import Gravity, TemplateError, TemplateFault
from quizlr.drills.template import (
    ChoicePart,
    NumberPart,
    OptionRule,
    OrderPart,
    OrderSlip,
    Part,
    SlipRule,
    Template,
)
from quizlr.expressions import (
    FUNCTIONS,
    ComputedText,
    Expression,
    Fault,
    check_names,
    parse_computed,
    parse_expression,
)

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_NOTHING = cast(Expression, parse_expression("0")[0])
_NO_TEXT = cast(ComputedText, parse_computed("")[0])


def faults(template: Template) -> tuple[TemplateFault, ...]:
    """All that is wrong with a template as it is written, without drawing anything."""
    return _read(_Key(template))[1]


def compile_template(template: Template) -> Compiled:
    """What variants are made from; kept, so that a template is read once.

    Raises:
        TemplateError: something is wrong with it; see `faults`.
    """
    compiled, found = _read(_Key(template))
    for fault in found:
        if fault.gravity is Gravity.ERROR:
            raise TemplateError(template.id, f"{fault.path}: {fault.message}")
    return compiled


class _Key:
    """A template as a key: it holds mappings, so it has no hash of its own."""

    __slots__ = ("template",)

    def __init__(self, template: Template) -> None:
        self.template = template

    def __hash__(self) -> int:
        return hash((self.template.id, self.template.version))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, _Key):
            return NotImplemented
        return self.template is other.template or self.template == other.template


@lru_cache(maxsize=1024)
def _read(key: _Key) -> tuple[Compiled, tuple[TemplateFault, ...]]:
    reader = _Reader()
    compiled = reader.template(key.template)
    return compiled, tuple(reader.faults)


class _Reader:
    """Reads field by field, keeping the names known so far and the faults found.

    A field that cannot be read becomes 0 or an empty text: no variant is drawn from it.
    """

    def __init__(self) -> None:
        self.faults: list[TemplateFault] = []
        self.known: set[str] = set()
        self.used: set[str] = set()
        self.is_open = False
        """Whether there are names that only Python knows."""

    def template(self, template: Template) -> Compiled:
        self._names(template)
        self.known = set(template.vars)
        draws = []
        for name, draw in template.vars.items():
            compiled, found = compile_draw(name, draw)
            draws.append(compiled)
            self.faults += found
        let = tuple((name, self._let(name, text)) for name, text in template.let.items())
        self.is_open = template.derive is not None
        require = tuple(
            self._expression(f"require[{k}]", text) for k, text in enumerate(template.require)
        )
        front = self._text("front", template.front)
        parts = tuple(self._part(f"parts[{k}]", part) for k, part in enumerate(template.parts))
        steps = tuple(
            CompiledStep(
                path=f"steps[{k}]",
                say=self._text(f"steps[{k}].say", step.say),
                show=self._expression(f"steps[{k}].show", step.show),
                digits=step.digits,
            )
            for k, step in enumerate(template.steps)
        )
        back = self._text("back", template.back)
        self._unused(template)
        return Compiled(
            template=template,
            draws=tuple(draws),
            let=let,
            require=require,
            front=front,
            parts=parts,
            steps=steps,
            back=back,
        )

    # -- parts

    def _part(self, path: str, part: Part) -> CompiledPart:
        if isinstance(part, NumberPart):
            return self._number(path, part)
        if isinstance(part, ChoicePart):
            return self._choice(path, part)
        return self._order(path, part)

    def _number(self, path: str, part: NumberPart) -> CompiledNumber:
        ask = self._text(f"{path}.ask", part.ask)
        answer = self._expression(f"{path}.answer", part.answer)
        self.known.add(part.name)
        self._twice(f"{path}.slips", (slip.id for slip in part.slips))
        slips = tuple(self._slip(f"{path}.slips.{slip.id}", slip) for slip in part.slips)
        return CompiledNumber(rule=part, path=path, ask=ask, answer=answer, slips=slips)

    def _slip(self, path: str, slip: SlipRule | OrderSlip) -> CompiledSlip:
        field, text = ("expr", slip.expr) if isinstance(slip, SlipRule) else ("by", slip.by)
        return CompiledSlip(
            id=slip.id,
            path=path,
            value=self._expression(f"{path}.{field}", text),
            say=self._text(f"{path}.say", slip.say),
        )

    def _choice(self, path: str, part: ChoicePart) -> CompiledChoice:
        if len(part.options) < 2:
            self._fault(f"{path}.options", "A choice needs at least two options.", "drill-options")
        return CompiledChoice(
            rule=part,
            path=path,
            ask=self._text(f"{path}.ask", part.ask),
            options=tuple(
                self._option(f"{path}.options[{k}]", option)
                for k, option in enumerate(part.options)
            ),
        )

    def _option(self, path: str, option: OptionRule) -> CompiledOption:
        return CompiledOption(
            rule=option,
            path=path,
            text=self._text(f"{path}.text", option.text),
            correct=self._expression(f"{path}.correct", option.correct),
            why=self._text(f"{path}.why", option.why),
        )

    def _order(self, path: str, part: OrderPart) -> CompiledOrder:
        if len(part.items) < 2:
            self._fault(f"{path}.items", "An order needs at least two items.", "drill-items")
        self._twice(f"{path}.slips", (slip.id for slip in part.slips))
        return CompiledOrder(
            rule=part,
            path=path,
            ask=self._text(f"{path}.ask", part.ask),
            items=tuple(
                self._text(f"{path}.items[{k}]", item) for k, item in enumerate(part.items)
            ),
            by=self._expression(f"{path}.by", part.by),
            slips=tuple(self._slip(f"{path}.slips.{slip.id}", slip) for slip in part.slips),
        )

    # -- fields

    def _let(self, name: str, text: str) -> Expression:
        expression = self._expression(f"let.{name}", text)
        self.known.add(name)
        return expression

    def _expression(self, path: str, text: str) -> Expression:
        expression, found = parse_expression(text)
        self._take(path, found)
        if expression is None:
            return _NOTHING
        self.used |= expression.names
        if not self.is_open:
            self._take(path, check_names(expression, self.known))
        return expression

    def _text(self, path: str, text: str) -> ComputedText:
        if not text:
            return _NO_TEXT
        computed, found = parse_computed(text)
        self._take(path, found)
        if computed is None:
            return _NO_TEXT
        self.used |= computed.names
        if not self.is_open:
            self._take(path, check_names(computed, self.known))
        return computed

    # -- names

    def _names(self, template: Template) -> None:
        given = [(f"vars.{name}", name) for name in template.vars]
        given += [(f"let.{name}", name) for name in template.let]
        given += [
            (f"parts[{k}].name", part.name)
            for k, part in enumerate(template.parts)
            if isinstance(part, NumberPart)
        ]
        for path, name in given:
            if not _NAME.fullmatch(name):
                message = f"'{name}' cannot be a name. Use letters, digits and _, a letter first."
                self._fault(path, message, "drill-name")
            elif name in FUNCTIONS:
                message = f"'{name}' is a function of the language. Take another name."
                self._fault(path, message, "drill-name")
        self._twice("vars, let and parts", (name for _, name in given))
        if not template.parts:
            self._fault("parts", "A drill asks at least one question.", "drill-parts")

    def _unused(self, template: Template) -> None:
        # What Python derives may use any variable.
        if template.derive is not None:
            return
        for room, names in (("vars", template.vars), ("let", template.let)):
            for name in names:
                if name not in self.used:
                    message = f"'{name}' is never used."
                    self._fault(f"{room}.{name}", message, "drill-unused", Gravity.HINT)

    # -- faults

    def _twice(self, path: str, names: Iterable[str]) -> None:
        for name, times in Counter(names).items():
            if times > 1:
                self._fault(path, f"'{name}' is there twice. Rename one.", "drill-duplicate")

    def _fault(self, path: str, message: str, rule: str, gravity: Gravity = Gravity.ERROR) -> None:
        self.faults.append(TemplateFault(path, 0, message, rule, gravity))

    def _take(self, path: str, found: Iterable[Fault]) -> None:
        self.faults += [TemplateFault(path, fault.column, fault.message) for fault in found]
