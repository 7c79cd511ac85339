"""For those who write decks: the schema, new decks and notes, the catalogue of rules, reports.

Pure functions over texts, decks and problems; files are the library's business, the screen is the
command's.
"""

from __future__ import annotations
