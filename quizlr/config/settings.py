"""The learner's settings: values with defaults, and how `config.toml` is read into them.

Reading is strict: an unknown key or a value out of range is refused with the nearest name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from quizlr.errors import ConfigError
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StudySettings:
    """`[study]`."""

    timezone: str = "auto"
    """IANA name, or `auto` for the machine's zone."""
    rollover_hour: int = 4
    new_per_day: int = 20
    new_drills_per_day: int = 5
    new_interviews_per_day: int = 2
    reviews_per_day: int = 200
    minutes_per_day: float = 30
    """0 for no budget."""
    desired_retention: float = 0.9
    learning_steps_min: tuple[float, ...] = (1, 10)
    relearning_steps_min: tuple[float, ...] = (10,)
    maximum_interval_days: int = 36_500
    learn_ahead_min: float = 20
    honour_requires: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class AppSettings:
    """`[app]`."""

    theme: str = "dark"
    """`dark`, `light`, or the name of a Textual theme."""
    editor: str = ""
    """Command that opens a file; empty for $VISUAL or $EDITOR."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything in `config.toml`."""

    study: StudySettings = field(default_factory=StudySettings)
    app: AppSettings = field(default_factory=AppSettings)
    retention: Mapping[str, float] = field(default_factory=dict)
    """Deck id -> desired retention; stronger than the deck's own."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Binding id -> keys, comma-separated."""


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
}
LONGEST_STEP_MIN = 1439

TEMPLATE = """\
# Settings of quizlr. Every line is optional; a line without # is in force.

[study]
# timezone = "auto"              # or an IANA name, as in "Europe/Berlin"
# rollover_hour = 4              # a study day begins at this local hour
# new_per_day = 20
# reviews_per_day = 200
# minutes_per_day = 30           # 0 for no budget
# desired_retention = 0.90       # 0.70 to 0.97
# learning_steps_min = [1, 10]   # minutes
# relearning_steps_min = [10]
# learn_ahead_min = 20
# honour_requires = true         # false: new cards of every deck come at once

[retention]
# sigmoid = 0.95                 # by deck id

[app]
# theme = "dark"                 # dark, light, or the name of a Textual theme
# editor = "code -g"             # default: $VISUAL, then $EDITOR

[keys]
# "study.undo" = "u,ctrl+z"      # ids are listed under ? on each screen
"""


def read_settings(path: Path) -> Settings:
    """The settings in a file; the defaults if there is none.

    Raises:
        ConfigError: the file cannot be read, is not TOML, or holds an unknown or wrong setting.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Settings()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"cannot be read: {error}") from error
    return parse_settings(text, str(path))


def parse_settings(text: str, path: str = "config.toml") -> Settings:
    """The settings in a TOML text.

    Raises:
        ConfigError: as `read_settings`.
    """
    import tomllib

    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(path, f"is not valid TOML: {error}") from error
    _refuse_unknown(path, "", data, ("study", "app", "retention", "keys"))
    return Settings(
        study=StudySettings(**_section(path, "study", data, StudySettings)),
        app=AppSettings(**_section(path, "app", data, AppSettings)),
        retention={
            name: _retention(path, f"retention.{name}", value)
            for name, value in _table(path, "retention", data).items()
        },
        keys={
            name: _typed(path, f'keys."{name}"', value, str)
            for name, value in _table(path, "keys", data).items()
        },
    )


def _table(path: str, name: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
    table = data.get(name, {})
    if not isinstance(table, dict):
        raise ConfigError(path, f"'{name}' must be a section: write [{name}] on its own line.")
    return table


def _refuse_unknown(
    path: str, section: str, data: Mapping[str, Any], known: tuple[str, ...]
) -> None:
    for name in data:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            guess = f" Did you mean '{near[0]}'?" if near else f" Known: {', '.join(known)}."
            where = f" in [{section}]" if section else ""
            raise ConfigError(path, f"'{name}'{where} is not a setting.{guess}")


def _section(
    path: str, name: str, data: Mapping[str, Any], kind: type[StudySettings] | type[AppSettings]
) -> dict[str, Any]:
    table = _table(path, name, data)
    defaults = kind()
    _refuse_unknown(path, name, table, tuple(kind.__dataclass_fields__))
    return {
        key: _value(path, f"{name}.{key}", key, value, getattr(defaults, key))
        for key, value in table.items()
    }


def _value(path: str, where: str, key: str, value: Any, default: Any) -> Any:
    if isinstance(default, tuple):
        return _steps(path, where, value)
    if isinstance(default, bool | str):
        return _typed(path, where, value, type(default))
    number = _typed(path, where, value, (int,) if isinstance(default, int) else (int, float))
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


def _retention(path: str, where: str, value: Any) -> float:
    return float(_value(path, where, "desired_retention", value, 0.9))


def _typed(path: str, where: str, value: Any, kind: type | tuple[type, ...]) -> Any:
    if not isinstance(value, kind):
        names = {str: 'text in "quotes"', bool: "true or false", int: "a number"}
        wanted = names.get(kind if isinstance(kind, type) else int, "a number")
        raise ConfigError(path, f"{where} is {value!r}, but must be {wanted}.")
    return value
