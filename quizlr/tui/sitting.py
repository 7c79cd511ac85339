"""What frames a card in Study: the head with the progress, and the keys of the moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from textual.content import Content

from quizlr.collection import Desk, ended_words
from quizlr.model import Checklist, Rating, Reveal, Steps, TypeNumber, TypeText
from quizlr.scheduling.words import STATE_WORDS
from quizlr.session import Ended, EndReason, Turn
from quizlr.tui.content import CAUTION, MUTED, joined, literal

SOON_MS: Final = 3_600_000
OWN_KEYS: Final = (
    "pick.submit",
    "pick.mark",
    "arrange.submit",
    "arrange.grab",
    "arrange.leave_out",
    "number.submit",
)
"""Keys of the answer's widget, which has the focus."""


def head_of(desk: Desk) -> tuple[Content, ...]:
    """Where the learner is, then the progress: in full, shorter, shortest."""
    progress = desk.progress()
    minutes = f"{progress.today_ms / 60_000:.0f}"
    if progress.budget_min:
        minutes += f"/{progress.budget_min:g}"
    done = f"{progress.done} done"
    counts = f"{progress.new} new · {progress.learning} learning · {progress.reviews} due"
    if desk.practice is not None:
        counts = f"{progress.left} left"
    left = f"{done} · {progress.left} left"
    words = (f"{done} · {counts} · {minutes} min", f"{left} · {minutes} min", left)
    return (_place(desk, desk.turn()), *(literal(text, MUTED) for text in words))


def _place(desk: Desk, turn: Turn | Ended) -> Content:
    if isinstance(turn, Ended):
        return literal("Study", "bold $accent")
    collection = desk.collection
    parts = [literal(collection.decks[turn.card.deck_id].title, "bold $accent")]
    state = collection.schedules.get(turn.card.id, turn.schedule).state
    words = "practice" if desk.practice else STATE_WORDS[state]
    parts.append(literal(f" · {words}", MUTED))
    if desk.is_read_only:
        parts.append(literal(" · read-only", CAUTION))
    if collection.schedules.get(turn.card.id, turn.schedule).flag:
        parts.append(literal(" ⚑ flagged", CAUTION))
    return joined(*parts)


def end_text(desk: Desk, ended: Ended) -> str:
    """Why there is no next card, and what can be done, as Markdown."""
    collection = desk.collection
    now = collection.now()
    lines = list(ended_words(ended, now, collection.clock.zone, desk.progress().budget_min))
    if ended.reason is EndReason.MINUTES:
        lines.append("Press `c` to go on, `q` to stop.")
    else:
        lines.append("Press `s` to study ahead, `q` to go back.")
    due_at_ms = ended.next_due_at_ms
    if due_at_ms is not None and due_at_ms - now.at_ms < SOON_MS:
        lines.append("Wait here and the next card comes by itself.")
    return "\n\n".join(lines)


def keys_of(turn: Turn | Ended, *, is_typing: bool) -> Sequence[str]:
    """Ids of the main keys, the most important first."""
    if isinstance(turn, Ended):
        first = "study.go_on" if turn.reason is EndReason.MINUTES else "study.ahead"
        return (first, "study.back", "study.undo", "app.help")
    if turn.grade is not None:
        another = ("study.another",) if turn.prompt.template_id else ()
        return ("study.forward", "study.undo", *another, "study.back", "app.help", "study.why",
                "study.edit", "study.concept")  # fmt: skip
    if is_typing and isinstance(turn.prompt.task, TypeText | TypeNumber):
        return ("typed.submit", "number.submit", "study.leave_field")
    if is_typing and isinstance(turn.prompt.task, Checklist):
        return ("checklist.show", "checklist.submit", "checklist.tick", "study.leave_field")
    answer = (*OWN_KEYS, *_leave(turn)) if is_typing else ("study.forward",)
    hint = ("study.hint",) if turn.hints_shown < len(turn.prompt.hints) else ()
    step = ("study.work",) if turn.steps_shown < len(turn.prompt.worked) else ()
    give_up = () if isinstance(turn.prompt.task, Reveal) else ("study.give_up",)
    return (*answer, *hint, *step, *give_up, "study.undo", "study.back", "app.help", "study.bury",
            "study.suspend")  # fmt: skip


def _leave(turn: Turn) -> Sequence[str]:
    """Steps may hold a line to type in, where only esc leads to the other keys."""
    return ("study.leave_field",) if isinstance(turn.prompt.task, Steps) else ()


def words_of(turn: Turn | Ended) -> Mapping[str, str]:
    """Other words for keys whose meaning changes: enter accepts what is proposed."""
    if isinstance(turn, Ended):
        return {}
    if turn.grade is None:
        is_read = isinstance(turn.prompt.task, Reveal)
        return {} if is_read else {"study.forward": "to the field"}
    proposed = turn.grade.proposed or Rating.GOOD
    return {"study.forward": f"accept {proposed.name.capitalize()}"}


def asks_same(before: Turn | Ended, after: Turn | Ended) -> bool:
    """Whether one field serves for both: the same card, the same task, the same moment."""
    if isinstance(before, Ended) or isinstance(after, Ended):
        return False
    old, new = before.prompt, after.prompt
    is_same = (old.card.id, old.seed, old.task) == (new.card.id, new.seed, new.task)
    return is_same and (before.grade is None) == (after.grade is None)


def looks_same(before: Turn | Ended, after: Turn | Ended) -> bool:
    """Whether nothing has to be drawn anew."""
    if isinstance(before, Ended) or isinstance(after, Ended):
        return before == after
    same_place = replace(before.prompt, card=after.prompt.card)
    return (
        before.card.id == after.card.id
        and same_place == after.prompt
        and before.grade == after.grade
        and before.introduces == after.introduces
    )
