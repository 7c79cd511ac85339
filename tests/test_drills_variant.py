"""What variants and templates are known by, and the built-in families over many seeds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from drills_makers import choice, number, template
from prove_families import outcome, truths

from quizlr.drills.families import families, family, topics
from quizlr.drills.identity import content_hash, drawn_json, fingerprint
from quizlr.drills.sampling import vary
from quizlr.drills.slips import SENTENCES, sentence
from quizlr.drills.template import NumberPart, OrderPart, Template
from quizlr.drills.writing import grid, pick, slip, step, within
from quizlr.model import Tier

GOLDEN = Path(__file__).parent / "golden" / "families.json"
EVERYDAY_SEEDS = 25
NIGHTLY_SEEDS = 1_000


# -- identity


def test_the_log_keeps_what_was_drawn() -> None:
    made = template(vars={"a": pick(3), "b": grid("0.5", "0.5", "1"), "kind": pick("x")})
    assert json.loads(drawn_json(vary(made, 0))) == {"a": 3.0, "b": 0.5, "kind": "x"}


def test_fingerprints_tell_numbers_apart() -> None:
    prints = {fingerprint(vary(template(), seed)) for seed in range(50)}
    drawn = {drawn_json(vary(template(), seed)) for seed in range(50)}
    assert len(prints) == len(drawn) > 25


def test_the_content_hash_is_pinned() -> None:
    """A log may keep it: it must be the same on every machine and in every version."""
    assert content_hash(template()) == "41b1d1d5c37760af"


@pytest.mark.parametrize(
    "fields",
    [
        {"vars": {"a": grid("2", "9", "0.5"), "b": grid("2", "9", "0.25")}},
        {"let": {"s": "a"}},
        {"require": ("a > 3",)},
        {"parts": (number(answer="a * b + 0"),)},
        {"parts": (number(tolerance=within(abs="0.02")),)},
        {"parts": (number(digits=2),)},
        {"parts": (number(unit="metres"),)},
        {"parts": (number(slips=(slip("sum", "a + b"),)),)},
        {"parts": (number(), choice())},
        {"derive": lambda names: names},
    ],
)
def test_what_shapes_variants_changes_the_hash(fields: dict[str, object]) -> None:
    assert content_hash(template(**fields)) != content_hash(template())


@pytest.mark.parametrize(
    "fields",
    [
        {"version": 2},
        {"title": "Area of a field"},
        {"tier": Tier.EXPERT},
        {"front": "{{= a }} by {{= b }}: area?"},
        {"back": "Well done."},
        {"steps": (step("Times", "a * b"),)},
        {"parts": (replace(number(), ask="What is it?", note="no units"),)},
        {"vars": {"a": grid("2.0", "9.00", "0.50"), "b": grid("2", "9", "0.5")}},
    ],
)
def test_wording_does_not(fields: dict[str, object]) -> None:
    assert content_hash(template(**fields)) == content_hash(template())


def test_the_wording_of_an_option_does_not_but_its_rule_does() -> None:
    one = template(parts=(choice(),))
    options = choice().options
    reworded = (replace(options[0], text="first", why="because"), *options[1:])
    changed = (replace(options[0], correct="a >= b"), *options[1:])
    assert content_hash(template(parts=(choice(options=reworded),))) == content_hash(one)
    assert content_hash(template(parts=(choice(options=changed),))) != content_hash(one)


def test_the_lines_of_a_program_are_no_wording() -> None:
    program = replace(choice(), is_code=True)
    options = program.options
    changed = replace(program, options=(replace(options[0], text="a = 1"), *options[1:]))
    assert content_hash(template(parts=(changed,))) != content_hash(template(parts=(program,)))


# -- the vocabulary of slips


def test_common_slips_teach() -> None:
    assert len(SENTENCES) == 28
    for slip_id, text in SENTENCES.items():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", slip_id)
        assert text.endswith(".")
        assert sentence(slip_id) == text


def test_an_unknown_slip_is_at_least_named() -> None:
    assert "walked backwards" in sentence("walked_backwards")


# -- families


def test_reading_templates_loads_no_numpy() -> None:
    """Decks are read at the start, and start-up is a promise."""
    code = (
        "import sys\n"
        "from quizlr.drills.families import families\n"
        "from quizlr.drills.compiling import faults\n"
        "from quizlr.drills import asking, judging, proof, habits\n"
        "assert len([faults(each) for each in families().values()]) > 100\n"
        "sys.exit('numpy' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_families_are_found_by_name_and_by_topic() -> None:
    assert all(family(name) is each and each.id == name for name, each in families().items())
    assert family("no-such-family") is None
    assert [each for topic in topics().values() for each in topic] == list(families().values())
    assert all(each.topic == topic for topic, group in topics().items() for each in group)


@pytest.mark.parametrize("name", families())
def test_a_family_is_sound(name: str) -> None:
    """Equal to its oracle, honest rounding accepted, slips named; see prove_families."""
    made = outcome(name, EVERYDAY_SEEDS)
    assert [*made.proof.errors, *made.misses] == []


@pytest.mark.nightly
@pytest.mark.parametrize("name", families())
def test_a_family_is_sound_over_a_thousand_seeds(name: str) -> None:
    made = outcome(name, NIGHTLY_SEEDS)
    assert [*made.proof.errors, *made.misses] == []


@pytest.mark.parametrize("name", families())
def test_every_slip_of_a_family_says_something_that_teaches(name: str) -> None:
    for slip_id, say in _slips(families()[name]):
        assert say or slip_id in SENTENCES, f"{slip_id} has no sentence of its own"


def test_variants_of_families_stay_as_they_are() -> None:
    """A family that changes must raise its version; then renew with QUIZLR_RENEW=1."""
    found = {name: _pinned(each) for name, each in families().items()}
    if os.environ.get("QUIZLR_RENEW"):
        GOLDEN.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    pinned = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert found == pinned


def _pinned(made: Template) -> dict[str, object]:
    variants = [vary(made, seed) for seed in range(3)]
    return {
        "version": made.version,
        "drawn": [json.loads(drawn_json(variant)) for variant in variants],
        "truth": [json.loads(json.dumps(_nine_digits(truths(each)))) for each in variants],
    }


def _nine_digits(value: object) -> object:
    if isinstance(value, tuple):
        return [_nine_digits(item) for item in value]
    return f"{value:.9g}" if isinstance(value, float) else value


def _slips(made: Template) -> Iterable[tuple[str, str]]:
    for part in made.parts:
        if isinstance(part, NumberPart | OrderPart):
            yield from ((each.id, each.say) for each in part.slips)
