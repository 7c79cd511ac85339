"""A home with half a year of study behind it, small enough for every test."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from home_makers import deck_text, lived, moment_at, write_home

from quizlr.collection import Home
from quizlr.model import Review
from quizlr.scheduling import DEFAULT_PARAMETERS

CARDS, DAYS = 60, 180
TODAY = moment_at(DAYS)
NOW = "2026-07-04T10:00:00+00:00"
"""For $QUIZLR_NOW: the morning after the last day."""


def half_a_year() -> list[Review]:
    """Reviews of a learner who forgets sooner than the app believes.

    Every second answer has a confidence, every fourth card is a skill in which slips are made.
    """
    truth = (*DEFAULT_PARAMETERS[:8], 1.6, *DEFAULT_PARAMETERS[9:])
    chance = random.Random(2)
    found = []
    for each in lived(truth, cards=CARDS, days=DAYS, new_per_day=2):
        review, number = each.review, int(each.review.card_id[-3:])
        if chance.random() < 0.5:
            said = round(min(1.0, max(0.5, each.chance + chance.gauss(0.05, 0.1))), 1)
            review = replace(review, confidence=said)
        if number % 4 == 0:
            skill = ("mean-loss", "gradient-step")[number // 4 % 2]
            slip = chance.choices(("", "forgot_1_over_m", "used_log10"), (6, 2, 1))[0]
            review = replace(review, template_id=skill, slip=slip)
        found.append(review)
    return found


def make_home(folder: Path) -> Home:
    """The home, with its deck."""
    write_home(folder, half_a_year(), {"made.yaml": deck_text(CARDS + 5)})
    home = Home(folder)
    home.prepare()
    return home
