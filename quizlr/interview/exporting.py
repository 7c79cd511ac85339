"""A report as JSON: names that stay, numbers unrounded enough to compute with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from quizlr.interview.comparing import Change
from quizlr.interview.report import Report, Row


def summary_fields(report: Report, began: str) -> dict[str, Any]:
    """One line of a list of interviews.

    Args:
        report: of the interview.
        began: when it began, as an ISO time.
    """
    return {
        "id": report.id,
        "began": began,
        "finished": report.is_ended,
        "minutes": report.minutes,
        "tier": report.tier or "ladder",
        "topics": list(report.topics),
        "answers": len(report.answers),
        "coverage": _share(report.score),
        "held": report.held,
        "seconds_used": round(report.spent_ms / 1000, 1),
        "senior_angles": {"reached": report.senior_reached, "asked": report.senior_asked},
        "late": report.late,
    }


def report_fields(report: Report, began: str, changes: Sequence[Change] = ()) -> dict[str, Any]:
    """The whole report; `changes` is the comparison with an earlier interview."""
    return {
        **summary_fields(report, began),
        "passed_over": report.passed,
        "by_tier": [_row(row) for row in report.by_tier],
        "by_topic": [_row(row) for row in report.by_topic],
        "missed": [
            {"card": each.card_id, "point": each.text, "core": each.is_core}
            for each in report.missed
        ],
        "follow_ups": [_share(score) for score in report.follow_up_scores],
        "time": {
            "answers_seconds": round(report.answer_s, 1),
            "budget_seconds": round(report.budget_s, 1),
        },
        "answered": [
            {
                "card": each.card_id,
                "kind": each.kind,
                "tier": each.tier,
                "strength": each.strength,
                "coverage": _share(each.score),
                "seconds": round(each.seconds, 1),
                "budget_seconds": each.budget_s,
                "slip": each.slip,
            }
            for each in report.answers
        ],
        "study_next": [
            {"topic": each.topic, "title": each.title, "cards": list(each.card_ids)}
            for each in report.study
        ],
        "compared": [
            {"name": each.name, "before": _share(each.before), "now": _share(each.now)}
            for each in changes
        ],
    }


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "title": row.title,
        "answers": row.count,
        "coverage": _share(row.score),
        "weak": row.weak,
        "strong": row.strong,
    }


def _share(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
