"""What a plan leads to: forecast, price, burndown and workload, each computed when it is asked for.

Made of plain values, so that it can be handed to a worker thread.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Final

import numpy as np

from quizlr.fitting import FSRS6, lay_out, replay
from quizlr.fitting.arrays import Bools, Ints
from quizlr.model import CardId
from quizlr.plan.burndown import unknown_by_day
from quizlr.plan.gathering import doubt_of, learner_of, likely_parameters, stock_of
from quizlr.plan.inputs import Inputs, ReadAnswers
from quizlr.plan.opening import Opening
from quizlr.plan.panels import (
    Burndown,
    burndown_panel,
    first_look_panel,
    price_panel,
    ready_panel,
    workload_panel,
)
from quizlr.plan.policies import ReadyBy
from quizlr.plan.readiness import (
    CLOSING_IN,
    GRID_MIN,
    Doubt,
    Forecast,
    Price,
    forecast,
    price,
)
from quizlr.plan.stock import Learner, Stock, day_of
from quizlr.plan.workload import RETENTIONS, Workload, workload
from quizlr.stats.answers import Answers
from quizlr.stats.panel import KeptPanels, Panel

MANY_CARDS: Final = 2_000
"""From which the forecast takes long enough for a first look at it."""
FIRST_LOOK, LOG_READ = 0.05, 0.3
"""Of the work on the first panel: one run is made; the log is read."""


class Prospect(KeptPanels):
    """What a plan leads to. Ask it in one thread at a time."""

    def __init__(self, inputs: Inputs, read_answers: ReadAnswers) -> None:
        super().__init__()
        self.inputs = inputs
        self._read_answers = read_answers

    def make(self, name: str) -> Panel:
        """A panel of `inputs.PANELS`.

        Raises:
            DataError: the log could not be read.
            KeyError: there is no such panel.
        """
        return _MAKERS[name](self)

    # -- figures

    @cached_property
    def forecast(self) -> Forecast:
        """The plan played through."""
        return self._forecast(
            self._learner, self._doubt, on_run=lambda share: self.progress(LOG_READ + 0.4 * share)
        )

    @property
    def _first_look(self) -> Forecast:
        """One run, for a learner who rates as most do: it waits for nothing of the log."""
        learner = Learner(parameters=np.array(self.inputs.parameters))
        return self._forecast(learner, Doubt(), runs=1)

    def _forecast(
        self,
        learner: Learner,
        doubt: Doubt,
        runs: int = 0,
        on_run: Callable[[float], None] | None = None,
    ) -> Forecast:
        asked = self.inputs.question
        return forecast(
            self._stock,
            learner,
            self._policy,
            day_of(asked.minutes, self.inputs.spent_min),
            days=asked.days,
            groups=self._masks,
            doubt=doubt,
            opening=self._opening,
            look_at=asked.look_at,
            runs=runs,
            on_run=on_run,
        )

    @cached_property
    def price(self) -> Price:
        """Readiness against minutes a day."""
        asked = self.inputs.question
        return price(
            self._stock,
            self._learner,
            self._policy,
            days=asked.days,
            minutes=asked.minutes,
            target=asked.target,
            spent_min=self.inputs.spent_min,
            opening=self._opening,
            look_at=asked.look_at,
            on_point=lambda n: self.progress(
                0.7 + 0.3 * min(1.0, n / (len(GRID_MIN) + CLOSING_IN))
            ),
        )

    @cached_property
    def burndown(self) -> Burndown | None:
        """What was left at the end of each day since the plan began; None if it did not."""
        begun = self.inputs.begun
        if begun is None:
            return None
        log = self._answers[0].log
        states = replay(FSRS6, np.array(self.inputs.parameters), lay_out(log)).states
        # a clock that was set back shows the first day
        days = np.arange(begun.on_day, max(begun.on_day, self.inputs.now.study_day) + 1)
        left = unknown_by_day(
            log,
            states,
            self._numbers,
            self._learner,
            days=days,
            on_day=self.inputs.question.by_day,
        )
        return Burndown(
            days=tuple(days.tolist()), unknown=tuple(left.tolist()), planned=begun.unknown
        )

    @cached_property
    def workload(self) -> Sequence[Workload]:
        """A year under each desired retention."""
        if not len(self._stock):
            return ()
        return workload(
            self._stock,
            self._learner,
            new_a_day=self.inputs.new_a_day,
            on_year=lambda n: self.progress((n + 1) / len(RETENTIONS)),
        )

    # -- what they are made of

    @property
    def _policy(self) -> ReadyBy:
        asked = self.inputs.question
        return ReadyBy(max(0, asked.by_day - asked.today), self.inputs.desired_retention)

    @cached_property
    def _answers(self) -> tuple[Answers, Mapping[CardId, int]]:
        answers, card_ids = self._read_answers(
            lambda share: self.progress(FIRST_LOOK + 0.2 * share)
        )
        return answers, {card_id: number for number, card_id in enumerate(card_ids)}

    @cached_property
    def _numbers(self) -> Ints:
        """(cards,): their numbers in the log; one that no card has for those without reviews."""
        numbers = self._answers[1]
        found = [numbers.get(card.id, len(numbers)) for card in self.inputs.cards]
        return np.array(found, dtype=np.int64)

    @cached_property
    def _stock(self) -> Stock:
        given = self.inputs
        return stock_of(given.cards, given.schedules, given.costs, given.now)

    @cached_property
    def _learner(self) -> Learner:
        return learner_of(self._answers[0], np.array(self.inputs.parameters))

    @cached_property
    def _opening(self) -> Opening | None:
        gates = self.inputs.gates
        keys = [card.note_key for card in self.inputs.cards]
        numbers = {key: n for n, key in enumerate(dict.fromkeys(keys))}
        opening = Opening(gates, np.array([numbers[key] for key in keys], dtype=np.int64))
        return opening if gates.waits or gates.tiers or opening.has_siblings else None

    @cached_property
    def _doubt(self) -> Doubt:
        given = self.inputs
        drawn = likely_parameters(given.parameters, given.covariance, seed=1)
        return doubt_of(self._answers[0], self._numbers, self._stock, drawn)

    @cached_property
    def _masks(self) -> Mapping[str, Bools]:
        place = {card.id: n for n, card in enumerate(self.inputs.cards)}
        found: dict[str, Bools] = {}
        for name, card_ids in self.inputs.groups.items():
            mask = np.zeros(len(self.inputs.cards), dtype=bool)
            mask[[place[card_id] for card_id in card_ids]] = True
            found[name] = mask
        return found

    # -- panels

    def _ready(self) -> Panel:
        if len(self._stock) >= MANY_CARDS:
            self.early_panels["ready"] = first_look_panel(self.inputs.question, self._first_look)
            self.progress(FIRST_LOOK)
        return ready_panel(self.inputs.question, self.forecast, self.price)

    def _price(self) -> Panel:
        return price_panel(self.inputs.question, self.price)

    def _burndown(self) -> Panel:
        given = self.inputs
        return burndown_panel(given.question, self.burndown, is_other_begun=given.is_other_begun)

    def _workload(self) -> Panel:
        return workload_panel(self.workload, self.inputs.desired_retention)


_MAKERS: Final[Mapping[str, Callable[[Prospect], Panel]]] = {
    "ready": Prospect._ready,
    "price": Prospect._price,
    "burndown": Prospect._burndown,
    "workload": Prospect._workload,
}
