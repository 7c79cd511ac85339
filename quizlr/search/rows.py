"""A card as one line of a list: its question, without Markdown."""

from __future__ import annotations

from quizlr.cardtypes import ask, type_of
from quizlr.model import Card
from quizlr.rendering import clean_line, plain_text
from quizlr.search.texts import title_of


def question_line(card: Card) -> str:
    """The first line of the question; of a card that is generated its title, as nothing is drawn.

    Never empty.
    """
    is_generated = type_of(card).is_generated
    markdown = title_of(card.note) if is_generated else ask(card, 0).front
    lines = (line.strip() for line in plain_text(markdown).splitlines())
    return clean_line(next(filter(None, lines), card.note.id))
