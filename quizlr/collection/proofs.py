"""Proofs of all drills, spread over the cores, and drills that were changed under their reviews."""

from __future__ import annotations

import signal
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING, Final

from quizlr.cardtypes import cards_of
from quizlr.cardtypes.proving import (
    Task,
    change_problem,
    news,
    problem_of,
    prove_claim,
    tasks,
)
from quizlr.collection.drafts import Drafts
from quizlr.collection.home import Home
from quizlr.collection.parameters import FOLD_RULE
from quizlr.errors import QuizlrError
from quizlr.model import Card, Deck, Problem
from quizlr.store import Store
from quizlr.values import dataclass

if TYPE_CHECKING:
    from quizlr.drills.proof import Proof

_SMALL: Final = 600
"""Variants that are proved here in less time than other processes need to start."""


class ProverLostError(QuizlrError):
    """A process that proved drills is gone."""

    def __init__(self) -> None:
        super().__init__(
            "A process that proved drills was ended from outside, perhaps for lack of memory. "
            "Try again, or leave the proofs out with `--no-proofs`."
        )


@dataclass(frozen=True, slots=True)
class Proved:
    """A template with its proof."""

    task: Task
    proof: Proof

    @property
    def name(self) -> str:
        """The first claim's, where several notes rest on one template."""
        return self.task.claims[0].name

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that the proof found broken, each once."""
        return tuple(dict.fromkeys(fault.rule for fault in news(self.task, self.proof)))


def tasks_of(decks: Iterable[Deck]) -> tuple[Task, ...]:
    """All that is to be proved of some decks."""
    return tasks(card for deck in decks for card in cards_of(deck))


def proved(found: Sequence[Task], seeds: int) -> Generator[Proved, None, None]:
    """Prove templates, as they get done; closing the generator ends the work at once.

    To be called in the main thread, as it holds ctrl+c back for an instant.

    Args:
        found: what `tasks_of` gave.
        seeds: how many variants of each template in which something is drawn.

    Raises:
        ProverLostError: a process of ours was ended by something else.
    """
    if sum(len(task.seeds(seeds)) for task in found) <= _SMALL:
        yield from (Proved(task, prove_claim(*_arguments(task, seeds))) for task in found)
        return
    # New interpreters, not forks: a fork takes locks and half-made state of libraries with it
    # (macOS forbids it to numpy).
    ignore = (signal.SIGINT, signal.SIG_IGN)
    with ProcessPoolExecutor(
        mp_context=get_context("spawn"), initializer=signal.signal, initargs=ignore
    ) as pool:
        try:
            with _interrupts_held():
                pending: dict[Future[Proof], Task] = {
                    pool.submit(prove_claim, *_arguments(task, seeds)): task for task in found
                }
            for future in as_completed(pending):
                yield Proved(pending[future], future.result())
        except BrokenProcessPool as error:
            raise ProverLostError from error
        except BaseException:
            for worker in active_children():
                worker.terminate()
            raise


def _arguments(task: Task, seeds: int) -> tuple[Card, int, range]:
    """What another process needs to prove a template."""
    return task.claims[0].card, task.claims[0].number, task.seeds(seeds)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Put a ctrl+c off to the end: a process cannot be started by half.

    Those that are started inherit the mask, so ctrl+c never reaches them, not even while they
    start. The mask alone would not do for this process: the threads of BLAS do not have it.
    """
    held: list[int] = []
    handler = signal.signal(signal.SIGINT, lambda number, _: held.append(number))
    has_mask = hasattr(signal, "pthread_sigmask")
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT}) if has_mask else set()
    try:
        yield
    finally:
        if has_mask:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        signal.signal(signal.SIGINT, handler)
    if held:
        raise KeyboardInterrupt


def proof_problems(found: Iterable[Proved], drafts: Drafts | None = None) -> tuple[Problem, ...]:
    """What the proofs found, at the fields of all notes that it is about, in the order of files."""
    drafts = drafts or Drafts()
    problems = [
        problem_of(claim, fault, drafts.of(claim.card.note))
        for each in found
        for fault in news(each.task, each.proof)
        for claim in each.task.claims
    ]
    return tuple(sorted(dict.fromkeys(problems), key=lambda problem: problem.place))


def change_problems(home: Home, decks: Iterable[Deck]) -> tuple[Problem, ...]:
    """Drills that are no longer what their reviews in this home were asked.

    The home is read beside a running quizlr, and never made.

    Raises:
        DataError: the home cannot be read.
    """
    if not (home.folder / "log").is_dir():
        return ()
    with Store.open_read_only(home.folder, fold=FOLD_RULE) as store:
        known = store.known_card_ids()
        cards = [card for deck in decks for card in cards_of(deck) if card.id in known]
        found = [change_problem(card, store.history(card.id)) for card in cards]
    return tuple(problem for problem in found if problem is not None)
