"""decks."""

from __future__ import annotations
