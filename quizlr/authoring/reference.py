"""The reference of all fields as Markdown, from the definitions that the reader uses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import fill
from typing import Final

from quizlr.authoring.scaffold import sketch_lines
from quizlr.cardtypes.cardtype import CardType
from quizlr.decks.deckfields import COMMON_FIELDS, DECK_FIELDS
from quizlr.decks.fields import Field, Flag, Kind, ListOf, MapOf, Number, OneOf, Record
from quizlr.decks.nodes import NOTES
from quizlr.labs.failures import scenarios
from quizlr.labs.lab import lab_of
from quizlr.labs.nouns import Scene
from quizlr.labs.scenes import SCENES
from quizlr.labs.spec import LabSpec

HEAD: Final = """\
# The fields of decks and notes

<!-- Printed by `quizlr schema --format markdown`; `QUIZLR_RENEW=1 pytest tests/test_guide.py`
writes it again. -->

The [guide](README.md) teaches by example; here is everything, type by type. What is **needed** must
be there. Each type begins with what `quizlr new DECK --type TYPE` writes.
"""
_WIDTH: Final = 100


def reference(types: Mapping[str, CardType]) -> str:
    """All fields of the deck and of these types of notes, the scenes and the scenarios."""
    parts = [
        HEAD,
        "## The deck\n",
        _listed(field for field in DECK_FIELDS if field.name != NOTES),
        "## Every note\n",
        _listed(field for field in COMMON_FIELDS if field.name not in ("front", "back")),
        *(_type(kind) for kind in types.values()),
        "## Scenes of labs\n",
        "```text\n" + "\n".join(map(_scene, SCENES.values())) + "\n```\n",
        "## Scenarios of failures\n",
        _scenarios(),
    ]
    return "\n".join(parts)


def _type(kind: CardType) -> str:
    sketch = "\n".join(sketch_lines(kind, (), is_explained=False))
    return f"## {kind.name}\n\n{kind.doc}\n\n```yaml\n{sketch}\n```\n\n{_listed(kind.fields)}"


def _listed(fields: Iterable[Field]) -> str:
    seen: dict[Record, str] = {}
    return "\n".join(line for field in fields for line in _item(field, "", seen)) + "\n"


def _item(field: Field, indent: str, seen: dict[Record, str]) -> Iterator[str]:
    """A field, and those within it further right; what was listed before is not listed again."""
    needed = ", **needed**" if field.is_required else ""
    yield _filled(f"- `{field.name}` ({_kind(field.kind)}{needed}): {field.doc}", indent)
    inner = field.kind
    while isinstance(inner, ListOf | MapOf):
        inner = inner.item
    if not isinstance(inner, Record):
        return
    if inner in seen:
        yield _filled(f"- as in `{seen[inner]}`", f"{indent}  ")
        return
    seen[inner] = field.name
    for part in inner.fields:
        yield from _item(part, f"{indent}  ", seen)


def _filled(text: str, indent: str) -> str:
    return fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=f"{indent}  ",
        break_on_hyphens=False,
        break_long_words=False,
    )


def _kind(kind: Kind) -> str:
    match kind:
        case ListOf(item=item):
            return f"list of {_several(item)}"
        case MapOf(item=item):
            return f"names, each with {_kind(item)}"
        case Record(short_form=short):
            return f"fields, or only the `{short}`" if short else "fields"
        case OneOf(values=words):
            return " / ".join(f"`{word}`" for word in words)
        case Number(minimum=low, maximum=high, is_integer=is_whole):
            what = "whole number" if is_whole else "number"
            ends = [f"from {low:g}"] if low is not None else []
            ends += [f"to {high:g}"] if high is not None else []
            return " ".join([what, *ends])
        case Flag():
            return "yes / no"
    return {"Text": "text", "Identifier": "id", "CardReference": "deck/note", "NoteName": "note"}[
        type(kind).__name__
    ]


def _several(kind: Kind) -> str:
    words = _kind(kind)
    return {"text": "texts", "number": "numbers", "note": "notes", "id": "ids"}.get(words, words)


def _scene(scene: Scene) -> str:
    lab = lab_of(LabSpec(inputs=scene.inputs, scene=scene.name))
    lists = {
        "inputs": [each.name for each in scene.inputs],
        "params": scene.params,
        "figures": lab.compute(lab.start).values,
    }
    rows = (f"    {what}: {', '.join(names)}" for what, names in lists.items() if names)
    filled = (fill(row, 96, subsequent_indent=" " * 8) for row in rows)
    return "\n".join([f"{scene.name}: {scene.title}", *filled])


def _scenarios() -> str:
    rows = (
        f"| `{name}` | {each.title} | {', '.join(f'`{draw}`' for draw in each.vars)} |"
        for name, each in scenarios().items()
    )
    return "\n".join(["| scenario | what fails | draws |", "|---|---|---|", *rows, ""])
