"""Queries, cards and schedules drawn for the laws of the search, and a slow search to hold to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from typing import Any
from unicodedata import combining, normalize

from hypothesis import strategies as st
from makers import at, deck, note

from quizlr.cardtypes import cards_of
from quizlr.model import Card, CardId, CardState, Deck, MemoryState, Rating, Schedule, Tier
from quizlr.scheduling import DEFAULT_PARAMETERS, elapsed_days, retrievability
from quizlr.search.catalogue import Catalogue
from quizlr.search.facts import Facts
from quizlr.search.query import (
    All,
    Compared,
    Deed,
    Either,
    Everything,
    Flagged,
    Measure,
    Named,
    Not,
    Pattern,
    Query,
    Recent,
    Regex,
    Sign,
    Standing,
    State,
    Trait,
    Where,
    Wild,
    Words,
)

NOW = at()

# -- queries

LETTERS = st.text('ab cÄé\\"*_:()-.#/ßor', min_size=1, max_size=6)


def _clean(drawn: list[str | Wild]) -> Pattern:
    pieces: list[str | Wild] = []
    for is_text, run in groupby(drawn, key=lambda piece: isinstance(piece, str)):
        if is_text:
            pieces.append("".join(str(piece) for piece in run))
        else:
            pieces += [w for w in run if w is Wild.ONE or not pieces or pieces[-1] is not w]
    kept: list[str | Wild] = []
    for piece in pieces:
        if piece is not Wild.MANY or not kept or kept[-1] is not Wild.MANY:
            kept.append(piece)
    return Pattern(tuple(kept))


PATTERNS = st.lists(LETTERS | st.sampled_from(Wild), min_size=1, max_size=4).map(_clean)
WORDS = st.one_of(
    st.builds(Words, PATTERNS, st.sampled_from(Where)),
    st.builds(Words, PATTERNS, is_whole=st.just(True)),
)
SOURCES = st.sampled_from(["a", "a|b", "c.", r"\bab", '"', r"\\", "(a)(b)?", "[^a]c", r"a\"b"])
NUMBERS = st.decimals(-60, 60, places=2) | st.integers(-60, 60).map(Decimal)
RECALLS = st.decimals(0, 1, places=3)
TYPES = st.sampled_from(["basic", "cloze", "drill"])


def names(*words: str) -> st.SearchStrategy[Pattern]:
    return st.sampled_from(words).map(lambda word: Pattern((word,)))


NAMED = st.one_of(
    st.builds(Named, st.sampled_from(tuple(set(Trait) - {Trait.TYPE, Trait.TIER})), PATTERNS),
    st.builds(Named, st.just(Trait.TAG), names("ml", "Old Ones", "none") | st.none()),
    st.builds(Named, st.just(Trait.TYPE), names("basic", "drill")),
    st.builds(Named, st.just(Trait.TIER), names(*Tier) | st.none()),
    st.builds(Named, st.just(Trait.ABOUT), names("loss") | st.none()),
    st.builds(Named, st.just(Trait.NOTE), names("n0", "one/n1", "N2")),
    st.builds(Named, st.just(Trait.CARD), names("one/n0", "one/n1#reverse")),
    st.builds(Named, st.just(Trait.DECK), names("one", "two", "zwei apfel", "missing")),
)
COMPARED = st.builds(
    Compared,
    st.sampled_from(tuple(set(Measure) - {Measure.RETRIEVABILITY})),
    st.sampled_from(Sign),
    NUMBERS,
) | st.builds(Compared, st.just(Measure.RETRIEVABILITY), st.sampled_from(Sign), RECALLS)
RECENT = st.builds(Recent, st.sampled_from(Deed), st.integers(1, 40)) | st.builds(
    Recent, st.just(Deed.RATED), st.integers(1, 40), st.sampled_from(Rating)
)
TERMS: st.SearchStrategy[Query] = st.one_of(
    WORDS,
    WORDS,
    st.builds(Regex, SOURCES.filter(lambda source: source != r"a\"b")),
    NAMED,
    st.builds(Standing, st.sampled_from(State)),
    st.builds(Flagged, st.integers(0, 7)),
    COMPARED,
    RECENT,
)


def _flat(kind: type[All] | type[Either], parts: Sequence[Query]) -> Query:
    flat: list[Query] = []
    for part in parts:
        flat += part.parts if isinstance(part, kind) else (part,)
    return kind(tuple(flat))


def _not(part: Query) -> Query:
    return part.part if isinstance(part, Not) else Not(part)


QUERIES: st.SearchStrategy[Query] = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _flat(All, parts)),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: _flat(Either, parts)),
        inner.map(_not),
    ),
    max_leaves=8,
) | st.just(Everything())

# -- cards

TEXTS = st.text("ab cÄéßor.\n", max_size=12)
DECK_TITLES = {"one": "One (a b)", "two": "Zwei Äpfel"}
DECK_TAGS = {"one": ["ml"], "two": []}


@st.composite
def decks(draw: st.DrawFn) -> tuple[Deck, ...]:
    """Two decks of a few notes."""
    made = []
    for deck_id, title in DECK_TITLES.items():
        notes = [
            note(
                f"n{number}",
                is_reversed=draw(st.booleans()),
                front=draw(TEXTS),
                back=draw(TEXTS),
                hints=tuple(draw(st.lists(TEXTS, max_size=1))),
                tags=tuple(draw(st.lists(st.sampled_from(["ml", "Old Ones", "né"]), max_size=2))),
                about=tuple(draw(st.lists(st.just("loss"), max_size=1))),
                tier=draw(st.none() | st.sampled_from(Tier)),
            )
            for number in range(draw(st.integers(1, 3)))
        ]
        made.append(replace(deck(deck_id, *notes, tags=tuple(DECK_TAGS[deck_id])), title=title))
    return tuple(made)


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Where a card may stand."""
    state = draw(st.sampled_from(CardState))
    marks: dict[str, Any] = {
        "is_suspended": draw(st.booleans()),
        "flag": draw(st.integers(0, 7)),
        "buried_until_day": draw(st.none() | st.integers(-2, 2).map(NOW.study_day.__add__)),
    }
    if state is CardState.NEW:
        return Schedule(review_count=draw(st.integers(0, 2)), **marks)
    ago_min = draw(st.integers(-10, 60 * 24 * 40))
    is_in_days = state is CardState.REVIEW
    due_min = draw(st.integers(-60 * 24 * 3, 60 * 24 * 3))
    return Schedule(
        state=state,
        memory=MemoryState(draw(st.floats(0.01, 60)), draw(st.floats(1, 10))),
        due_day=NOW.study_day + draw(st.integers(-30, 30)) if is_in_days else None,
        due_at_ms=None if is_in_days else NOW.at_ms + due_min * 60_000,
        last_review_at_ms=NOW.at_ms - ago_min * 60_000,
        last_study_day=NOW.study_day - draw(st.integers(0, 40)),
        review_count=draw(st.integers(1, 20)),
        lapse_count=draw(st.integers(0, 12)),
        **marks,
    )


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    """Some cards, each somewhere in its life."""
    found = draw(decks())
    cards = [card for each in found for card in cards_of(each)]
    catalogue = Catalogue(cards, {each.id: each for each in found})
    stands = {card.id: draw(schedules()) for card in cards if draw(st.booleans())}
    return Facts(catalogue, stands, NOW, happened=happened)


def happened(recent: Recent) -> list[CardId]:
    """A log in which a card's last letters say when something happened to it."""
    names = ["one/n0", "one/n1#reverse", "two/n0", "gone/card"]
    count = 1 + (recent.days + (recent.rating or 0)) % len(names)
    return [CardId(name) for name in names[:count]]


# -- the slow search: each card is asked, by definitions that share nothing with the fast one


def means(query: Query, card: Card, place: int, all_facts: Facts) -> bool:
    """Whether a query means a card."""
    schedule = all_facts.schedules[place]
    match query:
        case Everything():
            return True
        case All(parts):
            return all(means(part, card, place, all_facts) for part in parts)
        case Either(parts):
            return any(means(part, card, place, all_facts) for part in parts)
        case Not(part):
            return not means(part, card, place, all_facts)
        case Words(pattern, where, is_whole):
            many = r"\w*" if is_whole else ".*"
            one = r"\w" if is_whole else "."
            body = as_regex(pattern, many, one)
            wanted = rf"(?<!\w){body}(?!\w)" if is_whole else body
            return any(re.search(wanted, plain(text)) for text in fields(card, where))
        case Regex(source):
            text = "\n".join(fields(card, Where.ANYWHERE))
            return re.search(source, text, re.I | re.M) is not None
        case Named(trait, None):
            return not names_of(trait, card)
        case Named(trait, pattern):
            wanted = as_regex(pattern, ".*", ".")
            return any(re.fullmatch(wanted, plain(name)) for name in names_of(trait, card))
        case Standing(state):
            return stands(state, schedule)
        case Flagged(flag):
            return schedule.flag == flag
        case Compared(measure, sign, number):
            return compares(value_of(measure, schedule), sign, number)
        case Recent():
            return card.id in happened(query)
    raise TypeError(query)


def plain(text: str) -> str:
    """Without case, accents and doubled spaces."""
    letters = normalize("NFKD", normalize("NFKD", text).casefold())
    return re.sub(r"\s+", " ", "".join(c for c in letters if not combining(c)))


def as_regex(pattern: Pattern | None, many: str, one: str) -> str:
    assert pattern is not None
    signs = {Wild.MANY: many, Wild.ONE: one}
    return "(?s:%s)" % "".join(  # noqa: UP031
        re.escape(plain(piece)) if isinstance(piece, str) else signs[piece]
        for piece in pattern.pieces
    )


def fields(card: Card, where: Where) -> list[str]:
    note = card.note
    return {
        Where.FRONT: [note.front],
        Where.BACK: [note.back],
        Where.ANYWHERE: [note.front, note.back, *note.hints, note.disputed],
    }[where]


def names_of(trait: Trait, card: Card) -> list[str]:
    note = card.note
    found: dict[Trait, list[str]] = {
        Trait.DECK: [card.deck_id, DECK_TITLES[card.deck_id]],
        Trait.TAG: [*note.tags, *DECK_TAGS[card.deck_id]],
        Trait.TYPE: [note.type],
        Trait.TIER: [note.tier] if note.tier else [],
        Trait.ABOUT: list(note.about),
        Trait.SOURCE: [note.source] if note.source else [],
        Trait.NOTE: [note.id, card.note_key],
        Trait.CARD: [card.id],
    }
    return found[trait]


def stands(state: State, schedule: Schedule) -> bool:
    is_buried = _is_buried(schedule)
    in_steps = (CardState.LEARNING, CardState.RELEARNING)
    waits_today = (schedule.due_day is not None and schedule.due_day <= NOW.study_day) or (
        schedule.due_at_ms is not None and schedule.due_at_ms < NOW.next_day_at_ms
    )
    return {
        State.NEW: schedule.state is CardState.NEW,
        State.LEARNING: schedule.state in in_steps,
        State.RELEARNING: schedule.state is CardState.RELEARNING,
        State.REVIEW: schedule.state is CardState.REVIEW,
        State.DUE: waits_today and not schedule.is_suspended and not is_buried,
        State.SUSPENDED: schedule.is_suspended,
        State.BURIED: is_buried,
        State.LEECH: schedule.lapse_count > 7,
        State.FLAGGED: schedule.flag > 0,
    }[state]


def _is_buried(schedule: Schedule) -> bool:
    return (schedule.buried_until_day or 0) > NOW.study_day


def value_of(measure: Measure, schedule: Schedule) -> float | None:
    memory, last = schedule.memory, schedule.last_review_at_ms
    is_review = schedule.state is CardState.REVIEW
    match measure:
        case Measure.STABILITY:
            return memory.stability if memory else None
        case Measure.DIFFICULTY:
            return memory.difficulty if memory else None
        case Measure.RETRIEVABILITY if memory and last is not None:
            days = elapsed_days(last, NOW.at_ms)
            return retrievability(days, memory.stability, DEFAULT_PARAMETERS)
        case Measure.LAPSES:
            return schedule.lapse_count
        case Measure.REPS:
            return schedule.review_count
        case Measure.INTERVAL if is_review:
            return (schedule.due_day or 0) - (schedule.last_study_day or 0)
        case Measure.DUE if schedule.is_suspended or _is_buried(schedule):
            return None
        case Measure.DUE if schedule.due_day is not None:
            return schedule.due_day - NOW.study_day
        case Measure.DUE if schedule.due_at_ms is not None:
            days_on = 0
            while schedule.due_at_ms >= NOW.next_day_at_ms + days_on * 86_400_000:
                days_on += 1
            while schedule.due_at_ms < NOW.next_day_at_ms + (days_on - 1) * 86_400_000:
                days_on -= 1
            return days_on
    return None


def compares(value: float | None, sign: Sign, number: Decimal) -> bool:
    if value is None:
        return False
    wanted = float(number)
    half = float(Decimal(1).scaleb(int(number.as_tuple().exponent)) / 2)
    is_same = wanted - half <= value < wanted + half
    return {
        Sign.LESS: value < wanted,
        Sign.AT_MOST: value <= wanted,
        Sign.EQUAL: is_same,
        Sign.UNEQUAL: not is_same,
        Sign.AT_LEAST: value >= wanted,
        Sign.MORE: value > wanted,
    }[sign]
