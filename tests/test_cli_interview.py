"""`quizlr interview` from the command line: topics, lines of text, past interviews, reports."""

from __future__ import annotations

import io
import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from interview_home import HandClock, answer, make_home, opened

from quizlr.cli.main import main
from quizlr.collection import Home
from quizlr.collection.interview_desk import begin


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    monkeypatch.setenv("TZ", "UTC")
    numbers = count(1)
    monkeypatch.setattr(
        "quizlr.collection.interview_desk.new_id", lambda: f"{next(numbers):04d}cafe"
    )
    return make_home(tmp_path)


def run(
    home: Home, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0
) -> tuple[str, str]:
    """What a command printed, to stdout and to stderr."""
    assert main(["interview", *words, "--home", str(home.folder)]) == code
    return capsys.readouterr()


def type_in(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def as_json(home: Home, capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    return json.loads(run(home, capsys, *words, "--format", "json")[0])


def hold(home: Home, *topics: str, good: bool = True, ends: bool = True) -> str:
    """An interview of three answers; its id."""
    clock = HandClock()
    collection = opened(home, clock)
    desk = begin(collection, topics, 15)
    for _ in range(3):
        answer(desk, clock, good=good)
    if ends:
        desk.end()
    collection.close()
    return desk.interview.id


def test_an_interview_in_lines_of_text_from_the_first_question_to_the_report(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = ("My words.", "", "1 2", "", "So it is.", "", "1 2")
    type_in(monkeypatch, *told)
    text, _ = run(home, capsys, "loss", "--minutes", "5", "--plain")
    assert "5 min left. `:q` pauses" in text
    assert "[1] beginner question · 5 min left\nQuestion b-one?" in text
    assert "Correct. You made 2 of 2 points" in text
    assert "Follow-up · 5 min left\nFollow-up to: Question b-one?" in text
    assert "Strong, on b-one: and beyond?" in text
    assert "The follow-up is noted." in text
    assert "[2] intermediate" in text
    assert text.endswith("Paused, and the clock stands. `quizlr interview` goes on with it.\n")


def test_what_was_paused_is_offered_and_goes_on(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "Words.", "", "1 2", "", ":q")
    run(home, capsys, "--minutes", "15", "--plain")
    type_in(monkeypatch, "", "More.", "", "1")
    text, _ = run(home, capsys, "--plain")
    assert "An interview on all topics is not finished: 1 answered, 15 min left." in text
    assert "Go on with it? [Y/n]" in text
    assert "Follow-up · 15 min left" in text
    assert [each["answers"] for each in as_json(home, capsys, "--past")] == [1]


def test_who_does_not_want_to_go_on_begins_a_new_one(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hold(home, ends=False)
    type_in(monkeypatch, "n")
    text, _ = run(home, capsys, "slope", "--tier", "expert", "--plain")
    assert "[1] expert question · 30 min left\nQuestion x-one?" in text
    past = as_json(home, capsys, "--past")
    assert [each["finished"] for each in past] == [True, False]
    assert (past[1]["topics"], past[1]["tier"]) == (["slope"], "expert")


def test_when_all_is_asked_comes_the_report(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "Words.", "", "2", "", ":g")
    text, _ = run(home, capsys, "slope", "--tier", "expert", "--minutes", "5", "--plain")
    report = text[text.index("The interview is over.") :]
    assert "Coverage 25% over 1 answer. No tier was held." in report
    assert "Study next:\n  The slope (25% of 1 answer)" in report
    assert "Points missed:\n  Question x-one?\n    The c point. (core)" in report
    assert "senior angles reached (0 of 1)" in report
    assert "follow-ups (0% of 1)" in report
    assert "`quizlr interview --report 0001cafe` shows this again." in report


def test_an_answer_can_be_taken_back_in_lines_of_text(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "Words.", "", "1 2", "", ":u", "2", ":q")
    text, _ = run(home, capsys, "slope", "--tier", "expert", "--plain")
    assert "Undone: Good on talk/x-one" in text
    (past,) = as_json(home, capsys, "--past")
    assert past["answers"] == 1


def test_the_topics_are_listed(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    text, _ = run(home, capsys, "--list")
    assert text.splitlines() == [
        "  loss     4  The loss",
        "  slope    3  The slope",
        "  talk     7  Talking",
    ]
    listed = as_json(home, capsys, "--list")
    assert listed[0] == {"name": "loss", "questions": 4, "title": "The loss"}


def test_past_interviews_are_listed(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    text, _ = run(home, capsys, "--past")
    assert text == "No interview yet. `quizlr interview` begins one.\n"
    assert as_json(home, capsys, "--past") == []
    hold(home)
    hold(home, "loss", good=False, ends=False)
    text, _ = run(home, capsys, "--past")
    assert text.splitlines() == [
        "0001cafe  2026-11-23 09:00  15 min on all topics: 100% of 2 answers, held intermediate",
        "0002cafe  2026-11-23 09:00  not finished, 15 min on loss: 0% of 2 answers, no tier held",
    ]
    first = as_json(home, capsys, "--past")[0]
    assert first["began"] == "2026-11-23T09:00:00+00:00"
    assert first["senior_angles"] == {"reached": 0, "asked": 2}


def test_a_report_stands_beside_that_of_the_interview_before(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    hold(home)
    second = hold(home, good=False)
    text, _ = run(home, capsys, "--report", "last")
    assert text.startswith(f"Interview {second} of 2026-11-23 09:00: 15 min on all topics")
    assert "Against the interview of 2026-11-23 09:00:" in text
    assert "coverage (100% before, 0% now, 100 points less)" in text
    first, _ = run(home, capsys, "--report", "0001")
    assert "Against" not in first
    report = as_json(home, capsys, "--report", second)
    assert report["compared"][0] == {"name": "coverage", "before": 1.0, "now": 0.0}
    assert len(report["answered"]) == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["slpoe", "--plain"], "Did you mean 'slope'?"),
        (["work", "--plain"], "No interview question can be asked on work."),
        (["--report", "nothing"], "There is no interview 'nothing'."),
    ],
)
def test_what_does_not_exist_is_told_with_code_2(
    home: Home, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    _, error = run(home, capsys, *words, code=2)
    assert said in error


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--minutes", "4"], "'4' is no number of minutes from 5 to 180"),
        (["--minutes", "x"], "'x' is no number of minutes"),
        (["--tier", "lofty"], "the tiers are beginner, intermediate, advanced, expert, ladder"),
    ],
)
def test_wrong_words_are_refused(
    home: Home, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["interview", *words])
    assert stop.value.code == 2
    assert said in capsys.readouterr().err


def test_the_app_is_refused_where_no_terminal_is(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch)
    _, error = run(home, capsys, code=2)
    assert "needs a terminal" in error
    assert "`quizlr interview --plain`" in error
