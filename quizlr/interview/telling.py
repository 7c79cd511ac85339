"""A report in words: sections of short rows, which each front end draws in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field

from quizlr.grading.wording import escaped
from quizlr.interview.choosing import Extent
from quizlr.interview.comparing import Change
from quizlr.interview.entries import TALK, Kind
from quizlr.interview.ladder import TIERS
from quizlr.interview.report import Answer, Missed, Report, Row
from quizlr.scheduling.words import counted
from quizlr.values import dataclass

KINDS = {
    Kind.QUESTION: "question",
    Kind.TRADEOFF: "tradeoff",
    Kind.DRILL: "drill",
    Kind.BUG: "bug",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One row."""

    label: str
    """Markdown."""
    value: str = ""
    share: float | None = None
    """0 to 1, where the row has a bar."""
    is_heading: bool = False
    """Whether it names what the rows under it belong to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Rows that belong together."""

    title: str
    rows: tuple[Told, ...] = field(default_factory=tuple)


def headline(report: Report) -> str:
    """What matters most, in one sentence."""
    if not report.answers:
        return "Nothing was answered."
    held = f"You held {report.held}." if report.held else "No tier was held."
    return f"Coverage {report.score:.0%} over {counted(len(report.answers), 'answer')}. {held}"


def sections(report: Report) -> tuple[Section, ...]:
    """The report but for its headline; sections without rows are left out."""
    found = (
        Section(title="Study next", rows=_study(report)),
        Section(title="By tier", rows=tuple(map(_row, report.by_tier))),
        Section(title="Time and depth", rows=_depth(report)),
        Section(title="Points missed", rows=tuple(_missed(report.missed))),
        Section(title="Slips", rows=_slips(report.answers)),
        Section(title="By topic, the weakest first", rows=tuple(map(_row, report.by_topic))),
        Section(title="Answers", rows=tuple(map(_answer, report.answers))),
    )
    return tuple(section for section in found if section.rows)


def comparison(changes: Sequence[Change], when: str) -> Section:
    """What has changed since an interview of some time."""
    rows = (
        Told(label=escaped(each.title), value=change_words(each), share=each.now)
        for each in changes
    )
    return Section(title=f"Against the interview of {when}", rows=tuple(rows))


def change_words(change: Change) -> str:
    """`48 % before, 62 % now, 14 points more`."""
    before = "not asked before" if change.before is None else f"{change.before:.0%} before"
    now = "not asked now" if change.now is None else f"{change.now:.0%} now"
    if change.by is None:
        return f"{before}, {now}"
    points = round(change.by * 100)
    moved = "the same" if not points else f"{abs(points)} points {'more' if points > 0 else 'less'}"
    return f"{before}, {now}, {moved}"


def clock(seconds: float) -> str:
    """`2:05`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def topics_words(topics: Sequence[str]) -> str:
    """What an interview was about."""
    return ", ".join(topics) or "all topics"


def subject_words(report: Report) -> str:
    """What was sat, without how it went: `30 min on all topics, beginner only`."""
    tier = f", {report.tier} only" if report.tier else ""
    state = "" if report.is_ended else ", not finished"
    return f"{report.minutes:g} min on {topics_words(report.topics)}{tier}{state}"


def past_words(report: Report) -> str:
    """One line of a list of interviews."""
    state = "" if report.is_ended else "not finished, "
    held = f"held {report.held}" if report.held else "no tier held"
    tier = f"{report.tier} only" if report.tier else held
    what = f"{report.minutes:g} min on {topics_words(report.topics)}"
    if not report.answers:
        return f"{state}{what}: nothing answered"
    answers = counted(len(report.answers), "answer")
    return f"{state}{what}: {report.score:.0%} of {answers}, {tier}"


def extent_words(found: Extent) -> str:
    """`about 8 questions, 2 drills, 1 bug`."""
    parts = ((found.talks, "question"), (found.drills, "drill"), (found.bugs, "bug"))
    return f"about {', '.join(counted(number, word) for number, word in parts if number)}"


def _study(report: Report) -> tuple[Told, ...]:
    if not report.answers:
        return ()
    if not report.study:
        above = min(TIERS.index(report.held) + 1, len(TIERS) - 1) if report.held else 0
        return (Told(label=f"Nothing was weak: go on with {TIERS[above]} questions."),)
    return tuple(
        Told(label=escaped(each.title), value=_share_words(each.score, each.count))
        for each in report.study
    )


def _row(row: Row) -> Told:
    value = _share_words(row.score, row.count)
    return Told(label=escaped(row.title), value=value, share=row.score)


def _share_words(score: float, count: int) -> str:
    return f"{score:.0%} of {counted(count, 'answer')}"


def _depth(report: Report) -> tuple[Told, ...]:
    if not report.answers:
        return ()
    talks = [each for each in report.answers if each.kind in TALK]
    late = counted(report.late, "answer")
    rows = [
        Told(
            label="used", value=f"{clock(report.spent_ms / 1000)} of {clock(report.minutes * 60)}"
        ),
        Told(label="answers", value=f"{clock(report.answer_s)} of {clock(report.budget_s)}"),
        Told(label="over their time", value=late if report.late else "none"),
        Told(label="tiers asked", value=" → ".join(_runs([each.value for each in report.climbed]))),
    ]
    if talks and report.senior_asked:
        reached = f"{report.senior_reached} of {report.senior_asked}"
        rows.append(Told(label="senior angles reached", value=reached))
    if report.follow_up_scores:
        number = len(report.follow_up_scores)
        rows.append(Told(label="follow-ups", value=f"{report.follow_up_score:.0%} of {number}"))
    if report.passed:
        rows.append(Told(label="passed over", value=counted(report.passed, "question")))
    return tuple(rows)


def _runs(names: Sequence[str]) -> list[str]:
    """Each run of one name once."""
    return [name for at, name in enumerate(names) if at == 0 or names[at - 1] != name]


def _missed(missed: Sequence[Missed]) -> Iterable[Told]:
    """By question, in the order of its worst point."""
    by_card: dict[str, list[Missed]] = {}
    for each in missed:
        by_card.setdefault(each.card_id, []).append(each)
    for points in by_card.values():
        yield Told(label=escaped(points[0].title), is_heading=True)
        for each in points:
            yield Told(label=each.text, value="core" if each.is_core else "")


def _slips(answers: Sequence[Answer]) -> tuple[Told, ...]:
    return tuple(
        Told(label=escaped(each.title), value=each.slip.replace("_", " "))
        for each in answers
        if each.slip
    )


def _answer(each: Answer) -> Told:
    kind = f"{each.tier} {KINDS[each.kind]}"
    late = " ▲" if each.is_late else ""
    time = f"{clock(each.seconds)} of {clock(each.budget_s)}{late}"
    return Told(label=escaped(each.title), value=f"{kind}, {each.score:.0%}, {time}")
