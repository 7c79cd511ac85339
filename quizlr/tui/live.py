"""Saved edits: the deck files are looked at in a thread, and every screen is told what changed."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from textual.app import App
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from quizlr.authoring.identity import Texts
from quizlr.collection.adopting import Adopted, Survey, settle, survey_beside
from quizlr.collection.live import News, Watch
from quizlr.collection.shelf import Shelf
from quizlr.errors import DatabaseError, DataError
from quizlr.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizlr.collection import Collection

LOOK_S: Final = 2.0
"""How often the files are looked at without anybody asking."""


@dataclass
class LookAgain(Message):
    """A screen has seen that a file it shows was saved."""


@dataclass
class DecksFound(Message):
    """The thread has read files that were saved; nothing uses them yet."""

    news: News


@dataclass
class Surveyed(Message):
    """The thread has looked for histories without a note."""

    found: Survey
    shelf: Shelf
    """The decks that they were held against."""


@dataclass
class HistoriesMoved(Message):
    """Histories have changed hands."""

    adopted: Adopted


@dataclass
class DecksRead(Message):
    """The collection has other decks now."""

    news: News


class LiveDecks:
    """Looks for saved edits for as long as the app runs."""

    def __init__(self, app: App[None], collection: Collection) -> None:
        self._app = app
        self._collection = collection
        self._watch = Watch(collection)
        self._texts = Texts()
        self._is_looking = False

    def look(self) -> None:
        """Look now, in a thread, unless one is looking."""
        if not self._is_looking:
            self._is_looking = True
            self._app.run_worker(self._work, thread=True, group="decks")

    def _work(self) -> None:
        try:
            news = self._watch.look()
        finally:
            self._is_looking = False
        if news is not None:
            self._app.post_message(DecksFound(news))

    def survey(self) -> None:
        """Look for histories without a note, in a thread."""
        shelf, work = self._collection.shelf, survey_beside(self._collection, self._texts)

        def survey() -> None:
            with suppress(DatabaseError):  # whoever writes next will say it
                self._app.post_message(Surveyed(work(), shelf))

        self._app.run_worker(survey, thread=True, group="survey", exclusive=True)

    def settle(self, message: Surveyed) -> None:
        """Do what is certain and tell it; where the decks are others by now, look again."""
        if message.shelf is not self._collection.shelf:
            self.survey()
            return
        with suppress(DataError):  # the next start tries again
            self._app.post_message(HistoriesMoved(settle(self._collection, message.found)))

    def take(self, news: News) -> bool:
        """Put news to use; False if it is stale, and then the next look finds it again."""
        return self._watch.take(news)


def typed_in(field: Widget) -> list[str]:
    """What stands in the lines and texts of a field, in their order."""
    return [_text(widget) for widget in _inputs(field)]


def type_into(field: Widget, texts: Sequence[str]) -> None:
    """Put texts into the lines and texts of a field."""
    for widget, text in zip(_inputs(field), texts, strict=False):
        with widget.prevent(Input.Changed, TextArea.Changed):
            if isinstance(widget, Input):
                widget.value = text
                widget.cursor_position = len(text)
            else:
                widget.text = text
                widget.move_cursor(widget.document.end)


def _inputs(field: Widget) -> list[Input | TextArea]:
    found = field.walk_children(Widget, with_self=True)
    return [each for each in found if isinstance(each, Input | TextArea)]


def _text(widget: Input | TextArea) -> str:
    return widget.value if isinstance(widget, Input) else widget.text
