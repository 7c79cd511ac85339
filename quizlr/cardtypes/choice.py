"""`type: choice`: pick the right option, or all the right options."""

from __future__ import annotations

from collections.abc import Collection

from quizlr.cardtypes.words import in_quotes, in_words
from quizlr.decks.fields import Field, Flag, ListOf, Record, Text, front
from quizlr.decks.notetype import Draft
from quizlr.grading.shuffle import permutation
from quizlr.grading.verdicts import invalid, looked, scored
from quizlr.grading.wording import listed
from quizlr.model import (
    Answer,
    Card,
    Content,
    Evidence,
    Grade,
    Mark,
    MarkedLine,
    Note,
    Pick,
    Picked,
    Problem,
    Prompt,
    Revealed,
    Severity,
)
from quizlr.values import dataclass

_OPTION = Record(
    fields=(
        Field(
            name="text",
            kind=Text(),
            doc="The option, as Markdown.",
            is_required=True,
            example="Log loss",
        ),
        Field(
            name="correct",
            kind=Flag(),
            doc="Whether it is right; no if absent.",
            example="yes",
        ),
        Field(
            name="why",
            kind=Text(),
            doc="Why it is right or wrong; shown after the answer.",
            example="Its second derivative is p(1 - p).",
        ),
    ),
    short_form="text",
)


@dataclass(frozen=True, slots=True)
class Option:
    """One option."""

    text: str
    correct: bool = False
    why: str = ""


@dataclass(frozen=True, kw_only=True)
class ChoiceContent(Content):
    """What a choice note adds."""

    options: tuple[Option, ...]
    shuffle: bool = True

    @property
    def correct(self) -> frozenset[int]:
        """Indices of the right options; with more than one, all are asked for."""
        return frozenset(key for key, option in enumerate(self.options) if option.correct)


class Choice:
    """Pick from a list."""

    name = "choice"
    front_field = "front"
    is_generated = False
    doc = "Options to pick from; one is right, or several of which all are wanted."
    sketch: tuple[str, ...] = ()
    fields = (
        front(
            "The question, as Markdown with $…$ formulas.",
            "Which loss is convex in the score, once the sigmoid is applied?",
        ),
        Field(
            name="options",
            kind=ListOf(item=_OPTION, minimum=2),
            doc="What can be picked; mark each right one with 'correct: yes'.",
            is_required=True,
            example="[{text: Log loss, correct: yes, why: Its curvature is p(1 - p).}, "
            "{text: Squared error, why: It flattens where it is most wrong.}]",
        ),
        Field(
            name="shuffle",
            kind=Flag(),
            doc="Show the options in a new order each time; yes if absent.",
            example="no",
        ),
    )

    def content(self, draft: Draft) -> tuple[Content | None, list[Problem]]:
        """At least two different options, at least one of them right."""
        options = tuple(Option(**option) for option in draft.values["options"])
        content = ChoiceContent(options=options, shuffle=draft.values.get("shuffle", True))
        problems = [*_too_few(draft, content), *_repeated(draft, options)]
        if problems:
            return None, problems
        return content, _all_correct(draft, content)

    def parts(self, note: Note) -> tuple[str, ...]:  # noqa: ARG002
        """One card."""
        return ("",)

    def ask(self, card: Card, seed: int) -> Prompt:
        """The front and the options, shuffled by the seed unless the note says no."""
        content = _content(card)
        size = len(content.options)
        keys = permutation(size, seed) if content.shuffle else tuple(range(size))
        is_multiple = len(content.correct) > 1
        return Prompt(
            card=card,
            seed=seed,
            front=card.note.front,
            back=card.note.back,
            task=Pick(tuple(content.options[key].text for key in keys), keys, is_multiple),
            evidence=Evidence.GUESSABLE,
            guess_rate=1 / (2**size - 1) if is_multiple else 1 / size,
        )

    def grade(self, prompt: Prompt, answer: Answer) -> Grade:
        """One right option: 1 or 0. Several: (right - wrong picks) / right options, at least 0."""
        content = _content(prompt.card)
        task = prompt.task
        assert isinstance(task, Pick)
        truth = "; ".join(in_words(content.options[key].text) for key in sorted(content.correct))
        if isinstance(answer, Revealed):
            return looked(truth, _lines(content, task.keys, ()))
        picks = set(answer.keys) if isinstance(answer, Picked) else set()
        if not picks or not picks <= set(task.keys):
            return invalid("Pick at least one option." if task.is_multiple else "Pick an option.")
        if len(picks) > 1 and not task.is_multiple:
            return invalid("Only one option is right. Pick one.")
        wrong = picks - content.correct
        right = picks & content.correct
        score = max(0.0, (len(right) - len(wrong)) / len(content.correct))
        return scored(
            score,
            feedback=_feedback(content, picks),
            lines=_lines(content, task.keys, picks),
            given="; ".join(in_words(content.options[key].text) for key in sorted(picks)),
            truth=truth,
        )


def _content(card: Card) -> ChoiceContent:
    content = card.note.content
    assert isinstance(content, ChoiceContent)
    return content


def _too_few(draft: Draft, content: ChoiceContent) -> list[Problem]:
    problems = []
    if len(content.options) < 2:
        message = "A choice needs at least two options."
        problems.append(draft.problem("choice-too-few-options", message, "options"))
    if not content.correct:
        message = "No option is right. Write 'correct: yes' at the right one."
        problems.append(draft.problem("choice-without-correct", message, "options"))
    return problems


def _repeated(draft: Draft, options: tuple[Option, ...]) -> list[Problem]:
    first: dict[str, int] = {}
    problems = []
    for key, option in enumerate(options):
        earlier = first.setdefault(" ".join(option.text.split()), key)
        if earlier != key:
            message = f"This option is the same as option {earlier + 1}. Change or remove one."
            problems.append(draft.problem("choice-duplicate-option", message, f"options[{key}]"))
    return problems


def _all_correct(draft: Draft, content: ChoiceContent) -> list[Problem]:
    if len(content.correct) < len(content.options):
        return []
    message = "Every option is right, so picking all of them needs no knowledge. Is that meant?"
    return [draft.problem("choice-all-correct", message, "options", Severity.HINT)]


def _mark(is_correct: bool, is_picked: bool) -> Mark:
    if is_picked:
        return Mark.RIGHT if is_correct else Mark.WRONG
    return Mark.MISSED if is_correct else Mark.NEUTRAL


def _lines(
    content: ChoiceContent, keys: tuple[int, ...], picks: Collection[int]
) -> tuple[MarkedLine, ...]:
    shown = ((key, content.options[key]) for key in keys)
    return tuple(
        MarkedLine(_mark(option.correct, key in picks), option.text, option.why)
        for key, option in shown
    )


def _feedback(content: ChoiceContent, picks: set[int]) -> str:
    def named(keys: Collection[int]) -> str:
        return listed([in_quotes(content.options[key].text) for key in sorted(keys)])

    wrong, missed = picks - content.correct, content.correct - picks
    if not wrong and not missed:
        return "Right."
    if len(content.correct) == 1:
        return f"Not {named(wrong)}: the answer is {named(missed)}."
    found = len(content.correct) - len(missed)
    said = [f"You found {found} of the {len(content.correct)} right options."]
    if missed:
        said.append(f"Missing: {named(missed)}.")
    if wrong:
        said.append(f"Not right: {named(wrong)}.")
    return " ".join(said)
