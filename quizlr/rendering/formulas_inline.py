"""Where a formula between dollars begins and ends.

A `$` opens a formula only if no space follows it; it closes one only if no space precedes and no
digit follows it, so prices stay prices.
"""

from __future__ import annotations

import re

_SINGLE = re.compile(r"\$(?!\s)((?:[^\\$]|\\.)+)(?<!\s)\$(?!\d)", re.S)
_DOUBLE = re.compile(r"\$\$((?:[^\\$]|\\.)+)\$\$", re.S)


def match_formula(text: str, at: int, end: int | None = None) -> tuple[str, str, int] | None:
    """The formula that the `$` at `at` opens: kind of token, TeX, offset behind it."""
    limit = len(text) if end is None else end
    for kind, pattern in (("math_inline_double", _DOUBLE), ("math_inline", _SINGLE)):
        match = pattern.match(text, at, limit)
        if match:
            return kind, match[1], match.end()
    return None
