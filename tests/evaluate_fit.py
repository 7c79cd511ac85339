"""What a fit costs, and whether it is honest: beside fsrs-rs, and on learners who are known.

    python tests/evaluate_fit.py [TABLE …] [--reviews 20000 100000 1000000] [--logs 60]

Tables: speed, coverage, learners, drills; all of them without a name. Times are given as ratios to
quizlr's of the same run; each is taken in a process of its own, whose memory is measured too.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter, process_time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from fitting_makers import drawn_truth, joined, simulated_log

from quizlr.fitting import FSRS6, ReviewLog, fit, lay_out, replay, review_log
from quizlr.fitting.arrays import Bools, Floats
from quizlr.fitting.learner import CURVE
from quizlr.fitting.metrics import log_loss
from quizlr.fitting.prior import Coordinates, held_near

WIDE = 2.0
"""Spread of the learners, against the prior's."""
SIZES = (50, 100, 200, 400, 800, 1600, 3200)


# -- speed


def write_database(path: Path, review_count: int) -> None:
    """An index with as many rows as are asked for, as the store lays it out."""
    from quizlr.store import database

    truth = drawn_truth(3)
    each = simulated_log(3, truth, days=730, new_per_day=8)
    db = database.open_new(path)
    copies = -(-review_count // len(each))
    number = 0
    with database.transaction(db):
        for copy in range(copies):
            kept = min(len(each), review_count - number)
            db.executemany(
                "INSERT INTO reviews SELECT 'dev', ?, ?, ?, 'UTC', 0, 4, ?, ?, 1, 'recall', 2, 2,"
                " 0, 1, NULL, 0.0, 5000, 0.0, 0, 0, NULL, NULL, NULL, NULL, 0.9, '', '', '', '',"
                " '', '', NULL, 0, '', '', '', NULL",
                (
                    (number + row + 1, f"deck/n{copy}-{card}", at_ms + copy, day, rating)
                    for row, (card, at_ms, day, rating) in enumerate(
                        zip(
                            each.card[:kept].tolist(),
                            each.at_ms[:kept].tolist(),
                            each.study_day[:kept].tolist(),
                            each.rating[:kept].tolist(),
                            strict=True,
                        )
                    )
                ),
            )
            number += kept
    database.seal(db, path)


def run_ours(path: Path) -> dict[str, float]:
    """From rows to parameters, and the states after the last review."""
    from quizlr.store import database
    from quizlr.store.columns import MEMORY_COLUMNS, review_columns

    db = database.open_reader(path)
    begin, cpu = perf_counter(), process_time()
    columns = review_columns(db, {}, MEMORY_COLUMNS)
    log = review_log(card=columns.card, **columns.columns)
    read = perf_counter()
    found = fit(FSRS6, log)
    done, cpu_s = perf_counter(), process_time() - cpu
    layout = lay_out(log)
    laid = perf_counter()
    replay(FSRS6, found.parameters, layout)
    return {
        "s": done - begin,
        "cpu_s": cpu_s,
        "read_s": read - begin,
        "replay_s": perf_counter() - laid,
        "steps": found.steps,
        "loss": _in_sample(log, found.parameters),
    }


def run_rs(path: Path, epochs: int) -> dict[str, float]:
    """The same with fsrs-rs, by its fit of so many epochs."""
    import fsrs_rs_python as rs

    from quizlr.store import database

    db = database.open_reader(path)
    begin, cpu = perf_counter(), process_time()
    items: list[rs.FSRSItem] = []
    cards: list[int] = []
    last: dict[str, int] = {}
    numbers: dict[str, int] = {}
    seen: dict[str, list[rs.FSRSReview]] = {}
    for card, day, rating in db.execute(
        "SELECT card_id, study_day, rating FROM reviews WHERE undone_by IS NULL AND kind <> 3"
        " ORDER BY reviewed_at_ms, device, seq"
    ):
        gap = max(0, day - last.get(card, day))
        history = seen.setdefault(card, [])
        history.append(rs.FSRSReview(rating, gap))
        if gap > 0:
            items.append(rs.FSRSItem(list(history)))
            cards.append(numbers.setdefault(card, len(numbers)))
        last[card] = day
    built = perf_counter()
    config = rs.TrainingConfig(num_epochs=epochs, batch_size=256)
    found = rs.FSRS([]).compute_parameters(items, card_ids=cards, training_config=config)
    done, cpu_s = perf_counter(), process_time() - cpu
    return {"s": done - begin, "cpu_s": cpu_s, "read_s": built - begin, "first": found[0]}


def _in_sample(log: ReviewLog, parameters: Floats) -> float:
    recall = replay(FSRS6, parameters, lay_out(log)).recall
    return log_loss(recall[log.is_scored], log.is_recalled[log.is_scored])


def table_speed(arguments: argparse.Namespace) -> None:
    """Seconds and megabytes from rows in SQLite to parameters."""
    print("\nFrom rows in SQLite to parameters (CPU seconds; ratios to quizlr)")
    head = ("reviews", "quizlr s", "of it read", "rs 5 ep", "rs 20 ep", "MB", "rs MB", "replay ms")
    print(" ".join(f"{name:>11}" for name in head))
    for count in arguments.reviews:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "reviews.db"
            write_database(path, count)
            ours = _alone("ours", path)
            rivals = [_alone(f"rs{epochs}", path) for epochs in (5, 20)]
        row = (
            f"{count:11,} {ours['cpu_s']:11.2f} {ours['read_s'] / ours['s']:11.0%}",
            *(f"{rival['cpu_s'] / ours['cpu_s']:10.1f}×" for rival in rivals),
            f"{ours['mb']:11.0f} {max(r['mb'] for r in rivals):11.0f}",
            f"{1000 * ours['replay_s']:11.0f}",
        )
        print(" ".join(row), flush=True)


def _alone(what: str, path: Path) -> dict[str, float]:
    """One measurement in a process of its own."""
    command = [sys.executable, __file__, "--alone", what, str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found


def measure(what: str, path: Path) -> None:
    """Print one measurement as JSON."""
    found = run_ours(path) if what == "ours" else run_rs(path, int(what[2:]))
    found["mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(found))


# -- honest error bars


def coverage(log_count: int) -> tuple[Floats, Floats]:
    """(parameters,): error bars that hold the truth, and error bars that there were.

    Truths are drawn from the prior; a parameter whose truth or fit lies at a bound is left out.
    """
    coordinates = Coordinates(FSRS6)
    held, counted = np.zeros(21), np.zeros(21)
    for seed in range(log_count):
        truth = drawn_truth(seed)
        found = fit(FSRS6, simulated_log(seed, truth, days=180, new_per_day=12))
        away = np.abs(coordinates.inward(truth) - coordinates.inward(found.parameters))
        is_inside: Bools = (truth > FSRS6.lower) & (truth < FSRS6.upper) & found.is_free
        counted += is_inside
        held += is_inside & (away <= 2.0 * np.sqrt(np.diag(found.covariance)))
    return held, counted


def table_coverage(arguments: argparse.Namespace) -> None:
    """How often two standard errors hold the truth."""
    held, counted = coverage(arguments.logs)
    print(f"\nTwo standard errors hold the truth, over {arguments.logs} learners drawn from the")
    print(f"prior: {held.sum() / counted.sum():.1%} of {int(counted.sum())} error bars")
    shares = " ".join(
        f"w{index}:{part / whole:.0%}"
        for index, (part, whole) in enumerate(zip(held, counted, strict=True))
        if whole
    )
    print(shares)


# -- learners who are known


def table_learners(arguments: argparse.Namespace) -> None:
    """The small-log table over simulated learners, most of whom FSRS-6 does not describe."""
    kinds = {
        "FSRS-6 with other parameters": {},
        "cards differ, good and bad days": {"card_sd": 0.6, "day_sd": 0.7},
        "memory changes in the course": {"drift": 1.2, "card_sd": 0.4},
    }
    print("\nFitted on the first n scored reviews, predicting all later ones: log loss less that")
    print("of the published parameters, mean / worst over learners (without the rule of days)")
    print(f"{'':34}" + " ".join(f"{n:>15}" for n in SIZES))
    for name, options in kinds.items():
        rows = [_gains(seed, options) for seed in range(arguments.learners)]
        cells = [
            f"{np.nanmean(column):+.4f}/{np.nanmax(column):+.4f}"
            for column in zip(*rows, strict=True)
        ]
        print(f"{name:34}" + " ".join(f"{cell:>15}" for cell in cells), flush=True)


def _gains(seed: int, options: dict[str, float]) -> list[float]:
    log = simulated_log(seed, drawn_truth(seed + 500, WIDE), days=150, new_per_day=10, **options)
    layout, scored = lay_out(log), np.flatnonzero(log.is_scored)
    base = replay(FSRS6, FSRS6.defaults, layout).recall
    found = []
    for n in SIZES:
        rows = scored[n:]
        if len(rows) < 500:
            found.append(float("nan"))
            continue
        fitted = fit(FSRS6, log.head(int(scored[n]))).parameters
        recall = replay(FSRS6, fitted, layout).recall
        happened = log.is_recalled[rows]
        found.append(log_loss(recall[rows], happened) - log_loss(base[rows], happened))
    return found


# -- drills


def table_drills(arguments: argparse.Namespace) -> None:
    """Whether drills want parameters of their own: learners whose drills differ by so much."""
    print("\nLog loss of later drill reviews less that under parameters fitted to all reviews:")
    print("drills alone / drills held near the fit of all; by what drills differ (share of how")
    print("far learners differ) and by drill reviews seen; mean over learners")
    sizes = (100, 300, 1000, 3000)
    print(f"{'':8}" + " ".join(f"{n:>17}" for n in sizes))
    for share in (0.0, 0.3, 0.6, 1.0):
        rows = np.array([_drill_gains(seed, share, sizes) for seed in range(arguments.learners)])
        means = np.nanmean(rows, axis=0)
        cells = [f"{alone:+.4f}/{near:+.4f}" for alone, near in means]
        print(f"{share:8.1f}" + " ".join(f"{cell:>17}" for cell in cells), flush=True)


def _drill_gains(seed: int, share: float, sizes: Sequence[int]) -> list[tuple[float, float]]:
    coordinates = Coordinates(FSRS6)
    cards_truth = drawn_truth(seed, WIDE)
    away = coordinates.inward(drawn_truth(seed + 900, WIDE)) - coordinates.defaults
    drills_truth = coordinates.outward(coordinates.inward(cards_truth) + share * away)
    cards = simulated_log(seed, cards_truth, days=250, new_per_day=12)
    drills = simulated_log(seed + 50, drills_truth, days=250, new_per_day=5)
    scored = np.flatnonzero(drills.is_scored)
    layout = lay_out(drills)
    found = []
    for n in sizes:
        rows = scored[n:]
        if len(rows) < 300:
            found.append((float("nan"), float("nan")))
            continue
        until = int(drills.at_ms[scored[n]])
        early = drills.head(int(scored[n]))
        both = joined(early, cards.head(int(np.searchsorted(cards.at_ms, until))))
        shared = fit(FSRS6, both).parameters
        near = fit(held_near(FSRS6, shared, CURVE), early).parameters
        losses = [
            log_loss(replay(FSRS6, each, layout).recall[rows], drills.is_recalled[rows])
            for each in (shared, fit(FSRS6, early).parameters, near)
        ]
        found.append((losses[1] - losses[0], losses[2] - losses[0]))
    return found


TABLES: dict[str, Callable[[argparse.Namespace], None]] = {
    "speed": table_speed,
    "coverage": table_coverage,
    "learners": table_learners,
    "drills": table_drills,
}


def main(words: Sequence[str] | None = None) -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=", ".join(TABLES))
    parser.add_argument("--reviews", type=int, nargs="*", default=[20_000, 100_000, 1_000_000])
    parser.add_argument("--logs", type=int, default=60)
    parser.add_argument("--learners", type=int, default=8)
    parser.add_argument("--alone", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args(words)
    if arguments.alone:
        measure(arguments.alone[0], Path(arguments.alone[1]))
        return
    for name in arguments.tables or TABLES:
        TABLES[name](arguments)


if __name__ == "__main__":
    main()
