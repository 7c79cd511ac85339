"""The id under which a note is studied while its author has not written one."""

from __future__ import annotations

from hashlib import sha256


def provisional_id(type_name: str, front: str) -> str:
    """The id of a note that has none: the same for the same type and words."""
    words = " ".join(front.split())
    digest = sha256(f"{type_name}\n{words}".encode()).hexdigest()
    return f"p-{digest[:12]}"
