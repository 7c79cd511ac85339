"""Where the formulas stand in a piece of Markdown, so that a deletion inside one is hidden in TeX.

One pass, no tree: it knows `$…$`, `$$…$$`, code, fences and escapes, by the rules that rendering
follows, and leaves everything else alone.
"""

from __future__ import annotations

import re
from functools import cache

from quizlr.values import dataclass


@cache
def _token() -> re.Pattern[str]:
    """Compiled at the first deletion: it takes as long as a dozen modules."""
    return re.compile(
        r"""
      \\[\\$`]                                                      # escaped: no opener
    | ^[ >\t]*(?:(?:[-*+]|[0-9]+[.)])[ \t]+)?                       # a fence, to its end
      (?P<fence>`{3,}(?![^\n]*`)|~{3,}).*?(?:^[ >\t]*(?P=fence)|\Z)
    | (?P<tick>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=tick)(?!`)   # code, within its paragraph
    | `+
    | \$\$(?P<double>(?:[^\\$\n]|\\.|\n(?![ \t]*\n))+)\$\$
    | \$(?!\s)(?P<single>(?:[^\\$\n]|\\.|\n(?![ \t]*\n))+)(?<!\s)\$(?![0-9])
        """,
        re.MULTILINE | re.DOTALL | re.VERBOSE,
    )


_DOLLARS = {"double": 2, "single": 1}


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
    return tuple(
        _formula(token) for token in _token().finditer(markdown) if token.lastgroup in _DOLLARS
    )


def outside(markdown: str) -> str:
    """The text with formulas, code and escaped signs blanked; it stays as long as it was."""
    return _token().sub(lambda token: " " * len(token[0]), markdown)


def _formula(token: re.Match[str]) -> Formula:
    name = str(token.lastgroup)
    start, end = token.span(name)
    width = _DOLLARS[name]
    return Formula(start - width, start, end, end + width)
