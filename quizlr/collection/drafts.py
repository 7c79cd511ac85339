"""Where the fields of notes stand: looked up by reading a deck again, which only `check` does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from quizlr.cardtypes import KNOWN_UNSERVED
from quizlr.cardtypes.proving import draft_keepers
from quizlr.cardtypes.topicchecks import Finding
from quizlr.decks import Draft
from quizlr.library.deckfile import read_deck_file
from quizlr.model import Place, Problem, Severity


def drafts_of(file: str) -> dict[Place, Draft]:
    """The notes of a file with the places of their fields, by the place of the note."""
    drafts: dict[Place, Draft] = {}
    read_deck_file(Path(file), types=draft_keepers(drafts), known_unserved=KNOWN_UNSERVED)
    return drafts


def placed(findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """Findings as warnings at their fields, each once; a file is read again once, if at all."""
    drafts: dict[str, dict[Place, Draft]] = {}
    problems = []
    for each in findings:
        place = each.note.place
        if place.file not in drafts:
            drafts[place.file] = drafts_of(place.file)
        draft = drafts[place.file].get(place)
        problems.append(
            draft.problem(each.rule, each.message, each.at, Severity.WARNING)
            if draft
            else Problem(place, each.rule, each.message, each.at, Severity.WARNING)
        )
    return tuple(dict.fromkeys(problems))
