"""Where the formulas stand in a piece of Markdown, so that a deletion inside one is hidden in TeX.

One pass, no tree: it knows `$…$`, `$$…$$`, code, fences and escapes, by the rules that rendering
follows, and leaves everything else alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\[\\$`]|\$\$|\$"
    r"|^[ >\t]*(?:(?:[-*+]|[0-9]+[.)])[ \t]+)?(?P<fence>`{3,}(?![^\n`]*`)|~{3,})"
    r"|`+|(?P<paragraph_end>\n[ \t]*(?=\n))",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula: `start` to `end` with its dollars, `inner_start` to `inner_end` without."""

    start: int
    inner_start: int
    inner_end: int
    end: int


def find_formulas(markdown: str) -> tuple[Formula, ...]:
    """All formulas, in order.

    A price is none: `$` opens before a non-space, the next `$` closes after a non-space if no
    digit follows, and neither looks beyond its paragraph.
    """
    found: list[Formula] = []
    opener: re.Match[str] | None = None
    for token in _TOKEN.finditer(markdown):
        if opener is None:
            opener = token if _opens(token) else None
        elif _closes(token, opener):
            if opener[0].startswith("$"):
                found.append(Formula(opener.start(), opener.end(), token.start(), token.end()))
            opener = None
        elif token["paragraph_end"] and not (opener["fence"] or opener[0] == "$$"):
            opener = None
        elif opener[0] == token[0] == "$":
            opener = token if _opens(token) else None
    return tuple(found)


def _opens(token: re.Match[str]) -> bool:
    if token[0] == "$":
        return not token.string[token.end() : token.end() + 1].isspace()
    return not token["paragraph_end"] and not token[0].startswith("\\")


def _closes(token: re.Match[str], opener: re.Match[str]) -> bool:
    if opener["fence"]:
        return (token["fence"] or "").startswith(opener["fence"])
    if opener[0] == "$":
        after = token.string[token.end() : token.end() + 1]
        before = token.string[token.start() - 1]
        return token[0] == "$" and not before.isspace() and not after.isdigit()
    # Inside code a backslash escapes nothing.
    return (token["fence"] or token[0]) == opener[0] or (opener[0] == "`" and token[0] == "\\`")
