"""`dataclass` for values: the standard library's, made in a quarter of the time.

Making a frozen dataclass costs half a millisecond in Python 3.11, since six methods are compiled
for each class, and a start makes a hundred. Here only `__init__` is compiled, when the first value
is made; the other methods are shared by all values. Type checkers see the standard decorator, and
`fields`, `replace` and `asdict` work: these are dataclasses.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NoReturn

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(cls=None, *, frozen=False, slots=False, kw_only=False, order=False):
        """A value class; see `dataclasses.dataclass`. Without `frozen` it is exactly that."""

        def make(plain: type) -> type:
            own = frozenset(vars(plain))
            standard = {"slots": slots, "kw_only": kw_only, "order": order}
            if not frozen:
                return dataclasses.dataclass(**standard)(plain)
            made = dataclasses.dataclass(init=False, repr=False, eq=order, **standard)(plain)
            fields = dataclasses.fields(made)
            made.__init__ = _compiled_when_used(made)
            names = [field.name for field in fields]
            made._field_values = property(attrgetter(*names) if names else _nothing)
            has_keywords = any(field.kw_only for field in fields)
            pickled = (_PICKLED_BY_NAME if has_keywords else _PICKLED) if slots else {}
            shared = {**_SHARED, **pickled}
            for name, method in shared.items():
                if name not in own:
                    setattr(made, name, method)
            return made

        return make if cls is None else make(cls)


def _compiled_when_used(made: Any) -> Any:
    """An `__init__` that the first value replaces by the real one: many classes never need it."""

    def first_init(self: Any, *args: Any, **kwargs: Any) -> None:
        made.__init__ = _init(dataclasses.fields(made), hasattr(made, "__post_init__"))
        made.__init__(self, *args, **kwargs)

    return first_init


def _init(fields: Sequence[Field[Any]], has_post_init: bool) -> Any:
    """`__init__` with the fields as parameters."""
    scope: dict[str, Any] = {"_set": object.__setattr__}
    ordered = [f for f in fields if not f.kw_only] + [f for f in fields if f.kw_only]
    lines = [f"    _set(self, {f.name!r}, {_argument(f)})" for f in ordered]
    for field in fields:
        scope[f"_default_{field.name}"] = field.default
        scope[f"_factory_{field.name}"] = field.default_factory
    head = f"def __init__({', '.join(['self', *_parameters(ordered)])}):"
    lines.append("    self.__post_init__()" if has_post_init else "    pass")
    exec("\n".join([head, *lines]), scope)
    return scope["__init__"]


def _parameters(ordered: Sequence[Field[Any]]) -> Iterator[str]:
    is_keyword = False
    for field in ordered:
        if field.kw_only and not is_keyword:
            is_keyword = True
            yield "*"
        if field.default is not MISSING or field.default_factory is not MISSING:
            yield f"{field.name}=_default_{field.name}"
        else:
            yield field.name


def _argument(field: Field[Any]) -> str:
    name = field.name
    if field.default_factory is MISSING:
        return name
    return f"_factory_{name}() if {name} is _default_{name} else {name}"


def _nothing(_self: object) -> tuple[()]:
    return ()


def _equal(self: Any, other: Any) -> bool:
    return (
        bool(self._field_values == other._field_values)
        if type(other) is type(self)
        else NotImplemented
    )


def _hash(self: Any) -> int:
    return hash(self._field_values)


def _repr(self: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self))
    return f"{type(self).__qualname__}({shown})"


def _no_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _no_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _remake(self: Any) -> tuple[type, tuple[Any, ...]]:
    return type(self), tuple([getattr(self, name) for name in self.__dataclass_fields__])


def _get_slots(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__dataclass_fields__]


def _set_slots(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__dataclass_fields__, state, strict=True):
        object.__setattr__(self, name, value)


_SHARED = {
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _no_set,
    "__delattr__": _no_delete,
}
_PICKLED = {"__reduce__": _remake}
"""A frozen value with slots must be told how to come out of a pickle: made anew, it is fastest."""
_PICKLED_BY_NAME = {"__getstate__": _get_slots, "__setstate__": _set_slots}
