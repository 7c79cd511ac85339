"""The keys of a screen, with the ids under which the settings can remap them."""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.tui.screens.page import Page

RATINGS = """\
## Ratings

- **Again**: I did not know it. The card comes back within minutes.
- **Hard**: I knew it, with trouble.
- **Good**: I knew it.
- **Easy**: I knew it at once. Use it rarely.

## Remapping keys

In `config.toml`, under `[keys]`: `"study.undo" = "u,ctrl+z"`.
"""


def help_page(keys: Mapping[str, tuple[tuple[str, ...], str]], first: str = "") -> Page:
    """The page for a screen whose keys, by id, are these; `first` is Markdown above them."""
    rows = [
        f"| {_code(names)} | {words} | `{binding_id}` |"
        for binding_id, (names, words) in keys.items()
        if binding_id != "app.help"
    ]
    table = "\n".join(["| keys | what they do | id |", "|---|---|---|", *rows])
    return Page("Help", f"{first}## Keys of this screen\n\n{table}\n\n{RATINGS}")


def _code(names: tuple[str, ...]) -> str:
    return " ".join(f"`{name}`" if name != "`" else "`` ` ``" for name in names)
