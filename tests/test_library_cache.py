from __future__ import annotations

import os
import pickle
import shutil
from io import BytesIO
from pathlib import Path
from zlib import crc32

import pytest

from quizlr.cardtypes import CARD_TYPES, KNOWN_UNSERVED, NOTE_TYPES
from quizlr.library import Library, load
from quizlr.library.cache import _OwnValues, open_cache
from quizlr.model import Rating

DECK = "quizlr: 1\nid: mine\ntitle: Mine\nnotes:\n  - {id: a, front: Old words, back: b}\n"
LONG_AGO = (1_700_000_000, 1_700_000_000)


@pytest.fixture
def decks(tmp_path: Path) -> Path:
    folder = tmp_path / "decks"
    folder.mkdir()
    (folder / "mine.yaml").write_text(DECK, encoding="utf-8")
    os.utime(folder / "mine.yaml", LONG_AGO)
    return folder


def read(decks: Path) -> Library:
    cache = decks.parent / "decks.cache"
    return load(decks, types=NOTE_TYPES, known_unserved=KNOWN_UNSERVED, cache=cache)


def front(library: Library) -> str:
    return library.decks[0].notes[0].front


def test_a_file_that_did_not_change_is_not_parsed_again(
    decks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(decks)
    monkeypatch.setattr("quizlr.library.library.read_deck_file", None)
    second = read(decks)
    assert second.decks == first.decks
    assert second.problems == first.problems


def test_an_edit_is_seen(decks: Path) -> None:
    read(decks)
    (decks / "mine.yaml").write_text(DECK.replace("Old", "New"), encoding="utf-8")
    assert front(read(decks)) == "New words"


def test_an_edit_of_the_same_size_in_the_same_instant_is_seen(decks: Path) -> None:
    path = decks / "mine.yaml"
    os.utime(path)
    before = path.stat()
    read(decks)
    path.write_text(DECK.replace("Old", "New"), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert front(read(decks)) == "New words"


def test_a_new_and_a_removed_file_are_seen(decks: Path) -> None:
    read(decks)
    (decks / "other.yaml").write_text(DECK.replace("mine", "other"), encoding="utf-8")
    assert [deck.id for deck in read(decks).decks] == ["mine", "other"]
    (decks / "mine.yaml").unlink()
    assert [deck.id for deck in read(decks).decks] == ["other"]


@pytest.mark.parametrize("damage", [b"", b"\x80", b"not a pickle at all", b"\x80\x05N."])
def test_a_damaged_cache_is_made_anew(decks: Path, damage: bytes) -> None:
    read(decks)
    (decks.parent / "decks.cache").write_bytes(damage)
    assert front(read(decks)) == "Old words"


class Forged:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("forged",)


def test_a_forged_cache_runs_no_code(decks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(decks.parent)
    path = decks.parent / "decks.cache"
    data = pickle.dumps((Forged(), {}))
    path.write_bytes(crc32(data).to_bytes(4, "big") + data)
    assert open_cache(path).entries == {}
    assert front(read(decks)) == "Old words"
    assert not Path("forged").exists()


@pytest.mark.parametrize(
    "code",
    [
        b"cbuiltins\ngetattr\n(cbuiltins\ngetattr\nV__call__\ntR.",
        b"cbuiltins\ngetattr\n(cquizlr.model.memory\nRating\nV__subclasses__\ntR.",
        b"cbuiltins\neval\n(V1\ntR.",
    ],
)
def test_only_members_of_our_enums_can_be_reached(code: bytes) -> None:
    with pytest.raises(pickle.UnpicklingError):
        _OwnValues(BytesIO(code)).load()
    member = b"cbuiltins\ngetattr\n(cquizlr.model.memory\nRating\nVGOOD\ntR."
    assert _OwnValues(BytesIO(member)).load() is Rating.GOOD


def test_a_cache_that_cannot_be_written_is_no_problem(decks: Path) -> None:
    (decks.parent / "decks.cache").mkdir()
    assert front(read(decks)) == "Old words"


def test_decks_of_every_type_come_out_of_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "decks"
    shutil.copytree(Path(__file__).parents[1] / "content", folder)
    for path in folder.iterdir():
        os.utime(path, LONG_AGO)
    first = read(folder)
    kinds = {note.type for deck in first.decks for note in deck.notes}
    assert kinds >= set(CARD_TYPES) - {"number", "tradeoff", "walkthrough"}
    monkeypatch.setattr("quizlr.library.library.read_deck_file", None)
    assert read(folder).decks == first.decks
