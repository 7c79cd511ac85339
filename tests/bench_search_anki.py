"""The other side of `bench_search.py`: answers queries with Anki's search. Runs where anki is.

Reads the notes, cards and ratings that the other script made, puts them into a new collection, and
then answers each line of its input with milliseconds and the number of cards found.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from anki.buildinfo import version
from anki.collection import Collection

DECAY = 0.1542


def fill(collection: Any, data: Any) -> None:
    """Put the data into the tables, as the importer would have left them."""
    model = collection.models.by_name("Basic")["id"]
    decks = {name: collection.decks.id(name) for name in {c["deck"] for c in data["cards"]}}
    first_id = 1_600_000_000_000
    notes, cards = [], []
    for place, card in enumerate(data["cards"]):
        own_id = first_id + place
        text = f"{card['front']}\x1f{card['back']}"
        notes.append(
            (own_id, f"g{place}", model, 0, -1, f" {card['tag']} ", text, card["front"], 0, 0, "")
        )
        is_known = "stability" in card
        queue = -1 if card["is_suspended"] else 2 if is_known else 0
        due = card["due"] if is_known else place
        memory = {}
        if is_known:
            memory = {
                "s": card["stability"],
                "d": card["difficulty"],
                "dr": 0.9,
                "decay": DECAY,
                "lrt": card["last_ms"] // 1000,
            }
        cards.append(
            (own_id, own_id, decks[card["deck"]], 0, 0, -1, 2 if is_known else 0, queue, due,
             card.get("interval", 0), 2500 if is_known else 0, 5 if is_known else 0,
             card.get("lapses", 0), 0, 0, 0, card["flag"], json.dumps(memory)),
        )  # fmt: skip
    taken: set[int] = set()
    ratings = []
    for place, at_ms, rating in data["ratings"]:
        own_id = at_ms
        while own_id in taken:
            own_id += 1
        taken.add(own_id)
        ratings.append((own_id, first_id + place, -1, rating, 5, 5, 2500, 5000, 1))
    collection.db.execute("pragma synchronous = off")  # of the filling; nothing is written later
    for table, found in (("notes", notes), ("cards", cards), ("revlog", ratings)):
        marks = ",".join("?" * len(found[0]))
        for start in range(0, len(found), 5000):
            collection.db.executemany(
                f"insert into {table} values ({marks})", found[start : start + 5000]
            )
    collection.set_config("fsrs", True)


def main() -> None:
    """Fill, then answer."""
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    folder = Path(sys.argv[2])
    folder.mkdir()
    collection = Collection(str(folder / "collection.anki2"))
    fill(collection, data)
    print(f"anki {version}, {collection.card_count()} cards", flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        found = collection.find_cards(line.strip())
        taken_ms = (time.perf_counter() - start) * 1000
        print(taken_ms, len(found), flush=True)
    collection.close()


if __name__ == "__main__":
    main()
