"""A concept's page: its explanation, then what lies deeper."""

from __future__ import annotations

from quizlr.cardtypes.concept import ConceptContent
from quizlr.model import Note
from quizlr.rendering import clean_line
from quizlr.tui.screens.page import Page

SECTIONS = (("Example", "example"), ("Deeper", "deeper"), ("In production", "production"))


def concept_page(note: Note) -> Page:
    """The page of a concept note."""
    content = note.content
    if not isinstance(content, ConceptContent):
        raise TypeError(f"{note.id} is no concept")
    parts = [note.front]
    if content.flow:
        parts.append("## How it flows\n\n" + "\n".join(f"1. {s.label}" for s in content.flow))
    for title, field in SECTIONS:
        text = getattr(content, field)
        if text:
            parts.append(f"## {title}\n\n{text}")
    if note.disputed:
        parts.append(f"> Disputed: {note.disputed}")
    return Page(f"Concept: {clean_line(content.title)}", "\n\n".join(parts))
