"""Histories change hands: by themselves where it is certain, else when the learner says so."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from test_live import save

from quizlr.cli import main
from quizlr.collection import Collection, Desk, Home
from quizlr.collection.adopting import (
    Adopted,
    adopt_named,
    release,
    set_apart,
    settle,
    survey_now,
)
from quizlr.collection.live import read_again
from quizlr.errors import (
    NoSuchPartError,
    NotAdoptedError,
    UnknownNoteError,
    UnknownOrphanError,
)
from quizlr.model import CardId, CardState, HomeMarkKind, Rating, Revealed, Review
from quizlr.session import Ended

DECK = """\
quizlr: 1
id: mine
title: Mine
notes:
  - id: loss
    front: What is the log loss of one row?
    back: Minus the log of the probability given to what happened.
  - id: gini
    front: What is the Gini impurity of a node?
    back: One minus the sum of the squared shares.
  - id: gap
    type: cloze
    front: The {{c1::sigmoid}} maps a score to a {{c2::probability}}.
"""


@pytest.fixture
def home(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setenv("QUIZLR_HOME", str(home.folder))
    save(home.decks / "mine.yaml", DECK)
    return home


@contextmanager
def opened(home: Home, day: int = 23) -> Iterator[Collection]:
    """The collection on a day of November; the log and the database agree when it is closed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QUIZLR_NOW", f"2026-11-{day}T09:00:00+00:00")
        collection = Collection.open(home)
        try:
            yield collection
            assert collection.store.verify() == []
        finally:
            collection.close()


def study(collection: Collection, *names: str, rating: Rating = Rating.EASY) -> None:
    """Rate some cards of the deck once."""
    for name in names:
        card = collection.card(CardId(name))
        assert card is not None
        is_known = count(collection, name) > 0
        desk = Desk(collection, [card], is_ahead=is_known)
        assert not isinstance(desk.turn(), Ended)
        desk.answer(Revealed())
        desk.rate(rating)


def count(collection: Collection, name: str) -> int:
    """How often a card was rated."""
    schedule = collection.schedules.get(CardId(name))
    return schedule.review_count if schedule else 0


def settled(collection: Collection) -> Adopted:
    return settle(collection, survey_now(collection))


def rename(home: Home, old: str, new: str, file: str = "mine.yaml") -> None:
    path = home.decks / file
    save(path, path.read_text(encoding="utf-8").replace(old, new))


# -- by itself


def test_a_note_whose_id_changed_goes_on_and_it_is_told(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss", "mine/gini")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        assert collection.orphans() == ("mine/loss",)
        adopted = settled(collection)
        assert adopted.words == (
            "mine/log-loss goes on with the history of mine/loss: it is the same note."
        )
        assert count(collection, "mine/log-loss") == 1
        assert collection.orphans() == ()
        assert not settled(collection).pairs
    with opened(home, 25) as collection:
        assert collection.schedules[CardId("mine/log-loss")].state is CardState.REVIEW
        assert len(collection.store.history(CardId("mine/log-loss"))) == 1


def test_a_deck_whose_id_changed_goes_on_with_all_its_notes(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss", "mine/gini", "mine/gap#c1")
    rename(home, "id: mine", "id: ours")
    with opened(home, 24) as collection:
        assert settled(collection).words == "3 notes go on with the history of their former ids."
        counts = [count(collection, f"ours/{name}") for name in ("loss", "gini", "gap#c1")]
        assert counts == [1, 1, 1]
        assert count(collection, "ours/gap#c2") == 0


def test_a_note_that_moved_to_another_deck_goes_on_there(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/gini")
    note = DECK[DECK.index("  - id: gini") : DECK.index("  - id: gap")]
    save(home.decks / "mine.yaml", DECK.replace(note, ""))
    save(home.decks / "trees.yaml", f"quizlr: 1\nid: trees\ntitle: Trees\nnotes:\n{note}")
    with opened(home, 24) as collection:
        settled(collection)
        assert count(collection, "trees/gini") == 1


def test_a_note_without_an_id_goes_on_when_the_id_is_written_even_with_another_answer(
    home: Home,
) -> None:
    save(home.decks / "mine.yaml", DECK.replace("  - id: loss\n    front", "  - front"))
    with opened(home) as collection:
        (provisional,) = (card.id for card in collection.cards if card.note.is_provisional)
        study(collection, provisional)
    save(home.decks / "mine.yaml", DECK.replace("Minus the log", "It is minus the log"))
    with opened(home, 24) as collection:
        assert list(settled(collection).pairs) == [provisional]
        assert count(collection, "mine/loss") == 1


def test_an_id_that_is_changed_back_has_all_its_answers_again(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        settled(collection)
        study(collection, "mine/log-loss")
    rename(home, "id: log-loss", "id: loss")
    with opened(home, 25) as collection:
        settled(collection)
        assert count(collection, "mine/loss") == 2
        assert collection.orphans() == ()


def test_a_copy_is_asked_about_and_not_guessed(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: first")
    save(home.decks / "copy.yaml", DECK.replace("id: mine", "id: copy"))
    with opened(home, 24) as collection:
        assert not settled(collection).pairs
        assert len(survey_now(collection).open) == 2
        assert collection.orphans() == ("mine/loss",)


def test_a_note_with_answers_of_its_own_is_asked_about(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        study(collection, "mine/log-loss")
        assert not settled(collection).pairs
        (match,) = survey_now(collection).open
        assert match.is_known
        adopt_named(collection, match.old.key, match.new.key)
        assert count(collection, "mine/log-loss") == 2


def test_a_note_that_was_known_before_is_another_note(home: Home) -> None:
    like = DECK[DECK.index("  - id: loss") : DECK.index("  - id: gini")]
    copy = like.replace("id: loss", "id: twin").replace("one row", "a row")
    save(home.decks / "mine.yaml", DECK + copy)
    with opened(home) as collection:
        study(collection, "mine/twin")
    with opened(home, 24) as collection:
        study(collection, "mine/loss")
    save(home.decks / "mine.yaml", DECK.replace(like, "") + copy)
    with opened(home, 25) as collection:
        found = survey_now(collection)
        assert list(found.orphans) == ["mine/loss"]
        assert found.matches == ()


def test_the_text_of_a_note_that_leaves_while_the_app_runs_is_the_last_one(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
        rename(home, "of one row", "of a single row")
        read_again(collection, [home.decks / "mine.yaml"])
        rename(home, "id: loss", "id: log-loss")
        read_again(collection, [home.decks / "mine.yaml"])
        (match,) = survey_now(collection).sure
        assert "single" in match.old.front


def test_texts_of_an_older_history_are_kept_when_the_app_is_left(home: Home) -> None:
    with opened(home) as collection:
        card = collection.cards[0]
        desk = Desk(collection, [card])
        desk.turn()
        desk.answer(Revealed())
        desk.rate(Rating.GOOD)
        review = collection.store.history(card.id)[0]
    other = Home(home.folder.parent / "other")
    other.prepare()
    save(other.decks / "mine.yaml", DECK)
    with opened(other) as collection:
        collection.store.record(review)
        collection.refresh(card.id)
        assert collection.store.home_marks(HomeMarkKind.NOTE) == ()
    with opened(other) as collection:
        assert [m.name for m in collection.store.home_marks(HomeMarkKind.NOTE)] == ["mine/loss"]


def test_a_text_is_written_once_and_again_when_it_changed(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss", rating=Rating.GOOD)
        study(collection, "mine/gap#c1")
    for day, wanted in ((24, 2), (25, 2)):
        with opened(home, day) as collection:
            study(collection, "mine/loss")
            assert len(collection.store.home_marks(HomeMarkKind.NOTE)) == wanted
            collection.undo()
    rename(home, "of one row", "of a row")
    with opened(home, 26) as collection:
        study(collection, "mine/loss")
        marks = collection.store.home_marks(HomeMarkKind.NOTE)
        assert [mark.name for mark in marks] == ["mine/loss", "mine/gap", "mine/loss"]


def test_nothing_of_the_schedule_is_written_into_a_deck(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: log-loss")
    before = (home.decks / "mine.yaml").read_bytes()
    with opened(home, 24) as collection:
        settled(collection)
    assert (home.decks / "mine.yaml").read_bytes() == before
    assert [path.name for path in home.decks.iterdir()] == ["mine.yaml"]


# -- when the learner says so


def edited(home: Home) -> None:
    """The note has another id and other words."""
    rename(home, "id: loss\n    front: What is the log loss of one row?",
           "id: log-loss\n    front: What is the log loss of a row?")  # fmt: skip


def test_other_words_are_asked_about_with_both_texts(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    edited(home)
    with opened(home, 24) as collection:
        assert not settled(collection).pairs
        (match,) = survey_now(collection).open
        assert "of one row" in match.old.front
        assert "of a row" in match.new.front
        adopt_named(collection, "mine/loss", "mine/log-loss")
        assert count(collection, "mine/log-loss") == 1
        assert collection.orphans() == ()


def test_an_adoption_can_be_taken_back_and_is_not_asked_about_again(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    edited(home)
    with opened(home, 24) as collection:
        adopt_named(collection, "mine/loss", "mine/log-loss")
        study(collection, "mine/log-loss")
        release(collection, "mine/loss")
        assert count(collection, "mine/log-loss") == 1
        assert count(collection, "mine/loss") == 1
        assert survey_now(collection).matches == ()
    with opened(home, 25) as collection:
        assert list(survey_now(collection).orphans) == ["mine/loss"]
        adopt_named(collection, "mine/loss", "mine/log-loss")
        assert count(collection, "mine/log-loss") == 2


def test_an_adoption_by_itself_can_be_taken_back_and_stays_so(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        settled(collection)
        release(collection, "mine/loss")
    with opened(home, 25) as collection:
        assert not settled(collection).pairs
        assert count(collection, "mine/log-loss") == 0


def test_a_pair_that_is_denied_is_not_asked_about_again(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    edited(home)
    with opened(home, 24) as collection:
        set_apart(collection, "mine/loss", "mine/log-loss")
        assert survey_now(collection).matches == ()
        assert list(survey_now(collection).orphans) == ["mine/loss"]


def test_undo_passes_over_an_adoption(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        settled(collection)
        (event,) = collection.undo()
        assert isinstance(event.what, Review)
        assert count(collection, "mine/log-loss") == 0
        collection.redo()
        assert count(collection, "mine/log-loss") == 1


def test_single_cards_are_named_by_their_part(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/gap#c1", "mine/loss")
    rename(home, "c1::sigmoid", "c3::sigmoid")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        with pytest.raises(NoSuchPartError, match="Name one card of each"):
            adopt_named(collection, "mine/loss", "mine/gap")
        adopt_named(collection, "mine/gap#c1", "mine/gap#c3")
        assert count(collection, "mine/gap#c3") == 1


def test_what_does_not_exist_is_said(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss", "mine/gini")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        with pytest.raises(UnknownOrphanError, match="Did you mean 'mine/loss'"):
            adopt_named(collection, "mine/los", "mine/log-loss")
        with pytest.raises(UnknownOrphanError, match="its note is in a deck"):
            adopt_named(collection, "mine/gini", "mine/log-loss")
        with pytest.raises(UnknownNoteError, match="Did you mean 'mine/log-loss'"):
            adopt_named(collection, "mine/loss", "mine/logloss")
        with pytest.raises(NotAdoptedError):
            release(collection, "mine/loss")


# -- former ids that are used again


def test_an_id_that_is_used_again_for_another_note_is_refused_and_both_are_named(
    home: Home,
) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        settled(collection)
    with (home.decks / "mine.yaml").open("a", encoding="utf-8") as file:
        file.write("  - {id: loss, front: Another fact?, back: Yes.}\n")
    with opened(home, 25) as collection:
        assert collection.card(CardId("mine/loss")) is None
        (problem,) = collection.problems
        assert problem.rule == "reused-id"
        assert "`mine/loss` is a former id of `mine/log-loss`" in problem.message
        assert count(collection, "mine/log-loss") == 1
        release(collection, "mine/loss")
    with opened(home, 26) as collection:
        assert count(collection, "mine/loss") == 1
        assert collection.problems == ()


def test_a_former_id_that_is_back_has_its_own_answers_whatever_it_says_now(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        settled(collection)
        study(collection, "mine/log-loss", rating=Rating.AGAIN)
    rename(home, "id: log-loss\n    front: What is the log loss of one row?",
           "id: loss\n    front: Something else by now?")  # fmt: skip
    rename(home, "Minus the log of the probability given to what happened.", "Yes.")
    with opened(home, 25) as collection:
        assert settled(collection).words == "mine/loss has its history back."
        assert count(collection, "mine/loss") == 1
        assert list(survey_now(collection).orphans) == ["mine/log-loss"]


def test_an_answer_to_a_former_id_is_its_own(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: log-loss")
    with opened(home, 24) as collection:
        settled(collection)
    rename(home, "id: log-loss\n    front: What is the log loss of one row?",
           "id: loss\n    front: Something else by now?")  # fmt: skip
    with opened(home, 25) as collection:
        study(collection, "mine/loss")
        assert count(collection, "mine/loss") == 2


# -- the command


def test_the_command_lists_adopts_and_releases(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["orphans"]) == 0
    assert capsys.readouterr().out == "Every history has its note.\n"
    with opened(home) as collection:
        study(collection, "mine/loss", "mine/gini")
    edited(home)
    rename(home, "  - id: gini\n    front: What is the Gini impurity of a node?\n"
           "    back: One minus the sum of the squared shares.\n", "")  # fmt: skip
    assert main(["orphans"]) == 0
    said = capsys.readouterr().out
    assert "mine/loss, 1 rating, last on 2026-11-23" in said
    assert "was: What is the log loss of one row?" in said
    assert "quizlr orphans adopt mine/loss mine/log-loss" in said
    assert "  mine/gini, 1 rating, last on 2026-11-23: What is the Gini impurity" in said
    assert main(["orphans", "--format", "json"]) == 0
    rows = {row["note"]: row for row in json.loads(capsys.readouterr().out)}
    assert [c["note"] for c in rows["mine/loss"]["candidates"]] == ["mine/log-loss"]
    assert rows["mine/gini"]["candidates"] == []
    assert main(["orphans", "adopt", "mine/loss", "mine/log-loss"]) == 0
    assert "`quizlr orphans release mine/loss` takes it back" in capsys.readouterr().out
    assert main(["orphans", "release", "mine/loss"]) == 0
    assert main(["orphans", "adopt", "mine/loss"]) == 2
    assert main(["orphans", "adopt", "mine/nothing", "mine/log-loss"]) == 2


def test_of_a_gap_with_another_number_the_card_is_named(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(home) as collection:
        study(collection, "mine/gap#c1")
    rename(home, "c1::", "c3::")
    assert main(["orphans"]) == 0
    said = capsys.readouterr().out
    assert "Of these the note is there and the card is not" in said
    assert "  mine/gap#c1, 1 rating" in said
    assert "No note is like these" not in said
    assert main(["orphans", "adopt", "mine/gap#c1", "mine/gap#c3"]) == 0
    assert "mine/gap#c3 goes on with the history of mine/gap#c1" in capsys.readouterr().out


def test_the_list_works_beside_an_app_and_adopting_does_not(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
        rename(home, "id: loss", "id: log-loss")
        assert main(["orphans"]) == 0
        assert "It goes on by itself when quizlr opens." in capsys.readouterr().out
        assert main(["orphans", "adopt", "mine/loss", "mine/log-loss"]) == 3


def test_taking_back_is_one_event_for_each_card(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    edited(home)
    with opened(home, 24) as collection:
        adopt_named(collection, "mine/loss", "mine/log-loss")
        before = len(list(collection.store.events()))
        release(collection, "mine/loss", is_apart=False)
        assert len(list(collection.store.events())) == before + 1


def test_a_note_that_went_round_through_several_ids_is_asked_about_when_it_is_back(
    home: Home,
) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    for day, old, new in ((24, "loss", "second"), (25, "second", "third")):
        rename(home, f"id: {old}", f"id: {new}")
        with opened(home, day) as collection:
            settled(collection)
            study(collection, f"mine/{new}")
    rename(home, "id: third\n    front: What is the log loss of one row?",
           "id: loss\n    front: What is the log loss of a row?")  # fmt: skip
    with opened(home, 26) as collection:
        settled(collection)
        assert count(collection, "mine/loss") == 1
        (match,) = survey_now(collection).open
        adopt_named(collection, match.old.key, match.new.key)
        assert count(collection, "mine/loss") == 3
        assert collection.orphans() == ()


def test_a_history_that_moved_is_known_again_by_what_its_note_said_then(home: Home) -> None:
    with opened(home) as collection:
        study(collection, "mine/loss")
    rename(home, "id: loss", "id: second")
    killed = Collection.open(home)
    settled(killed)
    killed.store.close()
    rename(home, "id: second\n    front: What is the log loss of one row?",
           "id: third\n    front: What is the log loss of a row?")  # fmt: skip
    with opened(home, 24) as collection:
        (match,) = survey_now(collection).open
        assert (match.old.key, match.new.key) == ("mine/second", "mine/third")
