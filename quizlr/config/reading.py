"""Reading one setting after the other, strictly: each refusal names the place and the cause."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from quizlr.errors import ConfigError

BOUNDS: Mapping[str, tuple[float, float]] = {
    "rollover_hour": (0, 23),
    "new_per_day": (0, 9999),
    "new_drills_per_day": (0, 9999),
    "new_interviews_per_day": (0, 9999),
    "reviews_per_day": (0, 99_999),
    "minutes_per_day": (0, 1440),
    "desired_retention": (0.70, 0.97),
    "maximum_interval_days": (1, 36_500),
    "learn_ahead_min": (0, 1440),
    "leech_lapses": (0, 999),
    "fit_after_reviews": (0, 100_000),
}
LONGEST_STEP_MIN = 1439


def read_table(path: str, name: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """A section of the file; empty if it is absent."""
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise ConfigError(path, f"'{name}' must be a section: write [{name}] on its own line.")
    return table


def refuse_unknown(
    path: str, section: str, data: Mapping[str, Any], known: tuple[str, ...]
) -> None:
    """Names that nobody reads are refused, with the nearest known one."""
    for name in data:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            guess = f" Did you mean '{near[0]}'?" if near else f" Known: {', '.join(known)}."
            where = f" in [{section}]" if section else ""
            raise ConfigError(path, f"'{name}'{where} is not a setting.{guess}")


def read_section(path: str, name: str, data: Mapping[str, Any], kind: type[Any]) -> dict[str, Any]:
    """The fields of a settings class, as far as they are given."""
    found = read_table(path, name, data)
    defaults = kind()
    refuse_unknown(path, name, found, tuple(kind.__dataclass_fields__))
    return {
        key: read_value(path, f"{name}.{key}", key, value, getattr(defaults, key))
        for key, value in found.items()
    }


def read_value(path: str, where: str, key: str, value: Any, default: Any) -> Any:
    """One value, of the type of its default and within its bounds."""
    if isinstance(default, tuple):
        return _steps(path, where, value)
    if isinstance(default, bool | str):
        return typed(path, where, value, type(default))
    number = typed(path, where, value, (int,) if isinstance(default, int) else (int, float))
    low, high = BOUNDS[key]
    if isinstance(number, bool) or not low <= number <= high:
        raise ConfigError(path, f"{where} is {value}, but must lie between {low:g} and {high:g}.")
    return number


def _steps(path: str, where: str, value: Any) -> tuple[float, ...]:
    is_list = isinstance(value, list) and all(type(item) in (int, float) for item in value)
    if not is_list or any(not 0 < item <= LONGEST_STEP_MIN for item in value):
        raise ConfigError(
            path, f"{where} must be a list of minutes, each above 0 and below a day, as in [1, 10]."
        )
    return tuple(float(item) for item in value)


def read_retention(path: str, where: str, value: Any) -> float:
    """A share to be remembered."""
    return float(read_value(path, where, "desired_retention", value, 0.9))


def typed(path: str, where: str, value: Any, kind: type | tuple[type, ...]) -> Any:
    """A value of this type."""
    if not isinstance(value, kind):
        names = {str: 'text in "quotes"', bool: "true or false", int: "a number"}
        wanted = names.get(kind if isinstance(kind, type) else int, "a number")
        raise ConfigError(path, f"{where} is {value!r}, but must be {wanted}.")
    return value
