"""Draw the pictures of the README: Home and Study at two sizes, from a home made for it.

python tests/make_screens.py
"""

from __future__ import annotations

import asyncio
import os
import re
import tempfile
from pathlib import Path

from quizlr.collection import Collection, Desk, Home
from quizlr.model import Rating, Revealed
from quizlr.session import Ended
from quizlr.tui.app import QuizlrApp

SCREENS = Path(__file__).parent / "screens"
SIZES = ((80, 24), (120, 40))
SHOWN = "sigmoid/sigma-formula#c1"
RATED = 9


def make_home(folder: Path) -> Home:
    """A home in which some cards were rated this morning."""
    os.environ["QUIZLR_NOW"] = "2026-11-23T09:00:00+00:00"
    os.environ["TZ"] = "UTC"
    home = Home(folder)
    home.prepare()
    collection = Collection.open(home)
    desk = Desk(collection, collection.cards)
    for number in range(RATED):
        if isinstance(desk.turn(), Ended):
            break
        desk.answer(Revealed())
        desk.rate(Rating.EASY if number % 3 else Rating.GOOD)
    collection.close()
    return home


async def draw(home: Home, columns: int, rows: int) -> None:
    """Write both pictures at one size."""
    collection = Collection.open(home)
    size = f"{columns}x{rows}"
    app = QuizlrApp(collection)
    async with app.run_test(size=(columns, rows)) as pilot:
        await pilot.pause()
        save(app.export_screenshot(title="quizlr"), f"home-{size}")
    card = next(card for card in collection.cards if card.id == SHOWN)
    app = QuizlrApp(collection, Desk(collection, [card], is_ahead=True))
    async with app.run_test(size=(columns, rows)) as pilot:
        await pilot.pause()
        while len(app.screen_stack) > 2:
            await pilot.press("enter")
        await pilot.press("space")
        await pilot.pause()
        save(app.export_screenshot(title="quizlr"), f"study-{size}")
    collection.close()


def save(picture: str, name: str) -> None:
    """Write a picture; its ids are made the same each time."""
    ids = dict.fromkeys(re.findall(r"terminal-\d+", picture), "terminal")
    for old, new in ids.items():
        picture = picture.replace(old, new)
    (SCREENS / f"{name}.svg").write_text(picture, encoding="utf-8")


def main() -> None:
    """Draw all pictures."""
    SCREENS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        home = make_home(Path(name) / "home")
        for columns, rows in SIZES:
            asyncio.run(draw(home, columns, rows))


if __name__ == "__main__":
    main()
