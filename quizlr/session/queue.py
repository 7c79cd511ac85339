"""Which card comes next: gathered, buried, limited, interleaved. Pure functions over snapshots.

Order: learning cards when they are due, then reviews (overdue first), then new cards; each kind
goes round the decks. One sibling of a note a day, learning steps excepted. Where the reviews do not
fit the day, those that are worth most come first, and new cards wait.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import field
from itertools import islice, zip_longest

from quizlr.model import NEW_SCHEDULE, Card, CardId, CardState, Deck, Moment, Schedule, Tier
from quizlr.values import dataclass

IN_STEPS = (CardState.LEARNING, CardState.RELEARNING)
SKILL_TYPES = ("drill", "bug", "failure", "lab", "walkthrough", "interview", "tradeoff")
"""Of notes that ask for more than a fact."""
REQUIRED_SHARE = 0.8
"""Share of a required deck's cards that must have left learning."""


@dataclass(frozen=True, slots=True)
class Worth:
    """What a review now is worth; in a backlog more comes first."""

    value: Callable[[Schedule], float]
    at_most: Callable[[Schedule], float]
    """A bound of `value` that is quick to tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one study day may hold."""

    new_per_day: int = 20
    new_per_day_by_type: Mapping[str, int] = field(default_factory=dict)
    """A tighter limit for some card types, within `new_per_day`."""
    reviews_per_day: int = 200
    minutes_per_day: float = 0
    """0 for no budget."""
    learn_ahead_min: float = 20
    """Learning steps due within this time are shown early when nothing else is left."""
    honours_requires: bool = True
    new_in_backlog: bool = False
    """Whether new cards come although the reviews do not fit the day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayDone:
    """What the study day has already seen."""

    new_count: int = 0
    new_count_by_type: Mapping[str, int] = field(default_factory=dict)
    review_count: int = 0
    duration_ms: int = 0
    cards: AbstractSet[CardId] = frozenset()
    """Cards rated today."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A deck whose new cards wait for another deck."""

    deck_id: str
    for_deck_id: str
    learned: int
    needed: int


@dataclass(frozen=True, slots=True)
class TierWait:
    """What the new cards of a tier wait for in one topic; see `tiers`."""

    topic: str
    """Its key, `deck/note`."""
    below: Tier
    """The tier whose cards come first."""
    learned: int
    needed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What is left of the day, in order."""

    learning: tuple[tuple[int, Card], ...] = ()
    """(due instant in ms, card), soonest first; those of later today too."""
    reviews: tuple[Card, ...] = ()
    new: tuple[Card, ...] = ()
    waits: tuple[Wait, ...] = ()
    held: Mapping[CardId, TierWait] = field(default_factory=dict)
    """New cards whose tier is not open yet in one of their topics."""
    backlog: int = 0
    """Reviews that are due and do not fit the day."""

    def only(self, card_ids: AbstractSet[CardId]) -> Queue:
        """The part of some cards."""
        return Queue(
            learning=tuple(item for item in self.learning if item[1].id in card_ids),
            reviews=tuple(card for card in self.reviews if card.id in card_ids),
            new=tuple(card for card in self.new if card.id in card_ids),
            waits=self.waits,
            held={card_id: wait for card_id, wait in self.held.items() if card_id in card_ids},
            backlog=self.backlog,
        )


def is_hidden(schedule: Schedule, now: Moment) -> bool:
    """Suspended, or buried until a later day."""
    return schedule.is_suspended or (
        schedule.buried_until_day is not None and schedule.buried_until_day > now.study_day
    )


def is_due(schedule: Schedule, now: Moment) -> bool:
    """A REVIEW card whose study day has come."""
    return (
        schedule.state is CardState.REVIEW
        and schedule.due_day is not None
        and schedule.due_day <= now.study_day
    )


def study_order(decks: Iterable[Deck]) -> list[Deck]:
    """The decks, each after those that it requires, those that others require first.

    Decks of drills and the like come last: facts before skills. (A first card that computes
    nothing also spares the start the import of the engine.)
    """
    known = {deck.id: deck for deck in decks}
    ordered: dict[str, Deck] = {}

    def visit(deck: Deck, path: frozenset[str]) -> None:
        for name in deck.requires:
            if name in known and name not in ordered and name not in path:
                visit(known[name], path | {name})
        ordered.setdefault(deck.id, deck)

    wanted = {name for deck in known.values() for name in deck.requires}
    for deck in sorted(
        known.values(), key=lambda d: (_asks_skills(d), bool(d.requires), d.id not in wanted)
    ):
        visit(deck, frozenset((deck.id,)))
    return list(ordered.values())


def _asks_skills(deck: Deck) -> bool:
    return any(note.type in SKILL_TYPES for note in deck.notes)


def waits(
    cards: Iterable[Card],
    schedules: Mapping[CardId, Schedule],
    requires: Mapping[str, Sequence[str]],
) -> tuple[Wait, ...]:
    """The decks whose new cards wait, each with the first deck that it waits for."""
    wanted = {name for names in requires.values() for name in names}
    total: dict[str, int] = defaultdict(int)
    learned: dict[str, int] = defaultdict(int)
    for card in cards:
        if card.deck_id in wanted:
            schedule = schedules.get(card.id, NEW_SCHEDULE)
            if not schedule.is_suspended:
                total[card.deck_id] += 1
                learned[card.deck_id] += schedule.state in (CardState.REVIEW, CardState.RELEARNING)
    found = []
    for deck_id, names in requires.items():
        for name in names:
            needed = -int(-REQUIRED_SHARE * total[name] // 1)
            if learned[name] < needed:
                found.append(Wait(deck_id, name, learned[name], needed))
                break
    return tuple(found)


def build_queue(
    cards: Sequence[Card],
    schedules: Mapping[CardId, Schedule],
    now: Moment,
    *,
    limits: Limits,
    done: DayDone,
    waiting: tuple[Wait, ...] = (),
    worth: Callable[[], Worth] | None = None,
) -> Queue:
    """The day's queue of `cards`.

    `waiting` names the decks whose new cards are held back; `worth` orders a backlog, and is
    asked for only if there is one.
    """
    held = {wait.deck_id for wait in waiting} if limits.honours_requires else set()
    learning: list[tuple[int, Card]] = []
    due: list[tuple[int, Card]] = []
    new: list[Card] = []
    rated_today = {card_id.partition("#")[0] for card_id in done.cards}
    for card in cards:
        schedule = schedules.get(card.id, NEW_SCHEDULE)
        if is_hidden(schedule, now):
            continue
        if schedule.state in IN_STEPS:
            if (schedule.due_at_ms or 0) < now.next_day_at_ms:
                learning.append((schedule.due_at_ms or 0, card))
        elif card.note_key in rated_today and card.id not in done.cards:
            continue
        elif is_due(schedule, now):
            due.append((schedule.due_day or 0, card))
        elif schedule.state is CardState.NEW and card.deck_id not in held:
            new.append(card)
    learning.sort(key=lambda item: (item[0], item[1].id))
    taken: set[str] = set()
    reviews = _one_sibling(_by_due_day(due, now), taken)
    room = max(0, limits.reviews_per_day - done.review_count)
    backlog = max(0, len(reviews) - room)
    if backlog and worth is not None:
        reviews = _worthiest(reviews, schedules, worth(), room)
    fresh = _one_sibling(interleave(new), taken)
    may_be_new = limits.new_in_backlog or not backlog
    return Queue(
        learning=tuple(learning),
        reviews=tuple(reviews[:room]),
        new=tuple(_limit_new(fresh, limits, done)) if may_be_new else (),
        waits=waiting,
        backlog=backlog,
    )


def ahead_queue(
    cards: Sequence[Card], schedules: Mapping[CardId, Schedule], now: Moment, *, count: int = 20
) -> Queue:
    """What could be studied although nothing is due: the reviews that come next, else new cards."""
    visible = [c for c in cards if not is_hidden(schedules.get(c.id, NEW_SCHEDULE), now)]
    learning = [
        (s.due_at_ms or 0, card)
        for card in visible
        if (s := schedules.get(card.id, NEW_SCHEDULE)).state in IN_STEPS
    ]
    coming = [
        (s.due_day or 0, card)
        for card in visible
        if (s := schedules.get(card.id, NEW_SCHEDULE)).state is CardState.REVIEW
    ]
    taken = {card.note_key for _, card in learning}
    reviews = _one_sibling(_by_due_day(coming, now), taken)[:count]
    new: list[Card] = []
    if not reviews and not learning:
        fresh = [c for c in visible if schedules.get(c.id, NEW_SCHEDULE).state is CardState.NEW]
        new = _one_sibling(interleave(fresh), taken)[:count]
    return Queue(
        learning=tuple(sorted(learning, key=lambda item: (item[0], item[1].id))),
        reviews=tuple(reviews),
        new=tuple(new),
    )


def cram_queue(cards: Sequence[Card], schedules: Mapping[CardId, Schedule]) -> Queue:
    """Every card that is not suspended, decks taking turns; nothing is scheduled."""
    visible = [c for c in cards if not schedules.get(c.id, NEW_SCHEDULE).is_suspended]
    return Queue(reviews=tuple(interleave(visible)))


def next_due_at_ms(
    cards: Iterable[Card], schedules: Mapping[CardId, Schedule], now: Moment
) -> int | None:
    """When the next scheduled card comes up, after now; None if none is scheduled."""
    soonest: int | None = None
    for card in cards:
        schedule = schedules.get(card.id, NEW_SCHEDULE)
        if schedule.is_suspended:
            continue
        at_ms: int | None = None
        if schedule.state in IN_STEPS:
            at_ms = schedule.due_at_ms
        elif schedule.state is CardState.REVIEW and schedule.due_day is not None:
            days_ahead = max(1, schedule.due_day - now.study_day)
            at_ms = now.next_day_at_ms + (days_ahead - 1) * 86_400_000
        if at_ms is not None and (soonest is None or at_ms < soonest):
            soonest = at_ms
    return soonest


def interleave(cards: Sequence[Card]) -> list[Card]:
    """Round the decks, a card from each in turn; the order within a deck is kept."""
    lanes: dict[str, list[Card]] = {}
    for card in cards:
        lanes.setdefault(card.deck_id, []).append(card)
    rounds = zip_longest(*lanes.values())
    return [card for turn in rounds for card in turn if card is not None]


def _by_due_day(due: Iterable[tuple[int, Card]], now: Moment) -> list[Card]:
    """Overdue first; within a day the decks take turns and the order is drawn afresh each day."""
    days: dict[int, list[Card]] = defaultdict(list)
    for day, card in due:
        days[day].append(card)
    ordered: list[Card] = []
    for day in sorted(days):
        ordered += interleave(sorted(days[day], key=lambda c: _lot(c.id, now.study_day)))
    return ordered


def _lot(card_id: CardId, study_day: int) -> bytes:
    return hashlib.blake2b(f"{study_day}|{card_id}".encode(), digest_size=8).digest()


def _one_sibling(cards: Iterable[Card], taken: set[str]) -> list[Card]:
    kept = []
    for card in cards:
        if card.note_key not in taken:
            taken.add(card.note_key)
            kept.append(card)
    return kept


def _worthiest(
    reviews: Sequence[Card], schedules: Mapping[CardId, Schedule], worth: Worth, count: int
) -> list[Card]:
    from quizlr.session.ranking import best_first

    found = [schedules[card.id] for card in reviews]
    ranked = best_first(
        len(found), lambda n: worth.at_most(found[n]), lambda n: worth.value(found[n])
    )
    return [reviews[number] for _, number in islice(ranked, count)]


def _limit_new(cards: Sequence[Card], limits: Limits, done: DayDone) -> list[Card]:
    room = max(0, limits.new_per_day - done.new_count)
    by_type = {
        kind: max(0, most - done.new_count_by_type.get(kind, 0))
        for kind, most in limits.new_per_day_by_type.items()
    }
    kept: list[Card] = []
    for card in cards:
        if len(kept) == room:
            break
        kind = card.note.type
        if kind in by_type:
            if by_type[kind] == 0:
                continue
            by_type[kind] -= 1
        kept.append(card)
    return kept
