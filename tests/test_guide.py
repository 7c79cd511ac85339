"""The authoring guide and its references: every example is tried, every command is real.

`QUIZLR_RENEW=1 pytest tests/test_guide.py` writes content/FIELDS.md again.
"""

from __future__ import annotations

import json
import os
import re
import shlex
from collections import Counter
from pathlib import Path
from textwrap import dedent, fill, indent

import first_minutes
import pytest
from cardtypes_makers import read
from content_decks import CONTENT
from content_decks import read as read_deck

from quizlr.authoring.reference import reference
from quizlr.cardtypes import CARD_TYPES, ask, cards_of, grade, template_of
from quizlr.cli import main
from quizlr.cli.main import COMMANDS, command_parser
from quizlr.drills.proof import prove
from quizlr.expressions import FUNCTIONS
from quizlr.expressions.registry import FunctionSpec
from quizlr.model import Pick, Picked

GUIDE = (CONTENT / "README.md").read_text(encoding="utf-8")
FIRST = "my-deck.yaml"
"""What the guide calls its first deck."""
ASKS_SOMEONE = ("study", "preview", "lab")
"""Commands that need a person at a terminal."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)


EXAMPLES = [dedent(block) for block in blocks("yaml")]
NOTES = [example for example in EXAMPLES if not re.match("quizlr:|# yaml-lang", example)]


def deck_of(example: str, name: str = "guide") -> str:
    """The example as a whole deck, which some are."""
    head = "" if example not in NOTES else f"quizlr: 1\nid: {name}\ntitle: Guide\nnotes:\n"
    return head + (indent(example, "  ") if head else example)


def name_of(example: str) -> str:
    return str(re.findall(r"\bid: ([a-z0-9-]+)", example)[-1 if example not in NOTES else 0])


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_every_example_is_read_without_a_problem(example: str) -> None:
    deck, problems = read_deck(deck_of(example), "README.md")
    silenced = re.findall("rule: ([a-z-]+)", example)
    assert [str(problem) for problem in problems if problem.rule not in silenced] == []
    assert len(deck.notes) == 1
    assert cards_of(deck) or deck.notes[0].type == "concept"


def test_check_has_nothing_to_say_about_the_examples(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, example in enumerate(EXAMPLES):
        path = tmp_path / f"{number}.yaml"
        path.write_text(deck_of(example, f"guide-{number}"), encoding="utf-8")
    words = ["check", "--format", "json", "--seeds", "60", str(tmp_path)]
    assert main([*words, "--home", str(tmp_path / "home")]) == 0
    assert json.loads(capsys.readouterr().out) == []


GENERATED = [
    example
    for example in NOTES
    if re.search("type: (number|drill|bug|failure|walkthrough)", example)
]


@pytest.mark.parametrize("example", GENERATED, ids=name_of)
def test_the_generated_examples_are_proved(example: str) -> None:
    (card,) = cards_of(read(example)[0])
    for seed in range(4):
        template = template_of(card, seed)
        assert template is not None
        assert prove(template, range(60)).problems == ()


@pytest.mark.parametrize("number", range(2))
def test_each_prediction_of_the_labs_has_one_right_option(number: int) -> None:
    example = [each for each in EXAMPLES if "type: lab" in each][number]
    (card,) = cards_of(read_deck(deck_of(example), "README.md")[0])
    for seed in range(5):
        prompt = ask(card, seed)
        assert isinstance(prompt.task, Pick)
        scores = [grade(prompt, Picked((key,))).score for key in prompt.task.keys]
        assert sorted(scores) == [0.0] * (len(scores) - 1) + [1.0]


def test_every_type_is_shown_and_named() -> None:
    shown = Counter(re.findall(r"type: (\w+)", "".join(EXAMPLES)))
    assert set(shown) | {"basic"} == set(CARD_TYPES)
    assert [name for name in CARD_TYPES if f"**{name}**" not in GUIDE] == []


def test_the_first_deck_has_five_lines_and_comes_first() -> None:
    assert len(EXAMPLES[0].splitlines()) == 5
    assert "id: my-deck\n" in EXAMPLES[0]


# -- commands


def commands() -> list[list[str]]:
    lines = [line for block in blocks("sh") for line in block.splitlines()]
    return [shlex.split(line, comments=True) for line in lines]


def test_the_commands_are_real_and_do_what_the_guide_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QUIZLR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    monkeypatch.chdir(tmp_path)
    (tmp_path / FIRST).write_text(EXAMPLES[0] + indent(NOTES[0], "  "), encoding="utf-8")
    for program, *words in commands():
        assert program == "quizlr"
        if words[0] in ASKS_SOMEONE or "--watch" in words:
            command_parser(words[0]).parse_args(words[1:])
        else:
            assert main(words) == 0, words
    assert "no problems" in capsys.readouterr().out
    assert (tmp_path / ".quizlr-schema.json").is_file()
    assert (tmp_path / "home" / "decks" / "decision-trees.yaml").is_file()


def test_what_check_is_said_to_print_is_what_it_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (line,) = re.findall(r"sixth line is `(.*?)`", GUIDE)
    head = "quizlr: 1\nid: my-deck\ntitle: My deck\nnotes:\n  - id: log-loss\n"
    (tmp_path / FIRST).write_text(f"{head}    {line}\n    back: A mean.\n", encoding="utf-8")
    assert main(["check", FIRST, "--home", str(tmp_path / "home")]) == 1
    printed = capsys.readouterr().out
    (shown,) = (block for block in blocks("text") if block.startswith(FIRST))
    assert shown.split() == printed.split()


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*.md")), ids=lambda path: path.name)
def test_every_command_that_is_named_exists(path: Path) -> None:
    named = set(re.findall(r"`quizlr ([a-z]+)", path.read_text(encoding="utf-8")))
    assert named <= set(COMMANDS) | {"check"}


# -- links and references


def anchors(path: Path) -> set[str]:
    heads = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", sorted(CONTENT.glob("*.md")), ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```$|`[^`\n]*`", "", path.read_text(encoding="utf-8"))
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, anchor = target.partition("#")
        other = path.parent / file if file else path
        assert other.is_file(), target
        assert not anchor or anchor in anchors(other), target


def test_the_reference_of_fields_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = CONTENT / "FIELDS.md"
    text = reference(CARD_TYPES)
    if os.environ.get("QUIZLR_RENEW"):
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text
    assert main(["schema", "--format", "markdown"]) == 0
    assert capsys.readouterr().out == text


def entry(spec: FunctionSpec) -> str:
    words = f"{spec.signature}: {spec.doc}"
    return fill(words, 96, subsequent_indent="    ", break_on_hyphens=False)


def test_every_function_is_listed_once_with_its_meaning() -> None:
    text = (CONTENT / "FUNCTIONS.md").read_text(encoding="utf-8")
    listed = re.findall(r"^```text\n(.*?)\n```$", text, re.MULTILINE | re.DOTALL)
    found = [each for block in listed for each in re.split(r"\n(?! )", block)]
    assert sorted(found) == sorted(map(entry, FUNCTIONS.values()))


# -- a newcomer


def test_five_types_of_notes_are_written_and_studied_in_less_than_five_minutes() -> None:
    record = (Path(__file__).parent / "first_minutes.txt").read_text(encoding="utf-8")
    times = re.findall(r"^(\d+):(\d\d)  ", record, re.MULTILINE)
    assert int(times[-1][0]) < 5
    assert "5 answers" in record
    assert EXAMPLES[0].splitlines()[-1][:60] in record, "the deck is the guide's"


@pytest.mark.nightly
@pytest.mark.skipif(not first_minutes.can_replay(), reason="needs tmux, nano and bash")
def test_the_newcomers_session_can_be_replayed() -> None:
    record, _ = first_minutes.replay(pace=0.0)
    assert record.count("Correct") >= 3
    assert "5 answers" in record
