"""What a mock interview could ask: the cards of its topics, and the topics that there are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from quizlr.cardtypes.points import PointsContent
from quizlr.collection.collection import Collection
from quizlr.collection.topics import all_names, bare, names_of
from quizlr.errors import NoQuestionsError, UnknownTopicError
from quizlr.interview import TALK, Candidate, Kind, Pool, Standing
from quizlr.interview.choosing import PRACTICAL_MINUTES
from quizlr.interview.nearness import is_named, labels, weights
from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, Moment, Tier
from quizlr.rendering import plain_text
from quizlr.session.queue import IN_STEPS, is_due, is_hidden
from quizlr.values import dataclass

_KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that an interview can be about."""

    name: str
    questions: int
    title: str = ""
    """Of a concept or a deck; empty for a tag."""


def pool(collection: Collection, topics: Sequence[str] = (), tier: Tier | None = None) -> Pool:
    """All cards that an interview on these topics could ask now.

    The questions are those of the topics. So are drills and bugs where the topics have any; else
    all of them, and the interview asks those that are near its questions. Left out are cards that
    are put aside and cards that wait in a learning step: asking them now would spoil the step.

    Raises:
        UnknownTopicError: a topic is no concept, tag or deck, nor a word of a question.
        NoQuestionsError: none can be asked, perhaps not of this tier.
    """
    askable = [card for card in collection.cards if card.note.type in _KINDS]
    wanted = {card.id for name in topics for card in _on_topic(collection, askable, name)}
    now = collection.now()
    today = collection.store.reviewed_cards_on(now.study_day)
    found = [
        _candidate(collection, card, _standing(collection, card, now, today))
        for card in askable
        if _can_be_asked(collection, card, now)
    ]
    chosen = [each for kind in Kind for each in _of_kind(found, kind, wanted)]
    talks = [each for each in chosen if each.kind in TALK and tier in (None, each.tier)]
    if not talks:
        about = f" on {', '.join(topics)}" if topics else ""
        raise NoQuestionsError(f"{about}{f' of tier {tier}' if tier else ''} now")
    return Pool(
        candidates=tuple(chosen),
        weights=weights([each.labels for each in found]),
        is_on_topic=bool(topics),
    )


def _of_kind(found: Sequence[Candidate], kind: Kind, wanted: set[CardId]) -> Iterable[Candidate]:
    """Those of a kind that are wanted; of drills and bugs all, where none is."""
    of_kind = [each for each in found if each.kind is kind]
    chosen = [each for each in of_kind if each.card_id in wanted]
    return of_kind if not wanted or (not chosen and kind not in TALK) else chosen


def _on_topic(collection: Collection, askable: Sequence[Card], name: str) -> list[Card]:
    """The cards that a topic stands for: by their names, else by the words of the question."""
    named = [card for card in askable if is_named(name, names_of(collection, card))]
    if any(_KINDS[card.note.type] in TALK for card in named):
        return named
    words = r"\W+".join(map(re.escape, re.findall(r"\w+", name)))
    pattern = re.compile(rf"\b{words}\b", re.IGNORECASE) if words else None
    said = [
        card
        for card in askable
        if _KINDS[card.note.type] in TALK
        and pattern is not None
        and pattern.search(f"{card.note.front}\n{card.note.back}")
    ]
    if said:
        return [*named, *said]
    known = all_names(collection)
    if any(is_named(name, (each,)) for each in known):
        raise NoQuestionsError(f" on {name}")
    raise UnknownTopicError(name, sorted(known))


def topics_of(collection: Collection, card: Card) -> tuple[str, ...]:
    """The keys of the concepts that a card is about; its deck's id where it names none."""
    return collection.concepts().about(card) or (card.deck_id,)


def labels_of(collection: Collection, card: Card) -> frozenset[str]:
    """What a card is about, in words that other decks may use too."""
    return labels(card, collection.decks[card.deck_id], topics_of(collection, card))


def topics(collection: Collection) -> tuple[Topic, ...]:
    """The concepts, then the decks, then the tags that have questions, in the order of the decks.

    A tag that all questions share is none.
    """
    talks = [card for card in collection.cards if card.note.type in TALK]
    table = collection.concepts()
    concepts = Counter(key for card in talks for key in table.about(card))
    decks = Counter(card.deck_id for card in talks)
    tags = Counter(
        tag
        for card in talks
        for tag in dict.fromkeys((*collection.decks[card.deck_id].tags, *card.note.tags))
    )
    return (
        *(Topic(bare(key), n, plain_text(table[key].content.title)) for key, n in concepts.items()),
        *(Topic(deck_id, n, collection.decks[deck_id].title) for deck_id, n in decks.items()),
        *(Topic(tag, n) for tag, n in tags.items() if n < len(talks)),
    )


def _can_be_asked(collection: Collection, card: Card, now: Moment) -> bool:
    """Neither put aside nor waiting in a learning step."""
    schedule = collection.schedules.get(card.id, NEW_SCHEDULE)
    waits = schedule.state in IN_STEPS and (schedule.due_at_ms or 0) > now.at_ms
    return not is_hidden(schedule, now) and not waits


def can_be_asked(collection: Collection, card_id: CardId, now: Moment) -> bool:
    """Whether a card is in a deck, neither put aside nor waiting in a learning step."""
    card = collection.card(card_id)
    return card is not None and _can_be_asked(collection, card, now)


def _standing(collection: Collection, card: Card, now: Moment, today: set[CardId]) -> Standing:
    schedule = collection.schedules.get(card.id, NEW_SCHEDULE)
    if schedule.state is CardState.NEW:
        return Standing.NEW
    if is_due(schedule, now) or schedule.state in IN_STEPS:
        return Standing.DUE
    return Standing.TODAY if card.id in today else Standing.AHEAD


def _candidate(collection: Collection, card: Card, standing: Standing) -> Candidate:
    kind, content = _KINDS[card.note.type], card.note.content if card.note.type in TALK else None
    minutes = content.minutes if isinstance(content, PointsContent) else PRACTICAL_MINUTES[kind]
    return Candidate(
        card_id=card.id,
        kind=kind,
        tier=tier_of(card),
        topics=topics_of(collection, card),
        labels=labels_of(collection, card),
        budget_s=minutes * 60,
        standing=standing,
    )


def tier_of(card: Card) -> Tier:
    """The author's, else that of the drill's family, else the middle."""
    if card.note.tier is not None or card.note.type in TALK:
        return card.note.tier or Tier.INTERMEDIATE
    from quizlr.collection import drilling

    return drilling.tier_of(card)


def topic_title(collection: Collection, topic: str) -> str:
    """What the learner calls a topic: the title of the concept or of the deck."""
    concept = collection.concepts().get(topic)
    if concept is not None:
        return plain_text(concept.content.title) or bare(topic)
    return collection.decks[topic].title if topic in collection.decks else topic
