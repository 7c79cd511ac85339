"""Code that does not parse in the language that it is said to be in.

Code in a deck is text: it is parsed, never run. Bug notes show broken code on purpose.
"""

from __future__ import annotations

import ast
import json
import tomllib
import warnings
from collections.abc import Callable, Iterator
from textwrap import dedent
from typing import NamedTuple

from quizlr.authoring.lint.subject import Scope, Subject
from quizlr.model import Problem, Severity

LENGTH_LIMIT = 20_000
"""Characters; longer code is not looked at."""
_EXEMPT = ("bug",)


class Break(NamedTuple):
    """Where code stops making sense."""

    line: int
    """From 1, within the code."""
    reason: str


class Code(NamedTuple):
    """A piece of code with the path of its field."""

    path: str
    language: str
    text: str


def find(scope: Scope) -> Iterator[Problem]:
    """The pieces of code that do not parse."""
    for subject in scope.subjects:
        if subject.note.type not in _EXEMPT:
            for code in _pieces(subject):
                found = broken_at(code.text, code.language)
                if found:
                    yield _problem(subject, code, found)


def broken_at(code: str, language: str) -> Break | None:
    """Where code does not parse; None if it does, or if nothing is known of the language."""
    if len(code) > LENGTH_LIMIT:
        return None
    return _PARSERS.get(language, _lexed)(code, language)


def _pieces(subject: Subject) -> Iterator[Code]:
    values = subject.draft.values
    if "code" in values:
        yield Code("code", values.get("language", "python"), values["code"])
    for path, text in subject.texts():
        if "```" in text or "~~~" in text:
            yield from _fences(path, text)


def _fences(path: str, text: str) -> Iterator[Code]:
    from quizlr.rendering.syntax import parser

    for token in parser().parse(text):
        words = token.info.split() if token.type == "fence" else []
        if words:
            yield Code(path, words[0].lower(), token.content)


def _problem(subject: Subject, code: Code, found: Break) -> Problem:
    lines = code.text.split("\n")
    words = lines[found.line - 1].strip() if found.line <= len(lines) else ""
    message = (
        f"This code is said to be {code.language}, but its line {found.line} does not parse: "
        f"{found.reason.rstrip('.?')}. Mend it, or name another language, such as `text`."
    )
    return subject.problem("code-syntax", message, code.path, Severity.WARNING, words)


def _python(code: str, _: str) -> Break | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(dedent(code))
    except SyntaxError as error:
        return Break(error.lineno or 1, error.msg)
    except (ValueError, RecursionError, MemoryError):
        return Break(1, "it is too deeply nested")
    return None


def _json(code: str, _: str) -> Break | None:
    try:
        json.loads(code)
    except json.JSONDecodeError as error:
        return Break(error.lineno, error.msg)
    except (ValueError, RecursionError):
        return Break(1, "it is too deeply nested")
    return None


def _toml(code: str, _: str) -> Break | None:
    try:
        tomllib.loads(code)
    except tomllib.TOMLDecodeError as error:
        return Break(1, str(error))
    except RecursionError:
        return Break(1, "it is too deeply nested")
    return None


def _yaml(code: str, _: str) -> Break | None:
    import yaml

    try:
        for _event in yaml.parse(code, Loader=getattr(yaml, "CLoader", yaml.Loader)):
            pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return Break(mark.line + 1 if mark else 1, str(error.problem or error.context))
    except (yaml.YAMLError, RecursionError) as error:
        return Break(1, str(error).partition("\n")[0])
    return None


def _lexed(code: str, language: str) -> Break | None:
    from quizlr.rendering.highlight import first_error

    at = first_error(code, language)
    # A letter that a lexer does not know is more likely a formula's than a mistake.
    if at is None or not code[at].isascii():
        return None
    return Break(code.count("\n", 0, at) + 1, f"`{code[at]}` cannot stand here")


_PARSERS: dict[str, Callable[[str, str], Break | None]] = {
    **dict.fromkeys(("python", "py", "python3", "numpy"), _python),
    "json": _json,
    "toml": _toml,
    "yaml": _yaml,
}
