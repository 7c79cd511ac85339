"""How well a learner's memory is predicted: quizlr's fit beside fsrs-rs, on a real log, in one run.

    python tests/evaluate_memory.py [TABLE …] [--log FILE --zone ZONE]

Tables: held-out, ingredients, small, fsrs7; all of them without a name. The log that ships is that
of tests/data/review_log_josh.csv; --log takes py-fsrs' columns, Anki's revlog as CSV, or ours.

Protocol: study day = local date less four hours; a review is scored if it is the first of its card
on a later study day; six equal stretches of scored reviews, five of them held out, each predicted
by what was fitted before it. fsrs-rs counts whole days, so its parameters are scored so too.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np
from fsrs7 import FSRS7
from memory_oracle import Columns, log_of, read_columns, rs_fit, whole_day_gaps

from quizlr.fitting import (
    FSRS6,
    LEAST_DAYS,
    LEAST_SCORED,
    SM2,
    FittedModel,
    Fold,
    HeldOut,
    ReviewLog,
    daily_folds,
    evaluate,
    fit,
    fit_learner,
    lay_out,
    moving_average,
    replay,
    running_average,
    scores,
    time_series_folds,
)
from quizlr.fitting.arrays import Floats, Ints
from quizlr.fitting.metrics import log_loss, losses
from quizlr.fitting.prior import DEFAULTS_COUNT

Fit = Callable[[ReviewLog], Floats]
SIZES = (50, 100, 200, 300, 400, 800, 1600, 3200, 6000)
BOOTSTRAPS = 4000
NO_PRIOR = 1e-9
"""Reviews that the defaults are worth, where they are to be worth none."""


def published(_: ReviewLog) -> Floats:
    """No fit."""
    return FSRS6.defaults


def own(log: ReviewLog) -> Floats:
    """quizlr's fit."""
    return fit(FSRS6, log).parameters


def fitted(
    model: FittedModel = FSRS6, *, is_even: bool = False, count: float = DEFAULTS_COUNT
) -> Fit:
    """quizlr's fit without some of its ingredients."""

    def by(log: ReviewLog) -> Floats:
        weights = log.is_scored.astype(float) if is_even else None
        return fit(model, log, weights=weights, defaults_count=count).parameters

    return by


def of_rs(epochs: int | None) -> Fit:
    """fsrs-rs' fit."""
    return lambda log: rs_fit(log, epochs)


def in_whole_days(log: ReviewLog) -> ReviewLog:
    """Time as fsrs-rs counts it."""
    return replace(log, elapsed_days=whole_day_gaps(log).astype(float))


def line(name: str, figures: HeldOut) -> str:
    """A row of the table."""
    found = figures.scores
    return f"{name:44} {found.log_loss:8.4f} {found.rmse_bins:8.4f} {found.auc:8.4f}"


def table_held_out(columns: Columns) -> None:
    """Held-out figures beside fsrs-rs, and the difference by cards."""
    log = log_of(columns)
    whole, folds = in_whole_days(log), time_series_folds(log)
    rows = np.concatenate([fold.test_rows for fold in folds])
    print(f"\nHeld out: {len(rows):,} of {int(log.is_scored.sum()):,} scored reviews")
    print(f"{'':44} {'log loss':>8} {'RMSE':>8} {'AUC':>8}")
    for name, chance in (
        ("share recalled so far", running_average(log)),
        ("moving average", moving_average(log)),
        ("SM-2", replay(SM2, np.zeros(0), lay_out(log)).recall),
    ):
        print(line(name, HeldOut(rows, chance, scores(log, chance, rows))))
    print(line("published parameters, whole days", evaluate(whole, FSRS6, published, folds)))
    print(line("published parameters", evaluate(log, FSRS6, published, folds)))
    print(line("fsrs-rs, its default fit", evaluate(whole, FSRS6, of_rs(None), folds)))
    rival = evaluate(whole, FSRS6, of_rs(20), folds)
    print(line("fsrs-rs, 20 epochs", rival))
    ours = evaluate(log, FSRS6, own, folds)
    print(line("quizlr", ours))
    days = list(daily_folds(log, rows))
    daily = evaluate(log, FSRS6, own, days)
    print(line(f"quizlr, fitted on each of {len(days)} mornings", daily))
    for name, found in (("quizlr", ours), ("quizlr, daily", daily)):
        print(f"{name} less fsrs-rs, 20 epochs: {_by_cards(log, found, rival)}")


def _by_cards(log: ReviewLog, ours: HeldOut, rival: HeldOut) -> str:
    """The mean difference of log loss with its 95 % interval, cards drawn with replacement."""
    rows, happened = ours.rows, log.is_recalled[ours.rows]
    gaps = losses(ours.chance[rows], happened) - losses(rival.chance[rows], happened)
    cards = np.unique(log.card[rows], return_inverse=True)[1]
    sums, counts = np.bincount(cards, gaps), np.bincount(cards)
    draw = np.random.default_rng(1).integers(0, len(sums), (BOOTSTRAPS, len(sums)))
    means = sums[draw].sum(axis=1) / counts[draw].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return f"{gaps.mean():+.4f} ({low:+.4f} to {high:+.4f})"


def table_ingredients(columns: Columns) -> None:
    """What each part is worth: one more of them in each line."""
    log = log_of(columns)
    whole = in_whole_days(log)
    print("\nOne ingredient more in each line")
    print(f"{'':44} {'log loss':>8} {'RMSE':>8} {'AUC':>8}")
    even, knowing = fitted(is_even=True, count=NO_PRIOR), fitted(is_even=True)
    folds = time_series_folds(log)
    print(line("published parameters, whole days", evaluate(whole, FSRS6, published, folds)))
    print(line("+ fitted, Gaussian prior", evaluate(whole, FSRS6, even, folds)))
    print(line("+ fractional days", evaluate(log, FSRS6, even, folds)))
    print(line("+ the defaults' own made-up log", evaluate(log, FSRS6, knowing, folds)))
    print(line("+ recent reviews count more", evaluate(log, FSRS6, own, folds)))
    rows = np.concatenate([fold.test_rows for fold in folds])
    print(line("+ fitted daily", evaluate(log, FSRS6, own, list(daily_folds(log, rows)))))
    _day_rules(columns)


def _day_rules(columns: Columns) -> None:
    """The same reviews under three rules of what a day is."""
    utc = columns["at_ms"] // 86_400_000
    logs = {
        "study day, local, from 4 in the morning": log_of(columns),
        "calendar day in UTC": log_of(columns | {"study_day": utc}),
        "24 hours since the last review": _by_24_hours(columns),
    }
    scored = np.logical_and.reduce([log.is_scored for log in logs.values()])
    print(f"\nRules of the day, on {int(scored.sum()):,} reviews that all of them score")
    print(f"{'':44} {'published':>9} {'fitted':>8}")
    for name, log in logs.items():
        folds = _folds_of(np.flatnonzero(scored))
        figures = [evaluate(log, FSRS6, by, folds).scores.log_loss for by in (published, own)]
        print(f"{name:44} {figures[0]:9.4f} {figures[1]:8.4f}")


def _by_24_hours(columns: Columns) -> ReviewLog:
    """py-fsrs' rule: less than a day of 24 hours is the same day, and days are whole."""
    log = log_of(columns)
    is_same = (log.step > 0) & (log.elapsed_days < 1.0)
    return replace(log, is_same_day=is_same, elapsed_days=np.floor(log.elapsed_days))


def _folds_of(rows: Ints, fold_count: int = 5) -> tuple[Fold, ...]:
    size = len(rows) // (fold_count + 1)
    starts = range(len(rows) - fold_count * size, len(rows), size)
    return tuple(Fold(int(rows[at]), rows[at : at + size]) for at in starts)


def table_small(columns: Columns) -> None:
    """Fitted on the first n scored reviews, scored on everything later, against the defaults."""
    log = log_of(columns)
    whole = in_whole_days(log)
    layouts = lay_out(log), lay_out(whole)
    scored = np.flatnonzero(log.is_scored)
    print("\nFitted on the first n scored reviews, predicting all later ones: log loss")
    print(f"less that of the published parameters, which are used below {LEAST_SCORED} scored")
    print(f"reviews or {LEAST_DAYS} days")
    head = ("n", "days", "published", "rs", "rs 20", "fit", "with trial")
    print(" ".join(f"{name:>10}" for name in head))
    for n in (size for size in SIZES if size + 200 < len(scored)):
        early, rows = log.head(int(scored[n])), scored[n:]
        days = len(np.unique(early.study_day[early.is_scored]))
        outcome = fit_learner(FSRS6, early)
        found = FSRS6.defaults if outcome.fitted is None else outcome.fitted.parameters
        used = found if outcome.decision == "used" else FSRS6.defaults
        base = [_loss(layout, FSRS6.defaults, log, rows) for layout in layouts]
        rivals = [
            _loss(layouts[1], rs_fit(whole.head(len(early)), epochs), log, rows) - base[1]
            for epochs in (None, 20)
        ]
        ours = [_loss(layouts[0], each, log, rows) - base[0] for each in (found, used)]
        figures = " ".join(f"{figure:+10.4f}" for figure in (*rivals, *ours))
        print(f"{n:10} {days:10} {base[0]:10.4f} {figures}")


def _loss(layout: object, parameters: Floats, log: ReviewLog, rows: Ints) -> float:
    recall = replay(FSRS6, parameters, layout).recall  # type: ignore[arg-type]
    return log_loss(recall[rows], log.is_recalled[rows])


def table_fsrs7(columns: Columns) -> None:
    """The newer model under the same protocol, prior and search."""
    log = log_of(columns)
    folds = time_series_folds(log)
    print("\nFSRS-7 (research form, 35 parameters) beside FSRS-6")
    print(f"{'':44} {'log loss':>8} {'RMSE':>8} {'AUC':>8}")
    print(line("FSRS-6, published", evaluate(log, FSRS6, published, folds)))
    print(line("FSRS-7, published", evaluate(log, FSRS7, lambda _: FSRS7.defaults, folds)))
    print(line("FSRS-6, fitted", evaluate(log, FSRS6, own, folds)))
    print(line("FSRS-7, fitted", evaluate(log, FSRS7, fitted(FSRS7), folds)))
    alone = evaluate(log, FSRS7, fitted(FSRS7, count=NO_PRIOR), folds)
    print(line("FSRS-7, fitted, Gaussian prior only", alone))


TABLES: dict[str, Callable[[Columns], None]] = {
    "held-out": table_held_out,
    "ingredients": table_ingredients,
    "small": table_small,
    "fsrs7": table_fsrs7,
}


def main(words: Sequence[str] | None = None) -> None:
    """Print the tables that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tables", nargs="*", metavar="TABLE", help=", ".join(TABLES))
    parser.add_argument("--log", type=Path, help="a CSV file")
    parser.add_argument("--zone", default="America/Los_Angeles")
    arguments = parser.parse_args(words)
    columns = read_columns(arguments.log, arguments.zone)
    wanted: Iterable[str] = arguments.tables or TABLES
    for name in wanted:
        TABLES[name](columns)


if __name__ == "__main__":
    main()
