"""The learner's settings: values with defaults, and how `config.toml` is read into them.

Reading is strict: an unknown key or a value out of range is refused with the nearest name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path

from quizlr.config.load import LoadSettings, read_load
from quizlr.config.memory import MemorySettings
from quizlr.config.reading import read_retention, read_section, read_table, refuse_unknown, typed
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
    ask_confidence: bool = False
    """Ask how sure the learner is before an answer is shown."""
    honour_tiers: bool = True
    leech_lapses: int = 8
    """Lapses after which a card is offered help, and again after each half of that; 0 for never."""


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
    load: LoadSettings = field(default_factory=LoadSettings)
    memory: MemorySettings = field(default_factory=MemorySettings)
    retention: Mapping[str, float] = field(default_factory=dict)
    """Deck id -> desired retention; stronger than the deck's own."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Binding id -> keys, comma-separated."""


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
# ask_confidence = false         # true: say how sure you are before you see the answer
# honour_tiers = true            # false: do not wait until the easier cards of a topic are known
# leech_lapses = 8               # a card forgotten so often is offered help; 0 for never

[load]
# balance = true                 # reviews are spread evenly, within the days that fuzz allows
# easy_days = { sat = 0.5, sun = 0 }   # share of a normal day's reviews, as far as fuzz allows
# holidays = ["2026-12-24 to 2027-01-02", "2027-05-01"]   # days to keep free of reviews
# new_in_backlog = false         # true: new cards come even when the reviews do not fit a day

[memory]
# fit_after_reviews = 200        # new reviews after which the memory model is fitted; 0 for never

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
    refuse_unknown(path, "", data, ("study", "app", "load", "memory", "retention", "keys"))
    return Settings(
        study=StudySettings(**read_section(path, "study", data, StudySettings)),
        app=AppSettings(**read_section(path, "app", data, AppSettings)),
        memory=MemorySettings(**read_section(path, "memory", data, MemorySettings)),
        load=read_load(path, read_table(path, "load", data)),
        retention={
            name: read_retention(path, f"retention.{name}", value)
            for name, value in read_table(path, "retention", data).items()
        },
        keys={
            name: typed(path, f'keys."{name}"', value, str)
            for name, value in read_table(path, "keys", data).items()
        },
    )
