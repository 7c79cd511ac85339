from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.config import TEMPLATE, Settings, read_settings
from quizlr.config.parsing import parse_settings
from quizlr.errors import ConfigError


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "config.toml") == Settings()


def test_the_file_that_is_written_for_a_new_learner_changes_nothing() -> None:
    assert parse_settings(TEMPLATE) == Settings()


def test_every_line_of_the_template_is_a_valid_setting() -> None:
    lines = [line.removeprefix("# ") for line in TEMPLATE.splitlines()[1:]]
    settings = parse_settings("\n".join(lines))
    assert list(settings.study.learning_steps_min) == [1, 10]
    assert settings.retention == {"sigmoid": 0.95}
    assert list(settings.load.easy_days) == [1, 1, 1, 1, 1, 0.5, 0]
    assert settings.load.holidays[0] == (date(2026, 12, 24), date(2027, 1, 2))
    assert settings.keys == {"study.undo": "u,ctrl+z"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[studi]", "Did you mean 'study'?"),
        ("[study]\nnew_per_dya = 3", "Did you mean 'new_per_day'?"),
        ("[study]\nrollover_hour = 24", "between 0 and 23"),
        ("[study]\ndesired_retention = 0.99", "between 0.7 and 0.97"),
        ("[study]\ndesired_retention = true", "between 0.7 and 0.97"),
        ('[study]\nnew_per_day = "ten"', "must be a number"),
        ("[study]\nlearning_steps_min = [1, 2000]", "below a day"),
        ("[study]\nlearning_steps_min = 5", "list of minutes"),
        ("[study]\nhonour_requires = 1", "true or false"),
        ("[load]\nbalanced = true", "Did you mean 'balance'?"),
        ("[load]\neasy_days = { sonntag = 0 }", "'sonntag' in [load.easy_days]"),
        ("[load]\neasy_days = { sun = 2 }", "between 0 and 1"),
        ("[load]\neasy_days = [0, 1]", "must name days"),
        ('[load]\nholidays = ["christmas"]', "is no day and no span"),
        ('[load]\nholidays = ["2026-12-24 to 2026-12-23"]', "must end after it begins"),
        ('[load]\nholidays = ["2026-13-01"]', "is no day and no span"),
        ('[load]\nholidays = "2026-12-24"', "must be a list"),
        ("[app]\ntheme = 3", 'text in "quotes"'),
        ("study = 3", "must be a section"),
        ("[retention]\nsigmoid = 2", "between 0.7 and 0.97"),
        ("[study", "not valid TOML"),
    ],
)
def test_a_wrong_setting_is_refused_with_a_sentence_that_helps(text: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_settings(text)
    assert said in str(caught.value)
    assert caught.value.exit_code == 2


@given(st.text())
def test_any_text_gives_settings_or_our_own_error(text: str) -> None:
    try:
        parse_settings(text)
    except ConfigError as error:
        said = str(error)
    else:
        said = "settings"
    assert said
