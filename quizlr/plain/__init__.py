"""Studying as lines of text, without Textual."""

from __future__ import annotations

from quizlr.plain.study import PlainStudy, Read, Write

__all__ = ["PlainStudy", "Read", "Write"]
