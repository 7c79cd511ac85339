"""The Markdown parser: CommonMark, tables, ~~strike~~ and mathematics between dollars; no HTML.

`$$` may stand on lines of its own or within a paragraph; see `formulas_inline` for what opens and
closes a formula.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from quizlr.rendering.formulas_inline import match_formula

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline


@cache
def parser() -> MarkdownIt:
    """The one parser; it keeps no state between texts."""
    from markdown_it import MarkdownIt

    made = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    made.disable("text_join")  # escapes and entities stay apart, so they cannot forge a marker
    made.inline.ruler.before("escape", "math_inline", _math_inline)
    alt: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    made.block.ruler.before("fence", "math_block", _math_block, alt)
    return made


def _math_inline(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != "$":
        return False
    found = match_formula(state.src, state.pos, state.posMax)
    if found is None:
        return False
    kind, tex, end = found
    if not silent:
        state.push(kind, "math", 0).content = tex
    state.pos = end
    return True


def _math_block(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    start = state.bMarks[first] + state.tShift[first]
    if state.is_code_block(first) or not state.src.startswith("$$", start):
        return False
    last = _closing_line(state, first, end)
    if last is None:
        return False
    if not silent:
        source = state.getLines(first, last + 1, state.sCount[first], False).strip()
        token = state.push("math_block", "math", 0)
        token.block = True
        token.content = source[2:-2]
        token.map = [first, last + 1]
        state.line = last + 1
    return True


def _closing_line(state: StateBlock, first: int, end: int) -> int | None:
    """The line that the closing `$$` ends; None if a blank line or the block's end comes first."""
    for line in range(first, end):
        start = state.bMarks[line] + state.tShift[line] + (2 if line == first else 0)
        text = state.src[start : state.eMarks[line]].strip()
        if line > first and (not text or state.sCount[line] < state.blkIndent):
            return None
        if "$$" in text:
            return line if text.endswith("$$") and text.count("$$") == 1 else None
    return None
