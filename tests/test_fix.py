"""`check --fix`, case by case: what it writes, what it leaves alone, and how it asks."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from authoring_makers import HEAD, deck_of, write
from decks_makers import read
from ptydrive import Terminal
from store_makers import START_MS, review

from quizlr.authoring.fix.diff import unified
from quizlr.authoring.fix.edits import Edit, Source, applied, rebased
from quizlr.authoring.fix.fixing import fix
from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.cli import main
from quizlr.collection import Collection, Home
from quizlr.decks.provisional import provisional_id
from quizlr.library.folder import bundled_folder
from quizlr.model import CardId

ID = provisional_id("basic", "A?")


def fixed(text: str) -> str:
    """The notes of a deck, mended."""
    deck = deck_of(text)
    return fix(deck, "my-deck.yaml", NOTE_TYPES, KNOWN_UNSERVED).after.removeprefix(HEAD)


# -- ids


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- front: A?\n  back: A.", "- id: {}\n  front: A?\n  back: A."),
        ("  -   front: A?\n      back: A.", "  -   id: {}\n      front: A?\n      back: A."),
        ("- # one\n   front: A?\n   back: A.", "- # one\n   id: {}\n   front: A?\n   back: A."),
        ("-\n   front: A?\n   back: A.", "-\n   id: {}\n   front: A?\n   back: A."),
        ("- {front: A?, back: A.}", "- {{id: {}, front: A?, back: A.}}"),
        ("- { # x\n   front: A?, back: A. }", "- {{ # x\n   id: {}, front: A?, back: A. }}"),
        ('- {"front": "A?", "back": "A."}', '- {{"id": "{}", "front": "A?", "back": "A."}}'),
        ("- id:\n  front: A?\n  back: A.", "- id: {}\n  front: A?\n  back: A."),
        ("- id:   # none\n  front: A?\n  back: A.", "- id: {}   # none\n  front: A?\n  back: A."),
        ("- {front: A?, id: , back: A.}", "- {{front: A?, id: {} , back: A.}}"),
        ("- {front: A?, id, back: A.}", "- {{front: A?, id: {}, back: A.}}"),
        ("- ? front\n  : A?\n  ? back\n  : A.", "- ? front\n  : A?\n  ? back\n  : A."),
    ],
)
def test_the_id_that_is_used_now_is_written_first(before: str, after: str) -> None:
    made = after.format(ID) if ID and "{}" in after else after
    assert fixed(f"{before}\n") == f"{made}\n\n"


def test_each_note_keeps_the_history_that_it_has_under_its_provisional_id() -> None:
    text = deck_of("- front: A?\n  back: A.\n- {type: cloze, front: 'The {{c1::gap}}'}\n")
    before, _ = read(text)
    after, problems = read(fix(text, "a.yaml", NOTE_TYPES, KNOWN_UNSERVED).after)
    assert problems == []
    assert before is not None
    assert after is not None
    assert [note.id for note in after.notes] == [note.id for note in before.notes]
    assert [note.is_provisional for note in after.notes] == [False, False]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("quizlr: 1\ntitle: T\nnotes: []\n", "quizlr: 1\nid: my-deck\ntitle: T\nnotes: []\n"),
        ("title: T\nquizlr: 1", "title: T\nquizlr: 1"),
        ("# T\n\ntitle: T\nnotes: []\n", "# T\n\nid: my-deck\ntitle: T\nnotes: []\n"),
        ("quizlr: 1\nid: # soon\nnotes: []\n", "quizlr: 1\nid: my-deck # soon\nnotes: []\n"),
        ("{quizlr: 1, notes: []}\n", "{id: my-deck, quizlr: 1, notes: []}\n"),
    ],
)
def test_the_id_of_the_deck_is_written_too(before: str, after: str) -> None:
    assert fix(before, "d/my-deck.yaml", NOTE_TYPES, KNOWN_UNSERVED).after == after


def test_a_second_note_of_the_same_words_gets_no_id() -> None:
    once = "- front: A?\n  back: A.\n- front: A?\n  back: B.\n"
    assert fixed(once).count("id: ") == 1


# -- quotes


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (r'"What is $\bar x$?"', r"'What is $\bar x$?'"),
        (r'"It' "'" r's $\sigma$"', r"'It''s $\sigma$'"),
        (r'"\"$\nabla J$\""', "'\"$\\nabla J$\"'"),
        (r'"$\\alpha$ and $\beta$"', r"'$\alpha$ and $\beta$'"),
        (r'"$\{a \\ b\}$"', r"'$\{a \\ b\}$'"),
        (r'"One\n$\frac{1}{2}$"', "|-\n    One\n    $\\frac{1}{2}$"),
        (r'"One\n\n$\frac{1}{2}$\n" # so', "| # so\n    One\n\n    $\\frac{1}{2}$"),
        (r'"\theta\t1"', '"\\\\theta\\t1"'),
        (r'"\u00e9\n\bar"', "|-\n    é\n    \\bar"),
        (r'" \n\bar"', r'" \n\\bar"'),
        (r'"\u00e9 \bar"', r'"\u00e9 \\bar"'),
    ],
)
def test_latex_in_double_quotes_is_written_so_that_a_backslash_stays(
    before: str, after: str
) -> None:
    note = "- id: a\n  front: A?\n  back: {}\n"
    assert fixed(note.format(before)) == note.format(after) + "\n"


@pytest.mark.parametrize(
    "source",
    [
        r'"plain"',
        r'"$\\alpha$"',
        r'"one\ntwo"',
        r'"\u00e9"',
        r'"$\\b \bar x$"',  # the end of a line before b, or the command of one letter
        r"'$\bar x$'",
    ],
)
def test_what_is_right_or_not_clear_stays(source: str) -> None:
    note = f"- id: a\n  front: A?\n  back: {source}\n"
    assert fixed(note) == f"{note}\n"


def test_in_braces_a_line_break_stays_an_escape() -> None:
    note = '- {{id: a, front: A?, back: "One\\n{}bar"}}\n'
    assert fixed(note.format("\\")) == note.format("\\\\") + "\n"


def test_what_follows_a_text_is_not_drawn_into_it() -> None:
    note = '- id: a\n  front: "One\\n$\\bar x$"\n      # far right\n  back: A.\n'
    assert "One\\n$\\\\bar x$" in fixed(note)


def test_a_text_over_lines_keeps_its_lines() -> None:
    note = '- id: a\n  front: "What is\n    $\\bar x$?"\n  back: A.\n'
    assert fixed(note) == note.replace('"', "'") + "\n"


# -- columns


def test_lines_that_slipped_to_the_left_are_moved_under_the_others() -> None:
    text = "- id: a\n  front: |\n      One\n      two\n    three\n     four\n  back: A.\n"
    mended = "- id: a\n  front: |\n      One\n      two\n      three\n       four\n  back: A.\n"
    assert fixed(text) == f"{mended}\n"


def test_words_left_of_their_key_are_moved_into_the_text() -> None:
    text = "  - id: a\n    back: |\n      One\n   and on.\n    front: A?\n"
    assert fixed(text) == text.replace("   and", "      and") + "\n"


def test_where_the_first_line_went_too_far_the_column_is_written() -> None:
    text = "- id: a\n  front: |- # so\n      One\n    two\n    three\n  back: A.\n"
    assert fixed(text) == text.replace("|-", "|2-") + "\n"


def test_a_list_of_texts_is_mended_too() -> None:
    text = "- id: a\n  front: A?\n  back: A.\n  hints:\n    - |\n      One\n      two\n     three\n"
    assert fixed(text) == text.replace("     three", "      three") + "\n"


def test_what_looks_like_a_field_is_not_moved() -> None:
    text = "- id: a\n  front: |\n      One\n    note: two\n  back: A.\n"
    assert fixed(text) == f"{text}\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: a\n\tfront: A?\n\tback: A.\n", "- id: a\n  front: A?\n  back: A.\n"),
        ("  - id: a\n\tfront: A?\n    back: A.\n", "  - id: a\n    front: A?\n    back: A.\n"),
        (
            "- id: a\n  front: |\n\tOne\n\ttwo\n  back: A.\n",
            "- id: a\n  front: |\n    One\n    two\n  back: A.\n",
        ),
    ],
)
def test_tabs_are_spaces_where_that_makes_a_sound_note(before: str, after: str) -> None:
    assert fixed(before) == f"{after}\n"


def test_several_things_in_one_note_are_mended_at_once() -> None:
    text = '- front: "$\\sigma$"\n  back: |\n      One\n      two\n     "$\\bar x$"\n'
    made = fixed(text)
    assert made.startswith("- id: p-")
    assert "  front: '$\\sigma$'\n" in made
    assert made.endswith('      two\n      "$\\bar x$"\n\n')


# -- what is left alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        "just words",
        "quizlr: 9\nnotes: [{front: A?, back: A.}]\n",
        "quizlr: 1\nid: a\nnotes:\n- front: A?\n<<<<<<< o\n  back: A.\n=======\n>>>>>>> t\n",
    ],
)
def test_a_file_that_is_no_deck_or_torn_is_left_alone(text: str) -> None:
    assert fix(text, "a.yaml", NOTE_TYPES, KNOWN_UNSERVED).edits == ()


def test_the_decks_that_ship_have_nothing_to_mend() -> None:
    folder = bundled_folder()
    assert folder is not None
    for path in folder.glob("*.yaml"):
        text = path.read_bytes().decode()
        assert fix(text, path.name, NOTE_TYPES, KNOWN_UNSERVED).edits == ()


# -- edits


def test_new_lines_end_as_those_around_them() -> None:
    source = Source("\ufeffone\r\ntwo\nthree", "a.yaml")
    edits = [Edit(0, 0, "a\n", ""), Edit(4, 7, "b\nc", ""), Edit(8, 8, "d\n", "")]
    assert applied(source.text, map(source.own, edits)) == "\ufeffa\r\none\r\nb\nc\nd\r\nthree"


def test_edits_of_an_edited_text_are_edits_of_the_first() -> None:
    text = "one two three"
    earlier = [Edit(0, 3, "1", ""), Edit(8, 8, "and ", "")]
    once = applied(text, earlier)
    later = [
        Edit(once.index("three"), len(once), "3", ""),
        Edit(once.index("nd"), len(once), "", ""),
    ]
    assert applied(text, [*earlier, *rebased(later, earlier)]) == "1 two and 3"


def test_a_diff_says_where_a_file_has_no_last_line_end() -> None:
    assert unified("one\ntwo", [Edit(4, 7, "2", "")], "a.yaml") == (
        "--- a.yaml",
        "+++ a.yaml",
        "@@ -1,2 +1,2 @@",
        " one",
        "-two",
        "\\ No newline at end of file",
        "+2",
        "\\ No newline at end of file",
    )


def test_changes_far_apart_are_hunks_of_their_own() -> None:
    text = "".join(f"{number}\n" for number in range(30))
    edits = [
        Edit(text.index(f"\n{n}\n") + 1, text.index(f"\n{n}\n") + 1, "x", "") for n in (5, 10, 25)
    ]
    heads = [line for line in unified(text, edits, "a.yaml") if line.startswith("@@")]
    assert heads == ["@@ -3,12 +3,12 @@", "@@ -23,7 +23,7 @@"]
    assert unified(text, [], "a.yaml") == ()


# -- the command


WRONG = f'{HEAD}- front: "$\\bar x$?"  # so\n  back: A.\r\n'
RIGHT = "'$\\bar x$?'  # so\n  back: A.\r\n"


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("QUIZLR_HOME", str(tmp_path / "home"))
    path = tmp_path / "my-deck.yaml"
    path.write_bytes(WRONG.encode())
    return path


def test_diff_only_shows(deck: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--fix", "--diff", str(deck)]) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[:2] == [f"--- {deck}", f"+++ {deck}"]
    assert '-- front: "$\\bar x$?"  # so' in said
    assert deck.read_bytes() == WRONG.encode()


def test_with_yes_it_is_written_and_checked_again(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck.chmod(0o640)
    link = deck.with_name("link.yaml")
    link.symlink_to(deck)
    assert main(["check", "--fix", "--yes", "--no-proofs", str(link)]) == 0
    assert deck.read_bytes().decode().endswith(RIGHT)
    assert deck.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(path.name for path in deck.parent.glob("*.yaml")) == ["link.yaml", "my-deck.yaml"]
    said = capsys.readouterr().out
    assert "Mended 1 file." in said
    assert said.endswith("1 deck, 1 note: no problems.\n")
    assert main(["check", "--fix", "--diff", str(deck)]) == 0
    assert capsys.readouterr().out == "Nothing to mend.\n"


def test_without_a_terminal_nothing_is_written_without_yes(
    deck: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("y\n"))
    assert main(["check", "--fix", str(deck)]) == 2
    assert deck.read_bytes() == WRONG.encode()
    assert "--yes" in capsys.readouterr().err


@pytest.mark.parametrize("answer", ["y", "n", ""])
def test_on_a_terminal_it_asks_and_no_is_the_default(deck: Path, answer: str) -> None:
    command = [sys.executable, "-m", "quizlr", "check", "--fix", "--no-proofs", str(deck)]
    with Terminal(command) as terminal:
        terminal.wait_for("Write these changes to 1 file? [y/N]")
        terminal.send(f"{answer}\n")
        code = terminal.wait_for_exit()
    is_written = deck.read_bytes() != WRONG.encode()
    assert (is_written, code) == (answer == "y", 0 if answer == "y" else 1)


def test_a_program_reads_the_problems_and_not_the_diff(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--fix", "--yes", "--no-proofs", "--format", "json", str(deck)]) == 0
    captured = capsys.readouterr()
    assert json.loads(captured.out) == []
    assert captured.err.startswith("--- ")


def test_without_a_path_the_learners_decks_are_mended_and_no_other(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = deck.parent / "home" / "decks" / "own.yaml"
    own.parent.mkdir(parents=True)
    own.write_bytes(WRONG.encode())
    assert main(["check", "--fix", "--yes", "--no-proofs"]) == 0
    assert own.read_bytes() != WRONG.encode()
    assert deck.read_bytes() == WRONG.encode()


def test_a_check_says_when_something_can_be_mended(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--no-proofs", str(deck)]) == 1
    assert capsys.readouterr().out.endswith("can be mended: quizlr check --fix shows how.\n")


def test_a_file_in_another_encoding_is_told_and_left(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deck.write_bytes("quizlr: 1\ntitle: é\n".encode("latin-1"))
    assert main(["check", "--fix", "--yes", str(deck)]) == 1
    assert "not-utf-8" in capsys.readouterr().out


def test_nothing_hostile_reaches_the_terminal_and_its_bytes_stay(
    deck: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = deck.with_name("evil\x1b]0;owned\x07.yaml")
    evil.write_bytes(WRONG.replace("# so", "# \x1b[31m\u202e").encode())
    assert main(["check", "--fix", "--yes", "--no-proofs", str(evil)]) == 1
    said = capsys.readouterr().out
    assert "control-character" in said
    assert not [char for char in said if char in "\x1b\x07\u202e"]
    assert evil.read_bytes().decode().endswith(RIGHT.replace("# so", "# \x1b[31m\u202e"))


def test_a_note_whose_id_was_written_says_the_same() -> None:
    text = deck_of("- front: A?\n  back: A.\n")
    before, _ = read(text)
    after, _ = read(fix(text, "a.yaml", NOTE_TYPES, KNOWN_UNSERVED).after)
    assert before is not None
    assert after is not None
    assert before.notes[0].says_same(after.notes[0])


def test_history_stays_with_the_note_when_its_id_is_written(deck: Path) -> None:
    own = write(deck.parent / "home" / "decks", "- front: A?\n  back: A.\n", "own.yaml")
    card_id = CardId(f"examples/{ID}")
    collection = Collection.open(Home(deck.parent / "home"))
    collection.record(review(card_id, START_MS))
    collection.close()
    assert main(["check", "--fix", "--yes", "--no-proofs"]) == 0
    assert f"id: {ID}" in own.read_text(encoding="utf-8")
    collection = Collection.open(Home(deck.parent / "home"), is_read_only=True)
    card = collection.card(card_id)
    assert card is not None
    assert not card.note.is_provisional
    assert len(collection.store.history(card_id)) == 1
    assert collection.orphans() == ()
    collection.close()


@pytest.mark.parametrize("words", [["--diff"], ["--yes"], ["--watch", "--format", "json"]])
def test_options_that_do_not_fit_are_wrong_usage(words: list[str], deck: Path) -> None:
    assert main(["check", *words, str(deck)]) == 2
    with pytest.raises(SystemExit) as stop:
        main(["check", "--fix", "--watch", str(deck)])
    assert stop.value.code == 2
