"""Saved edits taken up by a running sitting: what is read, when, and what the learner is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizlr.collection import Collection, Desk, Home
from quizlr.collection.live import News, Watch, is_stale, read_again
from quizlr.model import CardId, Rating, Revealed
from quizlr.session import Ended, Turn


def deck(deck_id: str, *names: str, words: str = "Front of") -> str:
    """A deck of basic notes."""
    notes = "".join(f"  - id: {n}\n    front: {words} {n}\n    back: Back of {n}\n" for n in names)
    return f"quizlr: 1\nid: {deck_id}\ntitle: {deck_id}\nnotes:\n{notes or '  []'}\n"


def save(path: Path, text: str) -> Path:
    """As an editor does: a new file in the place of the old one."""
    draft = path.with_suffix(".draft")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)
    return path


@pytest.fixture
def file(home: Home) -> Path:
    return save(home.decks / "a.yaml", deck("a", "x", "y", "z"))


@pytest.fixture
def collection(home: Home, file: Path) -> Iterator[Collection]:
    opened = Collection.open(home)
    yield opened
    opened.close()


def taken(watch: Watch, collection: Collection) -> News | None:
    """What one look brings, put to use."""
    news = watch.look()
    if news is not None:
        assert watch.take(news)
        assert collection.shelf is news.shelf
    return news


def table(desk: Desk) -> Turn:
    turn = desk.turn()
    assert isinstance(turn, Turn)
    return turn


def left(desk: Desk) -> list[str]:
    """The fronts of all cards that the sitting still asks."""
    fronts = []
    while isinstance(turn := desk.turn(), Turn):
        fronts.append(turn.prompt.front)
        desk.answer(Revealed())
        desk.rate(Rating.EASY)
    return fronts


def test_nothing_saved_is_no_news(collection: Collection) -> None:
    watch = Watch(collection)
    assert watch.look() is None
    assert not is_stale(collection, collection.cards[0])


def test_an_edit_is_looked_for_without_touching_the_sitting(
    collection: Collection, file: Path
) -> None:
    save(file, deck("a", "x", "y", "z", words="New front of"))
    news = Watch(collection).look()
    assert news is not None
    assert collection.cards[0].note.front == "Front of x"
    assert news.shelf.cards[0].note.front == "New front of x"


def test_all_cards_of_an_edited_file_have_their_new_text(
    collection: Collection, file: Path
) -> None:
    watch, desk = Watch(collection), Desk(collection, collection.cards)
    table(desk)
    save(file, deck("a", "x", "y", "z", words="New front of"))
    assert is_stale(collection, table(desk).card)
    news = taken(watch, collection)
    assert news is not None
    assert desk.take_up(news) == "This card was edited: this is its text now."
    assert not is_stale(collection, table(desk).card)
    assert sorted(left(desk)) == ["New front of x", "New front of y", "New front of z"]
    assert watch.look() is None


def test_new_notes_come_to_who_sat_down_to_the_whole_deck(
    collection: Collection, file: Path
) -> None:
    watch = Watch(collection)
    by_deck = Desk(collection, collection.select(["a"]), within=collection.cards)
    by_card = Desk(collection, collection.cards[:2])
    save(file, deck("a", "w", "x", "y", "z"))
    news = taken(watch, collection)
    assert news is not None
    for desk in (by_deck, by_card):
        assert desk.take_up(news) == "a.yaml was read again."
    assert sorted(card.note.id for card in by_card.cards) == ["x", "y"]
    assert "Front of w" in left(by_deck)


def test_new_files_are_noticed_by_who_studies_everything(
    collection: Collection, home: Home
) -> None:
    watch = Watch(collection)
    desk = Desk(collection, collection.cards)
    other = Desk(collection, collection.select(["a"])[:1])
    (home.decks / "deep").mkdir()
    save(home.decks / "deep" / "b.yaml", deck("b", "n"))
    news = taken(watch, collection)
    assert news is not None
    assert desk.take_up(news) == "b.yaml is new."
    other.take_up(news)
    assert "Front of n" in left(desk)
    assert [card.id for card in other.cards] == ["a/x"]


def test_a_removed_file_counts_when_it_is_missing_twice(collection: Collection, file: Path) -> None:
    watch, desk = Watch(collection), Desk(collection, collection.cards)
    table(desk)
    desk.answer(Revealed())
    desk.rate(Rating.GOOD)
    file.unlink()
    assert watch.look() is None
    news = taken(watch, collection)
    assert news is not None
    assert desk.take_up(news) == "a.yaml is gone; the history of its cards is kept."
    assert isinstance(desk.turn(), Ended)
    assert len(collection.orphans()) == 1
    assert desk.repair() is None
    save(file, deck("a", "x", "y", "z"))
    assert taken(watch, collection) is not None
    assert collection.orphans() == ()


def test_a_file_that_was_gone_for_a_while_is_studied_again_by_who_sat_at_it(
    collection: Collection, file: Path
) -> None:
    text = file.read_text(encoding="utf-8")
    desk, watch = Desk(collection, collection.select(["a"])), Watch(collection)
    table(desk)
    file.unlink()
    watch.look()
    desk.take_up(taken(watch, collection) or pytest.fail("nothing is gone"))
    assert isinstance(desk.turn(), Ended)
    save(file, text)
    desk.take_up(taken(watch, collection) or pytest.fail("nothing came back"))
    assert left(desk) == ["Front of x", "Front of y", "Front of z"]


def test_a_file_that_is_replaced_while_we_look_is_not_gone(
    collection: Collection, file: Path
) -> None:
    watch = Watch(collection)
    aside = file.rename(file.with_suffix(".bak"))
    assert watch.look() is None
    aside.rename(file)
    assert watch.look() is None
    assert len(collection.cards) == 3


def test_a_renamed_file_keeps_its_cards_without_an_error(
    collection: Collection, home: Home, file: Path
) -> None:
    watch, desk = Watch(collection), Desk(collection, collection.cards)
    before = table(desk).card.id
    file.rename(home.decks / "renamed.yaml")
    news = taken(watch, collection)
    assert news is not None
    desk.take_up(news)
    assert collection.problems == ()
    assert table(desk).card.id == before
    assert table(desk).card.note.place.file.endswith("renamed.yaml")


def test_a_broken_edit_keeps_the_last_good_version_and_says_so(
    collection: Collection, file: Path
) -> None:
    watch, desk = Watch(collection), Desk(collection, collection.cards)
    table(desk)
    save(file, deck("a", "x", "y", "z").replace("front: Front of y", "frnt: Front of y"))
    news = taken(watch, collection)
    assert news is not None
    words = desk.take_up(news)
    assert words.startswith("a.yaml has an error in line 9; what it no longer shows stays")
    assert sorted(left(desk)) == ["Front of x", "Front of y", "Front of z"]
    collection.reload_all()
    assert len(collection.cards) == 3


def test_a_card_that_is_taken_out_leaves_the_table(collection: Collection, file: Path) -> None:
    watch, desk = Watch(collection), Desk(collection, collection.cards)
    gone = table(desk).card
    names = [name for name in "xyz" if name != gone.note.id]
    save(file, deck("a", *names))
    news = taken(watch, collection)
    assert news is not None
    assert desk.take_up(news) == f"{gone.id} is no longer in the deck. Its history is kept."
    assert table(desk).card.id != gone.id


def test_news_is_stale_when_the_decks_were_read_in_between(
    collection: Collection, file: Path
) -> None:
    watch = Watch(collection)
    save(file, deck("a", "x", "y", "z", "w"))
    news = watch.look()
    read_again(collection, [file])
    assert news is not None
    assert not watch.take(news)
    assert watch.look() is None
    assert CardId("a/w") in collection.shelf.by_id


def test_a_save_within_the_same_instant_is_noticed_by_its_file_number(
    collection: Collection, file: Path
) -> None:
    before = file.stat()
    save(file, deck("a", "x", "y", "w"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert file.stat().st_size == before.st_size
    assert Watch(collection).look() is not None


def test_links_and_files_named_twice_are_no_news(home: Home, file: Path) -> None:
    (home.decks / "link.yaml").symlink_to(file)
    (home.decks / "again").symlink_to(home.decks)
    collection = Collection.open(home, paths=[file, home.decks])
    assert Watch(collection).look() is None
    collection.close()


def test_a_copy_of_a_bundled_deck_is_told_to_take_its_place(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    save(shipped / "a.yaml", deck("a", "x"))
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: shipped)
    collection = Collection.open(home)
    watch = Watch(collection)
    save(home.decks / "a.yaml", deck("a", "x", words="My own"))
    news = taken(watch, collection)
    assert news is not None
    assert news.words == "a.yaml in your decks now takes the place of the bundled deck."
    save(home.decks / "b.yaml", deck("b", "y"))
    assert (news := taken(watch, collection)) is not None
    assert news.words == "b.yaml is new."
    collection.close()


def test_a_file_that_was_named_and_comes_back_is_read_again(home: Home, tmp_path: Path) -> None:
    named = save(tmp_path / "named.txt", deck("named", "n"))
    collection = Collection.open(home, paths=[named])
    watch = Watch(collection)
    named.unlink()
    assert watch.look() is None
    assert taken(watch, collection) is not None
    assert not collection.cards
    save(tmp_path / "named.txt", deck("named", "n"))
    assert taken(watch, collection) is not None
    assert [card.id for card in collection.cards] == ["named/n"]
    collection.close()


def test_a_former_id_that_is_named_in_was_goes_on_in_the_sitting(
    collection: Collection, file: Path
) -> None:
    watch = Watch(collection)
    known = Desk(collection, collection.select(["a"]))
    first = table(known).card
    known.answer(Revealed())
    known.rate(Rating.AGAIN)
    old = first.note.id
    text = deck("a", "x", "y", "z").replace(
        f"  - id: {old}\n", f"  - id: renamed\n    was: [a/{old}]\n"
    )
    save(file, text)
    news = taken(watch, collection)
    assert news is not None
    known.take_up(news)
    assert collection.schedules[CardId("a/renamed")].review_count == 1
    while table(known).card.id != "a/renamed":
        known.skip()
    assert table(known).schedule.review_count == 1
