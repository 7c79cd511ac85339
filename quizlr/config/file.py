"""The file of the settings. Reading TOML is imported when there is something to read."""

from __future__ import annotations

from pathlib import Path

from quizlr.config.settings import TEMPLATE, Settings
from quizlr.errors import ConfigError


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
    if text == TEMPLATE:
        return Settings()
    from quizlr.config.parsing import parse_settings

    return parse_settings(text, str(path))
