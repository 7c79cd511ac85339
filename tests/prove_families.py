"""Prove every built-in family over many seeds: `python tests/prove_families.py [seeds] [names]`.

For each variant: the answer equals an independent oracle (tests/oracles), honest work with rounded
steps is accepted, and every slip is named as itself. Prints a table; exits with 1 if any fails.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from time import perf_counter

from quizlr.drills.families import families
from quizlr.drills.faults import TemplateError
from quizlr.drills.proof import Proof, prove
from quizlr.drills.sampling import vary
from quizlr.drills.variant import Asked, AskedChoice, AskedNumber, Variant
from quizlr.drills.words import right_option
from quizlr.model import Value

NEAR = 2e-6
"""Relative."""

Oracle = Callable[[Mapping[str, Value | str]], object]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a family."""

    name: str
    proof: Proof
    misses: tuple[str, ...]
    """Where the answer is not the oracle's."""
    seconds: float

    @property
    def is_good(self) -> bool:
        return self.proof.holds and not self.misses


def main(arguments: Sequence[str]) -> int:
    seeds = int(arguments[0]) if arguments else 1_000
    names = list(arguments[1:]) or list(families())
    with ProcessPoolExecutor() as pool:
        outcomes = list(pool.map(outcome, names, [seeds] * len(names)))
    for line in table(outcomes):
        print(line)
    bad = [each for each in outcomes if not each.is_good]
    print(f"{len(outcomes) - len(bad)} of {len(outcomes)} families hold over {seeds} seeds each.")
    return 1 if bad else 0


def outcome(name: str, seeds: int) -> Outcome:
    began = perf_counter()
    proof = prove(families()[name], range(seeds))
    misses = tuple(oracle_misses(name, range(seeds)))
    return Outcome(name, proof, misses, perf_counter() - began)


def oracle_misses(name: str, seeds: Sequence[int]) -> Iterator[str]:
    """The first seed for which the truth is not what the oracle derives."""
    template = families()[name]
    oracle = _oracles(template.topic).get(name)
    if oracle is None:
        yield "no oracle"
        return
    for seed in seeds:
        try:
            variant = vary(template, seed)
        except TemplateError as error:
            yield str(error)
            return
        truth, derived = truths(variant), oracle(variant.drawn)
        if not is_near(truth, derived):
            yield f"seed {seed} {dict(variant.drawn)}: {truth}, oracle {derived}"
            return


def truths(variant: Variant) -> object:
    """The right answer: a value, an option's index, ranks; of several parts a tuple of them."""
    found = tuple(_truth(part) for part in variant.parts)
    return found[0] if len(found) == 1 else found


def _truth(part: Asked) -> object:
    if isinstance(part, AskedNumber):
        return part.quantity.truth
    return right_option(part) if isinstance(part, AskedChoice) else part.ranks


def is_near(one: object, other: object) -> bool:
    if isinstance(one, Sequence) and isinstance(other, Sequence):
        return len(one) == len(other) and all(map(is_near, one, other))
    if isinstance(one, int | float) and isinstance(other, int | float):
        return one == other or math.isclose(one, other, rel_tol=NEAR, abs_tol=1e-12)
    return False


def _oracles(topic: str) -> dict[str, Oracle]:
    try:
        module = import_module(f"oracles.{topic}")
    except ModuleNotFoundError:
        return {}
    return dict(module.ORACLES)


def table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    yield f"{'family':26} {'accepted':>8} {'variants':>8} {'slips':>11} {'s':>6}"
    for each in outcomes:
        proof = each.proof
        named = sum(slip.named for slip in proof.slips)
        shown = sum(slip.shown for slip in proof.slips)
        yield (
            f"{each.name:26} {proof.acceptance:8.1%} {proof.distinct:8} {named:>5}/{shown:<5} "
            f"{each.seconds:6.2f}"
        )
        for problem in proof.problems:
            yield f"    {problem.gravity} {problem.rule} {problem.path}: {problem.message}"
        for miss in each.misses:
            yield f"    error oracle: {miss}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
