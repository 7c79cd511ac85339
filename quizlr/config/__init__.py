"""The learner's settings, read from `config.toml`."""

from __future__ import annotations

from quizlr.config.file import read_settings
from quizlr.config.settings import TEMPLATE, AppSettings, LoadSettings, Settings, StudySettings

__all__ = [
    "TEMPLATE",
    "AppSettings",
    "LoadSettings",
    "Settings",
    "StudySettings",
    "read_settings",
]
