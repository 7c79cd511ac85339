"""The YAML language server, driven over stdio as an editor does: complete, hover, diagnose.

`python tests/language_server.py` installs it (npm) in a temporary folder and prints what an author
sees in a deck.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VERSION = "1.25.0"
"""Of yaml-language-server."""
CURSOR = "‸"
"""Marks in a text where the cursor stands."""


class Editor:
    """One server, and the files that are open in it."""

    def __init__(self, server: Path) -> None:
        self._process = subprocess.Popen(
            [str(server), "--stdio"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._last_id = 0
        self._opened = 0
        self._marks: dict[str, list[dict[str, Any]]] = {}
        self._ask("initialize", {
            "processId": os.getpid(), "rootUri": None, "capabilities": CAPABILITIES,
        })  # fmt: skip
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": {}})

    def close(self) -> None:
        """End the server."""
        self._ask("shutdown", None)
        self._tell("exit", None)
        self._process.wait(timeout=30)

    def open(self, path: Path, text: str) -> str:
        """Open a file with this text; its name in the protocol."""
        self._opened += 1  # a name of its own: what is known of a file is kept by the server
        name = path.with_stem(f"{path.stem}-{self._opened}").as_uri()
        document = {"uri": name, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return name

    def complete(self, path: Path, text: str) -> list[str]:
        """What is offered at the cursor."""
        answer = self._at_cursor("textDocument/completion", path, text)
        items = answer["items"] if isinstance(answer, dict) else answer or []
        return [item["label"] for item in items]

    def hover(self, path: Path, text: str) -> str:
        """What is told of the word at the cursor."""
        answer = self._at_cursor("textDocument/hover", path, text)
        return str(answer["contents"]["value"]) if answer else ""

    def marks(self, path: Path, text: str) -> list[tuple[int, str]]:
        """What is marked as wrong: line (from 1) and message."""
        name = self.open(path, text)
        while name not in self._marks:
            self._take()
        found = [
            (each["range"]["start"]["line"] + 1, each["message"]) for each in self._marks[name]
        ]
        self._tell("textDocument/didClose", {"textDocument": {"uri": name}})
        return sorted(found)

    def _at_cursor(self, method: str, path: Path, text: str) -> Any:
        before = text[: text.index(CURSOR)]
        name = self.open(path, text.replace(CURSOR, ""))
        line = before.count("\n")
        position = {"line": line, "character": len(before) - before.rfind("\n") - 1}
        answer = self._ask(method, {"textDocument": {"uri": name}, "position": position})
        self._tell("textDocument/didClose", {"textDocument": {"uri": name}})
        return answer

    # -- the protocol

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _ask(self, method: str, params: Any) -> Any:
        self._last_id += 1
        wanted = self._last_id
        self._send({"id": wanted, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == wanted and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _send(self, message: dict[str, Any]) -> None:
        assert self._process.stdin is not None
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _take(self) -> dict[str, Any]:
        """The next message; what the server asks is answered, what it marks is kept."""
        assert self._process.stdout is not None
        size = 0
        while (line := self._process.stdout.readline().strip()) or not size:
            assert line or self._process.poll() is None, "the server has ended"
            name, _, value = line.partition(b":")
            size = int(value) if name.lower() == b"content-length" else size
        message: dict[str, Any] = json.loads(self._process.stdout.read(size))
        method = message.get("method")
        if method == "textDocument/publishDiagnostics":
            params = message["params"]
            self._marks[params["uri"]] = params["diagnostics"]
        elif method and "id" in message:
            items = message.get("params", {}).get("items", [])
            result = [SETTINGS.get(item.get("section")) for item in items] if items else None
            self._send({"id": message["id"], "result": result})
        return message


SETTINGS: dict[str | None, Any] = {
    "yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}},
}
CAPABILITIES = {
    "workspace": {"configuration": True},
    "textDocument": {
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}
        },
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
}


def can_install() -> bool:
    """Whether npm and node are there."""
    return bool(shutil.which("npm") and shutil.which("node"))


def install(folder: Path) -> Path:
    """Install the server in a folder; its program."""
    name = f"yaml-language-server@{VERSION}"
    command = [
        "npm",
        "install",
        "--silent",
        "--no-fund",
        "--no-audit",
        "--prefix",
        str(folder),
        name,
    ]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules" / ".bin" / "yaml-language-server"


@contextmanager
def editor(server: Path) -> Iterator[Editor]:
    """An editor that is closed at the end."""
    opened = Editor(server)
    try:
        yield opened
    finally:
        opened.close()


def show(folder: Path) -> None:
    """Print what an author sees in a few places of a deck."""
    from quizlr.authoring.schema import schema_text
    from quizlr.cardtypes import CARD_TYPES

    schema = folder / "schema.json"
    schema.write_text(schema_text(CARD_TYPES), encoding="utf-8")
    head = "# yaml-language-server: $schema=schema.json\nquizlr: 1\nid: d\ntitle: T\nnotes:\n"
    deck = folder / "deck.yaml"
    with editor(install(folder)) as server:
        for note in (
            "type: ‸",
            "type: cloze\n    ‸",
            "tier: ‸",
            "type: drill\n    vars:\n      x: {‸}",
        ):
            print(f"- {note}\n  offered: {', '.join(server.complete(deck, f'{head}  - {note}'))}")
        for note in ("fro‸nt: x", "type: choice\n    opti‸ons: [a, b]"):
            print(f"- {note}\n  told: {server.hover(deck, f'{head}  - {note}')}")
        for note in ("frnt: x\n    back: y", "type: cloz", "front: x\n    back: y\n    tier: hard"):
            print(f"- {note}\n  marked: {server.marks(deck, f'{head}  - {note}')}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        show(Path(made))
