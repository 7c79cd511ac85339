"""The built-in families: one file a topic, each with its `TOPIC` and its `TEMPLATES`.

Nothing of a topic is imported before a family is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from quizlr.drills.template import Template

_TOPIC_FILES = (
    "sigmoid",
    "log_loss",
    "squared_error",
    "gradients",
    "descent",
    "metrics",
    "calibration",
    "softmax",
    "links",
    "likelihood",
    "newton",
    "stability",
    "interpretation",
    "information",
    "backprop",
    "bugs",
)
"""In the order of study."""


@cache
def families() -> Mapping[str, Template]:
    """All families by name, in the order of study."""
    found = [template for topic in _by_topic().values() for template in topic]
    named = {template.id: template for template in found}
    assert len(named) == len(found), "two families have one name"
    return MappingProxyType(named)


def family(name: str) -> Template | None:
    """A family by name."""
    return families().get(name)


def topics() -> Mapping[str, tuple[Template, ...]]:
    """The families of each topic, in the order of study."""
    return _by_topic()


@cache
def _by_topic() -> Mapping[str, tuple[Template, ...]]:
    modules = [import_module(f"{__name__}.{name}") for name in _TOPIC_FILES]
    return MappingProxyType({module.TOPIC: module.TEMPLATES for module in modules})
