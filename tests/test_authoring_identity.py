"""Which note a history belongs to: likeness as a law, and what is sure, open or nobody's."""

from __future__ import annotations

import random
from typing import Any

import pytest
from decks_makers import read_deck
from hypothesis import given
from hypothesis import strategies as st

from quizlr.authoring.identity import (
    LEAST_LIKENESS,
    Match,
    NoteText,
    changed_words,
    from_json,
    matches,
    text_of,
    to_json,
)
from quizlr.authoring.likeness import Joined, join, likeness, share, words_in
from quizlr.decks.provisional import provisional_id

words = st.sampled_from(
    ["loss", "log", "sigmoid", "the", "of", "what", "is", "0.5", "$", "é", "損"]
)
texts = st.lists(words, max_size=12).map(" ".join)
sides = st.tuples(texts.map(words_in), texts.map(words_in))


def text(key: str, front: str, back: str = "", **more: Any) -> NoteText:
    """A text whose digest is made of its words."""
    values: dict[str, Any] = {"type": "basic", "digest": f"{front}|{back}", **more}
    return NoteText(key=key, front=front, back=back, **values)


def pairs(found: tuple[Match, ...]) -> list[tuple[str, str]]:
    return [(match.old.key, match.new.key) for match in found]


# -- likeness


@given(sides, sides)
def test_likeness_is_a_share_the_same_both_ways_and_1_for_the_same(
    one: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]
) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
    assert likeness(one, one) == (1 if one[0] or one[1] else 0)


@given(st.lists(sides, max_size=8), st.lists(sides, max_size=8), st.floats(0.05, 1))
def test_the_join_finds_what_comparing_all_with_all_finds(
    lefts: list[tuple[frozenset[str], frozenset[str]]],
    rights: list[tuple[frozenset[str], frozenset[str]]],
    least: float,
) -> None:
    expected = [
        Joined(a, b, likeness(left, right))
        for a, left in enumerate(lefts)
        for b, right in enumerate(rights)
        if likeness(left, right) >= least
    ]
    assert join(lefts, rights, least) == expected


def test_case_and_spaces_do_not_count_and_signs_do() -> None:
    assert words_in("What is  LOG loss?") == words_in("what is log\nloss?")
    assert share(words_in(r"$\sigma(z)$"), words_in(r"$\sigma(-z)$")) < 1
    assert share(words_in("損失関数とは"), words_in("損失関数は")) > 0.5


def test_each_of_many_edited_notes_is_found_among_many() -> None:
    rng = random.Random(7)
    vocabulary = [f"w{number}" for number in range(3000)]

    def said(count: int) -> str:
        return " ".join(rng.choices(vocabulary, k=count))

    notes = [text(f"a/{n}", said(9), said(20)) for n in range(1500)]
    others = [
        text(f"b/{n}", note.front.replace(" ", " so ", 1), note.back)
        for n, note in enumerate(notes)
    ]
    found = matches(notes, others)
    assert len(found) == 1500
    assert all(match.old.key[2:] == match.new.key[2:] for match in found)


# -- what is sure


def test_the_same_words_once_on_either_side_are_sure() -> None:
    (match,) = matches([text("a/x", "Q?", "A")], [text("b/y", "Q?", "A"), text("b/z", "R?", "B")])
    assert (match.old.key, match.new.key) == ("a/x", "b/y")
    assert match.is_sure


def test_the_same_words_twice_are_not_sure() -> None:
    old = text("a/x", "Q?", "A")
    twice = matches([old], [text("b/y", "Q?", "A"), text("c/y", "Q?", "A")])
    assert len(twice) == 2
    assert not any(match.is_sure for match in twice)
    from_two = matches([old, text("a/y", "Q?", "A")], [text("b/y", "Q?", "A")])
    assert len(from_two) == 2
    assert not any(match.is_sure for match in from_two)


def test_words_that_differ_are_never_sure() -> None:
    (match,) = matches(
        [text("a/x", "What is the log loss?", "Minus the log of p.")],
        [text("a/y", "What is log loss?", "Minus the log of p.")],
    )
    assert LEAST_LIKENESS <= match.likeness < 1
    assert not match.is_sure
    assert match.rivals == 0


def test_a_note_whose_id_was_written_goes_on_with_what_it_had_without_one() -> None:
    front = "What is  the log loss?"
    key = f"a/{provisional_id('basic', front)}"
    unknown = NoteText(key=key, type="", front="", digest="")
    new = text("a/log-loss", front, "Minus the log of p, edited.", provisional=key)
    (match,) = matches([unknown], [new])
    assert match.is_sure
    (first, second) = matches([unknown], [new, text("a/again", front, "B", provisional=key)])
    assert not first.is_sure
    assert not second.is_sure


def test_what_is_not_known_is_like_nothing() -> None:
    unknown = NoteText(key="a/x", type="", front="", digest="")
    assert matches([unknown], [text("a/y", "", "")]) == ()


def test_a_pair_that_was_set_apart_is_not_named_again_and_others_are() -> None:
    old = text("a/x", "What is the log loss of a row?", "Minus the log of p.")
    same = text("b/y", old.front, old.back)
    like = text("b/z", "What is the log loss of one row?", "Minus the log of p.")
    assert pairs(matches([old], [same, like])) == [("a/x", "b/y")]
    assert pairs(matches([old], [same, like], {("a/x", "b/y")})) == [("a/x", "b/z")]


def test_the_best_comes_first_and_what_is_about_as_good_is_counted() -> None:
    old = text("a/x", "one two three four five six", "seven eight nine ten")
    near = text("b/near", "one two three four five", "seven eight nine ten")
    also = text("b/also", "one two three four six", "seven eight nine ten")
    far = text("b/far", "one two three", "seven eight nine ten eleven twelve")
    found = matches([old], [far, also, near])
    assert pairs(found)[-1] == ("a/x", "b/far")
    assert [match.rivals for match in found] == [1, 1, 2]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            ("What is the derivative of tanh?", "1 - tanh^2"),
            ("What is the derivative of exp?", "exp"),
        ),
        (("Capital of France?", "Paris"), ("Capital of Italy?", "Rome")),
        (("Gini impurity", "1 - sum p^2"), ("Hinge loss", "max(0, 1 - tz)")),
    ],
)
def test_other_facts_in_the_same_mould_are_not_offered(
    old: tuple[str, str], new: tuple[str, str]
) -> None:
    assert matches([text("a/x", *old)], [text("a/y", *new)]) == ()


def test_the_words_that_changed_are_named() -> None:
    old = text("a/x", "What is the log loss of one row?", "Minus the log.", more="an option")
    new = text("a/y", "What is the log loss of a row?", "It is minus the log.", more="an option")
    assert changed_words(old, new) == (("one", "a"), ("Minus", "It is minus"))
    assert changed_words(old, old) == ()
    assert changed_words(text("a", "one two"), text("a", "one")) == (("two", ""),)


# -- texts


DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - {id: plain, front: Q?, back: A, reversed: no}
  - id: pick
    type: choice
    front: Which?
    options:
      - {text: this, correct: yes, why: so}
      - {text: that, why: not so}
  - id: gap
    type: cloze
    front: The {{c1::cat}} sat.
  - id: skill
    type: drill
    version: 1
    vars: {x: {grid: [1, 9, 1]}}
    front: Twice {{= x }}?
    answer: 2 * x
    tolerance: {abs: 0.01}
"""


def test_a_text_comes_back_from_the_log() -> None:
    for note in read_deck(DECK).notes:
        one = text_of("mine", note)
        again = from_json(one.key, to_json(one))
        assert again is not None
        assert (again.front, again.back, again.more) == (one.front, one.back, one.more)
        assert again.digest == one.digest


@pytest.mark.parametrize("kept", ["", "[]", "{}", "nonsense", '{"digest": 1, "front": []}', "null"])
def test_what_another_version_wrote_is_no_crash(kept: str) -> None:
    found = from_json("a/x", kept)
    assert found is None or found.key == "a/x"


def test_a_text_is_the_same_wherever_it_stands_and_another_when_a_word_changes() -> None:
    notes = read_deck(DECK).notes
    moved = read_deck(f"# a comment\n\n{DECK}").notes
    for note, other in zip(notes, moved, strict=True):
        assert text_of("mine", note).digest == text_of("theirs", other).digest
    edits = {"A,": "B,", "not so": "never", "cat": "dog", "2 * x": "x * 2", "[1, 9": "[2, 9"}
    edits["text: that,"] = "text: that, correct: yes,"
    for old, new in edits.items():
        changed = read_deck(DECK.replace(old, new)).notes
        both = zip(notes, changed, strict=True)
        differ = [text_of("m", a).digest != text_of("m", b).digest for a, b in both]
        assert sum(differ) == 1


def test_long_texts_are_cut_in_the_log_and_told_apart_by_their_ends() -> None:
    long = "word " * 2000
    head = "quizlr: 1\nid: mine\ntitle: Mine\nnotes:\n"
    one, other = (
        text_of("mine", read_deck(f"{head}  - {{id: x, front: {long}{end}, back: A}}\n").notes[0])
        for end in ("a", "b")
    )
    assert len(to_json(one)) < 3000
    assert one.digest != other.digest
