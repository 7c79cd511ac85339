"""What only all decks together show of concepts: names that lead nowhere, texts said twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizlr.cardtypes.concept import ConceptContent, texts_of
from quizlr.cardtypes.sentences import alike, long_sentences
from quizlr.cardtypes.targets import Targets
from quizlr.decks.concepts import Concepts
from quizlr.decks.nearest import did_you_mean, nearest
from quizlr.model import Deck, Note
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to mend in a note that is served all the same."""

    note: Note
    at: str
    """The field, relative to the note: `about[1]`."""
    rule: str
    message: str


def topic_findings(decks: Iterable[Deck], all_decks: Iterable[Deck]) -> tuple[Finding, ...]:
    """What is wrong with concepts, and with what is said to be about them.

    Args:
        decks: those to judge.
        all_decks: those whose concepts and notes they can name.
    """
    every = tuple(all_decks)
    concepts = Concepts(every)
    targets = Targets(every, concepts)
    said: dict[str, str] = {}
    found: list[Finding] = []
    for deck in decks:
        for note in deck.notes:
            found += _about(deck, note, concepts)
            if isinstance(note.content, ConceptContent):
                found += _opened(deck, note, note.content, targets)
                found += _sourced(deck, note, note.content)
                found += _repeated(f"{deck.id}/{note.id}", note, said)
    return tuple(found)


def _about(deck: Deck, note: Note, concepts: Concepts) -> Iterator[Finding]:
    for number, name in enumerate(note.about):
        at = f"about[{number}]"
        if not concepts.find(deck.id, name):
            message = (
                f"`about` names the concept `{name}`, and no deck has it, so this note counts for "
                f"no topic and the t key opens nothing. {_nearest_concept(name, concepts)}"
            )
            yield Finding(note=note, at=at, rule="unknown-concept", message=message)
        elif (rivals := concepts.rivals(deck.id, name)) and not deck.is_bundled:
            meant = concepts.find(deck.id, name)
            message = (
                f"Several decks have a concept `{name}`: {', '.join(rivals)}. Here `{meant}` is "
                f"taken. Write the deck too, such as `{meant}`."
            )
            yield Finding(note=note, at=at, rule="unclear-concept", message=message)


def _nearest_concept(name: str, concepts: Concepts) -> str:
    names = tuple(concepts) if "/" in name else concepts.ids
    near = nearest(name, names)
    if near:
        return f"Did you mean `{near}`?"
    return "Write a note of type concept with this id, or name another."


def _opened(deck: Deck, note: Note, content: ConceptContent, targets: Targets) -> Iterator[Finding]:
    named = [(f"flow[{at}].opens", step.opens) for at, step in enumerate(content.flow)]
    for at, name in (*named, ("worked", content.worked)):
        if name and not targets.find(deck.id, name):
            near = nearest(name, targets.names(deck.id))
            guess = f"Did you mean `{near}`?" if near else "Name one of these."
            message = (
                f"`{name}` is no concept, no note of this deck and no family of drills, so "
                f"nothing can be opened. {guess}"
            )
            yield Finding(note=note, at=at, rule="nothing-opens", message=message)
        elif name and targets.find(deck.id, name) == f"{deck.id}/{note.id}":
            message = "This box opens the page that it stands on. Name what comes next instead."
            yield Finding(note=note, at=at, rule="nothing-opens", message=message)


def _sourced(deck: Deck, note: Note, content: ConceptContent) -> Iterator[Finding]:
    for number, claim in enumerate(content.claims):
        if claim.source not in deck.sources:
            guess = did_you_mean(claim.source, deck.sources) or "Add the deck's field `sources`."
            message = f"The deck's `sources` has no `{claim.source}`. {guess}"
            at = f"claims[{number}].source"
            yield Finding(note=note, at=at, rule="unknown-source", message=message)


def _says_something(sentence: str) -> bool:
    """A formula, or what only leads to one, may stand on several pages."""
    return not sentence.startswith("$$") and not sentence.endswith(":")


def _repeated(key: str, note: Note, said: dict[str, str]) -> Iterator[Finding]:
    """The sentences that stand on this page or another one already; new ones go into `said`."""
    for field, text in texts_of(note):
        for sentence in filter(_says_something, long_sentences(text)):
            here = f"{key}, {field}"
            first = said.setdefault(alike(sentence), here)
            if first != here:
                message = (
                    f"This stands in {first} already: '{sentence}' "
                    "A deeper level says more, or nothing: leave it out here."
                )
                yield Finding(note=note, at=field, rule="repeated-sentence", message=message)
