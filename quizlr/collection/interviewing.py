"""Mock interviews, wired: what could be asked, which interviews there were, what they came to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

from quizlr.cardtypes.points import PointsContent
from quizlr.collection.collection import Collection
from quizlr.errors import NoQuestionsError, UnknownInterviewError, UnknownTopicError
from quizlr.interview import (
    TALK,
    Candidate,
    Entry,
    Interview,
    Kind,
    Pool,
    Standing,
    entry_from_text,
    interviews,
)
from quizlr.interview.choosing import PRACTICAL_MINUTES
from quizlr.interview.nearness import is_named, labels, nearness, weights
from quizlr.interview.report import Facts, Report, report
from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, HomeMarkKind, Moment, Note, Tier
from quizlr.rendering import plain_text
from quizlr.session.queue import IN_STEPS, is_due, is_hidden
from quizlr.values import dataclass

NEWEST = "last"
"""Stands for the newest interview where an id is asked for."""
_NEAR_SHARE = 0.5
_MOST_TO_STUDY = 20
_KINDS: Mapping[str, Kind] = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that an interview can be about."""

    name: str
    questions: int
    title: str = ""
    """Of a concept or a deck; empty for a tag."""


# -- what could be asked


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
    named = [card for card in askable if is_named(name, _names(collection, card))]
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
    known = _all_names(collection)
    if any(is_named(name, (each,)) for each in known):
        raise NoQuestionsError(f" on {name}")
    raise UnknownTopicError(name, sorted(known))


def _names(collection: Collection, card: Card) -> tuple[str, ...]:
    deck = collection.decks[card.deck_id]
    return (*card.note.about, *card.note.tags, *deck.tags, deck.id)


def _all_names(collection: Collection) -> set[str]:
    """Whatever may be a topic, with or without questions."""
    concepts = {key.partition("/")[2] for key in collection.concepts()}
    return concepts | {name for card in collection.cards for name in _names(collection, card)}


def topics(collection: Collection) -> tuple[Topic, ...]:
    """The concepts, then the decks, then the tags that have questions, in the order of the decks.

    A tag that all questions share is none.
    """
    talks = [card for card in collection.cards if card.note.type in TALK]
    concepts, tables = collection.concepts(), [Counter[str](), Counter[str](), Counter[str]()]
    titles: dict[str, str] = {}
    for card in talks:
        deck = collection.decks[card.deck_id]
        tables[0].update(card.note.about)
        tables[1][deck.id] += 1
        tables[2].update({*deck.tags, *card.note.tags})
        titles[deck.id] = deck.title
        for name in card.note.about:
            concept = concepts.get(f"{deck.id}/{name}")
            titles.setdefault(name, concept.content.title if concept else "")
    return tuple(
        Topic(name, number, titles.get(name, ""))
        for table in tables
        for name, number in table.items()
        if table is not tables[2] or number < len(talks)
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
        tier=_tier(card),
        topics=card.note.about or (card.deck_id,),
        labels=labels(card, collection.decks[card.deck_id]),
        budget_s=minutes * 60,
        standing=standing,
    )


def _tier(card: Card) -> Tier:
    """The author's, else that of the drill's family, else the middle."""
    if card.note.tier is not None or card.note.type in TALK:
        return card.note.tier or Tier.INTERMEDIATE
    from quizlr.collection.drilling import tier_of

    return tier_of(card)


# -- which interviews there were


def all_interviews(collection: Collection) -> tuple[Interview, ...]:
    """All interviews of this home, the oldest first."""
    return interviews(_entries(collection), cache(collection.store.history))


def one_interview(collection: Collection, interview_id: str) -> Interview:
    """One interview, read anew from the log."""
    own = [each for each in _entries(collection) if each[0] == interview_id]
    return interviews(own, collection.store.history)[0]


def _entries(collection: Collection) -> Iterator[tuple[str, int, Entry]]:
    for mark in collection.store.home_marks(HomeMarkKind.INTERVIEW):
        entry = entry_from_text(mark.text)
        if entry is not None:
            yield mark.name, mark.at_ms, entry


def unfinished(collection: Collection) -> Interview | None:
    """The interview to go on with: the newest, if it has not ended."""
    newest = next(reversed(all_interviews(collection)), None)
    return None if newest is None or newest.is_ended else newest


def called(found: Sequence[Interview], name: str) -> Interview:
    """The interview with an id, or with the only id that begins so; `last` is the newest.

    Raises:
        UnknownInterviewError: there is none, or there are several.
    """
    if name == NEWEST and found:
        return found[-1]
    fitting = [each for each in found if name and each.id.startswith(name)]
    exact = [each for each in fitting if each.id == name]
    if len(exact or fitting) != 1:
        raise UnknownInterviewError(name, [each.id for each in fitting or found])
    return (exact or fitting)[0]


# -- what they came to


def report_of(collection: Collection, interview: Interview) -> Report:
    """The report of an interview, with the words that the decks have now."""
    return report(interview, _facts(collection))


def _facts(collection: Collection) -> Callable[[CardId], Facts]:
    concepts = collection.concepts()

    def facts(card_id: CardId) -> Facts:
        card = collection.card(card_id)
        if card is None:
            return Facts(title=str(card_id))
        content = card.note.content
        names = card.note.about or (card.deck_id,)
        return Facts(
            title=title_of(card),
            points=content.points if isinstance(content, PointsContent) else (),
            topics={name: _topic_title(collection, concepts, name, card) for name in names},
        )

    return facts


def title_of(card: Card) -> str:
    """The title, or the first line of the front, in plain text."""
    shown = card.note.content.title or card.note.front
    return plain_text(shown).strip().partition("\n")[0]


def _topic_title(
    collection: Collection, concepts: Mapping[str, Note], name: str, card: Card
) -> str:
    """What the learner calls a topic of a card: the title of the concept or of the deck."""
    concept = concepts.get(f"{card.deck_id}/{name}")
    if concept is not None and concept.content.title:
        return plain_text(concept.content.title)
    return collection.decks[name].title if name in collection.decks else name


def study_cards(collection: Collection, made: Report) -> tuple[Card, ...]:
    """What to study after an interview: its weak questions, and the cards nearest to them.

    Where nothing was weak: the questions of the next tier.
    """
    asked = [card_id for each in made.study for card_id in each.card_ids]
    if not asked:
        return _next_tier(collection, made)
    every = {card.id: labels(card, collection.decks[card.deck_id]) for card in collection.cards}
    weight = weights(list(every.values()))
    about = frozenset[str]().union(*(every[card_id] for card_id in asked if card_id in every))
    near = {card_id: nearness(about, own, weight) for card_id, own in every.items()}
    most = max(near.values(), default=0.0)
    ranked = sorted(near, key=lambda card_id: (card_id not in asked, -near[card_id]))
    chosen = [
        card_id
        for card_id in ranked
        if card_id in asked or (near[card_id] > 0 and near[card_id] >= _NEAR_SHARE * most)
    ]
    cards = (collection.card(card_id) for card_id in chosen[:_MOST_TO_STUDY])
    return tuple(card for card in cards if card is not None)


def _next_tier(collection: Collection, made: Report) -> tuple[Card, ...]:
    tiers = tuple(Tier)
    above = min(tiers.index(made.held) + 1, len(tiers) - 1) if made.held else 0
    answered = {each.card_id for each in made.answers}
    return tuple(
        card
        for card in collection.cards
        if card.note.type in TALK and _tier(card) is tiers[above] and card.id not in answered
    )[:_MOST_TO_STUDY]
