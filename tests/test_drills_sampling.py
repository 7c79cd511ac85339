"""Variants: drawn as promised, fair to grade, and refused with the reason."""

from __future__ import annotations

from decimal import Decimal
from time import process_time

import pytest
from drills_makers import choice, number, order, template
from hypothesis import given
from hypothesis import strategies as st

from quizlr.drills.compiling import faults
from quizlr.drills.faults import Gravity, TemplateError
from quizlr.drills.sampling import vary
from quizlr.drills.template import OrderSlip, Template
from quizlr.drills.variant import AskedChoice, AskedNumber, AskedOrder, Variant
from quizlr.drills.writing import grid, matrix, pick, slip, step, vector, within
from quizlr.model import Form, Value

SEEDS = st.integers(0, 2**63)


def quantity_of(variant: Variant):  # type: ignore[no-untyped-def]
    part = variant.parts[0]
    assert isinstance(part, AskedNumber)
    return part.quantity


def errors(made: Template) -> dict[str, str]:
    return {fault.path: fault.message for fault in faults(made) if fault.gravity is Gravity.ERROR}


# -- what is drawn


@given(SEEDS)
def test_a_seed_gives_one_variant(seed: int) -> None:
    assert vary(template(), seed) == vary(template(), seed)


@given(SEEDS)
def test_what_is_drawn_lies_on_its_grid(seed: int) -> None:
    variant = vary(template(vars={"a": grid("-1", "1", "0.1"), "b": grid("2", "2.9", "0.3")},
                            require=("abs(a) > 0.05",)), seed)  # fmt: skip
    a, b = (Decimal(repr(variant.drawn[name])) for name in "ab")
    assert (a + 1) % Decimal("0.1") == 0
    assert b in map(Decimal, ("2", "2.3", "2.6", "2.9"))


def test_a_grid_whose_end_is_never_reached_is_a_fault() -> None:
    assert "never reach 3" in errors(template(vars={"a": grid("2", "3", "0.3")}))["vars.a"]


@given(SEEDS)
def test_what_is_shown_is_what_is_used(seed: int) -> None:
    variant = vary(template(front="{{= a }} {{= b }}"), seed)
    shown = [Decimal(text) for text in variant.front.split()]
    truth = quantity_of(variant).truth
    assert Decimal(repr(truth)) == shown[0] * shown[1]


def test_another_variable_leaves_what_the_others_draw_unchanged() -> None:
    more = template(vars={"c": grid("0", "1", "0.1"), **template().vars})
    for seed in range(20):
        one, other = vary(template(), seed), vary(more, seed)
        assert one.attempts == other.attempts
        assert [one.drawn[name] for name in "ab"] == [other.drawn[name] for name in "ab"]


def test_another_version_draws_other_numbers() -> None:
    drawn = [[vary(template(version=v), seed).drawn for seed in range(5)] for v in (1, 2)]
    assert drawn[0] != drawn[1]


@given(SEEDS)
def test_vectors_and_matrices_have_their_shape(seed: int) -> None:
    made = template(
        vars={
            "x": vector(3, grid("1", "9", "1")),
            "u": vector(4, pick(1, 2, 3, 4, 4), distinct=True),
            "m": matrix(2, 3, pick(0, 1)),
            "kind": pick("sum", "product"),
        },
        front="{{= kind }} of {{= x }}, {{= u }}, {{= m }}",
        parts=(number(answer="sum(x) + sum(u) + sum(m[0])", slips=()),),
        steps=(),
    )
    drawn = vary(made, seed).drawn
    assert len(drawn["x"]) == 3  # type: ignore[arg-type]
    assert sorted(drawn["u"]) == [1, 2, 3, 4]  # type: ignore[arg-type]
    assert [len(row) for row in drawn["m"]] == [3, 3]  # type: ignore[union-attr, arg-type]
    assert drawn["kind"] in {"sum", "product"}


def test_every_value_of_a_grid_is_drawn() -> None:
    drawn = {vary(template(vars={"a": pick(2, 5, 7), "b": grid("3", "4", "1")}), s).drawn["a"]
             for s in range(60)}  # fmt: skip
    assert drawn == {2.0, 5.0, 7.0}


# -- what is refused


@given(SEEDS)
def test_a_requirement_holds(seed: int) -> None:
    variant = vary(template(require=("a + b < 8", "a > b")), seed)
    a, b = variant.drawn["a"], variant.drawn["b"]
    assert isinstance(a, float)
    assert isinstance(b, float)
    assert b < a < 8 - b


@given(SEEDS, st.sampled_from(["0.01", "0.5", "2"]), st.sampled_from(["0", "0.02"]))
def test_slips_stay_apart(seed: int, absolute: str, relative: str) -> None:
    """Three of the larger tolerance between any two of truth and slips."""
    tolerance = within(rel=relative, abs=absolute)
    quantity = quantity_of(vary(template(parts=(number(tolerance=tolerance),)), seed))
    values = [quantity.truth, *(known.value for known in quantity.slips)]
    for one in values:
        for other in values:
            if one is not other:
                near = max(float(absolute), float(relative) * max(abs(one), abs(other)))
                assert abs(one - other) > 3 * near


def test_a_vector_is_apart_where_one_component_is() -> None:
    part = number(
        answer="[a, b]", form=Form.VECTOR, slips=(slip("swapped", "[b, a]"), slip("one", "[a, 1]"))
    )
    made = template(parts=(part,), steps=())
    for seed in range(30):
        variant = vary(made, seed)
        assert abs(variant.drawn["a"] - variant.drawn["b"]) > 0.03  # type: ignore[operator]


def test_a_slip_that_never_separates_is_named() -> None:
    made = template(parts=(number(slips=(slip("swapped_args", "b * a"),)),))
    with pytest.raises(TemplateError) as caught:
        vary(made, 0)
    assert "the slip swapped_args gives the same as the answer" in caught.value.reason
    assert "1000 of 1000" in caught.value.reason


def test_the_constraint_that_fails_most_is_named() -> None:
    with pytest.raises(TemplateError, match=r"require\[1\] \(a > 100\) does not hold"):
        vary(template(require=("a > 3", "a > 100")), 0)


def test_an_answer_that_is_not_finite_is_refused_unless_it_is_asked_for() -> None:
    part = number(answer="1 / (a - 2)", slips=())
    made = template(vars={"a": pick(2)}, front="", parts=(part,), steps=())
    with pytest.raises(TemplateError, match="not finite"):
        vary(made, 0)
    allowed = number(answer="1 / (a - 2)", slips=(), allow_nonfinite=True)
    made = template(vars={"a": pick(2)}, front="", parts=(allowed,), steps=())
    assert quantity_of(vary(made, 0)).truth == float("inf")


def test_a_slip_without_a_value_is_left_out() -> None:
    part = number(slips=(slip("sum", "a + b"), slip("log10", "nan if a > 3 else a - 100")))
    made = template(parts=(part,))
    found = [tuple(s.id for s in quantity_of(vary(made, seed)).slips) for seed in range(40)]
    assert set(found) == {("sum",), ("sum", "log10")}


@given(SEEDS)
def test_a_slip_may_be_said_by_the_answer(seed: int) -> None:
    part = number(name="area", slips=(slip("sign", "-area", "Not {{= -area }}, {{= area }}."),))
    quantity = quantity_of(vary(template(parts=(part,), steps=()), seed))
    assert quantity.slips[0].value == -quantity.truth


def test_a_slip_of_another_shape_is_said() -> None:
    part = number(slips=(slip("vector", "[a, b]"),))
    with pytest.raises(TemplateError, match="gives a vector of 2, the answer is a number"):
        vary(template(parts=(part,)), 0)


@given(SEEDS)
def test_exactly_one_option_is_right(seed: int) -> None:
    part = vary(template(parts=(choice(),), steps=()), seed).parts[0]
    assert isinstance(part, AskedChoice)
    assert sum(option.is_correct for option in part.options) == 1


def test_a_choice_without_a_right_option_is_refused() -> None:
    part = choice(options=choice().options[:2])
    made = template(parts=(part,), steps=())
    assert all(vary(made, seed).drawn["a"] != vary(made, seed).drawn["b"] for seed in range(60))


def test_ranks_follow_the_numbers_and_ties_share_a_rank() -> None:
    made = template(
        vars={"a": pick(3), "b": pick(3)}, parts=(order(by="[a, b, 0.1 + 0.2, 0.3]",
        items=("a", "b", "c", "d"), slips=()),), steps=())  # fmt: skip
    part = vary(made, 0).parts[0]
    assert isinstance(part, AskedOrder)
    assert part.ranks == (1, 1, 0, 0)


# -- templates from strangers

_X = {"x": vector(64, grid("0", "1", "0.1"))}
_MANY = {f"v{k}": vector(256, grid("0", "1", "0.1")) for k in range(400)}


@pytest.mark.parametrize(
    "fields",
    [
        {
            "vars": _X,
            "let": {"m": "outer(x, x)", **{f"t{k}": "@".join(["m"] * 16) for k in range(50)}},
            "require": ("t0[0][0] < 0",),
        },
        {
            "vars": _X,
            "let": {"m": "outer(x, x)", **{f"t{k}": "eigenvalues(m)" for k in range(50)}},
            "require": ("t0[0] > 1e14",),
        },
        {"vars": _MANY, "require": ("v0[0] < 0",)},
        {"parts": (number(slips=tuple(slip(f"s{k}", f"{k} + a * b") for k in range(1_000))),)},
        {
            "vars": {"x": vector(200, grid("0", "1", "0.1"))},
            "parts": (
                order(
                    items=tuple(f"item {k}" for k in range(200)),
                    by="x",
                    slips=tuple(OrderSlip(id=f"s{k}", by="x") for k in range(50)),
                ),
            ),
        },
    ],
    ids=["products", "eigenvalues", "variables", "slips", "orders"],
)
def test_a_template_cannot_ask_for_endless_work(fields: dict[str, object]) -> None:
    made = template(
        **{"front": "", "parts": (number(answer="1", slips=()),), "steps": (), **fields}
    )
    assert not errors(made)
    began = process_time()
    with pytest.raises(TemplateError):
        vary(made, 0)
    # A second or so; a slow machine that is busy may take some.
    assert process_time() - began < 15


# -- what is wrong with a template


@pytest.mark.parametrize(
    ("fields", "path", "said"),
    [
        ({"let": {"s": "a +"}}, "let.s", ""),
        ({"let": {"s": "sidea * b"}}, "let.s", "`sidea` has no value"),
        ({"let": {"s": "t", "t": "a"}}, "let.s", "`t` has no value"),
        ({"require": ("a ^ 2",)}, "require[0]", "**"),
        ({"front": "{{= c }}"}, "front", "`c` has no value"),
        ({"parts": (number(answer="a *"),)}, "parts[0].answer", ""),
        ({"parts": (number(slips=(slip("x", "zz"),)),)}, "parts[0].slips.x.expr", "`zz`"),
        ({"parts": (number(slips=(slip("x", "a", "{{= zz }}"),)),)}, "parts[0].slips.x.say", "zz"),
        ({"parts": (number(ask="{{= answer }}"),)}, "parts[0].ask", "`answer` has no value"),
        ({"parts": (number(), number())}, "vars, let and parts", "'answer' is there twice"),
        ({"parts": ()}, "parts", "at least one question"),
        ({"parts": (choice(options=choice().options[:1]),)}, "parts[0].options", "at least two"),
        ({"parts": (order(by="[a, q]"),)}, "parts[0].by", "`q`"),
        ({"vars": {"a": grid("3", "2", "1")}}, "vars.a", "lower to a higher"),
        ({"vars": {"a": grid("0", "1", "0")}}, "vars.a", "step above 0"),
        ({"vars": {"a": grid("0", "1", "0.00001")}}, "vars.a", "larger step"),
        ({"vars": {"a": pick()}}, "vars.a", "nothing to pick"),
        ({"vars": {"a": pick("x", 1)}}, "vars.a", "not from both"),
        ({"vars": {"a": vector(5, pick(0, 1), distinct=True)}}, "vars.a", "different values"),
        ({"vars": {"a": vector(0, pick(0, 1))}}, "vars.a", "cells"),
        ({"vars": {"a": vector(2, pick("x", "y"))}}, "vars.a", "not words"),
        ({"vars": {"sum": pick(1)}}, "vars.sum", "function"),
        ({"vars": {"_a": pick(1)}}, "vars._a", "cannot be a name"),
        ({"steps": (step("x", "area"),)}, "steps[0].show", "`area`"),
        ({"back": "{{= }}"}, "back", ""),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_field(fields: dict[str, object], path: str, said: str) -> None:
    found = errors(template(**fields))
    assert path in found
    assert said in found[path]
    with pytest.raises(TemplateError):
        vary(template(**fields), 0)


def test_a_fault_has_a_column() -> None:
    (fault,) = faults(template(let={"s": "a + zz"}, front="{{= a }}{{= b }}{{= s }}"))
    assert (fault.path, fault.column) == ("let.s", 4)


def test_an_unused_name_is_a_hint() -> None:
    made = template(vars={**template().vars, "c": pick(1, 2)})
    (fault,) = faults(made)
    assert (fault.rule, fault.path, fault.gravity) == ("drill-unused", "vars.c", Gravity.HINT)
    assert vary(made, 0).drawn["c"] in (1, 2)


def test_names_that_python_derives_are_known() -> None:
    def double(names: dict[str, Value | str]) -> dict[str, Value | str]:
        return {"twice": 2 * names["s"]}

    made = template(let={"s": "a"}, derive=double, parts=(number(answer="twice * b", slips=()),))
    variant = vary(made, 1)
    assert variant.names["twice"] == 2 * variant.drawn["a"]
    assert quantity_of(variant).truth == variant.names["twice"] * variant.drawn["b"]  # type: ignore[operator]
