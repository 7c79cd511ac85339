"""Colouring code: Pygments' tokens in our style names. Never guesses a language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from quizlr.model import Span

if TYPE_CHECKING:
    from pygments.lexer import Lexer

LENGTH_LIMIT = 20_000
"""Characters; longer code stays in one colour."""

_LANGUAGES = frozenset(
    [
        "python",
        "py",
        "python3",
        "pycon",
        "pytb",
        "numpy",
        "bash",
        "sh",
        "shell",
        "console",
        "json",
        "yaml",
        "toml",
        "ini",
        "sql",
        "r",
        "julia",
        "c",
        "cpp",
        "c++",
        "cuda",
        "java",
        "kotlin",
        "scala",
        "javascript",
        "js",
        "typescript",
        "ts",
        "rust",
        "go",
        "ruby",
        "haskell",
        "lua",
        "matlab",
        "octave",
        "tex",
        "latex",
        "html",
        "css",
        "xml",
        "diff",
        "make",
        "dockerfile",
        "docker",
    ]
)
"""Known names only: any other would make Pygments search the installed packages for plug-ins."""

_STYLES = (
    ("Comment", "code-comment"),
    ("Literal.String", "code-string"),
    ("Literal.Number", "code-number"),
    ("Keyword.Constant", "code-builtin"),
    ("Keyword", "code-keyword"),
    ("Name.Builtin", "code-builtin"),
    ("Name.Function", "code-name"),
    ("Name.Class", "code-name"),
    ("Name.Decorator", "code-name"),
    ("Operator.Word", "code-keyword"),
    ("Operator", "code-operator"),
)


def highlight(spans: tuple[Span, ...], language: str) -> tuple[Span, ...]:
    """Code spans with colours; their text and their own styles stay. Unknown language: as it is."""
    plain = tuple(span._replace(style=f"code {span.style}".strip()) for span in spans)
    text = "".join(span.text for span in spans)
    lexer = _lexer(language) if len(text) <= LENGTH_LIMIT else None
    if lexer is None:
        return plain
    coloured = [(value, _style(str(kind))) for _, kind, value in lexer.get_tokens_unprocessed(text)]
    if "".join(value for value, _ in coloured) != text:
        return plain
    return tuple(_overlay(spans, coloured))


def first_error(code: str, language: str) -> int | None:
    """Where the first character stands that cannot be in the language; None if there is none."""
    lexer = _lexer(language) if len(code) <= LENGTH_LIMIT else None
    if lexer is None:
        return None
    tokens = lexer.get_tokens_unprocessed(code)
    return next((at for at, kind, _ in tokens if str(kind) == "Token.Error"), None)


def _overlay(spans: tuple[Span, ...], coloured: list[tuple[str, str]]) -> list[Span]:
    """Both runs of styles over the same text, cut wherever either changes."""
    out: list[Span] = []
    pieces = iter(coloured)
    rest, colour = "", ""
    for span in spans:
        left = span.text
        while left:
            if not rest:
                rest, colour = next(pieces)
                continue
            size = min(len(left), len(rest))
            words = ("code", colour, span.style)
            out.append(span._replace(text=left[:size], style=" ".join(filter(None, words))))
            left, rest = left[size:], rest[size:]
    return out


@lru_cache(maxsize=64)
def _lexer(language: str) -> Lexer | None:
    if language not in _LANGUAGES:
        return None
    from pygments.lexers import get_lexer_by_name
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@lru_cache(maxsize=256)
def _style(kind: str) -> str:
    """Our name for a Pygments token type such as `Token.Name.Builtin.Pseudo`."""
    name = kind.removeprefix("Token.")
    return next((style for prefix, style in _STYLES if name.startswith(prefix)), "")
