"""How the value behind each key is read: a term of the query, or what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final, Generic, TypeVar

from quizlr.cardtypes import CARD_TYPES
from quizlr.model import Rating, Tier
from quizlr.search.fault import Fault
from quizlr.search.names import Known, Names, advice, beginning_with, has_name, listed, names_of
from quizlr.search.query import (
    Compared,
    Deed,
    Flagged,
    Measure,
    Named,
    Query,
    Recent,
    Regex,
    Sign,
    Standing,
    State,
    Trait,
    Where,
    Words,
)
from quizlr.search.scanning import Token, pattern_of, regex_of
from quizlr.values import dataclass

Meaning = TypeVar("Meaning")

NONE: Final = "none"
"""Stands for no name at all: `tag:none`."""
CAN_LACK: Final = (Trait.TAG, Trait.TIER, Trait.ABOUT, Trait.SOURCE)
MOST_DAYS: Final = 36_500

_FIXED: Final[Known] = {Trait.TYPE: names_of(CARD_TYPES), Trait.TIER: names_of(Tier)}
_NOUNS: Final[Mapping[Trait, str]] = {
    Trait.DECK: "deck",
    Trait.TAG: "tag",
    Trait.TYPE: "type",
    Trait.TIER: "tier",
    Trait.ABOUT: "concept",
    Trait.SOURCE: "source",
    Trait.NOTE: "note",
    Trait.CARD: "card",
}


@dataclass(frozen=True, slots=True)
class Choice(Generic[Meaning]):
    """A word that is one of a few."""

    noun: str
    meanings: Mapping[str, Meaning]
    names: Names
    """Those of the words that are told."""


_STATES: Final = Choice(
    "state", {**{state.value: state for state in State}, "learn": State.LEARNING}, names_of(State)
)
_MEASURES: Final = Choice(
    "number",
    {
        **{measure.value: measure for measure in Measure},
        "s": Measure.STABILITY,
        "d": Measure.DIFFICULTY,
        "r": Measure.RETRIEVABILITY,
        "ivl": Measure.INTERVAL,
    },
    names_of(Measure),
)
_RATING_NAMES: Final = {rating.name.lower(): rating for rating in Rating}
_RATINGS: Final = Choice(
    "rating",
    {**_RATING_NAMES, **{str(int(rating)): rating for rating in Rating}},
    names_of(_RATING_NAMES),
)
_COMPARISON = re.compile(r"(?P<name>[A-Za-z]*)(?P<sign><=|>=|!=|[<>=]?)(?P<number>.*)", re.S)
_NUMBER = re.compile(r"[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})%?")
_NUMBER_BEGUN = re.compile(r"[-+]?\.?")


def read_words(where: Where, token: Token, *, is_whole: bool = False) -> Query | Fault:
    """Words of the text."""
    if not token.value:
        return _missing(token, "the words to find")
    return Words(pattern_of(token.value), where, is_whole)


def read_regex(token: Token) -> Query | Fault:
    """A regular expression; blanks and parentheses in it need quotes around it."""
    if not token.value:
        return _missing(token, 'a regular expression, as in re:"sigma|logit"')
    source = regex_of(token.value)
    try:
        re.compile(source)
    except (re.error, RecursionError, OverflowError) as error:
        place = getattr(error, "pos", None)
        what = getattr(error, "msg", "too large")
        at = token.value_start + min(place or 0, len(token.value))
        return Fault(
            at if place is not None else token.value_start,
            token.value_end,
            f"This is no regular expression: {what}.",
            is_unfinished=True,
        )
    return Regex(source)


def read_name(trait: Trait, token: Token, known: Known) -> Query | Fault:
    """The name of a deck, a tag, a type and so on."""
    noun = _NOUNS[trait]
    if not token.value:
        return _missing(token, f"the name of a {noun}")
    if trait in CAN_LACK and token.value.lower() == NONE and not token.is_quoted:
        return Named(trait, None)
    pattern = pattern_of(token.value)
    names = known.get(trait, _FIXED.get(trait))
    if names is None or has_name(names, pattern):
        return Named(trait, pattern)
    if not pattern.is_plain:
        return _fault(token, f"No {noun} is called like '{token.value}'.{_few(names)}")
    begun = beginning_with(pattern.plain, names)
    if begun:
        what = f"No {noun} is called '{pattern.plain}'; there is {listed(begun)}."
        return _fault(token, what, is_unfinished=True)
    return _fault(token, f"No {noun} is called '{pattern.plain}'.{advice(pattern.plain, names)}")


def _few(names: Names) -> str:
    return f" There is {listed(tuple(names.values()))}." if names else ""


def unknown_search(token: Token, name: str, kept: Iterable[str]) -> Fault:
    """No search is kept under this name."""
    names = names_of(kept)
    if begun := beginning_with(name, names):
        what = f"No search is kept as '{name}'; there is {listed(begun)}."
        return _fault(token, what, is_unfinished=True)
    return _fault(token, f"No search is kept as '{name}'.{advice(name, names)}")


def read_saved(token: Token) -> Query | Fault:
    """Where no searches are kept; else the parser reads it, which knows them."""
    return _fault(token, "No search is kept here.")


def read_state(token: Token) -> Query | Fault:
    """`is:due`."""
    if token.value.lower() == "orphan":
        return _fault(
            token, "A card whose note is gone is in no deck: `quizlr orphans` lists those."
        )
    state = _one_of(_STATES, token, token.value, token.value_start)
    return state if isinstance(state, Fault) else Standing(state)


def read_flag(token: Token) -> Query | Fault:
    """`flag:3`."""
    if not token.value:
        return _missing(token, "a number from 0 to 7")
    if re.fullmatch("[0-7]", token.value):
        return Flagged(int(token.value))
    return _fault(token, "Flags are numbered 1 to 7; 0 means none.")


def read_measure(token: Token) -> Query | Fault:
    """`prop:stability<7`."""
    found = _COMPARISON.fullmatch(token.value)
    name, sign, number = found.group("name", "sign", "number") if found else ("", "", token.value)
    measure = _one_of(_MEASURES, token, name, token.value_start)
    if isinstance(measure, Fault):
        return measure
    if not sign:
        at = token.value_start + len(name)
        what = f"Compare it with one of < <= = != >= >, as in {token.key}:{name}<7."
        return Fault(at, token.value_end, what, is_unfinished=not number)
    value = _number(measure, number, token)
    return value if isinstance(value, Fault) else Compared(measure, Sign(sign), value)


def _number(measure: Measure, text: str, token: Token) -> Decimal | Fault:
    at = token.value_end - len(text)
    if not _NUMBER.fullmatch(text):
        is_begun = _NUMBER_BEGUN.fullmatch(text) is not None
        what = "A number is missing here." if is_begun else f"'{text}' is no number."
        return Fault(at, token.value_end, what, is_unfinished=is_begun)
    is_percent = text.endswith("%")
    number = Decimal(text.rstrip("%"))
    is_share = measure is Measure.RETRIEVABILITY
    if is_percent and not is_share:
        return Fault(at, token.value_end, "Only retrievability is given in %.")
    number = number.scaleb(-2) if is_percent else number
    if is_share and number > 1:
        what = f"Retrievability is a share from 0 to 1: write {number.scaleb(-2):f}, or {text}%."
        return Fault(at, token.value_end, what)
    return number + 0  # no -0


def read_deed(deed: Deed, token: Token) -> Query | Fault:
    """`rated:7`, `rated:7:1`, `edited:2`."""
    days, colon, rating = token.value.partition(":")
    if not days:
        return _missing(token, f"a number of days, as in {deed}:7")
    if not re.fullmatch("[0-9]{1,9}", days) or not 1 <= int(days) <= MOST_DAYS:
        what = f"'{days}' is no number of days from 1 on; {deed}:1 means today."
        return Fault(token.value_start, token.value_start + len(days), what)
    if not colon:
        return Recent(deed, int(days))
    at = token.value_start + len(days) + 1
    if deed is not Deed.RATED:
        return Fault(at - 1, token.value_end, f"Only the days stand here: {deed}:{days}.")
    found = _one_of(_RATINGS, token, rating, at)
    return found if isinstance(found, Fault) else Recent(deed, int(days), found)


def _one_of(choice: Choice[Meaning], token: Token, word: str, at: int) -> Meaning | Fault:
    """What a word means that is one of a few; else the fault, at the word."""
    meaning = choice.meanings.get(word.lower())
    if meaning is not None:
        return meaning
    if not word:
        what = f"One of these is missing: {', '.join(choice.names)}."
        return Fault(at, token.value_end, what, is_unfinished=True)
    begun = beginning_with(word, choice.names)
    if begun and at + len(word) == token.value_end:
        what = f"'{word}' is no {choice.noun}; there is {listed(begun)}."
        return Fault(at, at + len(word), what, is_unfinished=True)
    near = advice(word, choice.names) or f" Known: {', '.join(choice.names)}."
    return Fault(at, at + len(word), f"There is no {choice.noun} '{word}'.{near}")


def _missing(token: Token, what: str) -> Fault:
    words = f"Nothing follows `{token.key}:`; write {what}." if token.key else f"Write {what}."
    return Fault(token.start, token.end, words, is_unfinished=True)


def _fault(token: Token, message: str, *, is_unfinished: bool = False) -> Fault:
    return Fault(token.value_start, token.value_end, message, is_unfinished)
