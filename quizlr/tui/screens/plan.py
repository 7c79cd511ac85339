"""Plan: how ready on the day, what it costs to be readier, and how far one has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual.binding import BindingType

from quizlr.collection import Collection
from quizlr.collection.goals import Plan, day_from, keep, topics_from
from quizlr.collection.planning import Ahead
from quizlr.errors import DataError
from quizlr.plan.inputs import PANELS
from quizlr.tui.content import CAUTION
from quizlr.tui.keys import key
from quizlr.tui.screens.asking import LineScreen
from quizlr.tui.screens.paneled import PanelsScreen

STEP_MIN: Final = 5.0
STEP_TARGET: Final = 0.05
AHEAD_DAYS: Final = 21
"""The day that is looked at before one was said."""


class PlanScreen(PanelsScreen):
    """A date, minutes a day, topics; and what they lead to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("d", "day", "the day", "plan.day"),
        key("plus,equals_sign", "minutes(1)", "more minutes", "plan.more"),
        key("minus", "minutes(-1)", "fewer minutes", "plan.fewer"),
        key("greater_than_sign", "target(1)", "higher target", "plan.higher"),
        key("less_than_sign", "target(-1)", "lower target", "plan.lower"),
        key("o", "topics", "topics", "plan.topics"),
        key("b", "begin", "begin this plan", "plan.begin"),
        key("x", "end", "give up the plan", "plan.end"),
        *(
            key(str(at + 1), f"go({at})", title, f"plan.{name}")
            for at, (name, title) in enumerate(PANELS.items())
        ),
    ]

    names, titles = tuple(PANELS), tuple(PANELS.values())
    first, what, at_work = names, "Plan", "Playing the plan through"

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._plan = collection.plan or Plan(
            by_day=collection.now().study_day + AHEAD_DAYS,
            minutes=collection.settings.study.minutes_per_day or 30.0,
        )
        self._ahead = Ahead(collection, self._plan)
        super().__init__(self._ahead)

    def own_keys(self) -> Sequence[str]:
        """What can be changed, and whether the plan can begin."""
        is_in_force = self._collection.plan == self._plan
        change = () if is_in_force else ("plan.begin",)
        end = ("plan.end",) if self._collection.plan is not None else ()
        return (*change, "plan.day", "plan.more", "plan.fewer", "plan.topics", *end)

    # -- changing what is asked

    def _ask(self, plan: Plan) -> None:
        """Look at another plan; one that changes what is in force has yet to begin."""
        kept = self._collection.plan
        is_same = kept is not None and _asked(plan) == _asked(kept)
        self._plan = kept if is_same and kept is not None else replace(plan, begun_day=0)
        self._ahead = Ahead(self._collection, self._plan)
        self.look_at(self._ahead)

    def action_day(self) -> None:
        """Ask for the day."""

        def take(words: str) -> None:
            self._ask(replace(self._plan, by_day=day_from(words, self._collection.now())))

        sentences = ("When must you be ready? Write the date, as 2026-12-15.",)
        value = f"{self._plan.by_on:%Y-%m-%d}"
        self.app.push_screen(LineScreen("Plan: the day", sentences, take, value=value))

    def action_topics(self) -> None:
        """Ask for the topics."""

        def take(words: str) -> None:
            self._ask(replace(self._plan, topics=topics_from(words)))

        sentences = (
            "Which topics? Concepts, tags or decks, with commas between them; nothing for all.",
        )
        value = ", ".join(self._plan.topics)
        self.app.push_screen(LineScreen("Plan: topics", sentences, take, value=value))

    def action_minutes(self, steps: int) -> None:
        """More or fewer minutes a day."""
        minutes = self._plan.minutes + steps * STEP_MIN
        if 0 < minutes <= 1440:
            self._ask(replace(self._plan, minutes=minutes))

    def action_target(self, steps: int) -> None:
        """A higher or lower share to be recalled."""
        target = round(self._plan.target + steps * STEP_TARGET, 2)
        if 0.5 <= target <= 0.95:
            self._ask(replace(self._plan, target=target))

    # -- in force or not

    def action_begin(self) -> None:
        """Put this plan in force; from now on it decides what comes."""
        if self._collection.plan == self._plan:
            self.say("This plan is in force already.")
        elif self._collection.store.is_read_only:
            self.say("Read-only: a plan cannot begin here.", CAUTION)
        elif not self.is_known("ready"):
            self.say("One moment: it is still being computed.")
        else:
            begun = self._ahead.as_begun(self._collection.now().study_day)
            if self._keep(begun):
                self._plan = begun
                self.look_at(Ahead(self._collection, begun))
                self.say(f"In force until {begun.by_on:%Y-%m-%d}: the plan decides what comes.")

    def action_end(self) -> None:
        """Give up the plan in force."""
        if self._collection.plan is None:
            self.say("No plan is in force.")
        elif self._keep(None):
            self._ask(self._plan)
            self.say("The plan was given up: what is due comes as usual.")

    def _keep(self, plan: Plan | None) -> bool:
        try:
            keep(self._collection, plan)
        except DataError as error:
            self.say(str(error), CAUTION)
            return False
        return True


def _asked(plan: Plan) -> tuple[object, ...]:
    """What the learner chose of a plan."""
    return plan.by_day, plan.topics, plan.minutes, plan.target
