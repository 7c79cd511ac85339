"""Mending a deck's text where only one thing can have been meant, and nothing else in it.

Each subject is a file; all of them make edits of one text. See `quizlr.authoring.fix.fixing`.
"""

from __future__ import annotations
