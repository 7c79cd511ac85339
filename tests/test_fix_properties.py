"""Laws of `check --fix` over random decks: it mends, and leaves everything else as it was."""

from __future__ import annotations

from decks_makers import read
from fix_makers import Written, damaged_files, files
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_decks_properties import spoiled_decks

from quizlr.authoring.fix.diff import lines_of, unified
from quizlr.authoring.fix.fixing import Fix, fix
from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.decks.provisional import provisional_id
from quizlr.model import Deck, Problem, Severity

MANY = settings(
    max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def fixed(text: str) -> Fix:
    return fix(text, "sample.yaml", NOTE_TYPES, KNOWN_UNSERVED)


def deck_of(text: str) -> Deck:
    deck, problems = read(text)
    assert deck is not None, [str(problem) for problem in problems]
    return deck


@MANY
@given(files())
def test_every_note_is_read_as_it_was_meant_under_the_id_it_had(
    made: tuple[str, list[Written]],
) -> None:
    text, notes = made
    deck, problems = read(fixed(text).after)
    assert [str(p) for p in problems if p.severity == "error"] == []
    assert deck is not None
    wanted = [(n.id or provisional_id("basic", n.front), n.front, n.back) for n in notes]
    assert [(n.id, n.front, n.back) for n in deck.notes] == wanted
    assert not any(note.is_provisional for note in deck.notes)


@MANY
@given(files())
def test_what_was_served_is_served_as_before(made: tuple[str, list[Written]]) -> None:
    text, notes = made
    before, after = deck_of(text), deck_of(fixed(text).after)
    assert len(before.notes) >= sum(note.is_served for note in notes)
    now = {note.id: note for note in after.notes}
    for note in before.notes:
        same = now[note.id]
        assert (same.front, same.back, same.content) == (note.front, note.back, note.content)


@MANY
@given(files())
def test_a_second_run_changes_nothing(made: tuple[str, list[Written]]) -> None:
    text, _ = made
    once = fixed(text).after
    assert fixed(once).edits == ()


@MANY
@given(files())
def test_only_lines_that_are_wrong_are_touched(made: tuple[str, list[Written]]) -> None:
    text, notes = made
    wrong = {line for note in notes for line in note.wrong}
    diff = unified(text, fixed(text).edits, "a.yaml")
    taken = [line[1:] for line in diff[2:] if line.startswith("-")]
    assert set(taken) <= wrong
    texts = [text for note in notes for text in (note.front, note.back)]
    lines_in_blocks = sum(text.count("\n") + 1 for text in texts if "\n" in text)
    added = sum(line.startswith("+") for line in diff[2:])
    assert added - len(taken) <= sum(note.id is None for note in notes) + lines_in_blocks


@MANY
@given(files())
def test_line_ends_and_the_mark_stay(made: tuple[str, list[Written]]) -> None:
    text, _ = made
    after = fixed(text).after
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    ends = {line[len(line.rstrip("\r\n")) :] for line in lines_of(text)[:-1]}
    assert {line[len(line.rstrip("\r\n")) :] for line in lines_of(after)[:-1]} <= ends
    assert text.endswith("\n") == after.endswith("\n") or "\n" in after[-60:]


@MANY
@given(files())
def test_the_diff_leads_from_the_one_to_the_other(made: tuple[str, list[Written]]) -> None:
    text, _ = made
    found = fixed(text)
    assert patched(text, unified(text, found.edits, "a.yaml")) == [
        line.rstrip("\r\n") for line in lines_of(found.after)
    ]


@MANY
@given(damaged_files() | spoiled_decks() | st.text(max_size=200))
def test_whatever_a_file_holds_nothing_that_is_served_changes_and_no_error_is_added(
    text: str,
) -> None:
    found = fixed(text)
    (before, old), (after, new) = read(text), read(found.after)
    assert errors(new) <= errors(old)
    served = {} if after is None else {note.id: (note.front, note.back) for note in after.notes}
    for note in before.notes if before else ():
        assert served[note.id] == (note.front, note.back)
    assert fixed(found.after).edits == ()


def errors(problems: list[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)


def patched(text: str, diff: tuple[str, ...]) -> list[str]:
    """The lines of a text after a unified diff, as a patch program reads it."""
    old = [line.rstrip("\r\n") for line in lines_of(text)]
    new: list[str] = []
    at = 0
    for line in diff[2:]:
        sign, rest = line[0], line[1:]
        if sign == "@":
            start = int(line.split()[1][1:].split(",")[0])
            size = int(line.split()[1].split(",")[1])
            start = start - 1 if size else start
            new += old[at:start]
            at = start
        elif sign == "+":
            new.append(rest)
        elif sign in " -":
            assert old[at] == rest
            at += 1
            new += [rest] if sign == " " else []
    return new + old[at:]
