"""`type: cloze`: a text with gaps. Each number is a card; what is left out stands in the text."""

from __future__ import annotations

import re
from collections.abc import Callable

from quizlr.cardtypes.deletions import Deletion, Fault, Piece, parse_deletions
from quizlr.decks.fields import Field, front
from quizlr.decks.notetype import Draft
from quizlr.grading.verdicts import SELF_RATED
from quizlr.model import (
    HIDDEN_CLOSE,
    HIDDEN_OPEN,
    SHOWN_CLOSE,
    SHOWN_OPEN,
    Answer,
    Card,
    Content,
    Grade,
    Note,
    Problem,
    Prompt,
    Reveal,
    Severity,
)
from quizlr.values import dataclass

_BLOCK_PREFIX = re.compile(r"\s*(?:(?:[-*+>]|\d+[.)]|#{1,6})\s+)*")
_TEX_SIGNS = re.compile(r"[\\{}$^_&#%~]")
_BLOCK_LINES = ("```", "~~~", "$$", "|")


@dataclass(frozen=True, kw_only=True)
class ClozeContent(Content):
    """What a cloze note adds: its front, cut at the deletions."""

    pieces: tuple[Piece, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the deletions, each once, ascending."""
        return tuple(sorted({piece.number for piece in self.pieces if isinstance(piece, Deletion)}))


class Cloze:
    """Fill the gap in your head, reveal, rate."""

    name = "cloze"
    front_field = "front"
    is_generated = False
    doc = "A text with gaps; each number is a card that hides its gaps."
    sketch: tuple[str, ...] = ()
    fields: tuple[Field, ...] = (
        front(
            "The text. What is to be known stands in {{c1::…}}, {{c2::…}}; what has the same "
            "number is hidden together; {{c1::word::hint}} shows a hint in the gap.",
            "The sigmoid of 0 is {{c1::0.5}}, and its slope there is {{c2::0.25::a number}}.",
        ),
    )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """A cloze needs at least one deletion, and all of them well formed."""
        pieces, faults = parse_deletions(draft.values["front"])
        content = ClozeContent(pieces=pieces)
        if not content.numbers and not faults:
            faults = [_WITHOUT_DELETION]
        problems = [_problem(draft, fault) for fault in faults]
        if any(fault.is_fatal for fault in faults):
            return None, problems
        return content, problems + _gaps(draft, content.numbers)

    def parts(self, note: Note) -> tuple[str, ...]:
        """A card for each number, always with the number in its id."""
        return tuple(f"c{number}" for number in _content(note).numbers)

    def ask(self, card: Card, seed: int) -> Prompt:
        """The text without this card's deletions, then with them, then the note's back."""
        pieces = _content(card.note).pieces
        back = _text(pieces, card.part, _shown)
        if card.note.back:
            back = f"{back.rstrip()}\n\n{card.note.back}"
        front = _text(pieces, card.part, _hidden)
        return Prompt(card=card, seed=seed, front=front, back=back, task=Reveal())

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:  # noqa: ARG002
        """The learner judges alone."""
        return SELF_RATED


_WITHOUT_DELETION = Fault(
    "cloze-without-deletion",
    "This cloze leaves nothing out. Put what the learner has to know in {{c1::…}}, "
    "as in 'The sigmoid of 0 is {{c1::0.5}}'.",
    0,
)


def _content(note: Note) -> ClozeContent:
    content = note.content
    assert isinstance(content, ClozeContent)
    return content


def _problem(draft: Draft, fault: Fault) -> Problem:
    severity = Severity.ERROR if fault.is_fatal else Severity.WARNING
    # A fault that is not of one deletion is told where the field stands.
    words: str = draft.values["front"][fault.offset :]
    at_opening = words if words.startswith("{{") else ""
    return draft.problem(fault.rule, fault.message, "front", severity, at_opening)


def _gaps(draft: Draft, numbers: tuple[int, ...]) -> list[Problem]:
    missing = next((n for n in range(1, numbers[-1]) if n not in numbers), None)
    if missing is None:
        return []
    message = f"The deletions go up to c{numbers[-1]}, but there is no c{missing}. Is that meant?"
    return [draft.problem("cloze-number-gap", message, "front", Severity.HINT)]


def _text(pieces: tuple[Piece, ...], part: str, draw: Callable[[Deletion], str]) -> str:
    """The text, with this card's deletions drawn by `draw` and the others filled in."""
    return "".join(
        piece if isinstance(piece, str) else _placed(piece, part, draw) for piece in pieces
    )


def _placed(deletion: Deletion, part: str, draw: Callable[[Deletion], str]) -> str:
    text = draw(deletion) if f"c{deletion.number}" == part else deletion.text
    return f"{{{text}}}" if deletion.needs_braces else text


def _hidden(deletion: Deletion) -> str:
    if not deletion.in_formula:
        return f"{HIDDEN_OPEN}[{deletion.hint or '…'}]{HIDDEN_CLOSE}"
    hint = _TEX_SIGNS.sub("", deletion.hint)
    return rf"[\text{{{hint}}}]" if hint else r"[\ldots]"


def _shown(deletion: Deletion) -> str:
    if deletion.in_formula:
        return deletion.text
    return "\n".join(_marked(line) for line in deletion.text.split("\n"))


def _marked(line: str) -> str:
    """The line with markers inside the signs that make it a list item, a heading or a quote."""
    prefix = _BLOCK_PREFIX.match(line)
    start = prefix.end() if prefix else 0
    text = line[start:].rstrip()
    if not text or text.startswith(_BLOCK_LINES):
        return line
    return f"{line[:start]}{SHOWN_OPEN}{text}{SHOWN_CLOSE}{line[start + len(text) :]}"
