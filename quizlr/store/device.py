"""This home's device id: eight hex digits in `local/device`, made once and never synchronised."""

from __future__ import annotations

import os
import re
from pathlib import Path

from quizlr.store.log import sync_folder

_ID = re.compile(r"[0-9a-f]{8}")


def known_device(home: Path) -> str:
    """The id, or empty if there is none that can be used."""
    try:
        text = (home / "local" / "device").read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return ""
    return text if _ID.fullmatch(text) else ""


def make_device(home: Path) -> str:
    """Write a new id durably, in the place of any old one."""
    device = os.urandom(4).hex()
    path = home / "local" / "device"
    new_path = path.with_name("device.new")
    with new_path.open("w", encoding="ascii") as file:
        file.write(device + "\n")
        file.flush()
        os.fsync(file.fileno())
    new_path.replace(path)
    sync_folder(path.parent)
    return device
