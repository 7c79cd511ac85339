"""The search language: what is read, and what is said about what cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from search_makers import QUERIES

from quizlr.search.fault import carets, first_fault
from quizlr.search.folding import fold
from quizlr.search.keys import KEYS, Key, keys_begun
from quizlr.search.names import Known, names_of
from quizlr.search.parsing import LONGEST, parse
from quizlr.search.query import Everything, Query, Trait
from quizlr.search.writing import to_text

KNOWN: Known = {
    Trait.DECK: names_of(["sigmoid", "log-loss", "Äpfel"]),
    Trait.TAG: names_of(["ml", "leech"]),
}


@given(QUERIES)
def test_what_is_written_is_read_as_the_same_query(query: Query) -> None:
    parsed = parse(to_text(query))
    assert parsed.query == query
    assert not parsed.faults


PIECES = st.sampled_from(
    ["(", ")", "-", '"', "or", "and", " ", "deck:", "prop:", "is:", "rated:", "re:", "flag:",
     "stability", "<", "=", "7", "due", "sig", "*", "\\", "id:", ":", "é"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=14).map("".join) | st.text(max_size=30))
def test_any_text_is_read_and_each_fault_lies_in_it(text: str) -> None:
    parsed = parse(text, KNOWN)
    for fault in parsed.faults:
        assert 0 <= fault.start <= fault.end <= len(text)
        assert fault.message.endswith((".", "?"))
    again = parse(to_text(parsed.query))
    assert again.query == parsed.query
    assert not again.faults


@given(st.lists(PIECES, max_size=8).map("".join))
def test_faults_do_not_depend_on_blanks_around(text: str) -> None:
    assert parse(f"  {text}").query == parse(text).query


@given(st.text(max_size=40))
def test_folding_a_folded_text_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_every_key_has_an_example_that_can_be_read(key: Key) -> None:
    assert not parse(key.example, kept={"weak": "is:leech"}).faults


def fault_of(text: str) -> str:
    """The query, the carets, the words."""
    fault = first_fault(parse(text, KNOWN).faults)
    return f"{carets(fault, text)} {fault.message}{' …' if fault.is_unfinished else ''}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("deck:sigmiod", "     ^^^^^^^ No deck is called 'sigmiod'. Did you mean 'sigmoid'?"),
        ("ml dekc:sigmoid", "   ^^^^^ There is no `dekc:`. Did you mean 'deck'?"),
        ("prop:stabilty<7", "     ^^^^^^^^ There is no number 'stabilty'. Did you mean "
         "'stability'?"),
        ("prop:stability<x", "               ^ 'x' is no number."),
        ("prop:retrievability<80",
         "                    ^^ Retrievability is a share from 0 to 1: write 0.80, or 80%."),
        ("type:dril", "     ^^^^ No type is called 'dril'; there is drill. …"),
        ("is:leach", "   ^^^^^ There is no state 'leach'. Did you mean 'leech'?"),
        ("flag:9", "     ^ Flags are numbered 1 to 7; 0 means none."),
        ("rated:0", "      ^ '0' is no number of days from 1 on; rated:1 means today."),
        ("rated:7:5", "        ^ There is no rating '5'. There is again, hard, good and easy."),
        ("a )", "  ^ This parenthesis closes nothing."),
        ("- a", "^ A minus stands right before what is left out, as in -tag:old."),
        ("or a", '^^ Something is missing before `or`; to find the word, write "or".'),
        ("added:3", "^^^^^^ There is no `added:`. When a note was written is not kept: a deck is a "
         "file. `introduced:7` finds what was first rated in the last 7 days, `edited:7` what lies "
         "in a file changed since."),
        ("http://x",
         '^^^^^ There is no `http:`. To find the text itself, put it in quotes: "…".'),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place_and_the_nearest_name(text: str, said: str) -> None:
    assert fault_of(text) == said


@pytest.mark.parametrize(
    "text",
    ['"log lo', 'deck:"sig', "deck:", "deck:sig", "prop:", "prop:stab", "prop:lapses",
     "prop:lapses>", "is:", "is:lea", "(a", "(a or (b", "()", "a or", "a and", "-", "ml -",
     "rated:", "re:(", 're:"a(', '""', "tag:m"],
)  # fmt: skip
def test_what_is_only_half_typed_is_called_missing_not_wrong(text: str) -> None:
    faults = parse(text, KNOWN).faults
    assert faults
    assert all(fault.is_unfinished for fault in faults)


def test_typing_a_query_never_calls_wrong_what_may_become_right() -> None:
    text = 'deck:sigmoid -(tag:ml or "a b") prop:stability<=7 rated:7:1 is:leech re:"a(b)c" w:x*'
    for end in range(len(text) + 1):
        for fault in parse(text[:end], KNOWN).faults:
            assert fault.is_unfinished, (text[:end], fault)


def test_kept_searches_are_parts_of_others() -> None:
    kept = {"weak": "is:leech or prop:stability<3", "of ml": "tag:ml saved:weak", "me": "saved:me"}
    named = parse('-is:new saved:"of ml"', kept=kept)
    assert not named.faults
    assert named == parse("-is:new tag:ml (is:leech or prop:stability<3)")
    assert parse("saved:we", kept=kept).faults[0].is_unfinished
    assert "Did you mean 'weak'?" in parse("saved:weka", kept=kept).faults[0].message
    assert "cannot be read: saved:me" in parse("saved:me", kept=kept).faults[0].message
    assert parse("saved:weak").faults[0].message == "No search is kept here."


def test_the_last_word_may_become_a_key_until_a_blank_follows() -> None:
    assert keys_begun("ml de") == keys_begun("ml deck") == ("deck:",)
    assert keys_begun("-i") == ("id:", "is:", "introduced:")
    for text in ("", "deck:", "deck ", '"de', "xy", "(", "deck:x"):
        assert keys_begun(text) == ()


def test_leaving_out_what_does_not_exist_is_no_mistake() -> None:
    assert not parse("-tag:gone -(deck:gone or x)", KNOWN).faults
    assert parse("--tag:gone", KNOWN).faults


def test_names_are_known_whatever_their_case_and_accents() -> None:
    assert not parse("deck:APFEL deck:log* tag:M_", KNOWN).faults
    assert parse("deck:z*", KNOWN).faults


def test_signs_of_tex_and_code_are_text() -> None:
    for text in (r"\sigma", "12:30", "a=b", "C++", "x^2", r"\(z\)", "$z$", "{{c1"):
        parsed = parse(text)
        assert not parsed.faults, text
        assert parse(to_text(parsed.query)) == parsed
    assert to_text(parse(r"\\ \" \* \_ \-").query) == r'\\ \" \* \_ "-"'


def test_a_query_beyond_all_measure_is_refused_quickly() -> None:
    assert parse("(" * 9000).faults[0].start >= 0
    assert len(parse("-" * 9000 + "a").faults) == 0
    assert parse("a " * LONGEST).query == Everything()
    assert parse("a " * LONGEST).faults
