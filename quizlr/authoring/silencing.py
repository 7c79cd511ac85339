"""Silences that are wrong themselves: of rules that do not exist, or that have nothing to say."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from quizlr.authoring.rule import Stage
from quizlr.authoring.rules import RULES
from quizlr.decks.nearest import nearest
from quizlr.decks.silencing import Silences
from quizlr.model import Deck, Problem, Severity, Silence


def silence_problems(
    decks: Iterable[Deck], problems: Iterable[Problem], stages: Collection[Stage]
) -> Iterator[Problem]:
    """What is wrong with the silences of some decks.

    Args:
        decks: the decks.
        problems: all that was found in them, with the silenced ones marked.
        stages: those whose rules were tried: what was not tried cannot be unused.
    """
    silences = Silences(note for deck in decks for note in deck.notes)
    fired = {
        (note.place, problem.rule)
        for problem in problems
        if problem.silenced and (note := silences.note_at(problem.place))
    }
    for note in silences:
        for silence in note.silence:
            if not _is_rule(silence.rule):
                yield _unknown(silence)
            elif RULES[silence.rule].stage in stages and (note.place, silence.rule) not in fired:
                yield _unused(silence)


def _is_rule(name: str) -> bool:
    return name in RULES and RULES[name].can_be_silenced


def _unknown(silence: Silence) -> Problem:
    name = silence.rule
    if name in RULES:
        message = (
            f"`{name}` cannot be silenced, for what it reports has to be mended. "
            "Take the entry away."
        )
    else:
        near = nearest(name, (each for each in RULES if RULES[each].can_be_silenced))
        guess = f"Did you mean `{near}`?" if near else "`quizlr check --rules` lists them."
        message = f"There is no rule `{name[:60]}`. {guess}"
    return Problem(silence.place, "silence-unknown", message, silence.path, Severity.WARNING)


def _unused(silence: Silence) -> Problem:
    message = (
        f"`{silence.rule}` has nothing to say of this note. Take the entry away, or it would hide "
        "the next problem of this kind."
    )
    return Problem(silence.place, "silence-unused", message, silence.path, Severity.WARNING)
