"""What a check writes for people, programs, GitHub and SARIF."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from authoring_makers import checked, write
from hypothesis import given
from hypothesis import strategies as st

import quizlr
from quizlr.authoring.reports import FORMATS, report
from quizlr.authoring.reports.as_sarif import uri
from quizlr.authoring.reports.as_text import WIDTH, excerpt, wrapped
from quizlr.authoring.rules import RULES
from quizlr.collection.checking import SourceFiles
from quizlr.model import Place, Problem, Severity
from quizlr.rendering import cell_width, clean

PROBLEM = Problem(Place("a.yaml", 3, 5), "unknown-field", "No such field. Mend it.", "notes[0].x")


def no_line(_file: str, _line: int) -> str:
    return ""


def text_of(*problems: Problem, line: str = "") -> str:
    return report("text", problems, lambda _file, _line: line)


# -- text


def test_the_caret_stands_under_the_place() -> None:
    said = text_of(PROBLEM, line="    frnt: A?").splitlines()
    assert said == [
        "a.yaml:3:5: error: notes[0].x: No such field. Mend it. [unknown-field]",
        "  3 |     frnt: A?",
        "    |     ^",
    ]


def test_wide_characters_and_tabs_move_the_caret_with_them() -> None:
    _, shown, mark = text_of(PROBLEM, line="問題\t:x").splitlines()
    assert shown == "  3 | 問題  :x"
    assert cell_width(mark[: mark.index("^")]) == cell_width(shown[: shown.index("x")])


def test_a_long_line_is_cut_around_the_place() -> None:
    line = f"{'a' * 200}HERE{'b' * 200}"
    shown, mark = excerpt(Place("a.yaml", 1234, 201), line)
    assert cell_width(shown) <= WIDTH
    assert shown[mark.index("^") :].startswith("HERE")
    assert shown.count("…") == 2


@given(st.text(max_size=200), st.integers(1, 250), st.integers(1, 10**6))
def test_whatever_stands_on_the_line_it_fits_and_the_caret_is_below_it(
    line: str, column: int, number: int
) -> None:
    lines = excerpt(Place("a.yaml", number, column), line)
    assert len(lines) in (0, 2)
    assert all(clean(each) == each and cell_width(each) <= WIDTH for each in lines)
    if lines:
        assert lines[1].strip(" |") == "^"


def test_a_problem_without_a_line_is_one_line() -> None:
    assert len(text_of(PROBLEM).splitlines()) == 1
    assert SourceFiles().line("/no/such/file.yaml", 1) == ""


def test_lines_are_counted_as_the_reader_counts_them(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("\ufeffone\r\ntwo\rthree\n".encode())
    files = SourceFiles()
    assert [files.line(str(path), number) for number in range(6)] == [
        "",
        "one",
        "two",
        "three",
        "",
        "",
    ]
    path.write_bytes(b"\xff")
    assert SourceFiles().line(str(path), 1) == ""


# -- silenced problems


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "sarif"])
def test_a_silenced_problem_is_not_told(name: str) -> None:
    quiet = Problem(PROBLEM.place, "comma-split", "Split.", "", Severity.WARNING, "It is meant.")
    assert report(name, [quiet], no_line) in ("", "[]")
    assert report(name, [quiet, PROBLEM], no_line) == report(name, [PROBLEM], no_line)


# -- GitHub


def test_a_message_cannot_break_out_of_an_annotation() -> None:
    odd = Problem(Place("a,b:c.yaml", 1, 2), "tag", "100 % sure\r\n::error::owned", "x::y")
    (line,) = report("github", [odd], no_line).splitlines()
    assert line == (
        "::error file=a%2Cb%3Ac.yaml,line=1,col=2,title=quizlr tag::"
        "x::y: 100 %25 sure%0A::error::owned"
    )


# -- SARIF: its shape, as OASIS publishes it


def keys(value: dict[str, Any], required: set[str], optional: set[str] = frozenset()) -> None:  # type: ignore[assignment]
    """Every object of a SARIF log is closed: it has what is required and nothing unknown."""
    assert required <= set(value) <= required | optional


def assert_is_sarif(text: str) -> list[dict[str, Any]]:
    """The results of a log, whose shape is asserted."""
    log = json.loads(text)
    keys(log, {"version", "runs"}, {"$schema"})
    assert log["version"] == "2.1.0"
    assert re.fullmatch(r"https://\S+sarif-schema-2\.1\.0\.json", log["$schema"])
    (run,) = log["runs"]
    keys(run, {"tool", "results"}, {"columnKind"})
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    keys(run["tool"], {"driver"})
    driver = run["tool"]["driver"]
    keys(driver, {"name"}, {"semanticVersion", "rules"})
    for rule in driver["rules"]:
        keys(rule, {"id"}, {"shortDescription", "help", "defaultConfiguration"})
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    for result in run["results"]:
        assert_is_result(result, driver["rules"])
    return list(run["results"])


def assert_is_result(result: dict[str, Any], rules: list[dict[str, Any]]) -> None:
    keys(result, {"message"}, {"ruleId", "ruleIndex", "level", "locations", "suppressions"})
    assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert result["level"] in ("error", "warning", "note")
    assert isinstance(result["message"]["text"], str)
    (location,) = result["locations"]
    keys(location, {"physicalLocation"}, {"logicalLocations"})
    physical = location["physicalLocation"]
    keys(physical, {"artifactLocation", "region"})
    assert re.fullmatch(r"[!-~]+", physical["artifactLocation"]["uri"])
    assert physical["region"]["startLine"] >= 1
    assert physical["region"]["startColumn"] >= 1
    for logical in location.get("logicalLocations", ()):
        keys(logical, {"fullyQualifiedName"})
    for each in result["suppressions"]:
        keys(each, {"kind"}, {"status", "justification"})
        assert each["kind"] in ("inSource", "external")
        assert each["status"] in ("accepted", "underReview", "rejected")


def test_a_clean_check_is_a_log_without_results() -> None:
    assert assert_is_sarif(report("sarif", [], no_line)) == []


def test_each_problem_is_a_result_at_its_place() -> None:
    hint = Problem(Place("b c.yaml", 9, 1), "provisional-id", "No id.", "", Severity.HINT)
    first, second = assert_is_sarif(report("sarif", [PROBLEM, hint], no_line))
    assert (first["ruleId"], first["level"]) == ("unknown-field", "error")
    assert first["locations"][0]["logicalLocations"] == [{"fullyQualifiedName": "notes[0].x"}]
    assert second["level"] == "note"
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "b%20c.yaml"
    assert place["region"] == {"startLine": 9, "startColumn": 1}


def test_a_silenced_problem_is_a_suppressed_result_with_its_reason() -> None:
    quiet = Problem(PROBLEM.place, "comma-split", "Split.", "", Severity.WARNING, "It is meant.")
    shown, hidden = assert_is_sarif(report("sarif", [PROBLEM, quiet], no_line))
    assert shown["suppressions"] == []
    assert hidden["suppressions"][0]["justification"] == "It is meant."


@given(st.lists(st.sampled_from(sorted(RULES)), max_size=6), st.text(max_size=30))
def test_any_problems_make_a_log(names: list[str], text: str) -> None:
    found = [Problem(Place(text or "a", 1, 1), name, text, text) for name in names]
    assert len(assert_is_sarif(report("sarif", found, no_line))) == len(names)


@given(st.text(min_size=1))
def test_a_path_comes_back_out_of_its_uri(path: str) -> None:
    made = uri(path)
    assert made.isascii()
    if not re.match(r"[A-Za-z]:[/\\]", path):
        assert unquote(made.removeprefix("file://")) == path


def test_a_windows_path_is_a_file_uri() -> None:
    assert uri("C:\\decks\\a b.yaml") == "file:///C:/decks/a%20b.yaml"
    assert uri("/decks/a.yaml") == "file:///decks/a.yaml"


# -- all of them, of real decks


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_tells_all_that_is_wrong_in_a_folder(name: str, tmp_path: Path) -> None:
    write(tmp_path, "- {id: a, frnt: A?, back: A.}", "a.yaml")
    write(tmp_path, "quizlr: 1\nid: b\ntitle: B\nnotes:\n- {id: b, front: B?}\n", "b.yaml")
    told = report(name, checked(tmp_path), SourceFiles().line)
    for word in ("a.yaml", "b.yaml", "unknown-field", "missing-field"):
        assert word in told


def test_the_version_is_told_with_the_tool() -> None:
    driver = json.loads(report("sarif", [], no_line))["runs"][0]["tool"]["driver"]
    assert driver["semanticVersion"] == quizlr.__version__


def test_on_a_terminal_sentences_are_broken_between_words_and_lines_of_decks_are_not() -> None:
    said = wrapped(text_of(PROBLEM, line="    frnt: A?"), 30)
    assert said.splitlines() == [
        "a.yaml:3:5: error: notes[0].x:",
        "  No such field. Mend it.",
        "  [unknown-field]",
        "  3 |     frnt: A?",
        "    |     ^",
    ]
