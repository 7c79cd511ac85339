"""Two quiet themes of our own, and which theme a setting means."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="quizlr-dark",
    dark=True,
    primary="#8fb8de",
    secondary="#a9c7a0",
    accent="#e5b567",
    foreground="#d8dbe2",
    background="#15171c",
    surface="#1b1e25",
    panel="#252a33",
    success="#9ac285",
    warning="#e0a060",
    error="#e07a72",
    variables={"muted": "#8b93a3"},
)
LIGHT = Theme(
    name="quizlr-light",
    dark=False,
    primary="#1f5f99",
    secondary="#3f6b36",
    accent="#9a5b00",
    foreground="#22262e",
    background="#fbfaf7",
    surface="#f3f1ec",
    panel="#e6e3db",
    success="#2f7a36",
    warning="#9a5a00",
    error="#b3352c",
    variables={"muted": "#6a7080"},
)
OTHERS = {"muted": "gray"}
"""What our screens need and Textual's own themes do not name."""


def theme_name(setting: str) -> str:
    """The theme that a setting names: ours for `dark` and `light`, else Textual's."""
    return {"dark": DARK.name, "light": LIGHT.name}.get(setting, setting)
