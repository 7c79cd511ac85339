"""The tokens of TeX mathematics, and a cursor over them."""

from __future__ import annotations

import re

_TOKEN = re.compile(
    r"\\(?:begin|end)\s*\{[^{}\\]*\}|\\operatorname\*|\\[A-Za-z]+|\\.|\d+|\s+|.", re.S
)


class Tokens:
    """Commands, digits, spaces and single characters in turn; what is wrong is noted on the way."""

    def __init__(self, tex: str) -> None:
        self.tokens: list[str] = _TOKEN.findall(tex)
        self.at = 0
        self.problems: list[str] = []

    def peek(self) -> str:
        """The next token, or empty at the end."""
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        """The next token, taken."""
        token = self.peek()
        self.at += 1
        return token

    def skip_space(self) -> None:
        """Pass over blank space."""
        while self.peek().isspace():
            self.at += 1

    def take_if(self, *wanted: str) -> bool:
        """Take the next token if it is one of these."""
        if self.peek() in wanted and self.peek():
            self.at += 1
            return True
        return False

    def raw_argument(self) -> str:
        """A group's source, as it stands."""
        self.skip_space()
        if self.peek() != "{":
            return self.take().lstrip("\\")
        self.at += 1
        depth = 1
        parts: list[str] = []
        while token := self.take():
            depth += (token == "{") - (token == "}")
            if depth == 0:
                return "".join(parts)
            parts.append(token)
        self.problems.append("A '{' is never closed.")
        return "".join(parts)
