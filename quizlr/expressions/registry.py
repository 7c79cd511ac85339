"""What can be called: one line a function.

A parameter's kind says which shapes it takes, and what a call may cost:

    any      a number, vector or matrix; all `any` parameters of one call have one shape, or are
             numbers (which go with every shape)
    free     a number, vector or matrix, whatever the others are
    number   a single number
    whole    a whole number of at least 0
    rounds   a whole number from 1: how often a function repeats itself
    vector   a vector; all vectors of one call have one length
    list     a number or a vector, of any length
    matrix   a matrix
    square   a square matrix, for methods that are cubic in its rows
    data     a matrix of examples (rows) by features, for methods that are quadratic in these
    word     a word in quotes

`quizlr.expressions.arrays` has the general functions, `quizlr.numeric` the engine's, each under
the name that stands here.
"""

from __future__ import annotations

from collections.abc import Mapping

from quizlr.values import dataclass


@dataclass(frozen=True, slots=True)
class FunctionSpec:
    """What a function takes, and what it gives."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    """Each parameter's name and kind."""
    is_variadic: bool
    """Whether the last parameter may be repeated."""
    doc: str
    example: str
    is_engine: bool
    """Whether it is the engine's: `quizlr.numeric` has it under this name."""

    @property
    def arity(self) -> tuple[int, int | None]:
        """The least and the largest number of arguments; None for no limit."""
        count = len(self.parameters)
        return count, None if self.is_variadic else count

    @property
    def signature(self) -> str:
        """How it is called: `clip(x, low, high)`."""
        names = [name for name, _ in self.parameters] + ["…"] * self.is_variadic
        return f"{self.name}({', '.join(names)})"


_GENERAL = (
    ("abs(x)", "distance from 0", "abs(-2)"),
    ("sign(x)", "-1, 0 or 1", "sign(-2)"),
    ("exp(x)", "e to the power x", "exp(0)"),
    ("ln(x)", "natural logarithm; -inf at 0, nan below", "ln(1)"),
    ("log2(x)", "logarithm to base 2", "log2(8)"),
    ("log10(x)", "logarithm to base 10", "log10(100)"),
    ("sqrt(x)", "square root; nan below 0", "sqrt(9)"),
    ("floor(x)", "the whole number at or below", "floor(2.7)"),
    ("ceil(x)", "the whole number at or above", "ceil(2.1)"),
    ("round_to(x, digits: whole)", "x with so many decimals, half away from 0", "round_to(2.5, 0)"),
    ("clip(x, low, high)", "x, but not below low nor above high", "clip(7, 0, 5)"),
    ("where(condition, yes, no)", "of each cell: yes where the condition is not 0, else no",
     "where([1, 0], 5, 6)"),
    ("float32(x)", "x rounded to single precision", "float32(0.5)"),
    ("norm_pdf(x)", "density of the standard normal distribution", "norm_pdf(0)"),
    ("norm_cdf(x)", "probability that a standard normal number is at most x", "norm_cdf(0)"),
    ("min(x, ...)", "the least cell of one value; of several, cell by cell", "min([3, 1, 2])"),
    ("max(x, ...)", "the largest cell of one value; of several, cell by cell", "max(2, 5)"),
    ("sum(x)", "of all cells", "sum([1, 2, 3])"),
    ("mean(x)", "of all cells", "mean([1, 2, 3])"),
    ("prod(x)", "of all cells, multiplied", "prod([2, 3])"),
    ("any(x)", "1 if a cell is not 0, else 0", "any([0, 1])"),
    ("all(x)", "1 if no cell is 0, else 0", "all([0, 1])"),
    ("count(x)", "how many cells are not 0", "count([0, 1, 2])"),
    ("len(x: free)", "how many numbers a vector has; how many rows a matrix", "len([4, 5])"),
    ("sort(v: vector)", "ascending", "sort([3, 1, 2])"),
    ("sort_index(v: vector)", "the positions, from 0, in ascending order of what stands there",
     "sort_index([3, 1, 2])"),
    ("argmin(v: vector)", "the position, from 0, of the first least number", "argmin([3, 1, 2])"),
    ("argmax(v: vector)", "the position, from 0, of the first largest number", "argmax([3, 1, 2])"),
    ("cumsum(v: vector)", "running sums", "cumsum([1, 2, 3])"),
    ("concat(a: list, ...)", "numbers and vectors joined to one vector", "concat([1, 2], 3)"),
    ("dot(a: vector, b: vector)", "sum of products", "dot([1, 2], [3, 4])"),
    ("outer(a: list, b: list)", "all products, as a matrix: a's numbers down, b's across",
     "outer([1, 2], [3, 4])"),
    ("transpose(x: matrix)", "rows turned into columns", "transpose([[1, 2], [3, 4]])"),
    ("row(x: matrix, i: whole)", "row i, from 0, as a vector", "row([[1, 2], [3, 4]], 0)"),
    ("col(x: matrix, j: whole)", "column j, from 0, as a vector", "col([[1, 2], [3, 4]], 0)"),
    ("diag(x: free)", "the diagonal of a square matrix; of a vector, the matrix that has it",
     "diag([1, 2])"),
    ("identity(n: whole)", "n x n: 1 on the diagonal, else 0", "identity(2)"),
    ("inverse(x: square)", "of a matrix up to 8 x 8", "inverse([[2, 0], [0, 4]])"),
    ("determinant(x: square)", "of a square matrix", "determinant([[1, 2], [3, 4]])"),
    ("eigenvalues(x: square)", "of a symmetric matrix, ascending", "eigenvalues([[2, 0], [0, 1]])"),
)  # fmt: skip


def _spec(call: str, doc: str, example: str, *, is_engine: bool) -> FunctionSpec:
    name, _, inside = call.rstrip(")").partition("(")
    parts = inside.split(", ")
    is_variadic = parts[-1] == "..."
    pairs = (part.partition(": ") for part in parts[: -1 if is_variadic else None])
    parameters = tuple((parameter, kind or "any") for parameter, _, kind in pairs)
    return FunctionSpec(name, parameters, is_variadic, doc, example, is_engine)


_SPECS = [_spec(*row, is_engine=False) for row in _GENERAL]

FUNCTIONS: Mapping[str, FunctionSpec] = {spec.name: spec for spec in _SPECS}
