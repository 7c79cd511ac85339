"""fsrs-rs as the evaluation needs it, and logs of other tools as columns."""

from __future__ import annotations

import csv
from pathlib import Path

import fsrs_rs_python as rs
import numpy as np
from fitting_makers import josh_columns, study_days

from quizlr.fitting import ReviewLog, review_log
from quizlr.fitting.arrays import Floats, Ints

Columns = dict[str, np.ndarray]
LEARNED, GRADED = 0, 4
"""Anki's types below 4 are answers; a 0 begins a card's learning."""


def read_columns(path: Path | None, zone: str, rollover_hour: int = 4) -> Columns:
    """card, at_ms, rating and study_day of a log; the one that ships if no path is given.

    Takes the columns of py-fsrs (card_id, review_rating, review_time), of Anki's revlog (id, cid,
    ease, factor, type) and of ours (card, at_ms, rating).
    """
    if path is None:
        return josh_columns()
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    names = set(rows[0])
    if {"card_id", "review_rating", "review_time"} <= names:
        found = [(r["card_id"], _ms(r["review_time"]), int(r["review_rating"])) for r in rows]
    elif {"id", "cid", "ease", "type"} <= names:
        found = [(r["cid"], int(r["id"]), int(r["ease"])) for r in rows if _is_answer(r)]
    else:
        found = [(r["card"], int(r["at_ms"]), int(r["rating"])) for r in rows]
    found.sort(key=lambda row: row[1])
    cards = np.unique([card for card, _, _ in found], return_inverse=True)[1]
    at_ms = np.array([ms for _, ms, _ in found])
    return {
        "card": cards,
        "at_ms": at_ms,
        "rating": np.array([rating for _, _, rating in found]),
        "study_day": np.array(study_days(at_ms, zone, rollover_hour)),
    }


def _ms(text: str) -> int:
    if text.isdigit():
        return int(text)
    from datetime import datetime

    return round(datetime.fromisoformat(text).timestamp() * 1000)


def _is_answer(row: dict[str, str]) -> bool:
    """Not a reschedule by hand, and no cramming without a rating that counts."""
    kind = int(row["type"])
    is_cram = kind == 3 and int(row.get("factor", "0")) == 0
    return int(row["ease"]) > 0 and kind < GRADED and not is_cram


def log_of(columns: Columns) -> ReviewLog:
    """Columns as a log."""
    return review_log(**{name: columns[name] for name in ("card", "at_ms", "study_day", "rating")})


def whole_day_gaps(log: ReviewLog) -> Ints:
    """Study days since the review before; 0 at the first: what fsrs-rs takes for time."""
    gaps = np.zeros(len(log), dtype=np.int64)
    order = np.lexsort((log.step, log.history))
    days = np.diff(log.study_day[order], prepend=0)
    gaps[order] = np.where(log.step[order] == 0, 0, np.maximum(days, 0))
    return gaps


def rs_fit(log: ReviewLog, epochs: int | None) -> Floats:
    """Parameters by fsrs-rs, from the rows of a log; None for its own number of epochs."""
    items, cards = rs_items(log)
    engine = rs.FSRS([])
    if epochs is None:
        return np.array(engine.compute_parameters(items, card_ids=cards))
    config = rs.TrainingConfig(num_epochs=epochs, batch_size=256)
    return np.array(engine.compute_parameters(items, card_ids=cards, training_config=config))


def rs_items(log: ReviewLog) -> tuple[list[rs.FSRSItem], list[int]]:
    """One item for each scored review, its history in it, in the order of time."""
    gaps = whole_day_gaps(log).tolist()
    histories: dict[int, list[rs.FSRSReview]] = {}
    items, cards = [], []
    rows = zip(log.history.tolist(), log.rating.tolist(), gaps, strict=True)
    for history, rating, gap in rows:
        seen = histories.setdefault(history, [])
        seen.append(rs.FSRSReview(rating, gap))
        if gap > 0:
            items.append(rs.FSRSItem(list(seen)))
            cards.append(history)
    return items, cards
