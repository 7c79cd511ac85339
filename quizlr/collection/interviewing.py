"""Mock interviews of a home: which there were, what they came to, what to study after one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import zip_longest

from quizlr.cardtypes.points import PointsContent
from quizlr.collection.collection import Collection
from quizlr.collection.interview_pool import labels_of, tier_of, topic_title, topics_of
from quizlr.collection.words import title_of
from quizlr.errors import UnknownInterviewError
from quizlr.interview import TALK, Begun, Ended, Entry, Interview, entry_from_text, interviews
from quizlr.interview.nearness import nearness, weights
from quizlr.interview.report import Facts, Report, report
from quizlr.model import Card, CardId, HomeMarkKind, Tier

NEWEST = "last"
"""Stands for the newest interview where an id is asked for."""
_NEAR_EACH, _OF_A_DECK = 6, 2
"""Cards near to a weak question that are studied with it, and how many of them of one deck."""
_MOST_TO_STUDY = 20


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


def is_one_unfinished(collection: Collection) -> bool:
    """Whether there is an interview to go on with, without reading its answers."""
    ended: dict[str, bool] = {}
    for interview_id, _, entry in _entries(collection):
        if isinstance(entry, Begun) or interview_id in ended:
            ended[interview_id] = ended.get(interview_id, False) or isinstance(entry, Ended)
    return bool(ended) and not list(ended.values())[-1]


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
    def facts(card_id: CardId) -> Facts:
        card = collection.card(card_id)
        if card is None:
            return Facts(title=str(card_id))
        content = card.note.content
        return Facts(
            title=title_of(card),
            points=content.points if isinstance(content, PointsContent) else (),
            topics={each: topic_title(collection, each) for each in topics_of(collection, card)},
        )

    return facts


def study_cards(collection: Collection, made: Report) -> tuple[Card, ...]:
    """What to study after an interview: its weak questions, and the cards nearest to them.

    Where nothing was weak: the questions of the next tier.
    """
    asked = [card_id for each in made.study for card_id in each.card_ids]
    if not asked:
        return _next_tier(collection, made)
    every = {card.id: labels_of(collection, card) for card in collection.cards}
    weight = weights(list(every.values()))
    near = [_nearest(card_id, every, weight) for card_id in asked if card_id in every]
    others = (card_id for round_ in zip_longest(*near) for card_id in round_ if card_id)
    chosen = tuple(dict.fromkeys((*asked, *others)))[:_MOST_TO_STUDY]
    cards = (collection.card(card_id) for card_id in chosen)
    return tuple(card for card in cards if card is not None)


def _nearest(
    card_id: CardId, every: Mapping[CardId, frozenset[str]], weight: Mapping[str, float]
) -> list[CardId]:
    """The cards nearest to one, few of each deck, so that theory comes beside practice."""
    near = {other: nearness(every[card_id], own, weight) for other, own in every.items()}
    of_deck: Counter[str] = Counter()
    found = []
    for other in sorted(near, key=lambda other: -near[other]):
        deck_id = other.partition("/")[0]
        if other != card_id and near[other] > 0 and of_deck[deck_id] < _OF_A_DECK:
            of_deck[deck_id] += 1
            found.append(other)
    return found[:_NEAR_EACH]


def _next_tier(collection: Collection, made: Report) -> tuple[Card, ...]:
    tiers = tuple(Tier)
    above = min(tiers.index(made.held) + 1, len(tiers) - 1) if made.held else 0
    answered = {each.card_id for each in made.answers}
    return tuple(
        card
        for card in collection.cards
        if card.note.type in TALK and tier_of(card) is tiers[above] and card.id not in answered
    )[:_MOST_TO_STUDY]
