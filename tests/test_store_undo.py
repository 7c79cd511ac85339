"""Undo, redo and adoption as pure functions, and the database's answers held against them."""

from __future__ import annotations

from random import Random

from hypothesis import given
from hypothesis import strategies as st
from store_makers import CARD, START_MS, chain, mark, review

from quizlr.model import CardId, Event, Happening, HomeMark, MarkKind, Undo
from quizlr.store import database, queries
from quizlr.store.adoption import families, owners
from quizlr.store.folding import fixed
from quizlr.store.index import Index
from quizlr.store.undo import standing

ids = st.sampled_from([CardId(name) for name in "abcde"])


def numbered(happenings: list[Happening]) -> list[Event]:
    return [Event("a", number, what) for number, what in enumerate(happenings, 1)]


def press(keys: str) -> list[Event]:
    """The log after these keys: r rate, a adopt, u undo, U redo; a key without effect is lost."""
    log: list[Event] = []
    for key in keys:
        now = standing(log)
        stack = {"u": now.undoable, "U": now.redoable}.get(key)
        what: Happening = review()
        if stack is not None:
            if not stack:
                continue
            what = Undo(at_ms=START_MS, target=stack[-1], is_redo=key == "U")
        elif key == "a":
            what = mark(kind=MarkKind.ADOPT, text="deck/old")
        log.append(Event("a", len(log) + 1, what))
    return log


def live(keys: str) -> list[int]:
    return standing(press(keys)).undoable


def test_undo_takes_the_newest_action_and_redo_brings_it_back() -> None:
    assert live("rrru") == [1, 2]
    assert live("rrruu") == [1]
    assert live("rrruuU") == [1, 2]
    assert live("rrruuUU") == [1, 2, 3]


def test_a_new_action_ends_redo() -> None:
    assert live("rrurU") == [1, 4]


def test_undo_passes_over_an_adoption_and_an_adoption_does_not_end_redo() -> None:
    assert live("rau") == []
    assert live("rruaU") == [1, 2]


@given(st.text("rauU", max_size=40))
def test_as_many_redos_as_undos_change_nothing(keys: str) -> None:
    count = len(live(keys))
    assert live(keys + "u" * count + "U" * count) == live(keys)
    assert live(keys + "u" * count) == []


@given(st.text("rauU", max_size=40))
def test_undo_and_redo_are_a_stack(keys: str) -> None:
    done: list[int] = []
    undone: list[int] = []
    seq = 0
    for key in keys:
        if key == "u" and done:
            undone.append(done.pop())
        elif key == "U" and undone:
            done.append(undone.pop())
        elif key == "r":
            done.append(seq + 1)
            undone.clear()
        elif key != "a":
            continue
        seq += 1
    now = standing(press(keys))
    assert (now.undoable, now.redoable) == (done, undone)


anything = st.lists(
    st.one_of(
        st.just(review()),
        st.just(mark()),
        st.just(mark(kind=MarkKind.ADOPT, text="deck/old")),
        st.just(HomeMark(at_ms=1, kind="plan")),
        st.builds(Undo, at_ms=st.just(1), target=st.integers(0, 14), is_redo=st.booleans()),
    ),
    max_size=12,
)


@given(anything, st.randoms(use_true_random=False))
def test_the_database_agrees_whatever_the_log_holds_and_however_it_arrives(
    happenings: list[Happening], random: Random
) -> None:
    log = numbered(happenings)
    expected = standing(log)
    db = database.open_memory()
    index = Index(db, fixed(chain, "1"))
    for event in random.sample(log, len(log)):
        index.add(event)
    stored = {
        seq: undone_by
        for table in ("reviews", "marks")
        for seq, undone_by in db.execute(f"SELECT seq, undone_by FROM {table}")
        if undone_by is not None
    }
    undo, redo = queries.next_undo(db, "a"), queries.next_redo(db, "a")
    db.close()
    assert stored == expected.undone_by
    assert undo == (expected.undoable[-1] if expected.undoable else None)
    assert redo == (expected.redoable[-1] if expected.redoable else None)


def test_the_owner_is_found_through_a_chain_of_names() -> None:
    a, b, c = CardId("a"), CardId("b"), CardId("c")
    assert owners([(b, a), (c, b)]) == {a: c, b: c}
    assert owners([(c, b), (b, a)]) == {a: c, b: c}


def test_a_note_that_is_named_back_gets_its_history_back() -> None:
    a, b, c = CardId("a"), CardId("b"), CardId("c")
    assert owners([(b, a), (a, b)]) == {b: a}
    assert owners([(b, a), (c, b), (a, c)]) == {b: a, c: a}


def test_the_last_adoption_of_a_card_wins() -> None:
    a, b, c = CardId("a"), CardId("b"), CardId("c")
    assert owners([(b, a), (c, a)]) == {a: c}


@given(st.lists(st.tuples(ids, ids)))
def test_each_history_has_one_owner_who_is_owned_by_nobody(
    adoptions: list[tuple[CardId, CardId]],
) -> None:
    owner_of = owners(adoptions)
    assert not set(owner_of) & set(owner_of.values())
    if adoptions and adoptions[-1][0] != adoptions[-1][1]:
        new, former = adoptions[-1]
        assert owner_of[former] == owner_of.get(new, new)
    assert {owner: sorted(ids) for owner, ids in families(owner_of).items()} == {
        owner: sorted([owner, *(former for former in owner_of if owner_of[former] == owner)])
        for owner in set(owner_of.values())
    }


def test_a_card_that_adopts_itself_stays_as_it_is() -> None:
    assert owners([(CARD, CARD)]) == {}


def test_a_card_that_adopts_itself_takes_its_history_back_and_what_it_had_adopted() -> None:
    a, b, c = CardId("a"), CardId("b"), CardId("c")
    assert owners([(b, a), (a, a)]) == {}
    assert owners([(b, a), (c, b), (b, b)]) == {a: b}
    assert owners([(b, a), (a, a), (b, a)]) == {a: b}
