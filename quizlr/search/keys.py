"""The keys of the search language, `deck:` to `re:`: each is read and explained from its entry."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from quizlr.search.fault import Fault
from quizlr.search.names import Known, advice, names_of
from quizlr.search.query import Deed, Query, State, Trait, Where
from quizlr.search.readers import (
    read_deed,
    read_flag,
    read_measure,
    read_name,
    read_regex,
    read_saved,
    read_state,
    read_words,
)
from quizlr.search.scanning import Token, tokens
from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """What stands before a colon."""

    name: str
    example: str
    says: str
    """What it finds; ends without a full stop."""
    reads: Trait | Callable[[Token], Query | Fault]
    """A kind of name, or how the value is read."""
    aliases: tuple[str, ...] = ()


KEYS: Final = (
    Key("deck", "deck:sigmoid", "of this deck, by its id or its title", Trait.DECK),
    Key("tag", "tag:ml", "with this tag; `tag:none` for those without", Trait.TAG),
    Key("type", "type:drill", "of this type of note", Trait.TYPE),
    Key("tier", "tier:advanced", "of this tier", Trait.TIER),
    Key("about", "about:log-loss", "about this concept", Trait.ABOUT),
    Key("source", "source:esl", "that rest on this source", Trait.SOURCE),
    Key("note", "note:why-not-mse", "of this note, by `note` or `deck/note`", Trait.NOTE),
    Key("id", "id:sigmoid/at-zero", "with this id, `deck/note` or `deck/note#part`", Trait.CARD),
    Key("is", "is:due", f"in this state: {', '.join(State)}", read_state),
    Key("flag", "flag:1", "with this flag, 1 to 7; `flag:0` for those without", read_flag),
    Key(
        "prop",
        "prop:stability<7",
        "by a number: stability, difficulty, retrievability, lapses, reps, interval, or due "
        "(days from today)",
        read_measure,
    ),
    Key(
        "rated",
        "rated:7:1",
        "rated in the last 7 days, today included; `:1` for Again alone",
        partial(read_deed, Deed.RATED),
    ),
    Key(
        "introduced",
        "introduced:7",
        "rated for the first time in the last 7 days",
        partial(read_deed, Deed.INTRODUCED),
    ),
    Key(
        "moved",
        "moved:7",
        "whose due date was moved by hand in the last 7 days",
        partial(read_deed, Deed.MOVED),
        ("resched",),
    ),
    Key(
        "edited",
        "edited:2",
        "whose deck file was changed in the last 2 days",
        partial(read_deed, Deed.EDITED),
    ),
    Key("front", "front:loss", "with this in the question", partial(read_words, Where.FRONT)),
    Key("back", "back:loss", "with this in the answer", partial(read_words, Where.BACK)),
    Key(
        "w",
        "w:loss",
        "with this as a whole word",
        partial(read_words, Where.ANYWHERE, is_whole=True),
    ),
    Key("saved", "saved:weak", "that the search kept as `weak` finds", read_saved),
    Key("re", 're:"sigma|logit"', "that this regular expression finds", read_regex),
)

BY_NAME: Final[Mapping[str, Key]] = {name: key for key in KEYS for name in (key.name, *key.aliases)}

ELSEWHERE: Final[Mapping[str, str]] = {
    "added": "When a note was written is not kept: a deck is a file. `introduced:7` finds what was "
    "first rated in the last 7 days, `edited:7` what lies in a file changed since.",
    "nid": "Write `note:`, and the note's id.",
    "cid": "Write `id:`, and the card's id.",
    "card": "Write `id:`, as in `id:*#reverse`.",
    "nc": "Accents never count here: leave `nc:` out.",
    "has": "Write `is:`, as in `is:flagged`.",
}
"""Keys of other programs, and what to write instead."""


def keys_begun(text: str) -> tuple[str, ...]:
    """The keys that the last word of a query may become: `deck` and `de`, but not `deck `."""
    last = deque(tokens(text), maxlen=1)
    if not last or last[0].key or last[0].is_quoted or last[0].end < len(text):
        return ()
    word = last[0].value.lower()
    return tuple(f"{key.name}:" for key in KEYS if key.name.startswith(word)) if word else ()


def read_term(token: Token, known: Known) -> Query | Fault:
    """What a term means, or why it means nothing."""
    if not token.key:
        return read_words(Where.ANYWHERE, token)
    key = BY_NAME.get(token.key)
    if key is not None:
        reads = key.reads
        return read_name(reads, token, known) if isinstance(reads, Trait) else reads(token)
    end = token.start + len(token.key) + 1
    if token.key in ELSEWHERE:
        return Fault(token.start, end, f"There is no `{token.key}:`. {ELSEWHERE[token.key]}")
    near = advice(token.key, names_of(each.name for each in KEYS))
    more = near or ' To find the text itself, put it in quotes: "…".'
    return Fault(token.start, end, f"There is no `{token.key}:`.{more}")
