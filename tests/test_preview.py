"""Preview without a screen: what is named, what is shown, what a save does, the command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from quizlr.cli import main
from quizlr.collection import Collection, Home
from quizlr.collection.live import Watch
from quizlr.collection.previewing import Preview, Target, find_target, preview_paths
from quizlr.errors import UnknownDeckError, UnknownNoteError

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - id: plain
    front: Plain?
    back: Plain.
    hints: [Think.]
  - id: gap
    type: cloze
    front: The {{c1::cat}} sat on the {{c2::mat}}.
  - id: skill
    type: drill
    version: 1
    vars:
      x: {grid: [-200, 200, 0.5]}
    front: Twice {{= x }}?
    answer: 2 * x
    tolerance: {abs: 0.01}
  - id: word
    type: concept
    title: A word
    body: What it means.
"""
NAMES = ["mine/plain", "mine/gap#c1", "mine/gap#c2", "mine/skill", "mine/word"]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("QUIZLR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    monkeypatch.chdir(tmp_path)
    return Home(tmp_path / "home")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


@pytest.fixture
def collection(home: Home, file: Path) -> Iterator[Collection]:
    opened = Collection.open(home, paths=[file], is_read_only=True)
    yield opened
    opened.close()


def save(file: Path, text: str) -> None:
    """As an editor does: a new file in the place of the old one."""
    draft = file.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(file)


def reread(preview: Preview) -> bool:
    """What the app does when the preview is stale; twice, as a file is gone only then."""
    watch = Watch(preview.collection)
    is_stale = preview.is_stale()
    for _ in range(2):
        news = watch.look()
        assert is_stale or news is None
        if news is not None and watch.take(news):
            preview.take_up()
    return is_stale


def shown(preview: Preview) -> str | None:
    """The id of the card that is shown."""
    return preview.card.id if preview.card else None


def ids(preview: Preview) -> list[str]:
    return [card.id for card in preview.cards]


@pytest.mark.parametrize("name", ["mine", "mine.yaml", "./mine.yaml"])
def test_a_deck_is_named_by_its_id_or_by_its_file(collection: Collection, name: str) -> None:
    assert ids(Preview(collection, find_target(collection, name))) == NAMES


@pytest.mark.parametrize(
    ("name", "card_id"),
    [
        ("mine:gap", "mine/gap#c1"),
        ("mine.yaml:gap", "mine/gap#c1"),
        ("mine:gap#c2", "mine/gap#c2"),
        ("mine/gap#c2", "mine/gap#c2"),
        ("mine:word", "mine/word"),
    ],
)
def test_a_note_is_opened_within_its_deck(collection: Collection, name: str, card_id: str) -> None:
    preview = Preview(collection, find_target(collection, name))
    assert shown(preview) == card_id
    assert ids(preview) == NAMES


def test_a_file_whose_name_has_a_colon_is_found(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "a:b.yaml"
    path.write_text(DECK, encoding="utf-8")
    assert preview_paths("a:b.yaml") == (path,)
    assert preview_paths("a:b.yaml:gap") == (path,)
    assert preview_paths("mine:gap") == ()


def test_what_does_not_exist_is_named_with_what_is_near(collection: Collection) -> None:
    with pytest.raises(UnknownDeckError, match="Did you mean 'mine'"):
        find_target(collection, "mien:gap")
    with pytest.raises(UnknownNoteError, match="Did you mean 'plain'"):
        Preview(collection, Target(deck_id="mine", note="plian"))


def test_variants_have_numbers_and_come_back(collection: Collection) -> None:
    preview = Preview(collection, find_target(collection, "mine:skill"))
    first = preview.prompt()
    assert preview.vary(1)
    assert preview.prompt() != first
    assert preview.vary(-1)
    assert preview.prompt() == first
    preview.step(-3)
    assert not preview.vary(1)


def test_a_save_is_taken_up_and_the_card_stays(collection: Collection, file: Path) -> None:
    preview = Preview(collection, find_target(collection, "mine:gap"))
    assert not reread(preview)
    save(file, DECK.replace("  - id: plain", "  - {id: new, front: N, back: N}\n  - id: plain")
         .replace("sat on", "slept on"))  # fmt: skip
    assert reread(preview)
    prompt = preview.prompt()
    assert prompt is not None
    assert prompt.card.id == "mine/gap#c1"
    assert "slept on" in prompt.front
    assert not reread(preview)


def test_a_broken_save_keeps_the_card_and_says_what_is_wrong(
    collection: Collection, file: Path
) -> None:
    preview = Preview(collection, find_target(collection, "mine:gap"))
    save(file, DECK.replace("front: The {{c1", "frnt: The {{c1"))
    assert reread(preview)
    assert shown(preview) == "mine/gap#c1"
    assert preview.has_errors
    assert [problem.rule for problem in preview.problems] == ["unknown-field"]
    save(file, DECK)
    assert reread(preview)
    assert preview.problems == ()


def test_a_note_that_is_broken_at_first_appears_when_it_is_mended(home: Home, file: Path) -> None:
    save(file, DECK.replace("    type: cloze", "    type: clozed"))
    collection = Collection.open(home, paths=[file], is_read_only=True)
    preview = Preview(collection, find_target(collection, "mine.yaml:gap"))
    assert shown(preview) is None
    assert preview.has_errors
    save(file, DECK)
    assert reread(preview)
    assert shown(preview) == "mine/gap#c1"
    collection.close()


def test_a_renamed_or_removed_note_leaves_its_place_to_what_stands_there(
    collection: Collection, file: Path
) -> None:
    preview = Preview(collection, find_target(collection, "mine:plain"))
    save(file, DECK.replace("id: plain", "id: other"))
    reread(preview)
    assert shown(preview) == "mine/other"
    save(file, DECK[: DECK.index("notes:")] + "notes: []\n")
    reread(preview)
    assert shown(preview) is None
    file.unlink()
    reread(preview)
    assert shown(preview) is None


def test_hints_are_shown_for_the_note_they_are_about_only(home: Home, file: Path) -> None:
    save(file, DECK.replace("  - id: plain\n    front", "  - front"))
    collection = Collection.open(home, paths=[file], is_read_only=True)
    preview = Preview(collection, find_target(collection, "mine"))
    assert [problem.rule for problem in preview.problems] == ["provisional-id"]
    preview.step(1)
    assert preview.problems == ()
    collection.close()


def test_the_command_prints_both_sides_and_writes_nothing(
    home: Home, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["preview", "mine.yaml", "--plain"]) == 0
    said = capsys.readouterr().out
    assert said.index("Plain?") < said.index("Hint: Think.") < said.index("Plain.")
    assert said.count("variant 1]") == len(NAMES)
    assert not home.folder.exists()
    assert main(["preview", "mine.yaml:gap#c2", "--plain"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "[mine/gap#c2, variant 1]",
        "The cat sat on the […].",
        "---",
        "The cat sat on the [mat].",
    ]


def test_the_command_asks_the_variant_that_is_wanted(
    home: Home, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = []
    for seed in ("1", "7", "1"):
        assert main(["preview", "mine.yaml:skill", "--plain", "--variant", seed]) == 0
        said.append(capsys.readouterr().out.splitlines()[1:])
    assert said[0] == said[2] != said[1]


def test_the_command_works_beside_an_app_and_ends_with_1_for_a_broken_deck(
    home: Home, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(file, DECK.replace("frnt", "front").replace("back: Plain.", "bakc: Plain."))
    writer = Collection.open(home)
    try:
        assert main(["preview", "mine.yaml", "--plain"]) == 1
    finally:
        writer.close()
    said = capsys.readouterr()
    assert "sat on" in said.out
    assert "Did you mean `back`?" in said.err
    assert main(["preview", "mine.yaml:nothing", "--plain"]) == 1
    assert main(["preview", "nothing", "--plain"]) == 2
    assert main(["preview", "mine"]) == 2
