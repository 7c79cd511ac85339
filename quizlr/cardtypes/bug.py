"""`type: bug`: find the faulty line, mend it, say what the faulty program prints.

Each review draws one break of the same right code. Code in a deck is text; it is never run.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from quizlr.cardtypes.skills import Generated
from quizlr.cardtypes.templatereading import DEFAULT_TOLERANCE, asked_once
from quizlr.decks.fields import Field, ListOf, Number, Record, Text, front
from quizlr.decks.notetype import Draft
from quizlr.grading.shuffle import permutation
from quizlr.model import Card, Content, Form, Problem, Severity, Tier
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.drills.template import ChoicePart, NumberPart, Template

_BREAK = Record(
    fields=(
        Field(
            name="find",
            kind=Text(),
            doc="Text that occurs once in `right`, within a line.",
            is_required=True,
            example="-np.log(p)",
        ),
        Field(
            name="replace",
            kind=Text(),
            doc="What it becomes.",
            is_required=True,
            example="np.log(p)",
        ),
        Field(
            name="why",
            kind=Text(),
            doc="Why that is wrong, and how one sees it.",
            example="A log loss is never below 0.",
        ),
        Field(
            name="witness",
            kind=Text(),
            doc="What the broken program prints: a number or an expression.",
            example="mean(ln([0.8, 0.5]))",
        ),
        Field(
            name="repairs",
            kind=ListOf(item=Text(), allow_single=True),
            doc="Lines that would not mend it, to choose from.",
            example="[losses = 1 - np.log(p)]",
        ),
    )
)


@dataclass(frozen=True, slots=True)
class Break:
    """One way in which the code is broken."""

    find: str
    replace: str
    why: str = ""
    witness: str = ""
    repairs: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class BugContent(Content):
    """What a bug note adds."""

    language: str
    right: str
    breaks: tuple[Break, ...]
    version: int
    digits: int
    ask: str
    """The question about what is printed."""


class Bug(Generated):
    """Which line, which repair, what it prints."""

    name = "bug"
    front_field = "front"
    doc = "Code with a fault: which line, which repair, what it prints."
    sketch: tuple[str, ...] = ()
    fields = (
        front(
            "What the right program does.",
            "The program prints the mean log loss of two rows with label 1.",
        ),
        Field(
            name="title",
            kind=Text(),
            doc="Its name in lists, in plain text; its id if absent.",
            example="A mean of losses",
        ),
        Field(name="language", kind=Text(), doc="Of the code; python if absent.", example="python"),
        Field(
            name="right",
            kind=Text(),
            doc="The right code, in block style.",
            is_required=True,
            example="|\n  p = np.array([0.8, 0.5])\n  losses = -np.log(p)\n"
            "  print(losses.sum() / len(losses))",
        ),
        Field(
            name="breaks",
            kind=ListOf(item=_BREAK, minimum=1),
            doc="Ways to break it; each review draws one.",
            is_required=True,
            example="[{find: -np.log(p), replace: np.log(p), why: A log loss is never below 0., "
            "witness: 'mean(ln([0.8, 0.5]))', repairs: losses = 1 - np.log(p)}]",
        ),
        Field(
            name="version",
            kind=Number(minimum=1, is_integer=True),
            doc="Raise it whenever code or breaks change. 1 if absent.",
            example="1",
        ),
        Field(
            name="digits",
            kind=Number(minimum=0, maximum=12, is_integer=True),
            doc="Decimals asked for of what is printed; 3 if absent.",
            example="3",
        ),
        Field(
            name="ask",
            kind=Text(),
            doc="The question about what the broken code prints, if the front does not say it.",
            example="What does the program print?",
        ),
    )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """Each break must be found on exactly one line and must change it."""
        values = draft.values
        content = BugContent(
            title=values.get("title", ""),
            language=values.get("language", "python"),
            right=values["right"].rstrip("\n"),
            breaks=tuple(Break(**each) for each in values["breaks"]),
            version=values.get("version", 1),
            digits=values.get("digits", 3),
            ask=values.get("ask", "What does this program print?"),
        )
        problems = [
            problem
            for number, each in enumerate(content.breaks)
            for problem in _find_problems(draft, content, each, number)
        ]
        if "\n" not in content.right:
            message = "`right` has one line, so nobody need look for the wrong one. Write more."
            problems.append(draft.problem("bug-one-line", message, "right"))
        if problems:
            return None, problems
        usable, problems = _asked_once(draft, content)
        return (content if usable else None), problems

    def template(self, card: Card, seed: int) -> Template:
        """The break that the seed draws, as a drill of several steps."""
        content = card.note.content
        assert isinstance(content, BugContent)
        drawn = permutation(len(content.breaks), seed)[0]
        return _template(content, drawn, card.note_key, card.note.front, card.note.back)


@lru_cache(maxsize=256)
def _template(content: BugContent, drawn: int, name: str, front: str, back: str) -> Template:
    """The drill of one break; `back` stands after the reason and the right code."""
    from quizlr.drills.template import Template

    broken = content.breaks[drawn]
    place = _line_of(content, broken)
    lines = _broken_lines(content, broken, place)
    right = content.right.split("\n")[place]
    parts: list[ChoicePart | NumberPart] = [_which_line(lines, place, broken.why)]
    parts.append(_which_repair(content, broken, right))
    if broken.witness:
        parts.append(_what_it_prints(content, broken))
    fence = "`" * max(3, 1 + max(map(len, _runs_of_ticks(content.right)), default=0))
    listing = f"{fence}{content.language}\n{content.right}\n{fence}"
    return Template(
        id=name,
        title=name,
        version=content.version,
        tier=Tier.INTERMEDIATE,
        vars={},
        front=front,
        parts=tuple(parts),
        back="\n\n".join(text for text in (broken.why, listing, back) if text),
    )


def _which_line(lines: list[str], place: int, why: str) -> ChoicePart:
    from quizlr.drills.template import ChoicePart, OptionRule

    options = (
        OptionRule(text=line or " ", correct=str(int(at == place)), why=why if at == place else "")
        for at, line in enumerate(lines)
    )
    return ChoicePart(options=tuple(options), name="line", ask="Which line is wrong?", is_code=True)


def _which_repair(content: BugContent, broken: Break, right: str) -> ChoicePart:
    from quizlr.drills.template import ChoicePart, OptionRule

    wrong = dict.fromkeys(map(_code, _wrong_repairs(content, broken, right)))
    options = [OptionRule(text=_code(right), correct="1")]
    options += [OptionRule(text=line) for line in wrong]
    return ChoicePart(options=tuple(options), name="repair", ask="What should the line be?")


def _wrong_repairs(content: BugContent, broken: Break, right: str) -> list[str]:
    """The line as it stands, what the author gives, and what other breaks make of it."""
    others = [
        right.replace(each.find, each.replace) for each in content.breaks if each is not broken
    ]
    stands = right.replace(broken.find, broken.replace)
    return [line for line in (stands, *broken.repairs, *others) if line.strip() != right.strip()]


def _what_it_prints(content: BugContent, broken: Break) -> NumberPart:
    from quizlr.drills.template import NumberPart

    return NumberPart(
        answer=broken.witness,
        tolerance=DEFAULT_TOLERANCE,
        name="printed",
        ask=content.ask,
        digits=content.digits,
        allow_nonfinite=True,
    )


def _line_of(content: BugContent, each: Break) -> int:
    return next(at for at, line in enumerate(content.right.split("\n")) if each.find in line)


def _broken_lines(content: BugContent, broken: Break, place: int) -> list[str]:
    lines = content.right.split("\n")
    lines[place] = lines[place].replace(broken.find, broken.replace)
    return lines


def _code(line: str) -> str:
    ticks = "`" * (1 + max(map(len, _runs_of_ticks(line)), default=0))
    pad = " " if ticks != "`" else ""
    return f"{ticks}{pad}{line.strip() or ' '}{pad}{ticks}"


def _runs_of_ticks(text: str) -> list[str]:
    import re

    return re.findall("`+", text)


def _find_problems(draft: Draft, content: BugContent, each: Break, number: int) -> list[Problem]:
    at = f"breaks[{number}]"
    lines = [line for line in content.right.split("\n") if each.find in line]
    message = ""
    if len(lines) != 1 or lines[0].count(each.find) != 1:
        message = (
            f"`find` must occur exactly once in `right`, on one line; it occurs "
            f"{content.right.count(each.find)} times. Write more of the line."
        )
    elif each.find == each.replace:
        message = "`replace` is the same as `find`, so nothing is broken."
    elif "\n" in each.replace:
        message = "`replace` has more than one line. A break changes one line."
    return [draft.problem("bug-find", message, f"{at}.find")] if message else []


def _asked_once(draft: Draft, content: BugContent) -> tuple[bool, list[Problem]]:
    """Whether each break can be asked, and what is wrong with those that cannot."""
    problems: list[Problem] = []
    name, front, back = (draft.values.get(field, "") for field in ("id", "front", "back"))
    for number in range(len(content.breaks)):
        # Code and reasons, which stand on the back too, are read where they are written.
        template = replace(_template(content, number, name, front, back), back=back)
        usable, found = asked_once(draft, template, partial(_place, number))
        problems += found or _witness_problems(draft, usable, number)
    once = {(problem.rule, problem.path): problem for problem in problems}
    is_usable = all(problem.severity is not Severity.ERROR for problem in problems)
    return is_usable, list(once.values())


def _witness_problems(draft: Draft, template: Template | None, number: int) -> list[Problem]:
    from quizlr.drills.template import NumberPart

    printed = template.parts[-1] if template else None
    if not isinstance(printed, NumberPart) or printed.form is Form.NUMBER:
        return []
    message = "The witness is one number: what the broken program prints last."
    return [draft.problem("bug-witness", message, f"breaks[{number}].witness")]


def _place(number: int, path: str) -> str:
    """The author's field of a template's; number is that of the break."""
    part, _, rest = path.partition(".")
    if part == "parts[2]":
        return "ask" if rest == "ask" else f"breaks[{number}].witness"
    if part == "parts[1]":
        return f"breaks[{number}].repairs"
    if part == "parts[0]":
        return f"breaks[{number}].why" if rest.endswith(".why") else "right"
    return "front" if part == "front" else "back"
