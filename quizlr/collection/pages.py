"""The topics of a collection: their pages, what belongs to them, how far the learner has come."""

from __future__ import annotations

import os
from collections.abc import Sequence

from quizlr.cardtypes.concept import ConceptContent, FlowStep
from quizlr.cardtypes.conceptpage import ConceptPage, concept_page
from quizlr.collection.collection import Collection
from quizlr.collection.desk import Desk
from quizlr.errors import UnknownConceptError
from quizlr.model import NEW_SCHEDULE, Card, Note
from quizlr.stats.coverage import NO_TOPIC, Row, coverage
from quizlr.stats.selftest import PREFIX, SelfTest, choose, question_count, results, session_id
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """One line of the coverage view."""

    key: str
    """`deck/note` of the concept; empty for the cards that are about none."""
    title: str
    """Plain as its author wrote it."""
    row: Row
    test: SelfTest | None
    """The newest that came to an end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage:
    """All that a concept's page shows and opens."""

    key: str
    note: Note
    page: ConceptPage
    boxes: tuple[FlowStep, ...]
    cards: tuple[Card, ...]
    """All that are about it."""
    tradeoffs: tuple[Card, ...]
    row: Row
    test: SelfTest | None


def covered(collection: Collection) -> tuple[Covered, ...]:
    """Every topic, in the order of the decks; last the cards that are about none."""
    concepts = collection.concepts()
    rows = coverage(collection.cards, collection.schedules, concepts.about, collection.now())
    done = results(collection.store.practice(PREFIX))
    found = [
        Covered(key=key, title=note.content.title, row=rows.get(key, {}), test=done.get(key))
        for key, note in concepts.items()
    ]
    if NO_TOPIC in rows:
        title = "Cards about no concept"
        found.append(Covered(key=NO_TOPIC, title=title, row=rows[NO_TOPIC], test=None))
    return tuple(found)


def topic(collection: Collection, key: str) -> TopicPage:
    """The page of a concept, `deck/note`."""
    concepts = collection.concepts()
    note, deck = concepts[key], collection.decks[key.partition("/")[0]]
    content = note.content
    assert isinstance(content, ConceptContent)
    cards = cards_about(collection, key)
    rows = coverage(cards, collection.schedules, lambda _: (key,), collection.now())
    return TopicPage(
        key=key,
        note=note,
        page=concept_page(note, deck.sources),
        boxes=content.flow,
        cards=cards,
        tradeoffs=tuple(card for card in cards if card.note.type == "tradeoff"),
        row=rows.get(key, {}),
        test=results(collection.store.practice(_sitting(key))).get(key),
    )


def cards_about(collection: Collection, key: str) -> tuple[Card, ...]:
    """All cards that are about a concept, in any deck."""
    about = collection.concepts().about
    return tuple(card for card in collection.cards if key in about(card))


def cards_of_note(collection: Collection, key: str) -> tuple[Card, ...]:
    """The cards of a note, `deck/note`."""
    return tuple(card for card in collection.cards if card.note_key == key)


def find_concept(collection: Collection, name: str) -> str:
    """The key of the concept called `deck/note` or `note`, or whose title this is.

    Raises:
        UnknownConceptError: there is none.
    """
    concepts = collection.concepts()
    wanted = name.casefold()
    for key, note in concepts.items():
        if name in (key, note.id) or note.content.title.casefold() == wanted:
            return key
    raise UnknownConceptError(name, concepts.ids)


def selftest_desk(collection: Collection, found: TopicPage) -> Desk | None:
    """A sitting of a few questions on a topic; None if it has no cards."""
    visible = [
        card
        for card in found.cards
        if not collection.schedules.get(card.id, NEW_SCHEDULE).is_suspended
    ]
    attempt = len({review.session_id for review in collection.store.practice(_sitting(found.key))})
    chosen = choose(visible, attempt)
    if not chosen:
        return None
    count = question_count(chosen)
    own = session_id(found.key, count, os.urandom(4).hex())
    return Desk(collection, chosen, practice=collection.practice(count, session_id=own))


def practice_desk(collection: Collection, cards: Sequence[Card]) -> Desk:
    """A sitting over some cards, of which nothing is scheduled."""
    return Desk(collection, cards, practice=collection.practice())


def study_desk(collection: Collection, cards: Sequence[Card]) -> Desk:
    """A sitting over some cards, within the limits of the day."""
    return Desk(collection, cards, within=collection.cards)


def _sitting(key: str) -> str:
    return f"{PREFIX}{key}:"


def named_by(collection: Collection, found: TopicPage, name: str) -> str:
    """`deck/note` of what a topic's page calls by a name; empty if there is nothing."""
    from quizlr.cardtypes.targets import Targets

    targets = Targets(collection.decks.values(), collection.concepts())
    return targets.find(found.key.partition("/")[0], name)


def worked_card(collection: Collection, found: TopicPage) -> Card | None:
    """The drill that the page names, else the first about the topic that has steps to fade."""
    from quizlr.cardtypes.fading import can_fade

    content = found.note.content
    assert isinstance(content, ConceptContent)
    own: tuple[Card, ...] = ()
    if content.worked:
        own = cards_of_note(collection, named_by(collection, found, content.worked))
    return next((card for card in (*own, *found.cards) if can_fade(card)), None)
