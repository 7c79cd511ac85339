"""Laws of the deck reader: nothing crashes it, nothing bad leaves it, good notes come through."""

from __future__ import annotations

import json
import re
import unicodedata

from decks_makers import HEAD, read, read_bytes
from hypothesis import assume, example, given
from hypothesis import strategies as st

from quizlr.model import Deck, Note, Problem

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\ue003"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)
_SIGNS = st.sampled_from([
    "front: ", "back: ", "  - id: x", "notes:", "quizlr: 2", "- ", ": ", " #", "#", "'", '"',
    "\\n", "\\bar", "\\", "{", "}", "{{c1::", "}}", "[", "]", ", ", "|", ">", "|2-", "&a", "*a",
    "!t", "%", "@", "`", "? ", "---", "...", "<<<<<<< ", ">>>>>>> ", "\t", "    ", "  ", "type: ",
    "options:", "x", "Word", "é", "\U0001f600", "\u202e", "\x07", "\ufeff", "<<: ", "~", "= ",
])  # fmt: skip
_LINES = st.lists(_SIGNS, max_size=8).map("".join)
_DECK = (
    f"{HEAD}sources: {{esl: ESL}}\nnotes:\n  - id: good\n    front: Good?\n    back: Yes.\n"
    "  - id: choose\n    type: choice\n    front: |\n      Which?\n    options:\n"
    "      - {text: One, correct: yes}\n      - text: Two\n        why: It is not.\n"
    "  - id: last\n    front: Last?\n    back: Yes.\n"
)


@st.composite
def spoiled_decks(draw: st.DrawFn) -> str:
    """A deck in which a few stretches are replaced by YAML's signs."""
    text = _DECK
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 12)))
        text = text[:start] + draw(_LINES | st.just("\n")) + text[end:]
    return text


def assert_lawful(text_lines: int, outcome: tuple[Deck | None, list[Problem]]) -> None:
    deck, problems = outcome
    assert deck is not None or problems
    for problem in problems:
        assert 1 <= problem.place.line <= text_lines
        assert problem.place.column >= 1
        assert problem.message.isprintable() or _FORBIDDEN.search(problem.message) is None
    if deck is not None:
        ids = [note.id for note in deck.notes]
        assert len(ids) == len(set(ids))
        for note in deck.notes:
            shown = f"{note.front}{note.back}{note.disputed}{''.join(note.hints + note.tags)}"
            assert not _FORBIDDEN.search(shown)
            assert unicodedata.is_normalized("NFC", note.front)
            assert 1 <= note.place.line <= note.end_line <= text_lines


@given(st.text() | st.lists(_LINES, max_size=12).map("\n".join))
@example("!%")
@example("---")
def test_any_text_gives_a_deck_or_problems(text: str) -> None:
    assert_lawful(_line_count(text), read(text))


@given(spoiled_decks())
def test_a_spoiled_deck_gives_what_can_be_read_and_problems_within_the_file(text: str) -> None:
    assert_lawful(_line_count(text), read(text))


@given(st.binary() | spoiled_decks().map(lambda text: text.encode("utf-16")))
def test_any_bytes_give_a_deck_or_problems(data: bytes) -> None:
    assert_lawful(data.count(b"\n") + data.count(b"\r") + 1, read_bytes(data, "bytes.yaml"))


@given(st.lists(_LINES, max_size=6))
def test_whatever_one_note_holds_its_neighbours_are_served(lines: list[str]) -> None:
    body = "".join(f"    {line}\n" for line in lines)
    deck, _ = read(
        f"{HEAD}notes:\n  - id: good\n    front: Good?\n    back: Yes.\n  - id: spoiled\n{body}"
        "  - id: last\n    front: Last?\n    back: Yes.\n"
    )
    assert deck is not None
    served = [note.id for note in deck.notes]
    assert served[0] == "good"
    assert served[-1] == "last"


# A note survives being written in any of YAML's styles.

_TEXTS = (
    st.text(
        st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t").filter(
            lambda character: not _FORBIDDEN.match(character)
        ),
        min_size=1,
        max_size=40,
    )
    .map(lambda text: unicodedata.normalize("NFC", text).rstrip("\n"))
    .filter(lambda text: text.strip() != "")
)
_PLAIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9 ,.?!$\\(){}=+*/-]*[A-Za-z0-9.?!$)}])?")


_CODES = {"n": r"\x0a", "t": r"\x09"}


def _double(text: str) -> str:
    # As codes: `\n` before `u` would be taken for a spoiled `\nu`.
    lines = json.dumps(text, ensure_ascii=False)
    return re.sub(r"\\(.)", lambda escape: _CODES.get(escape[1], escape[0]), lines)


def _single(text: str) -> str:
    assume("\n" not in text and not re.search(r"^[ \t]|[ \t]$", text) and "\t" not in text)
    return "'" + text.replace("'", "''") + "'"


def _literal(text: str) -> str:
    return "|2-\n" + "\n".join(f"      {line}" for line in text.split("\n"))


def _plain(text: str) -> str:
    assume(_PLAIN.fullmatch(text) is not None)
    return text


_STYLES = st.sampled_from([_double, _single, _literal])


@given(
    st.lists(st.tuples(_TEXTS, _TEXTS, _STYLES, _STYLES), min_size=1, max_size=4),
    st.booleans(),
)
def test_notes_written_in_any_style_are_read_as_they_were_meant(notes, is_crlf) -> None:  # type: ignore[no-untyped-def]
    lines = [f"{HEAD}notes:\n"]
    for number, (front, back, front_style, back_style) in enumerate(notes):
        lines.append(f"  - id: n-{number}\n    front: {front_style(front)}\n")
        lines.append(f"    back: {back_style(back)}\n")
    text = "".join(lines)
    deck, problems = read(text.replace("\n", "\r\n") if is_crlf else text)
    assert [str(problem) for problem in problems] == []
    assert deck is not None
    assert [(note.front, note.back) for note in deck.notes] == [
        (front, back) for front, back, _, _ in notes
    ]


@given(st.from_regex(_PLAIN, fullmatch=True))
def test_simple_text_needs_no_quotes(text: str) -> None:
    assert _front(f"front: {_plain(text)}") == text


@given(_TEXTS)
def test_the_same_front_has_the_same_provisional_id_in_every_style(text: str) -> None:
    double, literal = (_only(f"front: {style(text)}") for style in (_double, _literal))
    assert double.is_provisional
    assert double.id == literal.id


def _front(field: str) -> str:
    return _only(field).front


def _only(field: str) -> Note:
    deck, _ = read(f"{HEAD}notes:\n  - {field}\n    back: x\n")
    assert deck is not None
    assert len(deck.notes) == 1
    return deck.notes[0]


def _line_count(text: str) -> int:
    return len(re.split(r"\r\n|\r|\n", text))
