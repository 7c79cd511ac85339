"""A concept's page as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from quizlr.cardtypes.concept import ConceptContent
from quizlr.cardtypes.conceptpage import Reference, Section, concept_page
from quizlr.collection import Collection
from quizlr.rendering import clean_line, plain_text
from quizlr.rendering.boxes import Box, boxes_in_words

ALL = 9
"""A level beyond the last."""


def concept_lines(collection: Collection, key: str, level: int = ALL) -> list[str]:
    """The page of a concept up to a level, an empty line before each part."""
    note, deck = collection.concepts()[key], collection.decks[key.partition("/")[0]]
    content = note.content
    assert isinstance(content, ConceptContent)
    page = concept_page(note, deck.sources)
    sections = page.up_to(level)
    lines = ["", f"Concept: {plain_text(page.title)}"]
    for number, section in enumerate(sections):
        lines += _section(section)
        if number == 0 and content.flow:
            boxes = [Box(plain_text(step.label)) for step in content.flow]
            lines += ["", f"How it flows: {boxes_in_words(boxes)}."]
    if level >= ALL:
        lines += _references(page.cited_in(sections))
    return lines


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield from ("", f"{section.title}:")
    yield plain_text(section.text)
    for sentence in section.disputed:
        yield f"Disputed: {plain_text(sentence)}"


def _references(references: tuple[Reference, ...]) -> Iterator[str]:
    if references:
        yield from ("", "Sources:")
    for each in references:
        claims = f" (claims: {', '.join(each.claims)})" if each.claims else ""
        yield f"[{each.number}] {clean_line(each.source.title)}{claims}"
        if each.source.url:
            yield f"    {clean_line(each.source.url)}"
