from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizlr.config import TEMPLATE, Settings, parse_settings, read_settings
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
