"""Bindings with stable ids: made in one way, listed for the key bar, the help and the settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

from textual.binding import Binding
from textual.screen import Screen

_NAMES = {
    "space": "space",
    "enter": "enter",
    "escape": "esc",
    "question_mark": "?",
    "exclamation_mark": "!",
    "percent_sign": "%",
    "slash": "/",
    "plus": "+",
    "minus": "-",
    "greater_than_sign": ">",
    "less_than_sign": "<",
    "asterisk": "*",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "left": "←",
    "right": "→",
}


def key(keys: str, action: str, words: str, id: str) -> Binding:
    """A binding whose `id`, as in `study.undo`, can be remapped in the settings."""
    return Binding(keys, action, words, show=False, id=id)


def key_name(name: str) -> str:
    """A key as it is shown: `?`, `esc`, `U`, `ctrl+t`."""
    if name.startswith("shift+"):
        return f"shift+{key_name(name.removeprefix('shift+'))}"
    return _NAMES.get(name, name)


def keys_by_id(screen: Screen[Any]) -> Mapping[str, tuple[tuple[str, ...], str]]:
    """Binding id -> (keys as shown, words), as they are in force on this screen."""
    table: dict[str, tuple[tuple[str, ...], str]] = {}
    for name, active in screen.active_bindings.items():
        binding = active.binding
        if binding.id and "." in binding.id:
            keys = table.get(binding.id, ((), ""))[0]
            table[binding.id] = ((*keys, key_name(name)), binding.description)
    return table


def unknown_ids(ids: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    """A sentence for each id in the settings that no binding has."""
    names = sorted(known)
    sentences = []
    for wrong in sorted(set(ids) - set(names)):
        near = get_close_matches(wrong, names, n=1)
        guess = f" Did you mean '{near[0]}'?" if near else " The ids stand in the help (?)."
        sentences.append(f"config.toml: no key is called '{wrong}'.{guess}")
    return tuple(sentences)


def all_binding_ids() -> set[str]:
    """The ids of all bindings, as they are written in the app, its screens and its widgets."""
    from pkgutil import iter_modules

    names = ["quizlr.tui.app"]
    for room in ("screens", "widgets"):
        package = import_module(f"quizlr.tui.{room}")
        names += [found.name for found in iter_modules(package.__path__, f"{package.__name__}.")]
    return {
        binding.id
        for name in names
        for owner in vars(import_module(name)).values()
        if isinstance(owner, type)
        for binding in owner.__dict__.get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.id and "." in binding.id
    }
