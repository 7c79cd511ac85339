"""How far apart two texts are, whether that is a slip of the fingers, and the slip in words."""

from __future__ import annotations

from quizlr.grading.wording import listed
from quizlr.values import dataclass

_LONGEST = 200
"""Characters that are compared: the work grows with the square."""


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch that was given in place of another; one of the two may be empty."""

    given: str
    wanted: str
    at: int
    """Where the stretch begins in the wanted text."""


def distance(given: str, wanted: str) -> int:
    """How many letters to add, leave out, replace or swap to turn `given` into `wanted`.

    Damerau-Levenshtein: a swap is of two neighbours, and no place is touched twice.
    """
    return _table(given[:_LONGEST], wanted[:_LONGEST])[-1][-1]


def changes(given: str, wanted: str) -> tuple[Change, ...]:
    """The fewest changes of single letters, or swaps of two, in the order of the wanted text."""
    given, wanted = given[:_LONGEST], wanted[:_LONGEST]
    table = _table(given, wanted)
    found: list[Change] = []
    i, j = len(given), len(wanted)
    while i or j:
        back_i, back_j = _step_back(table, given, wanted, i, j)
        change = Change(given[back_i:i], wanted[back_j:j], back_j)
        if change.given != change.wanted:
            found.append(change)
        i, j = back_i, back_j
    return tuple(reversed(found))


def is_slip(given: str, wanted: str) -> bool:
    """Whether `given` is `wanted` misspelt; both come folded.

    In each word of five letters one may be wrong, of ten two, but only one of them replaced
    (`minimise` and `maximise` are two words), and none added or left out before all the others
    (`supervised` and `unsupervised` too). A space may be there or not. Digits are never misspelt.
    """
    if any(map(str.isdigit, given + wanted)) or len(given + wanted) > 2 * _LONGEST:
        return False
    mine, theirs = given.split(), wanted.split()
    if len(mine) != len(theirs):
        return len(wanted) >= 5 and "".join(mine) == "".join(theirs)
    return all(map(_is_slip_in_word, mine, theirs))


def difference(given: str, wanted: str) -> str:
    """What to change, in words; empty if the two are the same or have little in common."""
    slips = changes(given, wanted)
    if not slips or len(slips) > 4 or 2 * len(slips) > len(wanted):
        return ""
    return listed([_in_words(slip, wanted) for slip in slips])


def _table(given: str, wanted: str) -> list[list[int]]:
    """`table[i][j]`: the distance of the first i letters given and the first j wanted."""
    table = [list(range(len(wanted) + 1))]
    for i, letter in enumerate(given, 1):
        row = [i]
        for j, other in enumerate(wanted, 1):
            above = table[i - 1]
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if _is_swap(given, wanted, i, j):
                cost = min(cost, table[i - 2][j - 2] + 1)
            row.append(cost)
        table.append(row)
    return table


def _is_swap(given: str, wanted: str, i: int, j: int) -> bool:
    if i < 2 or j < 2 or given[i - 1] == wanted[j - 1]:
        return False
    return given[i - 1] == wanted[j - 2] and given[i - 2] == wanted[j - 1]


def _step_back(table: list[list[int]], given: str, wanted: str, i: int, j: int) -> tuple[int, int]:
    """Where the last change of the first i letters given and the first j wanted begins."""
    cost = table[i][j]
    if i and j and cost == table[i - 1][j - 1] + (given[i - 1] != wanted[j - 1]):
        return i - 1, j - 1
    if _is_swap(given, wanted, i, j) and cost == table[i - 2][j - 2] + 1:
        return i - 2, j - 2
    return (i - 1, j) if i and cost == table[i - 1][j] + 1 else (i, j - 1)


def _is_slip_in_word(given: str, wanted: str) -> bool:
    if given == wanted:
        return True
    allowed = (len(wanted) >= 5) + (len(wanted) >= 10)
    if abs(len(given) - len(wanted)) > allowed:
        return False
    if given.endswith(wanted) or wanted.endswith(given):
        return False
    slips = changes(given, wanted)
    replaced = [slip for slip in slips if len(slip.given) == len(slip.wanted) == 1]
    return len(slips) <= allowed and len(replaced) <= 1


def _in_words(slip: Change, wanted: str) -> str:
    before = wanted[max(0, slip.at - 8) : slip.at].lstrip()
    where = f"after '{before}'" if before else "at the start"
    if not slip.given:
        return f"{_shown(slip.wanted)} is missing {where}"
    if not slip.wanted:
        return f"{_shown(slip.given)} is too much {where}"
    return f"{_shown(slip.given)} should be {_shown(slip.wanted)} {where}"


def _shown(text: str) -> str:
    return f"'{text}'" if text.strip() else "a space"
