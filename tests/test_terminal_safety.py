"""A hostile deck in a real terminal: only Textual's own sequences come out, text is just text."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from ptydrive import Terminal

HOSTILE = r"""quizlr: 1
id: hostile
title: '[@click=app.quit]Title[/] [bold]x'
description: 'About [@click=app.quit]this[/]'
sources: {s: {title: 'Source [@click=app.quit]s[/]', url: 'javascript:[/]'}}
notes:
  - id: first
    type: choice
    about: [trap]
    shuffle: no
    tags: ['[/]']
    front: 'Click [@click=app.quit]HERE[/] and [/] and x[/b]y and list[int] and P[X=1]'
    back: 'Back with [link=file:///etc/passwd]LINK[/link] and arr[0]'
    hints: ['Hint [@click=app.bell]with[/] [/]']
    options:
      - {text: 'right [@click=app.quit]option[/]', correct: yes, why: 'because [/] dict[str]'}
      - {text: 'wrong [/]'}
  - id: trap
    type: concept
    title: 'Concept [@click=app.quit]title[/]'
    body: 'Body [/] with set[str]'
    deeper: 'Deeper [@click=app.quit]yet[/]'
    interview: 'Interview [bold]ready'
    flow: [{label: 'Box [@click=app.quit]one[/]', opens: first}, {label: '[/]', opens: both}]
    claims: [{id: c, quote: 'set[str]', source: s, disputed: 'Disputed [@click=app.quit]by[/] all'}]
  - id: both
    type: tradeoff
    about: [trap]
    front: 'Either [@click=app.quit]or[/]?'
    sides: [{name: 'A[/]', for: 'a'}, {name: 'B[/]', for: 'b'}]
    points: [{id: p, text: 'P [/]', core: yes}]
  - id: osc
    front: "\e]52;c;b3duZWQ=\a\e]0;OWNED\a clip and title"
    back: "\x9b31m C1"
  - id: bidi
    front: "\u202E reversed"
    back: fine
"""
FORBIDDEN = {
    "OSC 0 sets the title": b"\x1b]0;",
    "OSC 2 sets the title": b"\x1b]2;",
    "OSC 52 fills the clipboard": b"\x1b]52",
    "OSC 8 hides an address": b"\x1b]8;",
    "C1 CSI": b"\xc2\x9b",
    "a right-to-left override": "\u202e".encode(),
    "a null": b"\x00",
}
# What Textual itself writes: CSI, its pointer shape (OSC 22), keypad modes, DCS queries.
OWN = re.compile(
    rb"\x1b\[[0-9;:?<>=]*[ $!\"']*[@-~]"
    rb"|\x1b\]22;[a-z_]*(\x07|\x1b\\)"
    rb"|\x1b[=>78Mc]"
    rb"|\x1b[P_][^\x1b]*\x1b\\"
)


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    decks = tmp_path / "home" / "decks"
    decks.mkdir(parents=True)
    (decks / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
    bad_name = decks / "evil\x1b]0;OWNED\x07.yaml"
    bad_name.write_text("quizlr: 1\nid: evil\ntitle: t\nnotes: 3\n", encoding="utf-8")
    return [sys.executable, "-m", "quizlr", "--home", str(tmp_path / "home")]


def shown(output: bytes) -> str:
    """The text that was painted, without Textual's own sequences."""
    return OWN.sub(b"", output).decode("utf-8", "replace")


def check_clean(output: bytes) -> None:
    for what, sequence in FORBIDDEN.items():
        assert sequence not in output, what
    rest = OWN.sub(b"", output)
    assert b"\x1b" not in rest, rest[max(0, rest.find(b"\x1b") - 60) :][:120]
    assert b"OWNED\x07" not in rest


def test_studying_a_hostile_deck(command: list[str]) -> None:
    with Terminal([*command, "study", "hostile"], columns=100, rows=40) as terminal:
        terminal.wait_until_painted()
        assert "Body [/] with set[str]" in shown(bytes(terminal.output))
        for keys in ("\r", "h", "1", "\r", "i", "\x1b", "t", "\x1b", "?", "\x1b"):
            terminal.send(keys)
            terminal.settle()
        painted = shown(bytes(terminal.output))
        check_clean(bytes(terminal.output))
        assert "[@click=app.quit]HERE[/] and [/] and x[/b]y and list[int] and P[X=1]" in painted
        assert "right [@click=app.quit]option[/]" in painted
        assert "dict[str]" in painted
        assert "Hint [@click=app.bell]with[/] [/]" in painted
        terminal.send("q")
        terminal.settle()
        check_clean(bytes(terminal.output))


def test_a_hostile_concept_page_and_its_row_of_the_coverage(command: list[str]) -> None:
    with Terminal([*command, "concept", "hostile/trap"], columns=100, rows=60) as terminal:
        terminal.wait_until_painted()
        for keys in (" ", " ", "\t", "\t", "o", "\x1b", "\r", "q", "q", "c", "\x1b[F"):
            terminal.send(keys)
            terminal.settle()
        painted = shown(bytes(terminal.output))
        check_clean(bytes(terminal.output))
        for text in (
            "Concept [@click=app.quit]title[/]",
            "Box [@click=app.quit]one[/]",
            "Deeper [@click=app.quit]yet[/]",
            "Disputed [@click=app.quit]by[/] all",
            "Either [@click=app.quit]or[/]?",
            "Source [@click=app.quit]s[/]",
            "quizlr opens only http and https",
        ):
            assert text in painted, text


def test_a_hostile_deck_on_home_and_in_the_list_of_problems(command: list[str]) -> None:
    with Terminal(command, columns=100, rows=40) as terminal:
        terminal.wait_until_painted()
        assert "[@click=app.quit]Title[/] [bold]x" in shown(bytes(terminal.output))
        terminal.send("p")
        terminal.settle()
        painted = shown(bytes(terminal.output))
        assert "control character" in painted.lower()
        check_clean(bytes(terminal.output))
        terminal.send("q")
        terminal.settle()
        terminal.send("q")
        assert terminal.wait_for_exit() == 0


def test_the_terminal_is_given_back_as_it_was(command: list[str]) -> None:
    with Terminal([*command, "study", "hostile"]) as terminal:
        terminal.wait_until_painted()
        terminal.send("\x11")
        assert terminal.wait_for_exit() == 0
        assert terminal.output.rstrip().rfind(b"\x1b[?1049l") > terminal.output.find(b"\x1b[?1049h")
