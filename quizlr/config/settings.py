"""The learner's settings: values with their defaults, and the file that they begin with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Final

from quizlr.values import dataclass

EVEN: Final = (1.0,) * 7


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
class LoadSettings:
    """`[load]`: how reviews are spread over the days, and which days are to be easy or free."""

    balance: bool = True
    easy_days: tuple[float, ...] = EVEN
    """Share of a normal day's reviews, Monday first: 1 for a normal day, 0 for none."""
    holidays: tuple[tuple[date, date], ...] = ()
    """First and last day of each, both included."""
    new_in_backlog: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MemorySettings:
    """`[memory]`: when the model of memory is fitted to the learner."""

    fit_after_reviews: int = 200
    """New reviews after which the app fits by itself; 0 for never."""


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
