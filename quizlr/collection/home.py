"""Where a learner's things lie."""

from __future__ import annotations

import os
from pathlib import Path

from quizlr.config import TEMPLATE
from quizlr.values import dataclass

HOME_VARIABLE = "QUIZLR_HOME"


@dataclass(frozen=True, slots=True)
class Home:
    """The folder with a learner's decks, log and settings."""

    folder: Path

    @property
    def decks(self) -> Path:
        """The learner's decks; may be a git repository."""
        return self.folder / "decks"

    @property
    def config(self) -> Path:
        """The settings."""
        return self.folder / "config.toml"

    @property
    def deck_cache(self) -> Path:
        """What was parsed from the decks; only to start faster."""
        return self.folder / "local" / "decks.cache"

    def prepare(self) -> None:
        """Make what is missing: the deck folder, and settings that explain themselves."""
        self.decks.mkdir(parents=True, exist_ok=True)
        if not self.config.exists():
            self.config.write_text(TEMPLATE, encoding="utf-8")


def find_home(option: str | None = None) -> Home:
    """`--home`, else `$QUIZLR_HOME`, else the user's data folder."""
    chosen = option or os.environ.get(HOME_VARIABLE)
    if chosen:
        return Home(Path(chosen).expanduser().absolute())
    import platformdirs

    return Home(Path(platformdirs.user_data_dir("quizlr", appauthor=False)))
