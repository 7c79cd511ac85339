"""Drawing the variables of a template: decimal grids, so that what is shown is what is used."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from quizlr.drills.compiled import CompiledDraw
from quizlr.drills.faults import TemplateFault
from quizlr.drills.stream import one_of, some_of, words
from quizlr.drills.template import Draw, Grid, MatrixOf, PickFrom, Template, VectorOf
from quizlr.model import Value

MOST_VALUES = 10_000
"""In a grid."""
MOST_CELLS = 256
"""In a vector or matrix: more do not fit a screen."""


def compile_draw(name: str, draw: Draw) -> tuple[CompiledDraw, tuple[TemplateFault, ...]]:
    """What a variable is drawn from, and what is wrong with it."""
    item = draw.item if isinstance(draw, VectorOf | MatrixOf) else draw
    pool, message = _grid_pool(item) if isinstance(item, Grid) else _picked_pool(item)
    shape = _shape(draw)
    is_distinct = isinstance(draw, VectorOf) and draw.is_distinct
    if not message:
        message = _shape_fault(shape, pool, is_distinct=is_distinct)
    found = (TemplateFault(f"vars.{name}", 0, message, "drill-draw"),) if message else ()
    # A number that is listed twice is still one number.
    pool = tuple(dict.fromkeys(pool)) if is_distinct else pool  # type: ignore[assignment]
    return CompiledDraw(name=name, pool=pool, shape=shape, is_distinct=is_distinct), found


def streams(template: Template, seed: int) -> Mapping[str, Iterator[int]]:
    """A stream for each variable."""
    return {name: words(template.id, template.version, seed, name) for name in template.vars}


def draw_one(draw: CompiledDraw, source: Iterator[int]) -> Value | str:
    """The next drawing of a variable."""
    pool, shape = draw.pool, draw.shape
    if not shape:
        return one_of(pool, source)  # type: ignore[return-value]
    if draw.is_distinct:
        return some_of(pool, shape[0], source)  # type: ignore[return-value]
    rows = [
        tuple(one_of(pool, source) for _ in range(shape[-1]))
        for _ in range(shape[0] if len(shape) == 2 else 1)
    ]
    return tuple(rows) if len(shape) == 2 else rows[0]  # type: ignore[return-value]


def _shape(draw: Draw) -> tuple[int, ...]:
    if isinstance(draw, VectorOf):
        return (draw.n,)
    return (draw.rows, draw.columns) if isinstance(draw, MatrixOf) else ()


def _grid_pool(grid: Grid) -> tuple[tuple[float, ...], str]:
    numbers = (grid.low, grid.high, grid.step)
    if not all(number.is_finite() for number in numbers):
        return (), "A grid goes from one finite number to another."
    if grid.step <= 0 or grid.high < grid.low:
        return (), "A grid goes from a lower to a higher number, by a step above 0."
    if (grid.high - grid.low) / grid.step >= MOST_VALUES:
        return (), f"A grid has at most {MOST_VALUES} values. Take a larger step."
    last, rest = divmod(grid.high - grid.low, grid.step)
    if rest:
        return (), f"From {grid.low}, steps of {grid.step} never reach {grid.high}."
    return tuple(float(grid.low + grid.step * k) for k in range(int(last) + 1)), ""


def _picked_pool(picked: PickFrom) -> tuple[tuple[float, ...] | tuple[str, ...], str]:
    found = [value for value in picked.values if isinstance(value, str)]
    if not picked.values:
        return (), "There is nothing to pick from."
    if not found:
        return tuple(float(value) for value in picked.values), ""
    if len(found) < len(picked.values):
        return (), "Pick from numbers or from words, not from both."
    return tuple(found), ""


def _shape_fault(
    shape: tuple[int, ...], pool: tuple[float, ...] | tuple[str, ...], *, is_distinct: bool
) -> str:
    if not shape:
        return ""
    if isinstance(pool[0], str):
        return "A vector holds numbers, not words."
    cells = shape[0] * shape[-1] if len(shape) == 2 else shape[0]
    if min(shape) < 1 or cells > MOST_CELLS:
        return f"A vector or matrix has 1 to {MOST_CELLS} cells."
    if is_distinct and len(set(pool)) < shape[0]:
        return f"There are not {shape[0]} different values to draw."
    return ""
