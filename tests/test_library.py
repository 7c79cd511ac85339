"""The library: which files are decks, what they make together, and what an edit does."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.errors import ReadOnlyError
from quizlr.library import Library, bundled_folder, load, reload
from quizlr.library.editing import copy_for_editing, find_note_line
from quizlr.model import Severity


def deck_text(deck_id: str, *notes: str, head: str = "") -> str:
    """A deck of basic notes with these ids."""
    lines = "".join(
        f"  - id: {note}\n    front: What is {note}?\n    back: It.\n" for note in notes
    )
    return f"quizlr: 1\nid: {deck_id}\ntitle: About {deck_id}\n{head}notes:\n{lines or '  []'}\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def read(home: Path | None, *extra: Path, bundled: Path | None = None) -> Library:
    return load(home, extra, types=NOTE_TYPES, known_unserved=KNOWN_UNSERVED, bundled=bundled)


def reread(library: Library, path: Path) -> Library:
    return reload(library, [path], types=NOTE_TYPES, known_unserved=KNOWN_UNSERVED)


def served(library: Library) -> dict[str, list[str]]:
    return {deck.id: [note.id for note in deck.notes] for deck in library.decks}


def rules(library: Library) -> list[str]:
    return [problem.rule for problem in library.problems]


def test_decks_are_found_in_folders_and_hidden_ones_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, "b.yaml", deck_text("b", "x"))
    write(tmp_path, "deep/er/a.YML", deck_text("a", "x"))
    write(tmp_path, ".git/c.yaml", deck_text("c", "x"))
    write(tmp_path, ".draft.yaml", deck_text("d", "x"))
    write(tmp_path, "README.md", "# Not a deck")
    library = read(tmp_path)
    assert served(library) == {"b": ["x"], "a": ["x"]}
    assert library.problems == ()


def test_a_folder_that_does_not_exist_yet_is_empty(tmp_path: Path) -> None:
    assert read(tmp_path / "decks").decks == ()


def test_links_that_go_round_in_a_circle_are_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", deck_text("a", "x"))
    (tmp_path / "again").symlink_to(tmp_path)
    (tmp_path / "same.yaml").symlink_to(tmp_path / "a.yaml")
    (tmp_path / "self.yaml").symlink_to(tmp_path / "self.yaml")
    library = read(tmp_path)
    assert served(library) == {"a": ["x"]}
    assert rules(library) == ["unreadable"]


def test_what_is_no_readable_file_is_a_problem_and_nothing_waits(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    (tmp_path / "folder.yaml").mkdir()
    write(tmp_path, "a.yaml", deck_text("a", "x"))
    library = read(tmp_path, tmp_path / "missing.yaml")
    assert served(library) == {"a": ["x"]}
    assert rules(library) == ["unreadable", "unreadable"]


def test_paths_outside_the_home_are_read_whatever_they_are_called(tmp_path: Path) -> None:
    home, other = tmp_path / "home", tmp_path / "other"
    write(home, "a.yaml", deck_text("a", "x"))
    text = write(other, "deck.txt", deck_text("b", "x"))
    folder = write(other, "more/c.yaml", deck_text("c", "x")).parent
    assert list(served(read(home, text, folder, home / "a.yaml"))) == ["a", "b", "c"]


def test_a_learners_deck_shadows_the_bundled_one_with_its_problems(tmp_path: Path) -> None:
    home, bundled = tmp_path / "home", tmp_path / "bundled"
    write(home, "mine.yaml", deck_text("sigmoid", "mine"))
    write(bundled, "sigmoid.yaml", deck_text("sigmoid", "theirs", "theirs"))
    write(bundled, "cost.yaml", deck_text("cost", "x"))
    library = read(home, bundled=bundled)
    assert served(library) == {"sigmoid": ["mine"], "cost": ["x"]}
    assert {deck.id: deck.is_bundled for deck in library.decks} == {"sigmoid": False, "cost": True}
    assert library.problems == ()


def test_files_of_one_deck_are_put_together(tmp_path: Path) -> None:
    write(tmp_path, "1.yaml", deck_text("a", "x", head="tags: [one]\nsources: {s: First}\n"))
    write(tmp_path, "2.yaml", deck_text("a", "y", head="tags: [two]\nretention: 0.8\n"))
    library = read(tmp_path)
    assert served(library) == {"a": ["x", "y"]}
    (deck,) = library.decks
    assert deck.tags == ("one", "two")
    assert deck.desired_retention == 0.8
    assert list(deck.sources) == ["s"]
    assert library.problems == ()


def test_of_a_note_id_in_two_files_the_second_is_left_out_and_both_are_named(
    tmp_path: Path,
) -> None:
    first = write(tmp_path, "1.yaml", deck_text("a", "x", "y"))
    second = write(tmp_path, "2.yaml", deck_text("a", "z", "x"))
    library = read(tmp_path)
    assert served(library) == {"a": ["x", "y", "z"]}
    (problem,) = library.problems
    assert (problem.rule, problem.place.file, problem.place.line) == (
        "duplicate-id",
        str(second),
        8,
    )
    assert f"{first}:5:5" in problem.message


def test_a_copied_file_is_one_problem_not_one_for_each_note(tmp_path: Path) -> None:
    write(tmp_path, "1.yaml", deck_text("a", "x", "y", "z"))
    write(tmp_path, "2.yaml", deck_text("a", "x", "y", "z"))
    library = read(tmp_path)
    assert served(library) == {"a": ["x", "y", "z"]}
    assert rules(library) == ["duplicate-deck"]


def test_requiring_a_deck_that_is_not_there_is_a_warning_with_the_nearest(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", deck_text("a", "x", head="requires: [sigmoids]\n"))
    write(tmp_path, "b.yaml", deck_text("sigmoid", "x"))
    (problem,) = read(tmp_path).problems
    assert (problem.rule, problem.severity) == ("unknown-deck", Severity.WARNING)
    assert (problem.place.line, problem.path) == (4, "requires")
    assert "`sigmoid`" in problem.message


def test_of_many_decks_that_could_be_meant_a_dozen_is_named(tmp_path: Path) -> None:
    for number in range(30):
        write(tmp_path, f"{number}.yaml", deck_text(f"d{number}", f"n{number}"))
    write(tmp_path, "a.yaml", deck_text("a", "x", head="requires: [photosynthesis]\n"))
    (problem,) = read(tmp_path).problems
    named = problem.message.partition("Known here: ")[2].split(", ")
    assert (len(named), named[-1]) == (13, "….")


def test_decks_that_wait_for_each_other_are_reported(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", deck_text("a", "x", head="requires: [b]\n"))
    write(tmp_path, "b.yaml", deck_text("b", "x", head="requires: [a]\n"))
    assert rules(read(tmp_path)) == ["requires-circle", "requires-circle"]


def test_reading_again_takes_the_new_text_of_that_file_only(tmp_path: Path) -> None:
    a = write(tmp_path, "a.yaml", deck_text("a", "x"))
    b = write(tmp_path, "b.yaml", deck_text("b", "x"))
    library = read(tmp_path)
    write(tmp_path, "a.yaml", deck_text("a", "x", "new"))
    write(tmp_path, "b.yaml", deck_text("b", "not-yet"))
    again = reread(library, a)
    assert served(again) == {"a": ["x", "new"], "b": ["x"]}
    assert served(reread(again, b)) == {"a": ["x", "new"], "b": ["not-yet"]}


def test_a_note_taken_out_in_peace_is_gone(tmp_path: Path) -> None:
    a = write(tmp_path, "a.yaml", deck_text("a", "x", "y"))
    library = read(tmp_path)
    write(tmp_path, "a.yaml", deck_text("a", "y"))
    assert served(reread(library, a)) == {"a": ["y"]}


def test_a_broken_edit_keeps_the_note_as_it_was_until_it_is_mended(tmp_path: Path) -> None:
    a = write(tmp_path, "a.yaml", deck_text("a", "x", "y"))
    library = read(tmp_path)
    write(tmp_path, "a.yaml", deck_text("a", "x", "y").replace("What is x?", "x: broken"))
    broken = reread(library, a)
    assert sorted(served(broken)["a"]) == ["x", "y"]
    assert sorted(rules(broken)) == ["colon-mapping", "kept-last-good"]
    write(tmp_path, "a.yaml", deck_text("a", "x", "y"))
    mended = reread(broken, a)
    assert served(mended) == {"a": ["x", "y"]}
    assert mended.problems == ()


@pytest.mark.parametrize("spoil", ["", "quizlr: 9\n", "id: Not An Id\nnotes: []\n", "[[[", None])
def test_a_file_that_is_spoiled_or_gone_keeps_its_deck(tmp_path: Path, spoil: str | None) -> None:
    a = write(tmp_path, "a.yaml", deck_text("a", "x"))
    library = read(tmp_path)
    if spoil is None:
        a.unlink()
    else:
        write(tmp_path, "a.yaml", spoil)
    again = reread(library, a)
    assert served(again) == {"a": ["x"]}
    assert "kept-last-good" in rules(again)


def test_what_a_broken_edit_keeps_stays_in_its_place(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", deck_text("a", "v", "w", "x", "y", "z"))
    library = read(tmp_path)
    broken = deck_text("a", "new", "w", "y", "z").replace("    back: It.", "    bakc: It.", 3)
    assert served(reread(library, write(tmp_path, "a.yaml", broken))) == {
        "a": ["v", "w", "x", "y", "z"]
    }


def test_a_bundled_deck_is_copied_and_then_shadows(tmp_path: Path) -> None:
    home, bundled = tmp_path / "home", tmp_path / "bundled"
    original = write(bundled, "a.yaml", deck_text("a", "x"))
    library = read(home, bundled=bundled)
    copy = copy_for_editing(library.decks[0], home)
    assert copy.read_bytes() == original.read_bytes()
    assert [path.name for path in home.iterdir()] == ["a.yaml"]
    assert copy_for_editing(library.decks[0], home) == copy
    copy.write_text(deck_text("a", "x", "mine"), encoding="utf-8")
    again = reread(library, copy)
    assert served(again) == {"a": ["x", "mine"]}
    assert not again.decks[0].is_bundled


def test_copying_never_overwrites_what_the_learner_has(tmp_path: Path) -> None:
    home, bundled = tmp_path / "home", tmp_path / "bundled"
    write(bundled, "a.yaml", deck_text("a", "x"))
    mine = write(home, "a.yaml", deck_text("something-else", "y"))
    library = read(home, bundled=bundled)
    (deck,) = (deck for deck in library.decks if deck.is_bundled)
    copy = copy_for_editing(deck, home)
    assert copy.name == "a-2.yaml"
    assert mine.read_text(encoding="utf-8") == deck_text("something-else", "y")


def test_a_copy_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    bundled = tmp_path / "bundled"
    write(bundled, "a.yaml", deck_text("a", "x"))
    (tmp_path / "home").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(ReadOnlyError, match="Nothing can be saved"):
        copy_for_editing(read(None, bundled=bundled).decks[0], tmp_path / "home")


def test_the_line_of_a_note_is_found_in_the_file_as_it_is_now(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "a.yaml",
        "quizlr: 1\nid: x\nnotes:\n  - id: first\n    items:\n      - id: x\n        text: T\n"
        "  - front: Later?\n    id: 'x'  # named late\n",
    )
    assert find_note_line(path, "first") == 4
    assert find_note_line(path, "x") == 8
    assert find_note_line(path, "absent") is None
    assert find_note_line(tmp_path / "missing.yaml", "x") is None


def test_the_decks_that_ship_are_found_and_clean() -> None:
    library = read(None, bundled=bundled_folder())
    assert len(library.decks) >= 4
    assert all(deck.is_bundled for deck in library.decks)
    assert [str(problem) for problem in library.problems] == []
