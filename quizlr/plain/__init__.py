"""Studying as lines of text, without Textual."""

from __future__ import annotations

from quizlr.plain.asking import Read
from quizlr.plain.commands import Write
from quizlr.plain.study import PlainStudy

__all__ = ["PlainStudy", "Read", "Write"]
