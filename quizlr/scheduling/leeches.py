"""Leeches: cards that are forgotten again and again, and cost more time than they give."""

from __future__ import annotations


def is_leech(lapse_count: int, threshold: int) -> bool:
    """Whether a card has been forgotten too often; a threshold of 0 knows no leeches."""
    return 0 < threshold <= lapse_count


def is_help_due(lapse_count: int, threshold: int) -> bool:
    """Whether this lapse is one after which help is offered: the 8th, then every 4th, say."""
    if not is_leech(lapse_count, threshold):
        return False
    return (lapse_count - threshold) % max(1, threshold // 2) == 0
