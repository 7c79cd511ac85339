"""Deck files are written whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import NoReturn

import pytest

from quizlr.errors import DeckChangedError, DeckWriteError
from quizlr.library.saving import create_file, replace_file

OLD, NEW = b"old\n", b"new\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "deck.yaml"
    path.write_bytes(OLD)
    return path


def only(path: Path) -> bool:
    return [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_file_is_replaced_and_nothing_is_left_beside_it(file: Path) -> None:
    file.chmod(0o640)
    replace_file(file, OLD, NEW)
    assert file.read_bytes() == NEW
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert only(file)


def test_a_link_stays_a_link(file: Path, tmp_path: Path) -> None:
    link = tmp_path / "folder" / "linked.yaml"
    link.parent.mkdir()
    link.symlink_to(file)
    replace_file(link, OLD, NEW)
    assert link.is_symlink()
    assert file.read_bytes() == NEW


def test_what_was_changed_meanwhile_is_left_alone(file: Path) -> None:
    file.write_bytes(b"edited\n")
    with pytest.raises(DeckChangedError):
        replace_file(file, OLD, NEW)
    assert file.read_bytes() == b"edited\n"
    assert only(file)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_full_disk_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if step == "fsync" else Path, step, full)
    with pytest.raises(DeckWriteError, match="No space left"):
        replace_file(file, OLD, NEW)
    assert file.read_bytes() == OLD
    assert only(file)


def test_a_new_file_never_overwrites_another(file: Path, tmp_path: Path) -> None:
    assert not create_file(file, NEW)
    assert file.read_bytes() == OLD
    other = tmp_path / "other.yaml"
    assert create_file(other, NEW)
    assert other.read_bytes() == NEW
    assert sorted(each.name for each in tmp_path.iterdir()) == ["deck.yaml", "other.yaml"]
