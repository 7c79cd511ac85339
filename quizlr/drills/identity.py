"""What a variant and a template are known by: texts for the log, hashes for comparison."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal

from quizlr.drills.template import ChoicePart, Template
from quizlr.drills.variant import Variant

_PROSE = frozenset({"ask", "say", "why", "text", "note", "items"})
"""Fields that may be reworded without the drill becoming another; lines of a program may not."""


def drawn_json(variant: Variant) -> str:
    """The drawn values as the log keeps them."""
    return json.dumps(dict(variant.drawn), separators=(",", ":"))


def fingerprint(variant: Variant) -> str:
    """The same for two variants of a template if and only if they have the same numbers."""
    return _digest(drawn_json(variant))


def content_hash(template: Template) -> str:
    """Changes with anything that shapes a variant or its grade; not with the wording.

    Of what is derived in Python only the function's name is seen.
    """
    derive = template.derive
    shaping = {
        "vars": template.vars,
        "let": template.let,
        "derive": f"{derive.__module__}.{derive.__qualname__}" if derive else "",
        "require": template.require,
        "parts": template.parts,
    }
    return _digest(json.dumps(_plain(shaping), separators=(",", ":")))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _plain(value: object) -> object:
    """Nested lists that say all of a value; the order of names in a mapping counts."""
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, Mapping):
        return [[name, _plain(item)] for name, item in value.items()]
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if is_dataclass(value):
        shaping = [field.name for field in fields(value) if field.name not in _PROSE]
        plain: list[object] = [
            type(value).__name__,
            [[name, _plain(getattr(value, name))] for name in shaping],
        ]
        if isinstance(value, ChoicePart) and value.is_code:
            plain.append([line.text for line in value.options])
        return plain
    return value
