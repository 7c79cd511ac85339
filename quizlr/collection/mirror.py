"""The mirror of a home: panels of figures, each computed once for a state of the log.

A Sight is made where the app runs and asked in a worker thread: it holds what it needs, and reads
the log on a connection of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from quizlr.collection.words import title_of
from quizlr.model import CardId, Schedule
from quizlr.stats.panel import KeptPanels, Panel

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection
    from quizlr.model import Card
    from quizlr.stats.answers import Answers
    from quizlr.stats.slips import SlipRow

PANELS: Final[Mapping[str, str]] = {
    "days": "Days",
    "retention": "Retention",
    "calibration": "Calibration",
    "fit": "Fit",
    "confidence": "Confidence",
    "forecast": "Forecast",
    "topics": "Topics",
    "slips": "Slips",
    "time": "Time",
    "cards": "Cards",
}
"""Names and titles, in the order in which they are shown."""
QUICK_FIRST: Final = (
    "days", "cards", "topics", "slips", "retention", "forecast", "time", "confidence",
    "calibration",
)  # fmt: skip
"""The order in which they are computed: what needs no whole log comes first.

A fit takes its time and is left out: it is made when it is looked at.
"""


class Mirror:
    """Gives the same Sight again until something was recorded, edited, or a day has begun."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._key: object = None
        self._sight: Sight | None = None

    def sight(self) -> Sight:
        """What the home looks like now."""
        collection = self._collection
        key = (collection.store.position, collection.now().study_day, id(collection.library))
        if self._sight is None or key != self._key:
            self._key, self._sight = key, Sight(collection)
        return self._sight


class Sight(KeptPanels):
    """One state of a home. Make it in the app's thread; ask it in one thread at a time."""

    def __init__(self, collection: Collection) -> None:
        super().__init__()
        self.now = collection.now()
        self._beside = collection.store.beside()
        self._schedules = dict(collection.schedules)
        self._cards = collection.cards
        self._library = collection.library  # kept, so that its id is not used again
        self._concepts = collection.concepts()
        settings = collection.scheduler_settings()[""]
        self._parameters = settings.parameters
        self._goal = settings.desired_retention
        self._is_asked = collection.settings.study.ask_confidence

    def make(self, name: str) -> Panel:
        """A panel of PANELS, or the memory of one card: `memory:deck/note`.

        Raises:
            DatabaseError: the log could not be read.
            KeyError: there is no such panel.
        """
        kind, _, card_id = name.partition(":")
        return _MAKERS[kind](self, CardId(card_id))

    # -- what the panels are made of

    @cached_property
    def card_ids(self) -> tuple[CardId, ...]:
        """Cards with a history, those rated last first."""
        rated = [
            (schedule.last_review_at_ms, card_id)
            for card_id, schedule in self._schedules.items()
            if schedule.last_review_at_ms is not None
        ]
        return tuple(card_id for _, card_id in sorted(rated, reverse=True))

    def name_of(self, card_id: CardId) -> str:
        """A card's id and its title, for a list."""
        card = self._served.get(card_id)
        return f"{card_id}  {title_of(card) if card else 'in no deck now'}"

    @cached_property
    def _served(self) -> Mapping[CardId, Card]:
        """The cards of the decks by their ids."""
        return {card.id: card for card in self._cards}

    @cached_property
    def _live(self) -> Mapping[CardId, Schedule]:
        """The schedules of cards that some deck has."""
        served = self._served
        return {card_id: s for card_id, s in self._schedules.items() if card_id in served}

    @cached_property
    def _answers(self) -> tuple[Answers, list[CardId]]:
        """The log, and the cards by their number in it."""
        from quizlr.stats.answers import answers

        rated = sum(schedule.review_count for schedule in self._schedules.values())
        with self._beside.open() as reader:
            found = reader.review_columns(lambda rows: self.progress(0.8 * rows / max(rated, 1)))
        return answers(card=found.card, **found.columns), found.card_ids

    @property
    def _log(self) -> Answers:
        return self._answers[0]

    @cached_property
    def _types(self) -> list[str]:
        """The type of each card's note by the card's number in the log."""
        served = self._served
        return [served[c].note.type if c in served else "" for c in self._answers[1]]

    # -- the panels

    def _days(self, _: CardId) -> Panel:
        from quizlr.stats.panels.days import days_panel
        from quizlr.stats.year import year

        with self._beside.open() as reader:
            counts = reader.answers_by_day()
        return days_panel(year(counts, self.now.study_day))

    def _spread(self, _: CardId) -> Panel:
        from quizlr.stats.panels.cards import cards_panel
        from quizlr.stats.spreads import spreads

        return cards_panel(spreads(self._live.values()))

    def _topics(self, _: CardId) -> Panel:
        from quizlr.model import NEW_SCHEDULE
        from quizlr.scheduling import Fsrs6
        from quizlr.stats.panels.topics import topics_panel
        from quizlr.stats.topic_recall import chance_now, topic_recall

        model = Fsrs6(self._parameters)
        schedules = self._schedules

        def schedule(card: Card) -> Schedule:
            return schedules.get(card.id, NEW_SCHEDULE)

        found = topic_recall(
            self._cards,
            lambda card: self._concepts.about(card) or card.note.tags or (card.deck_id,),
            lambda card: chance_now(schedule(card), self.now, model),
            lambda card: schedule(card).is_suspended,
        )
        titles = {key: note.content.title for key, note in self._concepts.items()}
        return topics_panel(found, titles)

    def _slips(self, _: CardId) -> Panel:
        from quizlr.stats.panels.slipped import slips_panel
        from quizlr.stats.slips import SlipRow, slips

        def row(found: tuple[int, str, str, int]) -> SlipRow:
            day, skill, slip, count = found
            return SlipRow(study_day=day, skill=skill, slip=slip, count=count)

        with self._beside.open() as reader:
            rows = map(row, reader.slips_by_day())
            return slips_panel(slips(rows, self.now.study_day))

    def _retention(self, _: CardId) -> Panel:
        from quizlr.stats.panels.retained import retention_panel
        from quizlr.stats.retention import retention

        return retention_panel(retention(self._log, self.now.study_day))

    def _calibration(self, _: CardId) -> Panel:
        from quizlr.stats.calibration import calibration, comparison
        from quizlr.stats.panels.calibrated import calibration_panel

        return calibration_panel(calibration(self._log), comparison(self._log))

    def _fit(self, _: CardId) -> Panel:
        from quizlr.stats.panels.tried import fit_panel
        from quizlr.stats.trying import held_out

        return fit_panel(held_out(self._log, self.progress))

    def _confidence(self, _: CardId) -> Panel:
        from quizlr.stats.calibration import confidence
        from quizlr.stats.panels.calibrated import confidence_panel

        return confidence_panel(confidence(self._log), is_asked=self._is_asked)

    def _forecast(self, _: CardId) -> Panel:
        from quizlr.stats.due_ahead import due_ahead
        from quizlr.stats.pace import paces
        from quizlr.stats.panels.coming import forecast_panel

        own, by_type = paces(self._log, self._types)
        pace = dict(zip(self._answers[1], own.tolist(), strict=True))
        found = due_ahead(self._live.items(), self.now, lambda card: pace.get(card, by_type[""]))
        return forecast_panel(found)

    def _time(self, _: CardId) -> Panel:
        from quizlr.stats.pace import times
        from quizlr.stats.panels.timing import time_panel

        return time_panel(times(self._log, self._answers[1], self._types, self.now.study_day))

    def _memory(self, card_id: CardId) -> Panel:
        from quizlr.stats.curve import memory_curve
        from quizlr.stats.panels.remembering import memory_panel

        with self._beside.open() as reader:
            events = reader.happenings(card_id)
        found = memory_curve(events, self.now.at_ms, self.now.study_day, self._parameters)
        return memory_panel(found, card_id, self._goal)


_MAKERS: Final[Mapping[str, Callable[[Sight, CardId], Panel]]] = {
    "days": Sight._days,
    "retention": Sight._retention,
    "calibration": Sight._calibration,
    "fit": Sight._fit,
    "confidence": Sight._confidence,
    "forecast": Sight._forecast,
    "topics": Sight._topics,
    "slips": Sight._slips,
    "time": Sight._time,
    "cards": Sight._spread,
    "memory": Sight._memory,
}
