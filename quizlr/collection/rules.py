"""From the learner's settings to the rules of the day and of the scheduler."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from quizlr.collection.parameters import ParameterSet
from quizlr.config import Settings
from quizlr.model import Deck
from quizlr.scheduling import SchedulerSettings
from quizlr.session import Limits

DRILL_TYPES = ("drill", "bug")
"""The types of note that `quizlr drill` asks."""
SKILL_TYPES = ("drill", "bug", "failure", "lab")
SKILL_STEPS_MIN = (10.0,)


def limits(settings: Settings) -> Limits:
    """The day's limits."""
    study = settings.study
    return Limits(
        new_per_day=study.new_per_day,
        new_per_day_by_type={
            "drill": study.new_drills_per_day,
            "interview": study.new_interviews_per_day,
        },
        reviews_per_day=study.reviews_per_day,
        minutes_per_day=study.minutes_per_day,
        learn_ahead_min=study.learn_ahead_min,
        honours_requires=study.honour_requires,
        new_in_backlog=settings.load.new_in_backlog,
    )


def scheduler_settings(
    settings: Settings, decks: Iterable[Deck], parameters: ParameterSet
) -> Mapping[str, SchedulerSettings]:
    """Settings by `deck`, `deck:type`, `:type`; the empty key is the default."""
    study = settings.study
    default = SchedulerSettings(
        parameters=parameters.values,
        parameters_id=parameters.id,
        desired_retention=study.desired_retention,
        learning_steps_min=study.learning_steps_min,
        relearning_steps_min=study.relearning_steps_min,
        maximum_interval_days=study.maximum_interval_days,
    )
    table: dict[str, SchedulerSettings] = {}
    made: dict[float, tuple[SchedulerSettings, SchedulerSettings, SchedulerSettings]] = {}
    for deck_id, retention in (("", study.desired_retention), *_retentions(settings, decks)):
        if retention not in made:  # that of most decks is the general one
            own = replace(default, desired_retention=retention)
            skill = replace(
                own, parameters=parameters.of_skills, learning_steps_min=SKILL_STEPS_MIN
            )
            made[retention] = (own, skill, replace(own, learning_steps_min=()))
        table[deck_id], skill, interview = made[retention]
        table.update({f"{deck_id}:{kind}": skill for kind in SKILL_TYPES})
        table[f"{deck_id}:interview"] = interview
    return table


def _retentions(settings: Settings, decks: Iterable[Deck]) -> Iterable[tuple[str, float]]:
    """Each deck's desired retention: the learner's word, else the deck's own, else the general."""
    for deck in decks:
        own = deck.desired_retention or settings.study.desired_retention
        yield deck.id, settings.retention.get(deck.id, own)
