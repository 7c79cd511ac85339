"""The search language on a page: how a query is made, and what its keys find."""

from __future__ import annotations

from typing import Final

from quizlr.search.keys import KEYS

SYNTAX: Final = """\
## Searching

- `log loss` finds cards with both, in any place; `"log loss"` finds just this, in a row.
- `log or loss` finds either; `-loss` leaves out; parentheses group: `-(tag:old or is:new)`.
- `*` stands for any letters, `_` for one: `grad*t`. A backslash takes their meaning: `log\\_loss`.
- Neither case nor accents count: `naive` finds `Naïve`.
"""


def search_help() -> str:
    """As Markdown."""
    rows = "\n".join(f"| `{_cell(key.example)}` | cards {key.says} |" for key in KEYS)
    return f"{SYNTAX}\n| key | finds |\n|---|---|\n{rows}\n\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
