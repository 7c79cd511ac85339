"""Which cards a query means: held against a slow search, and the laws of sets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from makers import at, deck, known, note
from search_makers import QUERIES, facts, means, value_of

from quizlr.cardtypes import cards_of
from quizlr.cardtypes.choice import ChoiceContent, Option
from quizlr.model import CardId, CardState, MemoryState, Schedule
from quizlr.search.catalogue import Catalogue
from quizlr.search.evaluation import matching
from quizlr.search.facts import Facts
from quizlr.search.parsing import parse
from quizlr.search.query import All, Compared, Either, Measure, Not, Query


@settings(max_examples=200)
@given(facts(), QUERIES)
def test_the_search_finds_what_a_slow_search_finds(drawn: Facts, query: Query) -> None:
    assume(not _is_on_the_edge(query, drawn))
    slow = [
        place
        for place, card in enumerate(drawn.catalogue.cards)
        if means(query, card, place, drawn)
    ]
    assert matching(query, drawn) == slow


def _is_on_the_edge(query: Query, drawn: Facts) -> bool:
    """Recall is compared by the age of the memory: at the very number the last bit may differ."""
    match query:
        case All(parts) | Either(parts):
            return any(_is_on_the_edge(part, drawn) for part in parts)
        case Not(part):
            return _is_on_the_edge(part, drawn)
        case Compared(Measure.RETRIEVABILITY as measure, _, number):
            ends = [float(number) + half for half in (-0.0005, 0, 0.0005)]
            values = [value_of(measure, schedule) for schedule in drawn.schedules]
            return any(abs(value - end) < 1e-9 for value in values if value for end in ends)
    return False


@given(facts(), QUERIES, QUERIES)
def test_searches_obey_the_laws_of_sets(drawn: Facts, one: Query, other: Query) -> None:
    everything = set(range(len(drawn)))
    a, b = set(matching(one, drawn)), set(matching(other, drawn))
    assert set(matching(All((one, other)), drawn)) == a & b
    assert set(matching(Either((one, other)), drawn)) == a | b
    assert set(matching(Not(one), drawn)) == everything - a


@given(facts())
def test_due_is_what_waits_today_and_is_not_put_aside(drawn: Facts) -> None:
    same = parse("prop:due<=0 -is:suspended -is:buried -is:new").query
    assert matching(parse("is:due").query, drawn) == matching(same, drawn)


@given(facts(), st.sampled_from(["stability", "lapses", "due", "retrievability"]),
       st.decimals(0, 1, places=2) | st.integers(0, 1).map(Decimal))  # fmt: skip
def test_below_above_and_equal_share_out_the_cards_that_have_the_number(
    drawn: Facts, name: str, number: Decimal
) -> None:
    def count(sign: str) -> int:
        return len(matching(parse(f"prop:{name}{sign}{number:f}").query, drawn))

    have = count("<") + count(">=")
    assert have == count("<=") + count(">") == count("=") + count("!=")


def found(text: str, drawn: Facts) -> list[str]:
    parsed = parse(text, drawn.catalogue.known)
    assert not parsed.faults, parsed.faults
    return [drawn.catalogue.ids[place] for place in matching(parsed.query, drawn)]


def facts_of_three() -> Facts:
    options = (Option(text="a convex bowl", correct=True), Option(text="a saddle"))
    one = deck(
        "one",
        note("loss", front="Log  loss,\nor cross-entropy?", back=r"$-\ln \sigma(z)$", tags=("ml",)),
        note("bayes", front="Naïve Bayes", back="counts", hints=("Think of spam.",)),
        replace(note("shape", content=ChoiceContent(options=options)), type="choice"),
        tags=("short",),
    )
    stands = {
        CardId("one/loss"): known(at().study_day - 1, memory=MemoryState(5.0, 6.0), lapse_count=9),
        CardId("one/bayes"): Schedule(state=CardState.LEARNING, due_at_ms=at(minutes=5).at_ms),
    }
    return Facts(Catalogue(cards_of(one), {"one": one}), stands, at())


def test_text_is_found_whatever_its_case_accents_and_line_ends() -> None:
    drawn = facts_of_three()
    assert found('"LOG LOSS, or"', drawn) == ["one/loss"]
    assert found("naive BÁYES", drawn) == ["one/bayes"]
    assert found(r"\sigma", drawn) == ["one/loss"]
    assert found("front:counts", drawn) == []
    assert found("back:counts", drawn) == ["one/bayes"]
    assert found("cross*py", drawn) == ["one/loss"]
    assert found("n__ve", drawn) == ["one/bayes"]
    assert found("w:spa", drawn) == []
    assert found("w:spa*", drawn) == ["one/bayes"]
    assert found(r're:"L\w+\s+loss"', drawn) == ["one/loss"]


def test_a_pattern_does_not_reach_from_one_field_into_the_next() -> None:
    assert found("bayes*counts", facts_of_three()) == []
    assert found(r're:"Bayes.*counts"', facts_of_three()) == []


def test_hints_and_what_the_type_adds_are_searched_too() -> None:
    drawn = facts_of_three()
    assert found("spam", drawn) == ["one/bayes"]
    assert found("saddle", drawn) == ["one/shape"]


def test_names_states_and_numbers() -> None:
    drawn = facts_of_three()
    assert found("tag:short", drawn) == ["one/loss", "one/bayes", "one/shape"]
    assert found("tag:ml", drawn) == ["one/loss"]
    assert found("note:bayes or note:one/shape", drawn) == ["one/bayes", "one/shape"]
    assert found("is:due", drawn) == ["one/loss", "one/bayes"]
    assert found("is:leech prop:stability=5 prop:due=-1", drawn) == ["one/loss"]
    assert found("is:new", drawn) == ["one/shape"]
    assert found("prop:retrievability>=80% prop:retrievability<0.87", drawn) == ["one/loss"]
    assert found("", drawn) == ["one/loss", "one/bayes", "one/shape"]
