"""Fitting the memory model to the learner: when, by whom, and what becomes of it.

A Fit is made where the app runs and run in a worker thread: it reads the log on a connection of
its own, and also makes the memories that follow, so that keeping the result takes no time.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from quizlr.collection.parameters import (
    ParameterSet,
    ParameterSets,
    SkillsTrialScores,
    TrialScores,
    log_of,
    mark_of,
    memories_under,
    newest_set,
    read_sets,
    restored_mark,
)
from quizlr.errors import UnknownParametersError
from quizlr.model import HomeMark, HomeMarkKind
from quizlr.store import Prepared
from quizlr.store.columns import MEMORY_COLUMNS
from quizlr.store.searching import answered_since
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.collection.collection import Collection
    from quizlr.fitting import Outcome

Progress = Callable[[float], None]
"""Called with the share of the work that is done; what it raises ends the work."""

READING: Final = 0.2
"""Share of the work that reading the log is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a fit came to."""

    outcome: Outcome
    kept: ParameterSet | None = None
    """The set to be kept; None if there were too few reviews for one."""
    prepared: Prepared | None = None
    """The memories under it, if it is to be used."""


class Fit:
    """One fit of a home's log. Make it in the app's thread, run it in any."""

    def __init__(self, collection: Collection) -> None:
        self._beside = collection.store.beside()
        self._in_force = collection.parameters
        self._on = collection.now().study_on
        self._at_ms = _next_ms(collection, all_sets(collection))
        self._expected = max(1, sum(s.review_count for s in collection.schedules.values()))

    def run(self, progress: Progress) -> Found:
        """Fit, and try the fit on the newest reviews.

        Raises:
            DatabaseError: the log could not be read.
        """
        from quizlr.fitting import FSRS6, Decision, fit_learner

        def reading(rows: int) -> None:
            progress(READING * min(1.0, rows / self._expected))

        with self._beside.open() as reader:
            columns = reader.review_columns(reading, MEMORY_COLUMNS)
        log = log_of(columns)
        outcome = fit_learner(
            FSRS6,
            log,
            self._in_force.values,
            self._in_force.until_ms,
            lambda share: progress(READING + (1.0 - READING) * share),
        )
        if outcome.fitted is None:
            return Found(outcome=outcome)
        kept = self._named(outcome, int(log.at_ms[-1]))
        if outcome.decision is not Decision.USED:
            return Found(outcome=outcome, kept=kept)
        memories = memories_under(kept, log, columns.card_ids)
        prepared = Prepared(memories, self._beside.position)
        return Found(outcome=outcome, kept=kept, prepared=prepared)

    def _named(self, outcome: Outcome, until_ms: int) -> ParameterSet:
        """The set as it will be read from the log again."""
        from quizlr.fitting import Decision

        fitted, trial = outcome.fitted, outcome.trial
        assert fitted is not None
        assert trial is not None
        values = tuple(fitted.parameters.tolist())
        made = ParameterSet(
            id=_id(self._on.isoformat(), self._at_ms, values),
            values=values,
            low=tuple(fitted.low.tolist()),
            high=tuple(fitted.high.tolist()),
            covariance=tuple(
                tuple(row[: number + 1]) for number, row in enumerate(fitted.covariance.tolist())
            ),
            at_ms=self._at_ms,
            until_ms=until_ms,
            scored_count=outcome.scored_count,
            day_count=outcome.day_count,
            trial=TrialScores(
                review_count=trial.review_count,
                defaults=trial.defaults,
                in_force=trial.in_force,
                fitted=trial.fitted,
                is_seen=trial.is_seen,
            ),
            is_used=outcome.decision is Decision.USED,
            skills=() if outcome.skills is None else tuple(outcome.skills.tolist()),
            skills_trial=_skills_scores(outcome),
        )
        return read_sets([mark_of(made)]).sets[-1]


def _skills_scores(outcome: Outcome) -> SkillsTrialScores | None:
    trial = outcome.skills_trial
    if trial is None:
        return None
    return SkillsTrialScores(review_count=trial.review_count, shared=trial.shared, own=trial.own)


def _id(date: str, at_ms: int, values: tuple[float, ...]) -> str:
    """A name that says when, and that no other set has."""
    digest = sha256(f"{at_ms} {values}".encode()).hexdigest()
    return f"fsrs6-{date}-{digest[:4]}"


def keep(collection: Collection, found: Found) -> None:
    """Keep what a fit came to; if it is to be used, it is in force from now on.

    Raises:
        DataError: it could not be saved; nothing has changed.
    """
    if found.kept is not None:
        _record(collection, mark_of(found.kept), found.prepared)


def restore(collection: Collection, name: str) -> ParameterSet:
    """Put a set in force again; the defaults are one.

    Raises:
        UnknownParametersError: there is no such set.
        DataError: it could not be saved; nothing has changed.
    """
    sets = all_sets(collection)
    found = sets.find(name)
    if found is None:
        raise UnknownParametersError(name, [each.id for each in sets.sets])
    if found.id != sets.in_force.id:
        _record(collection, restored_mark(found.id, _next_ms(collection, sets)), None)
    return found


def all_sets(collection: Collection) -> ParameterSets:
    """Every set that was ever fitted, and the one in force."""
    return read_sets(collection.store.home_marks(HomeMarkKind.PARAMETERS))


def _next_ms(collection: Collection, sets: ParameterSets) -> int:
    """Now, or just after the newest mark where the clock was put back."""
    return max(collection.now().at_ms, sets.newest_at_ms + 1)


def _record(collection: Collection, mark: HomeMark, prepared: Prepared | None) -> None:
    collection.store.record(mark, prepared)
    collection.forget_parameters()


def is_fit_due(collection: Collection) -> bool:
    """Whether enough new reviews came since the last fit, by the learner's setting."""
    wanted = collection.settings.memory.fit_after_reviews
    if not wanted or collection.store.is_read_only:
        return False
    last = newest_set(collection.store.home_marks(HomeMarkKind.PARAMETERS))
    return collection.store.ask(answered_since(last.until_ms or 0)) >= wanted


def fit_words(found: Found) -> str:
    """What a fit came to, in a sentence; empty if there were too few reviews for one."""
    kept = found.kept
    if kept is None or kept.trial is None:
        return ""
    trial = kept.trial
    losses = f"log loss {trial.fitted:.3f}, published {trial.defaults:.3f}"
    if kept.is_used:
        return f"Memory fitted to you: {losses}, on your newest reviews."
    return f"A new fit predicts worse and is not used ({losses})."
