"""How the text of `config.toml` is read into Settings.

Reading is strict: an unknown key or a value out of range is refused with the nearest name.
"""

from __future__ import annotations

import tomllib

from quizlr.config.load import read_load
from quizlr.config.reading import read_retention, read_section, read_table, refuse_unknown, typed
from quizlr.config.settings import AppSettings, MemorySettings, Settings, StudySettings
from quizlr.errors import ConfigError


def parse_settings(text: str, path: str = "config.toml") -> Settings:
    """The settings in a TOML text.

    Raises:
        ConfigError: as `read_settings`.
    """
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
