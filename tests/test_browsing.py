"""Finding cards in a real home: `quizlr browse`, `study --search`, and what the log knows."""

from __future__ import annotations

import io
import json
import os

import pytest

from quizlr.cli import main
from quizlr.collection import Collection, Desk, Home
from quizlr.collection.browsing import Browser, find_cards
from quizlr.collection.live import read_again
from quizlr.collection.searches import save_search
from quizlr.errors import QueryError
from quizlr.model import CardId, CardMark, MarkKind, Rating, Revealed, Review

DECK = """\
quizlr: 1
id: mine
title: Mine
tags: [short]
notes:
  - {id: a, front: "What is $\\\\sigma(0)$?", back: "1/2", tags: [ml]}
  - {id: b, front: Naïve Bayes?, back: Counts., reversed: yes}
  - id: c
    type: choice
    front: Which shape?
    tier: advanced
    options: [{text: a bowl, correct: yes}, {text: a saddle}]
"""


@pytest.fixture
def home(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("QUIZLR_HOME", str(home.folder))
    (home.decks / "mine.yaml").write_text(DECK, encoding="utf-8")
    return home


def found(collection: Collection, query: str) -> list[str]:
    return [card.id.partition("/")[2] for card in find_cards(collection, query)]


def rate(collection: Collection, name: str, rating: Rating) -> None:
    desk = Desk(collection, [card for card in collection.cards if card.id == f"mine/{name}"])
    desk.turn()
    desk.answer(Revealed())
    desk.rate(rating)


def mark(collection: Collection, name: str, kind: MarkKind, value: int) -> None:
    card_id = CardId(f"mine/{name}")
    at_ms = collection.now().at_ms
    collection.record(CardMark(card_id=card_id, at_ms=at_ms, kind=kind, value=value))


def test_text_names_and_states_of_a_deck(collection: Collection) -> None:
    assert found(collection, "") == ["a", "b", "b#reverse", "c"]
    assert found(collection, r"\sigma") == ["a"]
    assert found(collection, "naive deck:mine") == ["b", "b#reverse"]
    assert found(collection, "id:*#reverse or saddle") == ["b#reverse", "c"]
    assert found(collection, "tag:short -tag:ml tier:none") == ["b", "b#reverse"]
    mark(collection, "a", MarkKind.SUSPEND, 1)
    mark(collection, "b", MarkKind.FLAG, 3)
    assert found(collection, "is:suspended") == ["a"]
    assert found(collection, "flag:3") == ["b"]


def test_what_was_rated_comes_from_the_log_and_undo_takes_it_away(
    collection: Collection,
) -> None:
    rate(collection, "a", Rating.EASY)
    rate(collection, "b", Rating.AGAIN)
    assert found(collection, "rated:1") == ["a", "b"]
    assert found(collection, "rated:1:1 introduced:1") == ["b"]
    assert found(collection, "rated:1:easy prop:stability>8 prop:due>3") == ["a"]
    assert found(collection, "is:learning is:due") == ["b"]
    collection.undo()
    assert found(collection, "rated:7") == ["a"]
    mark(collection, "a", MarkKind.RESCHEDULE, collection.now().study_day + 2)
    assert found(collection, "moved:1 prop:due=2") == ["a"]


def test_kept_searches_are_known_by_name_and_the_newest_counts(collection: Collection) -> None:
    save_search(collection, "odd", "naive")
    save_search(collection, "odd", "saddle")
    assert found(collection, "saved:odd or tag:ml") == ["a", "c"]
    save_search(collection, "odd", "")
    with pytest.raises(QueryError, match="No search is kept here"):
        found(collection, "saved:odd")


def test_edited_means_the_file_of_the_deck(collection: Collection, home: Home) -> None:
    now_s = collection.now().at_ms / 1000
    path = home.decks / "mine.yaml"
    os.utime(path, (now_s, now_s - 5 * 86_400))
    read_again(collection, [path])
    assert found(collection, "edited:3") == []
    assert len(found(collection, "edited:6")) == 4


def test_a_search_follows_what_happens(collection: Collection, home: Home) -> None:
    browser = Browser(collection)
    assert len(browser.find("is:new").cards) == 4
    mark(collection, "a", MarkKind.SUSPEND, 1)
    browser.refresh()
    assert [card.note.id for card in browser.find("is:suspended").cards] == ["a"]
    path = home.decks / "mine.yaml"
    path.write_text(DECK.replace("Which shape", "Which surface"), encoding="utf-8")
    read_again(collection, [path])
    assert [card.note.id for card in browser.find("surface").cards] == ["c"]


def test_a_query_that_means_nothing_gives_its_fault(collection: Collection) -> None:
    fault = Browser(collection).find("deck:mien").fault
    assert fault is not None
    assert fault.message == "No deck is called 'mien'. Did you mean 'mine'?"


def test_a_regular_expression_without_end_is_given_up(
    collection: Collection, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizlr.collection.browsing.LONGEST_S", 0.05)
    path = home.decks / "mine.yaml"
    path.write_text(DECK.replace("Which shape", "a" * 60), encoding="utf-8")
    read_again(collection, [path])
    with pytest.raises(QueryError, match="given up"):
        find_cards(collection, 're:"(a+)+$X"')


# -- the commands


def test_browse_lists_cards_with_their_figures(
    collection: Collection, capsys: pytest.CaptureFixture[str]
) -> None:
    rate(collection, "a", Rating.EASY)
    assert main(["browse", "(-is:new)", "or", "saddle", "--format", "json"]) == 0
    said = capsys.readouterr()
    rated, new = json.loads(said.out)
    assert (rated["id"], rated["state"], rated["question"]) == ("mine/a", "review", "What is σ(0)?")
    assert rated["due"] == "2026-12-01"
    assert rated["due_in_days"] == rated["interval_days"] == 8
    assert rated["stability"] == 8.2956
    assert rated["retrievability"] == pytest.approx(1)
    assert rated["tags"] == ["short", "ml"]
    assert (new["tier"], new["due"], new["stability"]) == ("advanced", None, None)
    assert main(["browse", "saddle", "--format", "text"]) == 0
    assert capsys.readouterr().out == "mine/c\tnew\t\tWhich shape?\n"
    assert main(["browse", "nowhere", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_browse_points_at_what_is_wrong_and_ends_with_2(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["browse", "naive deck:mien", "--format", "text"]) == 2
    assert capsys.readouterr().err == (
        "quizlr: No deck is called 'mien'. Did you mean 'mine'?\n"
        "  naive deck:mien\n"
        "             ^^^^\n"
    )
    assert main(["browse", "(naive", "--format", "text"]) == 2


def test_study_takes_only_what_is_searched_for(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\n3\n"))
    assert main(["study", "--plain", "--search", "naive id:*#reverse"]) == 0
    said = capsys.readouterr().out
    assert "Counts." in said
    assert "σ(0)" not in said
    with Collection.open(home, is_read_only=True).store as store:
        (review,) = [e.what for e in store.events() if isinstance(e.what, Review)]
    assert review.card_id == "mine/b#reverse"
    assert main(["study", "--plain", "--search", "is:duu"]) == 2
