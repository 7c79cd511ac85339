"""Problems as SARIF 2.1.0, which code hosts and editors show beside the code.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import quizlr
from quizlr.authoring.reports import SourceLine
from quizlr.authoring.rule import Rule
from quizlr.authoring.rules import RULES
from quizlr.model import Problem, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_DRIVE = re.compile(r"[A-Za-z]:/")


def report(problems: Sequence[Problem], _: SourceLine) -> str:
    """A log with one run: the rules that are broken, and each problem as a result."""
    rules = sorted({problem.rule for problem in problems})
    driver = {
        "name": "quizlr",
        "semanticVersion": quizlr.__version__,
        "rules": [_descriptor(RULES[rule]) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, rules.index(problem.rule)) for problem in problems],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.says},
        "help": {"text": rule.advice},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(problem: Problem, index: int) -> dict[str, Any]:
    place = problem.place
    location: dict[str, Any] = {
        "physicalLocation": {
            "artifactLocation": {"uri": uri(place.file)},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
    if problem.path:
        location["logicalLocations"] = [{"fullyQualifiedName": problem.path}]
    reason = {"kind": "inSource", "status": "accepted", "justification": problem.silenced}
    return {
        "ruleId": problem.rule,
        "ruleIndex": index,
        "level": _LEVELS[problem.severity],
        "message": {"text": problem.message},
        "locations": [location],
        "suppressions": [reason] if problem.silenced else [],
    }


def uri(path: str) -> str:
    """A path as a URI: relative as it is, absolute with `file://`."""
    slashed = path.replace("\\", "/")
    if _DRIVE.match(slashed):
        slashed = f"/{slashed}"
    elif "\\" in path:
        slashed = path  # outside of Windows a backslash is a character like any other
    is_absolute = slashed.startswith("/")
    # A path may hold half characters, where its bytes are no UTF-8.
    quoted = quote(slashed.encode("utf-8", "surrogateescape"), safe="/:" if is_absolute else "/")
    return f"file://{quoted}" if is_absolute else quoted
