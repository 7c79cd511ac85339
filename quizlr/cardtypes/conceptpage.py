"""A concept's page, level by level: what is said, what it rests on, what is contested."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from quizlr.cardtypes.concept import Claim, ConceptContent, texts_of
from quizlr.cardtypes.sentences import end_of_quote
from quizlr.model import Note, Source
from quizlr.values import dataclass

LEVELS: Final = ("core", "deeper", "interview-ready")
_PLACE: Final[Mapping[str, tuple[int, str]]] = {
    "body": (0, ""),
    "beginner": (0, "First time here"),
    "example": (0, "Example"),
    "deeper": (1, "Deeper"),
    "production": (1, "In production"),
    "interview": (2, "Interview-ready"),
}
"""Field -> its level and its heading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One piece of the page."""

    level: int
    """Index in LEVELS."""
    title: str
    """Empty for the first."""
    text: str
    """Markdown, with the numbers of its sources in brackets."""
    disputed: tuple[str, ...] = ()
    """Sentences that say what of it is contested, and why."""
    cites: tuple[int, ...] = ()
    """The numbers in its text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source of the page."""

    number: int
    source: Source
    claims: tuple[str, ...]
    """Ids of the claims that rest on it; none if it is the source of the page as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptPage:
    """All of a page, in order."""

    title: str
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]

    @property
    def levels(self) -> tuple[int, ...]:
        """The levels that it has, the first always among them."""
        return tuple(sorted({0, *(section.level for section in self.sections)}))

    def up_to(self, level: int) -> tuple[Section, ...]:
        """What is shown once a level is open."""
        return tuple(section for section in self.sections if section.level <= level)

    def cited_in(self, sections: tuple[Section, ...]) -> tuple[Reference, ...]:
        """The sources that these sections name, and that of the page as a whole."""
        numbers = {number for section in sections for number in section.cites}
        return tuple(r for r in self.references if r.number in numbers or not r.claims)


def concept_page(note: Note, sources: Mapping[str, Source]) -> ConceptPage:
    """The page of a concept note; `sources` are its deck's."""
    content = note.content
    if not isinstance(content, ConceptContent):
        raise TypeError(f"{note.id} is no concept")
    numbers = _numbers(note, content)
    claims = {claim.id: claim for claim in content.claims}
    sections = []
    for field, text in texts_of(note):
        level, title = _PLACE[field]
        own = [claim for claim in claims.values() if _first_field(note, claim) == field]
        disputed = [claim.disputed for claim in own if claim.disputed]
        if field == "body" and note.disputed:
            disputed.append(note.disputed)
        sections.append(
            Section(
                level=level,
                title=title,
                text=_marked(text, own, numbers),
                disputed=tuple(disputed),
                cites=tuple(dict.fromkeys(numbers[claim.source] for claim in own)),
            )
        )
    references = tuple(_references(content, numbers, sources))
    return ConceptPage(title=content.title, sections=tuple(sections), references=references)


def _first_field(note: Note, claim: Claim) -> str:
    """The field in which a claim is made; empty if nowhere."""
    found = (field for field, text in texts_of(note) if end_of_quote(claim.quote, text))
    return next(found, "")


def _numbers(note: Note, content: ConceptContent) -> Mapping[str, int]:
    """Key of a source -> its number, in the order in which the page needs them."""
    keys: dict[str, None] = {}
    for _, text in texts_of(note):
        ends = [(end_of_quote(claim.quote, text), claim.source) for claim in content.claims]
        keys.update(dict.fromkeys(source for end, source in sorted(ends) if end))
    keys.update(dict.fromkeys(claim.source for claim in content.claims))
    if note.source:
        keys[note.source] = None
    return {key: number for number, key in enumerate(keys, 1)}


def _marked(text: str, claims: list[Claim], numbers: Mapping[str, int]) -> str:
    """The text with the number of its source behind each claim."""
    marks: dict[int, list[str]] = {}
    for claim in claims:
        words = f"{numbers[claim.source]}, disputed" if claim.disputed else numbers[claim.source]
        marks.setdefault(end_of_quote(claim.quote, text), []).append(f"\\[{words}\\]")
    for end in sorted(marks, reverse=True):
        text = text[:end] + "".join(marks[end]) + text[end:]
    return text


def _references(
    content: ConceptContent, numbers: Mapping[str, int], sources: Mapping[str, Source]
) -> Iterator[Reference]:
    for key, number in numbers.items():
        yield Reference(
            number=number,
            source=sources.get(key, Source(key, key)),
            claims=tuple(claim.id for claim in content.claims if claim.source == key),
        )
