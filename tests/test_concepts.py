"""One topic over all decks: which concept a name means, and what check says of names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import deck, note

from quizlr.cli import main
from quizlr.decks.concepts import Concepts
from quizlr.model import Card, Deck, Note


def concept(name: str) -> Note:
    return note(name, type="concept", parts=())


def about(deck_id: str, *names: str) -> Card:
    return Card(deck_id, note("n", about=names))


def test_a_bare_name_is_the_concept_of_the_same_deck() -> None:
    concepts = Concepts([deck("a", concept("loss")), deck("b", concept("loss"))])
    assert concepts.about(about("a", "loss")) == ("a/loss",)
    assert concepts.about(about("b", "loss")) == ("b/loss",)
    assert concepts.rivals("b", "loss") == ()


def test_a_deck_without_it_means_the_concept_of_the_deck_that_has_it() -> None:
    concepts = Concepts([deck("a", concept("loss")), deck("b")])
    assert concepts.about(about("b", "loss", "a/loss", "loss", "other")) == ("a/loss",)


def test_a_full_name_is_just_that_concept() -> None:
    concepts = Concepts([deck("a", concept("loss")), deck("b", concept("loss"))])
    assert concepts.about(about("a", "b/loss")) == ("b/loss",)
    assert concepts.about(about("a", "b/gain", "c/loss")) == ()


def test_of_several_the_required_deck_comes_first_then_the_bundled_one() -> None:
    decks = [
        deck("a", concept("loss")),
        deck("b", concept("loss"), is_bundled=True),
        deck("c", concept("loss")),
        deck("middle", requires=("c", "middle")),
        deck("far", requires=("middle",)),
        deck("free"),
    ]
    concepts = Concepts(decks)
    assert concepts.find("far", "loss") == "c/loss"
    assert concepts.find("free", "loss") == "b/loss"
    assert Concepts([*decks[:1], decks[2], decks[5]]).find("free", "loss") == "a/loss"
    assert concepts.rivals("free", "loss") == ("a/loss", "b/loss", "c/loss")


NAMES = st.sampled_from(["x", "y", "z", "a/x", "b/y", "nowhere/x"])


@given(
    st.lists(st.lists(st.sampled_from("xyz"), unique=True), min_size=1, max_size=4),
    st.lists(NAMES, max_size=4),
)
def test_whatever_is_named_the_keys_are_concepts_and_none_comes_twice(
    contents: list[list[str]], names: list[str]
) -> None:
    decks = [deck("abcd"[i], *map(concept, ids)) for i, ids in enumerate(contents)]
    concepts = Concepts(decks)
    for each in decks:
        found = concepts.about(about(each.id, *names))
        assert set(found) <= set(concepts)
        assert len(set(found)) == len(found) <= len(names)
        assert found == Concepts(decks[::-1]).about(about(each.id, *names))


# -- check


GOOD = """\
quizlr: 1
id: theory
title: Theory
sources: {esl: The Elements}
notes:
  - id: hinge
    type: concept
    title: Hinge loss
    body: Zero beyond the margin, and a straight line before it.
    claims: [{id: line, quote: a straight line before it, source: esl}]
    flow:
      - {label: margin, opens: what}
      - {label: loss, opens: bce-single}
      - {label: sum, opens: log-loss}
  - {id: what, about: [hinge, log-loss], front: F, back: B}
"""


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    monkeypatch.setenv("QUIZLR_HOME", str(tmp_path / "home"))

    def run(text: str) -> tuple[int, str]:
        path = tmp_path / "theory.yaml"
        path.write_text(text, encoding="utf-8")
        code = main(["check", "--no-proofs", str(path)])
        return code, capsys.readouterr().out

    return run


def test_what_names_concepts_notes_and_families_is_fine(check) -> None:  # type: ignore[no-untyped-def]
    assert check(GOOD)[0] == 0


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("[hinge, log-loss]", "[hinge, log-los]", "log-los]", "Did you mean `log-loss`?"),
        ("[hinge, log-", "[hinge, logreg-cost/log-l", "logreg-", "`logreg-cost/log-loss`"),
        ("opens: what", "opens: wat", "wat}", "Did you mean `what`?"),
        ("opens: bce-single", "opens: bce-sinlge", "bce-sinlge", "Did you mean `bce-single`?"),
        ("opens: log-loss", "opens: hinge", "hinge}", "the page that it stands on"),
        ("source: esl", "source: els", "els}", "Did you mean `esl`?"),
        ("quote: a straight", "quote: a crooked", "a crooked", "does not say this"),
        (
            "claims:",
            "deeper: Zero beyond the margin, and a straight line before it.\n    claims:",
            "Zero beyond the margin, and a straight line before it.\n    claims",
            "stands in theory/hinge, body already",
        ),
    ],
)
def test_a_name_that_leads_nowhere_is_told_at_its_place(  # type: ignore[no-untyped-def]
    check, old: str, new: str, at: str, said: str
) -> None:
    text = GOOD.replace(old, new)
    code, out = check(text)
    before = text[: text.index(at)]
    assert code == 1
    assert f"theory.yaml:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}:" in out
    assert said in out
    assert "1 warning." in out


def test_a_name_that_several_decks_have_is_asked_to_be_exact(check) -> None:  # type: ignore[no-untyped-def]
    code, out = check(GOOD.replace("id: theory", "id: theory\nrequires: [sigmoid]"))
    assert code == 0, out
    with_own = GOOD.replace("id: hinge", "id: log-loss").replace("opens: log-loss", "opens: what")
    assert check(with_own.replace("[hinge, log-loss]", "[log-loss]"))[0] == 0


def test_too_many_boxes_are_no_picture(check) -> None:  # type: ignore[no-untyped-def]
    many = "\n".join(f"      - {{label: box {n}, opens: what}}" for n in range(8))
    code, out = check(GOOD.replace("      - {label: margin, opens: what}", many))
    assert code == 1
    assert "too-many-boxes" in out


def test_decks_are_seen_in_their_order() -> None:
    decks: list[Deck] = [deck("b", concept("y"), concept("x")), deck("a", concept("x"))]
    assert list(Concepts(decks)) == ["b/y", "b/x", "a/x"]
    assert len(Concepts(decks)) == 3
