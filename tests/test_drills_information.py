"""Families of information."""

from __future__ import annotations

import math

from drills_given import expect, number

from quizlr.drills.answering import slip_answer
from quizlr.drills.families import families
from quizlr.drills.judging import grade
from quizlr.drills.sampling import vary
from quizlr.model import Verdict

HALVES = {"a": (0.5, 0.25), "b": (0.25, 0.25)}


def test_entropy_of_the_sample() -> None:
    slips = {"log2_bits": 1.5, "sign": -1.0397, "log_k": 1.0986}
    expect("entropy", {"a": (0.5, 0.25)}, 1.0397, slips)


def test_cross_entropy_by_hand() -> None:
    """p = (1/2, 1/4, 1/4) and q = (1/4, 1/4, 1/2): powers of two, so whole bits."""
    slips = {
        "log2_bits": 1.75,
        "swapped_args": 1.75 * math.log(2),
        "kl": 0.25 * math.log(2),
        "h": 1.5 * math.log(2),
    }
    expect("cross-entropy", HALVES, 1.75 * math.log(2), slips)


def test_divergence_by_hand() -> None:
    slips = {"log2_bits": 0.25, "ce": 1.75 * math.log(2), "abs": 0.5}
    expect("kl", HALVES, 0.25 * math.log(2), slips)


def test_perplexity_of_the_sample() -> None:
    slips = {"log2_bits": 9.19, "nll": 3.2, "inverse": 0.04076}
    expect("perplexity", {"loss": 3.2, "unit": "nats"}, 24.53, slips)


def test_perplexity_of_bits_is_a_power_of_two() -> None:
    assert number("perplexity", loss=3, unit="bits").quantity.truth == 8.0


def test_nats_of_the_sample() -> None:
    slips = {"inverse": 0.4804, "log10": 0.301}
    expect("nats-bits", {"amount": 0.6931, "unit": "nats"}, 0.9999, slips)


def test_bits_for_nats_are_named() -> None:
    variant = vary(families()["entropy"], 4)
    answer = slip_answer(variant, "log2_bits")
    assert answer is not None
    judged = grade(variant, answer)
    assert (judged.verdict, judged.slip) == (Verdict.SLIP, "log2_bits")
