"""The labs by keys, against frames in tests/screens.

`QUIZLR_RENEW=1 pytest tests/test_tui_lab.py` writes the frames again: look at the difference.
How long a key takes is measured by bench_labs.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from test_tui_frames import compare
from test_tui_study import press, screen_text
from textual.app import App
from textual.pilot import Pilot

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES
from quizlr.cardtypes.lab import LabContent
from quizlr.collection import Collection, Home
from quizlr.collection.labs import labs, place_of
from quizlr.decks.parsing import parse_deck
from quizlr.errors import UnknownLabError
from quizlr.labs.lab import lab_of
from quizlr.model import Note
from quizlr.tui.app import QuizlrApp
from quizlr.tui.screens.lab import LabScreen
from quizlr.tui.widgets.sliders import Sliders

CONTENT = Path(__file__).parent.parent / "content" / "labs.yaml"


def shipped() -> tuple[Note, ...]:
    """The labs that ship."""
    text = CONTENT.read_text(encoding="utf-8")
    deck, problems = parse_deck(text, CONTENT.name, NOTE_TYPES, KNOWN_UNSERVED)
    assert deck is not None, problems
    assert not problems, problems
    return tuple(note for note in deck.notes if note.type == "lab")


NOTES = shipped()
NAMES = [note.id for note in NOTES]


@pytest.fixture
def home(home: Home) -> Home:
    (home.decks / "labs.yaml").write_text(CONTENT.read_text(encoding="utf-8"), encoding="utf-8")
    return home


def at_lab(collection: Collection, name: str) -> QuizlrApp:
    return QuizlrApp(collection, first=lambda: LabScreen(NOTES, NAMES.index(name)))


def slider_values(app: App[Any]) -> dict[str, float]:
    """The inputs as the screen has them."""
    sliders = app.screen.query_one(Sliders)
    pairs = zip(sliders._inputs, sliders._places, strict=True)
    return {each.name: each.value(at) for each, at in pairs}


async def frames(pilot: Pilot[None], keys: Sequence[str]) -> str:
    """What is seen at first and after each key."""
    await pilot.pause(0.05)
    seen = [f"=== at first\n{screen_text(pilot.app)}"]  # type: ignore[arg-type]
    for name in keys:
        await press(pilot, name)
        seen.append(f"=== {name}\n{screen_text(pilot.app)}")  # type: ignore[arg-type]
    return "\n".join(seen)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_each_lab_asks_shows_and_moves(collection: Collection, size: tuple[int, int]) -> None:
    app = at_lab(collection, NAMES[0])
    async with app.run_test(size=size) as pilot:
        for name in NAMES:
            frame = await frames(pilot, ["1", "right", "tab"])
            compare(f"lab-{name}-{size[0]}x{size[1]}", frame)
            await press(pilot, "n")


async def test_home_has_a_key_to_all_labs(collection: Collection) -> None:
    app = QuizlrApp(collection)
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "l")
        assert "Two losses after a sigmoid" in screen_text(app)
        await press(pilot, "down", "enter")
        assert isinstance(app.screen, LabScreen)
        assert "2 of 11" in screen_text(app)
        await press(pilot, "q", "q")
        assert "to study" in screen_text(app)


async def test_without_labs_the_list_says_how_to_get_one(collection: Collection) -> None:
    (collection.home.decks / "labs.yaml").unlink()
    collection.reload_all()
    app = QuizlrApp(collection)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "l", "enter")
        assert "--type lab" in screen_text(app)


async def test_the_bar_shows_the_keys_that_make_a_lab_a_lab(collection: Collection) -> None:
    app = at_lab(collection, "two-losses")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        bar = screen_text(app).rstrip().split("\n")[-1]
    for words in ("tab next plot", "p question", "g predict", "q back", "? help", "← less"):
        assert words in bar


async def test_the_point_that_a_lab_asks_about_is_in_view(collection: Collection) -> None:
    app = at_lab(collection, "two-losses")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "1")
        assert "not in view" not in screen_text(app)


async def test_a_low_window_shows_rows_of_the_table_after_an_answer(collection: Collection) -> None:
    app = at_lab(collection, "down-the-valley")
    async with app.run_test(size=(40, 12)) as pilot:
        await press(pilot, "1", "tab", "tab")
        assert "4.804" in screen_text(app)


async def test_a_small_window_shows_one_thing_at_a_time(collection: Collection) -> None:
    app = at_lab(collection, "two-losses")
    async with app.run_test(size=(40, 12)) as pilot:
        frame = await frames(pilot, ["down", "enter", "right", "tab", "tab", "p"])
    compare("lab-two-losses-40x12", frame)


async def test_every_prediction_is_asked_in_turn_and_its_answer_shown(
    collection: Collection,
) -> None:
    app = at_lab(collection, NAMES[0])
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        for note in NOTES:
            await _answer_all(pilot, app, note)
            await press(pilot, "n")


async def _answer_all(pilot: Pilot[None], app: QuizlrApp, note: Note) -> None:
    """Right each time, and at last wrong."""
    assert isinstance(note.content, LabContent)
    lab = lab_of(note.content.spec)
    for prediction in lab.predictions:
        question = lab.question(prediction)
        assert "Hidden until you have answered." in screen_text(app)
        assert slider_values(app) == lab.values(question.before)
        await press(pilot, str(question.right + 1))
        assert "✓ Right" in screen_text(app)
        assert slider_values(app) == lab.values(question.after)
        for figure in lab.compute(question.after).figures:
            assert figure.shown in screen_text(app)
        await press(pilot, "g")
    await press(pilot, str(2 if lab.question(lab.predictions[0]).right == 0 else 1))
    assert "✗ Not so" in screen_text(app)


async def test_the_keys_move_the_row_by_one_by_ten_and_home(collection: Collection) -> None:
    app = at_lab(collection, "two-losses")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape")
        assert slider_values(app) == {"z": -2, "y": 1}
        await press(pilot, "right")
        assert slider_values(app)["z"] == -1.75
        await press(pilot, "shift+right", "left")
        assert slider_values(app)["z"] == 0.5
        await press(pilot, *["shift+right"] * 5)
        assert slider_values(app)["z"] == 8
        await press(pilot, "home")
        assert slider_values(app)["z"] == -2
        await press(pilot, "down", "left", "left")
        assert slider_values(app) == {"z": -2, "y": 0}
        assert "y = 0" in screen_text(app)


async def test_what_is_hidden_cannot_be_moved_until_it_is_left(collection: Collection) -> None:
    app = at_lab(collection, "two-losses")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "right", "home")
        assert slider_values(app)["z"] == -2
        assert "2.1269" not in screen_text(app)
        await press(pilot, "escape")
        assert "2.1269" in screen_text(app)
        await press(pilot, "escape")
        assert not isinstance(app.screen, LabScreen)


async def test_p_asks_about_the_state_and_the_answer_is_what_happens(
    collection: Collection,
) -> None:
    app = at_lab(collection, "two-losses")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "right", "p")
        shown = screen_text(app)
        assert "Which way does it go?" in shown
        assert "1 up" in shown
        # The first figure is p, which rises with z.
        await press(pilot, "1")
        assert "✓ Right" in screen_text(app)
        assert slider_values(app)["z"] == 0.75
        await press(pilot, "p", "2")
        # Log loss with y = 1 falls as z rises.
        assert "✓ Right" in screen_text(app)


async def test_v_shows_numbers_and_n_the_next_lab(collection: Collection) -> None:
    app = at_lab(collection, "two-losses")
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "escape", "v")
        assert "rows" in screen_text(app)
        await press(pilot, "v", "n")
        assert "Gradient and curvature" in screen_text(app)
        assert "2 of 11" in screen_text(app)
        await press(pilot, "N", "N")
        assert "11 of 11" in screen_text(app)
        await press(pilot, "i")
        assert "share of events" in screen_text(app)
        await press(pilot, "q", "q")
        assert not isinstance(app.screen, LabScreen)


@pytest.mark.parametrize("size", [(20, 6), (59, 15), (60, 16), (99, 20), (200, 60)])
async def test_no_window_is_too_odd(collection: Collection, size: tuple[int, int]) -> None:
    app = at_lab(collection, "down-the-valley")
    async with app.run_test(size=size) as pilot:
        await press(pilot, "1", "right", "tab", "v", "tab", "p", "enter", "n")
        for line in screen_text(app).split("\n"):
            assert len(line) <= size[0]


def test_labs_are_found_by_key_name_and_scene(collection: Collection) -> None:
    found = labs(collection)
    assert [each.note.id for each in found] == NAMES
    assert place_of(found, "") == 0
    for name in ("labs/hot-and-cold", "hot-and-cold", "softmax"):
        assert found[place_of(found, name)].note.id == "hot-and-cold"
    with pytest.raises(UnknownLabError, match="Did you mean 'hot-and-cold'"):
        place_of(found, "hot-and-colt")


def test_plain_prints_the_state_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from quizlr.cli import main

    home = ["--home", str(tmp_path / "home")]
    assert main(["lab", "two-losses", "--plain", "--set", "z=0", *home]) == 0
    said = capsys.readouterr().out
    assert "z = 0.00, y = 1" in said
    assert "log loss: 0.6931" in said
    assert main(["lab", "no-such-lab", "--plain", *home]) == 2
    assert main(["lab", "two-losses", "--plain", "--set", "q=1", *home]) == 2
    assert "no input 'q'. Known inputs: z, y." in capsys.readouterr().err
