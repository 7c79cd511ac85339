"""`quizlr fit` and what follows from it: sets in the log, memories, schedules, the next review."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from fitting_makers import josh_home
from home_makers import simulated, write_home
from hypothesis import given
from hypothesis import strategies as st
from store_makers import drop_database, write_log

from quizlr.cli.main import main
from quizlr.collection import Collection, find_home
from quizlr.collection.fits import Fit, all_sets, is_fit_due, keep, restore
from quizlr.collection.parameters import (
    DEFAULTS,
    ParameterSet,
    SkillsTrialScores,
    TrialScores,
    mark_of,
    newest_set,
    read_sets,
    restored_mark,
    set_in_force,
)
from quizlr.errors import UnknownParametersError
from quizlr.model import Event, HomeMark, Rating, Review
from quizlr.scheduling import DEFAULT_PARAMETERS, Fsrs6, fold, outlooks, to_review

Run = Callable[..., Any]
OWN = tuple(2 * value if at < 4 else value for at, value in enumerate(DEFAULT_PARAMETERS))
TRIAL = TrialScores(review_count=50, defaults=0.4, in_force=0.4, fitted=0.38)


@pytest.fixture(scope="module")
def real_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real learner's home, its database made."""
    home = tmp_path_factory.mktemp("real") / "home"
    josh_home(home)
    opened(home).close()
    return home


@pytest.fixture
def home(tmp_path: Path, real_home: Path) -> Path:
    """A copy of it for one test."""
    return Path(copytree(real_home, tmp_path / "home"))


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run `quizlr` on the home; what it printed."""
    monkeypatch.setenv("QUIZLR_NOW", "2024-10-08T12:00:00+00:00")

    def command(*words: str, code: int = 0) -> str:
        assert main([*words, "--home", str(home)]) == code
        printed = capsys.readouterr()
        return printed.err if code else printed.out

    return command


def opened(home: Path) -> Collection:
    return Collection.open(find_home(str(home)))


def made(name: str = "fsrs6-2026-01-01-aaaa", **changes: Any) -> ParameterSet:
    fields: dict[str, Any] = {
        "id": name,
        "values": OWN,
        "low": OWN,
        "high": OWN,
        "covariance": ((0.1,), (0.0, 0.2)),
        "at_ms": 1_000,
        "until_ms": 900,
        "scored_count": 250,
        "day_count": 20,
        "trial": TRIAL,
    }
    return ParameterSet(**(fields | changes))


def test_a_set_comes_out_of_its_mark_as_it_went_in() -> None:
    skills = SkillsTrialScores(review_count=30, shared=0.5, own=0.45)
    for kept in (made(), made(skills=OWN, skills_trial=skills), made(trial=None)):
        assert read_sets([mark_of(kept)]).in_force == kept


def test_drills_go_by_their_own_parameters_alone_or_among_all_others(tmp_path: Path) -> None:
    """Also a card whose note was a drill for a time only."""
    skills = tuple(3 * value if at < 4 else value for at, value in enumerate(OWN))
    reviews = simulated(DEFAULT_PARAMETERS, cards=30, days=30)
    drills = {card for at, card in enumerate(dict.fromkeys(r.card_id for r in reviews)) if at % 3}
    mixed = next(iter(drills))
    half = [r.at_ms for r in reviews if r.card_id == mixed][1]
    kept = [
        replace(r, evidence="skill")
        if r.card_id in drills and not (r.card_id == mixed and r.at_ms >= half)
        else r
        for r in reviews
    ]
    write_home(tmp_path, kept)
    opened(tmp_path).close()
    mark = mark_of(made(at_ms=1_900_000_000_000, skills=skills))
    write_log(tmp_path, [Event("bbbbbbbb", 1, mark)], "2030-03.jsonl")
    collection = opened(tmp_path)
    for card_id, schedule in collection.schedules.items():
        history = collection.store.history(card_id)
        expected = fold(history, OWN, skill_parameters=skills).memory
        assert schedule.memory is not None
        assert expected is not None
        assert schedule.memory.stability == pytest.approx(expected.stability, rel=1e-9)
        is_drill = {review.evidence for review in history} == {"skill"}
        alone = fold(history, skills if is_drill else OWN).memory
        assert (expected == alone) == (card_id != mixed)
    assert collection.store.verify() == []
    table = collection.scheduler_settings()
    assert table[":drill"].parameters == pytest.approx(skills)
    assert table[""].parameters == table[":interview"].parameters == OWN
    collection.close()


def test_the_newest_used_or_restored_set_is_in_force() -> None:
    first, second = made("one"), made("two", at_ms=2_000)
    refused = made("three", at_ms=3_000, is_used=False)
    marks = [mark_of(each) for each in (first, second, refused)]
    assert read_sets([]).in_force == DEFAULTS
    assert read_sets(marks).in_force == second
    for name in ("one", "three", DEFAULTS.id):
        assert read_sets([*marks, restored_mark(name, 4_000)]).in_force.id == name
    assert read_sets([*marks, restored_mark("four", 4_000)]).in_force == second
    assert [each.id for each in read_sets(marks).sets] == [DEFAULTS.id, "one", "two", "three"]


@given(st.lists(st.sampled_from(["set", "refused", "restore", "broken"]), max_size=8), st.data())
def test_the_set_in_force_is_found_from_the_end_as_from_the_beginning(
    kinds: list[str], data: st.DataObject
) -> None:
    marks = []
    for number, kind in enumerate(kinds):
        name = data.draw(st.sampled_from(["one", "two", "three", DEFAULTS.id]))
        if kind == "restore":
            marks.append(restored_mark(name, number))
        elif kind == "broken":
            marks.append(HomeMark(at_ms=number, kind="parameters", name=name, text="{"))
        else:
            own = f"{name}-{number}"
            marks.append(mark_of(made(own, at_ms=number, is_used=kind == "set")))
            if data.draw(st.booleans()):
                marks.append(restored_mark(own, number))
    sets = read_sets(marks)
    assert set_in_force(marks) == sets.in_force
    assert newest_set(marks) == sets.sets[-1]


@pytest.mark.parametrize(
    "text",
    ["", "no json", "[]", '{"model": "fsrs9", "values": [1]}', '{"model": "fsrs6"}'],
)
def test_a_mark_that_is_not_understood_changes_nothing(text: str) -> None:
    mark = HomeMark(at_ms=1, kind="parameters", name="x", text=text)
    assert read_sets([mark]).in_force == DEFAULTS


@pytest.mark.parametrize("value", [float("nan"), -1.0, 1e9])
def test_values_out_of_bounds_are_not_used(value: float) -> None:
    values = (value, *OWN[1:])
    mark = mark_of(made())
    data = json.loads(mark.text) | {"values": list(values)}
    broken = HomeMark(at_ms=1, kind="parameters", name="x", text=json.dumps(data))
    assert read_sets([broken]).in_force == DEFAULTS


def test_a_fit_is_printed_with_its_scores_and_error_bars_and_is_in_force(run: Run) -> None:
    printed = run("fit")
    assert "6,372 scored reviews on" in printed
    assert "published parameters  0." in printed
    assert "new fit               0." in printed
    assert "In force from now on: fsrs6-2024-10-08-" in printed
    assert "two standard errors" in printed
    assert printed.count("\nw") == 21
    found = json.loads(run("fit", "--list", "--format", "json"))
    assert found["in_force"] == found["sets"][1]["id"]
    losses = found["sets"][1]["log_loss"]
    assert losses["fitted"] < losses["published"]


def test_a_second_fit_says_that_the_one_in_force_has_seen_the_reviews(run: Run) -> None:
    first = json.loads(run("fit", "--format", "json"))
    second = json.loads(run("fit", "--format", "json"))
    assert second["before"] == first["set"]["id"]
    assert second["set"]["log_loss"]["in_force_had_seen_them"]
    assert second["in_force"] == second["set"]["id"]


def test_a_set_can_be_restored_and_an_unknown_one_is_refused(run: Run) -> None:
    name = json.loads(run("fit", "--format", "json"))["in_force"]
    assert run("fit", "--restore", "fsrs6-default") == "fsrs6-default is in force.\n"
    listed = run("fit", "--list")
    assert max(map(len, listed.splitlines())) <= 80
    assert "* fsrs6-default" in listed
    assert f"  {name}" in listed
    assert json.loads(run("fit", "--restore", name, "--format", "json")) == {"in_force": name}
    assert "There is no set of parameters 'fsrs7'." in run("fit", "--restore", "fsrs7", code=2)


def test_due_days_stay_and_memories_are_those_of_the_new_parameters(home: Path, run: Run) -> None:
    collection = opened(home)
    before = dict(collection.schedules)
    card_id = next(c for c, s in before.items() if s.review_count > 8)
    history = collection.store.history(card_id)
    collection.close()
    run("fit")
    collection = opened(home)
    after = collection.schedules
    values = collection.parameters.values
    assert collection.store.verify() == []
    collection.close()
    assert before.keys() == after.keys()
    for card, schedule in before.items():
        assert replace(schedule, memory=None) == replace(after[card], memory=None)
    memory, expected = after[card_id].memory, fold(history, values).memory
    assert memory is not None
    assert expected is not None
    assert memory.stability == pytest.approx(expected.stability, rel=1e-9)
    assert memory != before[card_id].memory
    drop_database(home)
    again = opened(home)
    rebuilt = again.schedules[card_id].memory
    again.close()
    assert rebuilt is not None
    assert rebuilt.stability == pytest.approx(expected.stability, rel=1e-9)


def test_the_next_interval_and_the_log_go_by_the_set_in_force(home: Path, run: Run) -> None:
    run("fit")
    collection = opened(home)
    settings = collection.scheduler_settings()[""]
    now = collection.now()
    card_id, schedule = next((c, s) for c, s in collection.schedules.items() if s.memory)
    outlook = outlooks(schedule, now, settings, None)[Rating.GOOD]
    review = to_review(card_id, schedule, outlook, now, settings)
    values, name = collection.parameters.values, collection.parameters.id
    collection.close()
    assert review.params_id == name != DEFAULTS.id
    assert schedule.memory is not None
    assert review.predicted_recall == pytest.approx(
        Fsrs6(values).predict(schedule.memory, review.elapsed_days)
    )


def test_reviews_made_while_a_fit_runs_count_under_its_parameters(home: Path) -> None:
    collection = opened(home)
    found = Fit(collection).run(lambda _: None)
    now = collection.now()
    card_id, schedule = next((c, s) for c, s in collection.schedules.items() if s.memory)
    settings = collection.scheduler_settings()[""]
    outlook = outlooks(schedule, now, settings, None)[Rating.AGAIN]
    collection.record(to_review(card_id, schedule, outlook, now, settings))
    keep(collection, found)
    history = collection.store.history(card_id)
    memory = collection.schedules[card_id].memory
    expected = fold(history, collection.parameters.values).memory
    assert memory is not None
    assert expected is not None
    assert memory.stability == pytest.approx(expected.stability, rel=1e-9)
    assert collection.store.verify() == []
    collection.close()


def test_ctrl_c_leaves_everything_as_it_was(home: Path, run: Run) -> None:
    from quizlr.cli import fit as command

    class Interrupted(command._Bar):
        def show(self, share: float) -> None:
            if share > 0.4:
                raise KeyboardInterrupt

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(command, "_Bar", Interrupted)
        run("fit", code=130)
    collection = opened(home)
    assert collection.parameters == DEFAULTS
    assert len(all_sets(collection).sets) == 1
    collection.close()


def test_few_reviews_are_said_to_be_too_few(tmp_path: Path, capsys: Any) -> None:
    write_home(tmp_path, simulated(DEFAULT_PARAMETERS, cards=40, days=10))
    assert main(["fit", "--home", str(tmp_path)]) == 0
    printed = capsys.readouterr().out
    assert "A fit needs 100 scored reviews on 14 days" in printed
    assert main(["fit", "--home", str(tmp_path), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["decision"], found["set"], found["in_force"]) == (
        "too few",
        None,
        "fsrs6-default",
    )


def test_a_set_of_another_device_comes_into_force(tmp_path: Path) -> None:
    write_home(tmp_path, simulated(DEFAULT_PARAMETERS, cards=10, days=5))
    collection = opened(tmp_path)
    before = dict(collection.schedules)
    collection.close()
    mark = mark_of(made(at_ms=1_900_000_000_000))
    write_log(tmp_path, [Event("bbbbbbbb", 1, mark)], "2030-03.jsonl")
    collection = opened(tmp_path)
    assert collection.parameters.values == OWN
    for card_id, schedule in collection.schedules.items():
        expected = fold(collection.store.history(card_id), OWN).memory
        assert schedule.memory is not None
        assert expected is not None
        assert schedule.memory.stability == pytest.approx(expected.stability, rel=1e-9)
        assert schedule.due_day == before[card_id].due_day
    with pytest.raises(UnknownParametersError):
        restore(collection, "nothing")
    collection.close()


def test_a_fit_is_due_after_enough_new_reviews(home: Path) -> None:
    collection = opened(home)
    assert is_fit_due(collection)
    keep(collection, Fit(collection).run(lambda _: None))
    assert not is_fit_due(collection)
    now = collection.now()
    settings = collection.scheduler_settings()[""]
    for card_id, schedule in list(collection.schedules.items())[:200]:
        outlook = outlooks(schedule, now, settings, None)[Rating.GOOD]
        review: Review = to_review(card_id, schedule, outlook, now, settings)
        collection.record(review)
    assert is_fit_due(collection)
    collection.close()
    (home / "config.toml").write_text("[memory]\nfit_after_reviews = 0\n", encoding="utf-8")
    collection = opened(home)
    assert not is_fit_due(collection)
    collection.close()
