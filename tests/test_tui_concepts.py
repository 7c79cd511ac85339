"""Concept pages, their worked examples and tests, and the coverage view, by keys.

`QUIZLR_RENEW=1 pytest tests/test_tui_concepts.py` writes the frames again: look at the difference.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from test_tui_frames import compare
from test_tui_study import press, screen_text

from quizlr.collection import Collection, Home
from quizlr.collection.pages import covered, find_concept, topic
from quizlr.errors import UnknownConceptError
from quizlr.model import CardId, CardState
from quizlr.stats.coverage import Strand
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.concept import ConceptScreen
from quizlr.tui.screens.coverage import CoverageScreen
from quizlr.tui.screens.home import HomeScreen
from quizlr.tui.screens.lab import LabScreen
from quizlr.tui.screens.study import StudyScreen
from quizlr.tui.screens.worked import WorkedScreen

THEORY = """\
quizlr: 1
id: theory
title: Theory
sources:
  esl: {title: The Elements of Statistical Learning, url: "https://esl.example/book"}
  guo: On Calibration of Modern Neural Networks
notes:
  - id: log-loss
    type: concept
    title: Log loss
    source: esl
    body: |
      Minus the log of the probability given to what happened. It has no upper limit.
    beginner: Read it as a price that the model pays for each row.
    example: $-\\ln 0.01 = 4.61$
    deeper: In the score it grows like a straight line.
    production: Compute it from the score.
    interview: It is strictly proper, so the best prediction is the true chance.
    flow:
      - {label: score z, opens: odds}
      - {label: "$\\\\sigma(z)$", opens: what-it-is}
      - {label: loss of a row, opens: bce-single}
      - {label: mean}
    claims:
      - {id: unbounded, quote: no upper limit, source: esl}
      - {id: proper, quote: strictly proper, source: guo, disputed: A clipped loss is not.}
  - {id: odds, type: concept, title: Odds, body: The chance for over the chance against.}
  - {id: what-it-is, about: [log-loss], front: What is it?, back: Minus a log.}
  - {id: how-large, about: [log-loss], front: How large can it be?, back: Without limit.}
  - {id: of-no-topic, front: Alone?, back: Yes.}
  - {id: the-odds, about: [odds], front: What are odds?, back: A ratio.}
"""
WORK = """\
quizlr: 1
id: work
title: Work
notes:
  - {id: one-row, type: drill, family: bce-single, about: [log-loss]}
  - id: clip-or-not
    type: tradeoff
    about: [log-loss]
    front: Clip the loss, or leave it infinite?
    sides:
      - {name: Clip, for: It stays finite.}
      - {name: Exact, for: It stays true.}
    points:
      - {id: finite, text: A clipped loss is finite, core: yes}
"""


@pytest.fixture
def collection(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Collection]:
    monkeypatch.setenv("QUIZLR_NOW", "2026-11-23T09:00:00+00:00")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr("quizlr.tui.screens.study.GUARD_S", 0.0)
    monkeypatch.setattr("quizlr.collection.loading.bundled_folder", lambda: None)
    monkeypatch.setattr("quizlr.collection.pages.os.urandom", lambda n: b"\1" * n)
    home = Home(tmp_path / "home")
    home.prepare()
    (home.decks / "theory.yaml").write_text(THEORY, encoding="utf-8")
    (home.decks / "work.yaml").write_text(WORK, encoding="utf-8")
    opened = Collection.open(home)
    yield opened
    opened.close()


def at_page(collection: Collection, key: str = "theory/log-loss") -> QuizlrApp:
    return QuizlrApp(collection, first=lambda: ConceptScreen(collection, key))


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_page_opens_level_by_level_and_box_by_box(
    collection: Collection, size: tuple[int, int]
) -> None:
    app = at_page(collection)
    steps = [("core", []), ("box", ["tab"]), ("deeper", ["d"]), ("ready", ["d"]),
             ("tradeoff", ["left", "left"]), ("end", ["end"])]  # fmt: skip
    async with app.run_test(size=size) as pilot:
        for name, keys in steps:
            await press(pilot, *keys)
            await pilot.pause(0.05)
            compare(f"page-{name}-{size[0]}x{size[1]}", screen_text(app))


async def test_a_box_opens_a_page_a_card_or_a_drill_and_a_trade_off_asks_first(
    collection: Collection,
) -> None:
    app = at_page(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab", "enter")
        assert isinstance(app.screen, ConceptScreen)
        assert "The chance for over" in screen_text(app)
        await press(pilot, "q", "right", "enter")
        assert isinstance(app.screen, StudyScreen)
        assert "What is it?" in screen_text(app)
        assert "practice" in screen_text(app)
        await press(pilot, "q", "right", "enter", "escape")
        assert "A model predicts" in screen_text(app)
        await press(pilot, "q", "right", "enter")
        assert "What speaks for" in screen_text(app)
        assert "It stays finite" not in screen_text(app)
        assert collection.schedules == {}


async def test_space_reads_on_to_the_end_level_by_level(collection: Collection) -> None:
    app = at_page(collection)
    async with app.run_test(size=(60, 14)) as pilot:
        seen = [screen_text(app)]
        for _ in range(30):
            await press(pilot, "space")
            if not isinstance(app.screen, ConceptScreen):
                break
            seen.append(screen_text(app))
        assert isinstance(app.screen, HomeScreen)
        texts = "\n".join(seen)
        for words in ("First time here", "In production", "strictly proper", "https://esl.example"):
            assert words in texts
        assert texts.index("First time here") < texts.index("In production")


async def test_enter_and_space_go_on_when_there_is_nothing_more_to_read(
    collection: Collection,
) -> None:
    app = at_page(collection, "theory/odds")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "tab")
        assert "nothing to open" in screen_text(app)
        await press(pilot, "w")
        assert "No drill with steps" in screen_text(app)
        await press(pilot, "l")
        assert "no lab" in screen_text(app)
        await press(pilot, "o")
        assert "No source" in screen_text(app)
        await press(pilot, "space")
        assert isinstance(app.screen, HomeScreen)


async def test_two_right_answers_and_the_page_says_known_until_one_is_taken_back(
    collection: Collection,
) -> None:
    app = at_page(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        assert "not tested yet" in screen_text(app)
        await press(pilot, "t")
        for _ in range(2):
            await press(pilot, "escape", "g", "3")
        await press(pilot, "q", "q")
        assert isinstance(app.screen, ConceptScreen)
        assert "✓ known" in screen_text(app)
        found = topic(collection, "theory/log-loss")
        assert found.test is not None
        assert (found.test.right, found.test.of) == (2, 3)
        assert collection.undo() is not None
        assert topic(collection, "theory/log-loss").test is None
        assert collection.redo() is not None
    assert all(each.state is CardState.NEW for each in collection.schedules.values())
    (row,) = [row for row in covered(collection) if row.key == "theory/log-loss"]
    assert row.test is not None
    assert row.test.is_passed


async def test_a_failed_test_says_so(collection: Collection) -> None:
    app = at_page(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "t")
        for _ in range(3):
            await press(pilot, "escape", "g", "1")
        await press(pilot, "enter")
        assert isinstance(app.screen, ConceptScreen)
        assert "0 of 3 right: not yet" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_worked_example_fades_as_it_is_done(
    collection: Collection, size: tuple[int, int]
) -> None:
    app = at_page(collection)
    name = f"{size[0]}x{size[1]}"
    async with app.run_test(size=size) as pilot:
        await press(pilot, "w")
        compare(f"worked-shown-{name}", screen_text(app))
        await press(pilot, "enter")
        compare(f"worked-last-{name}", screen_text(app))
        await press(pilot, "5", "enter")
        compare(f"worked-wrong-{name}", screen_text(app))
        await press(pilot, "enter")
        assert "all shown" in screen_text(app)
        await press(pilot, "enter", "enter", "enter")
        assert "The answer" in screen_text(app) or size[1] < 20
        await press(pilot, "q")
        assert isinstance(app.screen, ConceptScreen)


async def test_the_whole_example_is_done_step_by_step(collection: Collection) -> None:
    app = at_page(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "w", "enter")
        for blanks in (1, 2):
            screen = app.screen
            assert isinstance(screen, WorkedScreen)
            values = [line.rpartition(": ")[2] for line in screen._worked.prompt.worked]
            assert screen._worked.blanks == blanks
            for value in values[-blanks:]:
                await press(pilot, *value, "enter")
            assert "✓ Correct" in screen_text(app)
            await press(pilot, "enter")
        assert "all 2 steps are yours" in screen_text(app)
    history = collection.store.history(CardId("work/one-row"))
    assert [review.steps_shown for review in history] == [2, 1, 0]
    assert {review.evidence for review in history} == {"practice"}
    assert all(review.session_id.startswith("worked:") for review in history)
    assert all("drawn" in review.given for review in history)


async def test_a_page_names_the_lab_key_where_there_is_a_lab(collection: Collection) -> None:
    labs = Path(__file__).parent.parent / "content" / "labs.yaml"
    (collection.home.decks / "labs.yaml").write_text(labs.read_text("utf-8"), "utf-8")
    collection.reload_all()
    for concept, has_lab in (("theory/log-loss", True), ("theory/odds", False)):
        app = at_page(collection, concept)
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause(0.1)
            assert ("l lab" in screen_text(app).rstrip().split("\n")[-1]) is has_lab
            await press(pilot, "l")
            assert isinstance(app.screen, LabScreen) is has_lab


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)])
async def test_coverage_names_its_columns_right_above_them(
    collection: Collection, size: tuple[int, int]
) -> None:
    app = QuizlrApp(collection, first=lambda: CoverageScreen(collection))
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.1)
        heading = app.screen.query_one("#columns").content_region
        rows = app.screen.query_one("#topics").content_region
    assert (heading.x, heading.width) == (rows.x, rows.width)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_coverage_shows_each_topic_and_opens_its_page(
    collection: Collection, size: tuple[int, int]
) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "c")
        compare(f"coverage-{size[0]}x{size[1]}", screen_text(app))
        await press(pilot, "right", "o", "o")
        compare(f"coverage-least-{size[0]}x{size[1]}", screen_text(app))
        await press(pilot, "o", "home", "enter")
        assert isinstance(app.screen, ConceptScreen)
        await press(pilot, "q", "end", "enter")
        assert "name no concept" in screen_text(app)
        await press(pilot, "s")
        assert "Alone?" in screen_text(app)
        await press(pilot, "q", "home", "s")
        assert isinstance(app.screen, ConceptScreen | StudyScreen)


async def test_what_was_answered_counts_when_one_comes_back(collection: Collection) -> None:
    app = QuizlrApp(collection, first=lambda: CoverageScreen(collection))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "end", "s", "space", "4", "q", "q")
        assert isinstance(app.screen, CoverageScreen)
        assert "1: 1 known" in screen_text(app)


@pytest.mark.parametrize("size", [(20, 6), (61, 16), (69, 19), (70, 20), (200, 50)])
async def test_no_window_is_too_odd(collection: Collection, size: tuple[int, int]) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=size) as pilot:
        for key in ("c", "enter", "tab", "d", "d", "tab", "end", "w", "enter", "g", "q", "q"):
            await press(pilot, key)
            assert all(len(line) <= size[0] for line in screen_text(app).split("\n"))


def test_topics_meet_over_decks_whatever_strand_they_are_of(collection: Collection) -> None:
    (row,) = [row for row in covered(collection) if row.key == "theory/log-loss"]
    assert {strand: counts.total for strand, counts in row.row.items()} == {
        Strand.THEORY: 2,
        Strand.NUMERIC: 1,
        Strand.INTERVIEW: 1,
    }


def test_concepts_are_found_by_id_key_and_title(collection: Collection) -> None:
    for name in ("log-loss", "theory/log-loss", "Log loss", "LOG LOSS"):
        assert find_concept(collection, name) == "theory/log-loss"
    with pytest.raises(UnknownConceptError, match="Did you mean 'log-loss'"):
        find_concept(collection, "log-los")


# -- the commands


@pytest.fixture
def home(collection: Collection) -> str:
    folder = str(collection.home.folder)
    collection.close()
    return folder


def test_coverage_prints_a_table_and_json(home: str, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    from quizlr.cli import main

    assert main(["coverage", "--home", home]) == 0
    table = capsys.readouterr().out.splitlines()
    assert table[0].split() == ["topic", "theory", "numeric", "bug", "interview", "failure"]
    assert table[1].split() == ["Log", "loss", "0/2", "0/1", "-", "0/1", "-"]
    assert main(["coverage", "log-loss", "--format", "json", "--home", home]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["concept"] == "theory/log-loss"
    assert row["strands"]["numeric"] == {"new": 1, "learning": 0, "known": 0, "due": 0}
    assert row["test"] is None
    assert main(["coverage", "nothing-of-it", "--home", home]) == 2
    assert "no concept called" in capsys.readouterr().err


def test_concept_prints_the_page_with_its_claims(
    home: str, capsys: pytest.CaptureFixture[str]
) -> None:
    from quizlr.cli import main

    assert main(["concept", "--list", "--home", home]) == 0
    assert "theory/odds" in capsys.readouterr().out
    assert main(["concept", "log-loss", "--plain", "--home", home]) == 0
    page = capsys.readouterr().out
    assert "How it flows: score z, then σ(z), then loss of a row, then mean." in page
    assert "strictly proper[2, disputed]" in page
    assert "Disputed: A clipped loss is not." in page
    assert "[1] The Elements of Statistical Learning (claims: unbounded)" in page
    assert main(["concept", "log-los", "--plain", "--home", home]) == 2
