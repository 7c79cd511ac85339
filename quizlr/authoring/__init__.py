"""What helps whoever writes decks: the catalogue of rules, advice on decks, mending, reports.

Pure functions over texts, decks and problems; files are the library's business, the screen is the
command's.
"""

from __future__ import annotations
