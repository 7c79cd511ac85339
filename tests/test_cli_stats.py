"""`quizlr stats`: what it prints, and that it works beside the app."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from stats_homes import NOW, half_a_year, make_home

from quizlr.cli import main
from quizlr.collection import Collection, Home
from quizlr.collection.mirror import PANELS
from quizlr.model import CardState


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return make_home(tmp_path_factory.mktemp("past") / "home")


@pytest.fixture(autouse=True)
def clock(past: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZLR_NOW", NOW)
    monkeypatch.setenv("QUIZLR_HOME", str(past.folder))
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["stats", *words]) == 0
    return capsys.readouterr().out


def test_every_panel_is_printed_with_its_tables(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys)
    for title in PANELS.values():
        assert title.upper() in text.splitlines()
    assert "I said 88 %, you remembered 86 %." in text
    assert "Remembered by week" in text
    assert max(map(len, text.splitlines())) < 200


def test_one_panel_is_printed_alone(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "time")
    assert text.startswith("TIME\nAn answer takes")
    assert "RETENTION" not in text


def test_json_has_every_figure_as_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "--format", "json"))
    assert found["study_day"] == "2026-07-04"
    panels = found["panels"]
    assert list(panels) == list(PANELS)
    for panel in panels.values():
        assert set(panel) == {"headline", "notes", "figures"}
    reviews = half_a_year()
    due = [r for r in reviews if r.state_before is CardState.REVIEW]
    whole = panels["retention"]["figures"]["all"]
    assert whole["of"] == len(due)
    assert whole["value"] == pytest.approx(sum(r.rating > 1 for r in due) / len(due))
    assert whole["low"] < whole["value"] < whole["high"]
    scores = panels["calibration"]["figures"]["scores"]["predictors"]
    assert [each["name"] for each in scores] == [
        "the app", "default parameters", "running average", "SM-2",
    ]  # fmt: skip
    for each in scores:
        assert each["log_loss"]["low"] < each["log_loss"]["value"] < each["log_loss"]["high"]
    assert sum(panels["days"]["figures"]["stretches"][0]["counts"]) == len(reviews)
    assert len(panels["forecast"]["figures"]["days"]) == 30
    slip = panels["slips"]["figures"]["slips"][0]
    assert slip["skill"] in ("mean-loss", "gradient-step")
    assert slip["trend"] in ("fewer", "more", "unclear", "too early")
    spread = panels["cards"]["figures"]["stability_days"]
    assert sum(each["count"] for each in spread["bins"]) == spread["count"] == 60
    assert spread["bins"][-1]["high"] is None


def test_the_memory_of_a_card_comes_with_its_ratings(capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(printed(capsys, "--card", "made/n000003", "--format", "json"))
    (panel,) = found["panels"].values()
    reviews = [r for r in half_a_year() if r.card_id == "made/n000003"]
    rated = panel["figures"]["rated"]
    assert [each["rating"] for each in rated] == [r.rating for r in reviews]
    assert panel["headline"].startswith("Recall now")


def test_it_works_while_the_app_is_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = make_home(tmp_path / "home")
    opened = Collection.open(home)
    assert "719 answers" in printed(capsys, "days", "--home", str(home.folder))
    opened.close()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["retension"], "There is no panel 'retension'. Did you mean 'retention'?"),
        (["--card", "made/n00003"], "There is no card 'made/n00003'. Did you mean"),
    ],
)
def test_an_unknown_name_is_answered_with_the_nearest(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stats", *words]) == 2
    assert sentence in capsys.readouterr().err


def test_an_empty_home_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = str(tmp_path / "nothing")
    assert "Nothing was answered yet." in printed(capsys, "--home", home)
    found = json.loads(printed(capsys, "--format", "json", "--home", home))
    assert found["panels"]["retention"]["figures"]["recent"]["value"] is None
    assert not Path(home).exists()
