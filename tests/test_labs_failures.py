"""The programs of the failure labs, run: each prints what the catalogue says, and only that."""

from __future__ import annotations

import io
import math
import re
import warnings
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from quizlr.drills.answering import honest_answer
from quizlr.drills.judging import grade
from quizlr.drills.proof import prove
from quizlr.drills.sampling import vary
from quizlr.drills.template import OptionRule, Template
from quizlr.drills.variant import AskedChoice, AskedNumber, Variant
from quizlr.labs.failures import Telling, failure_template, scenarios
from quizlr.model import Verdict

NAMES = tuple(scenarios())
SEEDS = range(30)
REPAIR = (OptionRule(text="mend", correct="1"), OptionRule(text="leave"))
FENCED = re.compile(r"```python\n(.*?)```", re.DOTALL)


def template(name: str, **more: Any) -> Template:
    telling = Telling(front="Look.", repair=REPAIR, **more)
    return failure_template(scenarios()[name], telling, f"d/{name}")


@cache
def variants(name: str) -> tuple[Variant, ...]:
    return tuple(vary(template(name), seed) for seed in SEEDS)


def choice(variant: Variant, place: int) -> AskedChoice:
    part = variant.parts[place]
    assert isinstance(part, AskedChoice)
    return part


def truth(variant: Variant) -> Any:
    part = variant.parts[2]
    assert isinstance(part, AskedNumber)
    return part.quantity.truth


# What a program prints


def sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def fit(y: NDArray[np.float64], penalty: float) -> float:
    """The penalised bias, by halving an interval around the zero of the slope."""
    low, high = -20.0, 20.0
    for _ in range(80):
        middle = (low + high) / 2
        is_rising = sigmoid(middle) - y.mean() + penalty * middle / len(y) > 0
        low, high = (low, middle) if is_rising else (middle, high)
    return low


@cache
def run(program: str) -> tuple[str, ...]:
    printed = io.StringIO()
    with redirect_stdout(printed), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(quickened(program), {"np": np, "sigmoid": sigmoid, "fit": fit})
    return tuple(printed.getvalue().split("\n")[:-1])


def quickened(program: str) -> str:
    """A loop of millions of additions as the running sum that it is."""
    loop = r"for _ in range\((\d+)\):\n    total \+= (np.float32\(.*?\))\n"
    return re.sub(loop, r"total = np.add.accumulate(np.full(\1, \2))[-1]\n", program)


def program_of(text: str) -> str:
    (found,) = FENCED.findall(text)
    return str(found)


def is_rounded(said: str, out: str) -> bool:
    decimals = max(3, len(said.partition(".")[2]))
    return abs(float(out) - float(said)) <= 0.51 * 10.0**-decimals


def is_between(low: str, middle: str, high: str) -> bool:
    a, b, c = sorted((float(low), float(high)))[0], float(middle), max(float(low), float(high))
    return a + 0.004 < b < c - 0.004


Rule = tuple[str, Callable[..., bool]]
NUMBER = r"(-?[\d.]+(?:e[-+]?\d+)?)"
RULES: tuple[Rule, ...] = (
    (r"`(nan|inf|0\.0|\[.*\])`", lambda said, *out: out == (said,)),
    (f"`{NUMBER}`", is_rounded),
    (f"about {NUMBER}", lambda said, out: math.isclose(float(out), float(said), rel_tol=0.1)),
    (f"the true loss, {NUMBER}", lambda said, out: math.isclose(float(out), float(said))),
    ("nearly 0", lambda out: abs(float(out)) < 0.01),
    ("(1), as at the start", lambda said, out: abs(float(out) - float(said)) < 1e-9),
    (f"more than {NUMBER}", lambda said, out: float(out) > float(said)),
    (f"less than {NUMBER}", lambda said, out: float(out) < float(said)),
    (f"{NUMBER}, to three digits", lambda said, out: abs(float(out) / float(said) - 1) < 0.005),
    (f"{NUMBER}, the base rate", lambda said, out: abs(float(out) - float(said)) < 0.005),
    (f"a number between {NUMBER} and {NUMBER}", lambda a, b, out: is_between(a, out, b)),
    (f"a number further from 0.5 than {NUMBER}", lambda said, out: is_between("0.5", said, out)),
    (f"a number below {NUMBER}", lambda said, out: float(out) < float(said)),
    (f"a number above {NUMBER}", lambda said, out: float(out) > float(said)),
    (NUMBER, lambda said, out: abs(float(out) - float(said)) < 0.005),
    ("two numbers that agree to three digits", lambda a, b: is_rounded(f"{float(a):.3g}", b)),
    ("a second number that is clearly larger", lambda a, b: float(b) > float(a) + 0.5),
    ("a second number that is clearly smaller", lambda a, b: float(b) < float(a) - 0.5),
    ("`nan` twice", lambda *out: out == ("nan", "nan")),
    ("an error.*", lambda *_: False),
)


def holds(option: str, printed: tuple[str, ...]) -> bool:
    """Whether an option says what was printed."""
    if option.startswith("a number nearer to 0"):
        return False  # the start is not in the text: `newton-overshoot` has a test of its own
    for pattern, rule in RULES:
        found = re.fullmatch(pattern, option)
        if found:
            return rule(*found.groups(), *printed)
    raise AssertionError(option)


# The first question


@pytest.mark.parametrize("name", NAMES)
def test_the_program_prints_what_the_right_option_says_and_no_other(name: str) -> None:
    for variant in variants(name):
        printed = run(program_of(variant.front))
        for option in choice(variant, 0).options:
            assert holds(option.text, printed) == option.is_correct, (option.text, printed)


@pytest.mark.parametrize("name", NAMES)
def test_the_next_step_tells_what_was_printed(name: str) -> None:
    for variant in variants(name):
        told = variant.parts[1].ask.partition("\n")[0]
        for line in run(program_of(variant.front)):
            numbers = re.findall(r"`([^`]+)`", told)
            assert any(said == line or is_close(said, line) for said in numbers), (told, line)


def is_close(said: str, line: str) -> bool:
    try:
        return math.isclose(float(said), float(line), rel_tol=0.01, abs_tol=1e-4)
    except ValueError:
        return False


def test_a_long_loop_is_the_running_sum_that_the_tests_take_it_for() -> None:
    program = """
total = np.float32(0)
for _ in range(300000):
    total += np.float32(0.1)
print(total / 300000)
"""
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(program, {"np": np})
    assert quickened(program) != program
    assert run(program) == (printed.getvalue().strip(),)


# The held-out variant


@pytest.mark.parametrize("name", ["naive-log-sigmoid", "zero-log-zero", "softmax-overflow"])
def test_a_held_out_program_prints_what_the_right_option_says(name: str) -> None:
    seen = set()
    for variant in variants(name):
        part = choice(variant, 2)
        printed = run(program_of(part.ask))
        for option in part.options:
            assert holds(option.text, printed) == option.is_correct, (option.text, printed)
        seen.add(next(at for at, option in enumerate(part.options) if option.is_correct))
    assert len(seen) > 1, "the held-out variant must not always end the same way"


@pytest.mark.parametrize("name", ["float32-running-sum", "in-place-update"])
def test_a_held_out_program_prints_the_number(name: str) -> None:
    for variant in variants(name):
        (printed,) = run(program_of(variant.parts[2].ask))
        assert float(printed) == pytest.approx(truth(variant), rel=1e-6)


def test_a_negative_score_keeps_its_slope_until_the_exponential_overflows() -> None:
    seen = set()
    for variant in variants("sigmoid-saturation"):
        z = variant.names["z2"]
        front = re.sub(r"np.float32\(.*?\)", f"np.float32(-{z})", program_of(variant.front))
        (printed,) = run(front)
        right = next(o.text for o in choice(variant, 2).options if o.is_correct)
        seen.add(right == "`0.0`")
        assert (float(printed) == 0) == (right == "`0.0`")
        assert holds(right, (printed,))
    assert seen == {True, False}


def test_separation_is_told_from_overlap_and_from_a_penalty() -> None:
    seen = set()
    for variant in variants("separable-data"):
        labels, penalty = variant.names["other"], variant.names["penalty"]
        assert isinstance(labels, tuple)
        changes = sum(a != b for a, b in pairwise(labels))
        is_finite = changes > 1 or penalty != 0
        right = next(o.text for o in choice(variant, 2).options if o.is_correct)
        assert right == ("a finite weight" if is_finite else "a weight that grows for ever")
        seen.add((is_finite, penalty))
    assert len(seen) == 3


def test_the_shape_is_what_numpy_makes_of_it() -> None:
    seen = set()
    for variant in variants("column-labels"):
        (printed,) = run(program_of(variant.parts[2].ask))
        right = next(o.text for o in choice(variant, 2).options if o.is_correct)
        assert right == f"`{printed}`"
        seen.add(printed.endswith(",)"))
    assert seen == {True, False}


def numbers(names: Mapping[str, Any], *wanted: str) -> list[Any]:
    return [np.asarray(names[name], dtype=float) for name in wanted]


def of_rate_past_bound(names: Mapping[str, Any]) -> Any:
    (x,) = numbers(names, "x")
    h = 1e-3

    def slope(w: float) -> Any:
        return np.mean((sigmoid(w * x) - 0.5) * x)

    return 2 / ((slope(h) - slope(-h)) / (2 * h))


def of_penalised_bias(names: Mapping[str, Any]) -> Any:
    g, w, l2 = numbers(names, "g", "w", "l2")
    h = 1e-5
    by_w = (l2 * (w + h) ** 2 - l2 * (w - h) ** 2) / (2 * 3) / (2 * h)
    return [g[0] + by_w, g[1]]


def of_forgotten_mean(names: Mapping[str, Any]) -> Any:
    bound, growth = numbers(names, "bound", "growth")
    curvature = 2 / bound
    return 2 / np.sum(np.full(int(growth), curvature))


def of_newton_overshoot(names: Mapping[str, Any]) -> Any:
    (z,) = numbers(names, "near")
    return z - math.tanh(z / 2) / 2 * (2 + 2 * math.cosh(z))


def of_clip_hides_inf(names: Mapping[str, Any]) -> Any:
    power, misses, rows = numbers(names, "power2", "misses", "rows")
    p = np.clip([0.0] * int(misses), 10.0**-power, 1)
    return -np.log(p).sum() / rows


def of_swapped_arguments(names: Mapping[str, Any]) -> Any:
    (q,) = numbers(names, "q")
    with np.errstate(divide="ignore"):
        floor = np.maximum(np.log([1.0, 0.0]), -100)
    return -(q * floor[0] + (1 - q) * floor[1])


def of_double_sigmoid(names: Mapping[str, Any]) -> Any:
    (classes,) = numbers(names, "classes")
    best = np.eye(int(classes))[0]
    return -np.log(np.exp(best)[0] / np.exp(best).sum())


def of_one_class_auc(names: Mapping[str, Any]) -> Any:
    (a,) = numbers(names, "a")
    return np.nanmean([*a, np.nan])


@pytest.mark.parametrize(
    "oracle",
    [
        of_rate_past_bound,
        of_penalised_bias,
        of_forgotten_mean,
        of_newton_overshoot,
        of_clip_hides_inf,
        of_swapped_arguments,
        of_double_sigmoid,
        of_one_class_auc,
    ],
)
def test_a_held_out_number_is_that_of_another_derivation(oracle: Callable[..., Any]) -> None:
    name = oracle.__name__.removeprefix("of_").replace("_", "-")
    for variant in variants(name):
        assert np.asarray(truth(variant)) == pytest.approx(oracle(variant.names), rel=1e-4)


def test_a_full_newton_step_lands_further_out_than_it_started() -> None:
    for variant in variants("newton-overshoot"):
        (printed,) = run(program_of(variant.front))
        start = variant.names["start"]
        assert isinstance(start, float)
        assert abs(float(printed)) > start


# The catalogue


def test_there_are_at_least_twelve_and_each_has_its_own_program() -> None:
    assert len(NAMES) >= 12
    assert len({scenario.program for scenario in scenarios().values()}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_scenario_is_proved_over_many_seeds(name: str) -> None:
    assert prove(template(name), range(60)).problems == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_held_out_variant_differs_and_the_honest_answer_is_right(name: str) -> None:
    shown = {(variant.front, variant.parts[2].ask) for variant in variants(name)}
    assert len(shown) > 5
    for variant in variants(name)[:5]:
        judged = grade(variant, honest_answer(variant))
        assert judged.verdict is Verdict.CORRECT
        assert len(judged.lines) == 3
        assert variant.parts[2].ask not in variant.front


def test_an_author_s_draws_and_outcomes_take_the_place_of_the_scenario_s() -> None:
    from quizlr.drills.writing import option, pick

    own = template(
        "naive-log-sigmoid",
        params=(("z", pick(40)), ("y", pick(0))),
        predict=(option("no number", "1 / printed == 0"), option("{{= z }}", "printed == z")),
        version=3,
        back="Back.",
    )
    for seed in range(5):
        variant = vary(own, seed)
        assert "z, y = 40.0, 0" in variant.front
        assert [(o.text, o.is_correct) for o in choice(variant, 0).options] == [
            ("no number", True),
            ("40", False),
        ]
    assert (own.version, own.back, own.id) == (3, "Back.", "d/naive-log-sigmoid")
