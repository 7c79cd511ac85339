"""How far apart two words are, whether that is a slip of the fingers, and the slip in words."""

from __future__ import annotations

from difflib import SequenceMatcher

from quizlr.grading.wording import listed, one_line

_LONGEST = 200


def distance(one: str, other: str) -> int:
    """How many letters to add, leave out, change or swap to turn `one` into `other`.

    Damerau-Levenshtein: a swap is of two neighbours, and no place is touched twice.
    """
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before_last[j - 2] + 1)
            row.append(cost)
        before_last, last = last, row
    return last[-1]


def is_slip(given: str, wanted: str) -> bool:
    """Whether `given` is `wanted` misspelt: one letter from 5 on, two from 10 on.

    Never with a digit in it, and never where the start of a word differs by letters that are
    there or not: `unsupervised` is no misspelling of `supervised`. Both come folded.
    """
    allowed = (len(wanted) >= 5) + (len(wanted) >= 10)
    if abs(len(given) - len(wanted)) > allowed or any(map(str.isdigit, given + wanted)):
        return False
    if max(len(given), len(wanted)) > _LONGEST or _differs_by_prefix(given, wanted):
        return False
    return distance(given, wanted) <= allowed


def _differs_by_prefix(given: str, wanted: str) -> bool:
    mine, theirs = given.split(), wanted.split()
    if len(mine) != len(theirs):
        mine, theirs = [given], [wanted]
    return any(
        one != other and (one.endswith(other) or other.endswith(one))
        for one, other in zip(mine, theirs, strict=True)
    )


def difference(given: str, wanted: str) -> str:
    """What is missing, too much or different, in words; empty if the two have little in common."""
    given, wanted = one_line(given), one_line(wanted)
    if given == wanted or max(len(given), len(wanted)) > _LONGEST:
        return ""
    matcher = SequenceMatcher(None, given, wanted, autojunk=False)
    if matcher.ratio() < 0.6:
        return ""
    slips = [
        _slip(given[a:b], wanted[c:d], wanted[:c])
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    return listed(slips) if len(slips) <= 4 else ""


def _slip(given: str, wanted: str, before: str) -> str:
    where = f"after '{before[-12:].lstrip()}'" if before.strip() else "at the start"
    if not given:
        return f"{_shown(wanted)} is missing {where}"
    if not wanted:
        return f"{_shown(given)} is too much {where}"
    return f"{_shown(given)} should be {_shown(wanted)} {where}"


def _shown(text: str) -> str:
    return f"'{text}'" if text.strip() else "a space"
