"""Judging answers: pure functions from what was asked and what was given to a grade.

Nothing here knows decks or card types; those hand in plain values and put the words together.
"""

from __future__ import annotations
