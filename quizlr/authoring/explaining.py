"""The catalogue as text: one rule for `--explain`, all of them for `--rules` and for the guide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import fill, indent

from quizlr.authoring.rule import Group, Rule, Stage
from quizlr.authoring.rules import GROUPS

WIDTH = 80
PAGE_WIDTH = 100

_STAGES = {
    Stage.READ: "Found when the deck is read, in the app too.",
    Stage.LINT: "Found by `quizlr check`.",
    Stage.PROOF: "Found by `quizlr check` when it draws and grades the drill.",
    Stage.HOME: "Found by `quizlr check` beside your own reviews.",
    Stage.SILENCE: "Found by `quizlr check` when all else is known.",
}

_LABELS = {
    Stage.LINT: "found by `quizlr check`",
    Stage.PROOF: "found when the drill is drawn and graded",
    Stage.HOME: "found beside your reviews",
}
"""What the page says of the stages; most rules are tried when a deck is read."""


def explained(rule: Rule) -> str:
    """A page about one rule, for a terminal."""
    parts = [f"{rule.id} ({rule.severity_words})"]
    parts += [fill(text, WIDTH) for text in (rule.says, rule.advice, *_marks(rule))]
    if rule.bad:
        parts.append(f"Such as\n\n{indent(rule.bad, '    ')}")
    if rule.good:
        parts.append(f"Mended\n\n{indent(rule.good, '    ')}")
    return "\n\n".join(parts)


def listed(groups: Iterable[Group] = GROUPS) -> str:
    """All rules with a sentence each, for a terminal."""
    chapters = ("\n".join(_group_lines(group)) for group in groups)
    return "\n\n".join((*chapters, "+ `quizlr check --fix` mends it."))


def as_row(rule: Rule) -> dict[str, object]:
    """A rule for programs."""
    return {
        "rule": rule.id,
        "severity": str(rule.severity),
        "stage": str(rule.stage),
        "fixed": rule.is_fixed,
        "can_be_silenced": rule.can_be_silenced,
        "says": rule.says,
        "advice": rule.advice,
        "bad": rule.bad,
        "good": rule.good,
    }


def guide(groups: Iterable[Group] = GROUPS) -> str:
    """The page of the guide that explains every rule, as Markdown."""
    return "\n".join([_HEAD, *(line for group in groups for line in _chapter(group))])


def _marks(rule: Rule) -> Iterator[str]:
    """What else is to be known of a rule."""
    mended = " `quizlr check --fix` can mend it." if rule.is_fixed else ""
    silenced = " It can be silenced on a note." if rule.can_be_silenced else ""
    yield f"{_STAGES[rule.stage]}{mended}{silenced}"


def _group_lines(group: Group) -> Iterator[str]:
    yield group.title
    for rule in group.rules:
        mark = "+" if rule.is_fixed else " "
        text = fill(rule.says, WIDTH - 4)
        yield f"{mark} {rule.id} ({rule.severity_words})\n{indent(text, '    ')}"


def _chapter(group: Group) -> Iterator[str]:
    yield f"## {group.title}\n"
    for rule in group.rules:
        yield f"### {rule.id}\n"
        yield f"{' · '.join(_labels(rule))}\n"
        yield f"{fill(f'{rule.says} {rule.advice}', PAGE_WIDTH, break_on_hyphens=False)}\n"
        yield from _example("not", rule.bad)
        yield from _example("but", rule.good)


def _labels(rule: Rule) -> Iterator[str]:
    yield f"*{rule.severity_words}*"
    if rule.stage in _LABELS:
        yield _LABELS[rule.stage]
    if rule.is_fixed:
        yield "`--fix` mends it"
    if rule.can_be_silenced:
        yield "can be silenced"


def _example(word: str, text: str) -> Iterator[str]:
    if text:
        yield f"{word}\n\n```yaml\n{text}\n```\n"


_HEAD = """\
# The rules of `quizlr check`

<!-- Made from the catalogue in quizlr/authoring/rules; `QUIZLR_RENEW=1 pytest tests/test_rules.py`
writes it again. -->

Every problem that `quizlr check` reports names its rule. `quizlr check --explain RULE` shows what
stands here, `quizlr check --rules` lists all rules.

An **error** means that the note (or the file) is left out. A **warning** means that it is studied,
but probably not as meant. A **hint** means that something could be better. Errors and warnings make
`check` end with exit code 1; hints do not.

A warning or a hint that you know to be wrong for a note is silenced there, with the reason:

```yaml
- id: poem
  front: Recite the poem.
  back: …
  silence:
    - {rule: too-long, why: A poem is learned as a whole.}
```
"""
