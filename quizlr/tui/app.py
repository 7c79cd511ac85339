"""The app: it wires and nothing else."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual.app import App
from textual.binding import BindingType
from textual.filter import LineFilter

from quizlr.collection import Collection, Desk
from quizlr.tui.keys import all_binding_ids, key, unknown_ids
from quizlr.tui.linefilter import ControlFilter
from quizlr.tui.screens.framed import Framed
from quizlr.tui.theme import DARK, LIGHT, OTHERS, theme_name

if TYPE_CHECKING:
    from quizlr.collection.live import News
    from quizlr.tui.live import DecksFound, DecksRead, HistoriesMoved, LiveDecks, Surveyed

START_WATCH_S: Final = 0.2
"""After this time the first screen stands, and saved edits can be looked for."""


class QuizlrApp(App[None]):
    """Opens Home, or a sitting with Home behind it."""

    TITLE = "quizlr"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+q", "quit", "quit", "app.quit"),
        key("ctrl+t", "toggle_theme", "dark or light", "app.theme"),
    ]

    def __init__(
        self,
        collection: Collection,
        start: Desk | None = None,
        *,
        first: Callable[[], Framed] | None = None,
    ) -> None:
        super().__init__()
        self._collection = collection
        self._start = start
        self._first = first
        self._filter = ControlFilter()
        self._live: LiveDecks | None = None
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        name = theme_name(collection.settings.app.theme)
        self._has_theme = name in self.available_themes
        self.theme = name if self._has_theme else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Colours that a theme of Textual's lacks."""
        return {**super().get_theme_variable_defaults(), **OTHERS}

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and the one that strips control characters."""
        return [*super().get_line_filters(), self._filter]

    def on_mount(self) -> None:
        """Open the first screen."""
        self.call_after_refresh(gc.enable)
        self.set_timer(START_WATCH_S, self._watch)
        keys = self._collection.settings.keys
        self.set_keymap(dict(keys))
        if self._start is not None:
            from quizlr.tui.screens.study import StudyScreen

            self.push_screen(StudyScreen(self._start, " ".join(self._notices())), self._go_home)
        elif self._first is not None:
            self.push_screen(self._first(), self._go_home)
        else:
            self._go_home()

    # -- saved edits

    def _watch(self) -> None:
        """From now on look for saved edits."""
        from quizlr.tui import live

        self._live = live.LiveDecks(self, self._collection)
        self.set_interval(live.LOOK_S, self._live.look)
        self._live.survey()

    def on_look_again(self) -> None:
        """A screen has seen a save."""
        if self._live is not None:
            self._live.look()

    def on_decks_found(self, message: DecksFound) -> None:
        """Use what the thread has read."""
        if self._live is not None and self._live.take(message.news):
            self._tell(message.news)

    def on_decks_read(self, message: DecksRead) -> None:
        """A screen has had the decks read."""
        self._tell(message.news)

    def _tell(self, news: News) -> None:
        for screen in self._standing():
            screen.decks_changed(news)
        if self._live is not None:
            self._live.survey()

    def on_surveyed(self, message: Surveyed) -> None:
        """Do what is certain about histories without a note."""
        if self._live is not None:
            self._live.settle(message)

    def on_histories_moved(self, message: HistoriesMoved) -> None:
        """Histories changed hands, or it is known now which may."""
        for screen in self._standing():
            screen.histories_changed(message.adopted)

    def _standing(self) -> list[Framed]:
        """The screens that can draw: made already, and not being taken down."""
        screens = (screen for screen in self.screen_stack if isinstance(screen, Framed))
        return [screen for screen in screens if screen.query("#head")]

    # -- the first screen

    def _go_home(self, _: Desk | None = None) -> None:
        from quizlr.tui.screens.home import HomeScreen

        self.push_screen(HomeScreen(self._collection, self._notices()))

    def _notices(self) -> list[str]:
        notices = list(self._collection.store.notices)
        if not self._has_theme:
            theme = self._collection.settings.app.theme
            notices.append(f"config.toml: there is no theme '{theme}'.")
        if self._collection.settings.keys:
            notices += unknown_ids(self._collection.settings.keys, all_binding_ids())
        return notices

    def action_toggle_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name
