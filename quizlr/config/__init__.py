"""The learner's settings, read from `config.toml`."""

from __future__ import annotations

from quizlr.config.settings import (
    TEMPLATE,
    AppSettings,
    Settings,
    StudySettings,
    parse_settings,
    read_settings,
)

__all__ = [
    "TEMPLATE",
    "AppSettings",
    "Settings",
    "StudySettings",
    "parse_settings",
    "read_settings",
]
