"""The catalogue of rules: nothing is reported that it does not explain, and all of it is real."""

from __future__ import annotations

import ast
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from authoring_makers import checked, write
from cardtypes_makers import as_yaml, problems
from decks_makers import HEAD, read_bytes
from drills_makers import choice, order, template
from test_library import deck_text, read, reread

from quizlr.authoring.explaining import guide
from quizlr.authoring.rule import Rule, Stage
from quizlr.authoring.rules import GROUPS, RULES
from quizlr.cardtypes import NOTE_TYPES
from quizlr.cli import main
from quizlr.decks import Draft, parse_deck
from quizlr.drills.checks import check_variant, slip_trials
from quizlr.drills.compiling import faults
from quizlr.drills.sampling import vary
from quizlr.model import Place, Problem, Severity, Verdict

TESTS = Path(__file__).parent
ROOMS = ("decks", "cardtypes", "library", "drills", "authoring", "authoring/lint")
"""What reports problems, with rules as literals."""
NO_RULES = {"utf-8", "my-note", "interview-ready"}
"""Literals of those rooms that only look like rules."""
WORST_FIRST = list(Severity)
PAGE = TESTS.parent / "content" / "RULES.md"


@pytest.fixture(autouse=True)
def _without_bundled_decks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)


def found_in(folder: Path, text: str, stage: Stage) -> tuple[Problem, ...]:
    return checked(write(folder, text), seeds=40 if stage is Stage.PROOF else 0)


@pytest.mark.parametrize("rule", [r for r in RULES.values() if r.bad], ids=lambda rule: rule.id)
def test_the_example_of_a_rule_breaks_it(rule: Rule, tmp_path: Path) -> None:
    found = [p for p in found_in(tmp_path, rule.bad, rule.stage) if p.rule == rule.id]
    assert found
    assert_within(rule, found)


@pytest.mark.parametrize("rule", [r for r in RULES.values() if r.good], ids=lambda rule: rule.id)
def test_the_mended_example_has_no_problem(rule: Rule, tmp_path: Path) -> None:
    found = found_in(tmp_path, rule.good, rule.stage)
    assert [str(problem) for problem in found] == []


def assert_within(rule: Rule, found: Iterable[Problem]) -> None:
    """No problem is worse or better than its rule says."""
    low, high = WORST_FIRST.index(rule.severity), WORST_FIRST.index(rule.mildest)
    for problem in found:
        assert low <= WORST_FIRST.index(problem.severity) <= high, str(problem)


# -- what no example of notes can show


def two_files(folder: Path) -> Iterable[Problem]:
    write(folder, deck_text("a", "x", "y"), "a.yaml")
    write(folder, deck_text("a", "x", "y"), "b.yaml")
    return read(folder).problems


def no_file(folder: Path) -> Iterable[Problem]:
    os.mkfifo(folder / "pipe.yaml")
    return read(folder).problems


def too_large(_: Path) -> Iterable[Problem]:
    from quizlr.decks.encoding import too_large

    return [too_large("large.yaml")]


def unserved(_: Path) -> Iterable[Problem]:
    text = f"{HEAD}notes:\n  - {{id: a, type: hologram, front: A?}}\n"
    return parse_deck(text, "a.yaml", NOTE_TYPES, {"hologram"})[1]


def broken_edit(folder: Path) -> Iterable[Problem]:
    path = write(folder, deck_text("a", "x", "y"), "a.yaml")
    library = read(folder)
    write(folder, deck_text("a", "x", "y").replace("What is x?", "x: broken"), "a.yaml")
    return reread(library, path).problems


def two_answers(folder: Path) -> Iterable[Problem]:
    note = (
        "- id: {0}\n  type: interview\n  front: Question {0}?\n  back: It is the one thing that "
        "everybody who asks has to say here.\n  senior_angle: It depends.\n"
        "  points: [{{id: a, text: It, core: yes, quote: It is the one}}]\n"
    )
    return checked(write(folder, note.format("a") + note.format("b")))


def too_few(kind: str, field: str, **item: object) -> Callable[[Path], Iterable[Problem]]:
    """The reader wants two items itself; whoever makes notes without it is told by the type."""

    def found(_: Path) -> Iterable[Problem]:
        values = {"front": "?", field: (item,)}
        draft = Draft(values, {"": Place("a.yaml")}, "notes[0]")
        return NOTE_TYPES[kind].content(draft)[1]

    return found


def too_many_lines(_: Path) -> Iterable[Problem]:
    items = [f"line {number}" for number in range(41)]
    return problems(as_yaml({"type": "order", "front": "?", "items": items}))


def template_faults(_: Path) -> Iterable[Problem]:
    """A template made in Python has no reader before it."""
    broken = (
        template(parts=()),
        template(parts=(choice(options=choice().options[:1]),)),
        template(parts=(order(items=("one",), by="[1]", slips=()),)),
    )
    for each in broken:
        yield from (Problem(Place(""), fault.rule, fault.message) for fault in faults(each))


def misjudged(_folder: Path) -> Iterable[Problem]:
    """What is said of a grader that errs; ours throws draws away in which it could."""
    variant = vary(template(), 0)
    trial = next(slip_trials(variant))
    right = replace(trial, verdict=replace(trial.verdict, verdict=Verdict.CORRECT))
    other = replace(trial, verdict=replace(trial.verdict, verdict=Verdict.WRONG, slip=""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("quizlr.drills.checks.grade", lambda *_: other.verdict)
        findings = list(check_variant(variant, [right, other]))
    return [Problem(Place(""), f.rule, f.message, "", Severity.WARNING) for f in findings]


def rival_concepts(folder: Path) -> Iterable[Problem]:
    concept = "- {id: loss, type: concept, title: Loss, body: What it costs.}"
    for name in "ab":
        text = f"quizlr: 1\nid: {name}\ntitle: {name}\nnotes:\n{concept}\n"
        write(folder, text, f"{name}.yaml")
    write(folder, "- {id: why, front: A?, back: A., about: [loss]}", "c.yaml")
    return checked(folder)


def circle(folder: Path) -> Iterable[Problem]:
    for name, needed in (("a", "b"), ("b", "a"), ("c", "b")):
        write(
            folder, deck_text(name, f"note-{name}", head=f"requires: [{needed}]\n"), f"{name}.yaml"
        )
    return checked(folder)


def long_side(folder: Path) -> Iterable[Problem]:
    lines = "\n".join(f"    - line {number}" for number in range(20))
    return checked(write(folder, f"- id: a\n  front: A?\n  back: |\n{lines}"))


CASES: dict[str, Callable[[Path], Iterable[Problem]]] = {
    "duplicate-deck": two_files,
    "unreadable": no_file,
    "too-large": too_large,
    "later-version": unserved,
    "kept-last-good": broken_edit,
    "same-senior-angle": two_answers,
    "boilerplate": two_answers,
    "choice-too-few-options": too_few("choice", "options", text="a", correct=True),
    "order-too-short": too_few("order", "items", text="a"),
    "order-too-long": too_many_lines,
    "drill-parts": template_faults,
    "drill-options": template_faults,
    "drill-items": template_faults,
    "drill-answer-fails": misjudged,
    "drill-tolerance-wide": misjudged,
    "drill-slip-misnamed": misjudged,
    "unclear-concept": rival_concepts,
    "requires-unreachable": circle,
    "too-long": long_side,
}
ELSEWHERE = {"drill-changed"}
"""Shown by the tests of check beside reviews."""


@pytest.mark.parametrize("name", CASES)
def test_a_rule_without_an_example_is_broken_by_its_case(name: str, tmp_path: Path) -> None:
    found = [problem for problem in CASES[name](tmp_path) if problem.rule == name]
    assert found
    assert_within(RULES[name], found)


# -- the catalogue is whole


def literals(path: Path) -> Iterator[str]:
    """All strings of a file that look like rules, examples of fields left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    examples = {id(k.value) for call in calls for k in call.keywords if k.arg == "example"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            is_named_so = re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", node.value)
            if is_named_so and id(node) not in examples:
                yield node.value


def test_every_rule_that_the_code_names_is_in_the_catalogue() -> None:
    code = TESTS.parent / "quizlr"
    files = [path for room in ROOMS for path in (code / room).glob("*.py")]
    strangers = {name for path in files for name in literals(path)} - set(RULES) - NO_RULES
    assert not strangers, "give each rule its entry in quizlr/authoring/rules, other names NO_RULES"


def test_every_rule_has_something_that_breaks_it() -> None:
    shown = {rule.id for rule in RULES.values() if rule.bad} | set(CASES) | ELSEWHERE
    for path in (TESTS / "decks_bad").glob("*.yaml"):
        found = read_bytes(path.read_bytes(), path.name)[1]
        shown.update(problem.rule for problem in found)
        for problem in found:
            assert_within(RULES[problem.rule], [problem])
    assert set(RULES) == shown


def test_ids_are_unique_and_texts_are_sentences() -> None:
    ids = [rule.id for group in GROUPS for rule in group.rules]
    assert len(ids) == len(set(ids)) > 100
    for rule in RULES.values():
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", rule.id)
        assert rule.says.endswith(".")
        assert rule.says.count(". ") == 0
        assert rule.advice.endswith(".")


# -- the catalogue is shown


def test_the_page_of_the_guide_is_what_the_catalogue_says() -> None:
    page = guide()
    if os.environ.get("QUIZLR_RENEW"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page
    assert [line[4:] for line in page.splitlines() if line.startswith("### ")] == list(RULES)


def test_a_rule_is_explained_with_its_examples(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "backslash"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("backslash (error)\n\n")
    assert '      front: "What does $\\bar x$ stand for?"' in said
    assert max(map(len, said.splitlines())) <= 84


def test_a_rule_that_does_not_exist_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "backslsh"]) == 2
    assert "Did you mean 'backslash'?" in capsys.readouterr().err
    assert main(["check", "--explain", ""]) == 2
    assert "--rules" in capsys.readouterr().err


def test_all_rules_are_listed_for_people_and_for_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "--rules"]) == 0
    said = capsys.readouterr().out
    assert all(f" {rule.id} (" in said for rule in RULES.values())
    assert max(map(len, said.splitlines())) <= 80
    assert main(["check", "--rules", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["rule"] for row in rows] == list(RULES)
    assert main(["check", "--explain", "tag", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["severity"] == "error"
