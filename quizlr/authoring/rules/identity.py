"""Ids, and what refers to them."""

from __future__ import annotations

from quizlr.authoring.rule import Group, Stage, rule
from quizlr.model import Severity

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

GROUP = Group(
    "Ids and references",
    (
        rule(
            "provisional-id",
            HINT,
            "A note has no id, so it is studied under one made from its text.",
            "Its history hangs on that id and would be lost when the text changes. `--fix` writes "
            "the id that is used now, and the history stays.",
            """
            - front: A?
              back: A.
            """,
            """
            - id: a
              front: A?
              back: A.
            """,
            is_fixed=True,
        ),
        rule(
            "bad-id",
            ERROR,
            "An id has other characters than small letters, digits and hyphens, or more than 64.",
            "Ids stand in the log and on the command line, so they are kept plain. A likely one is "
            "given.",
            """
            - id: Why MSE?
              front: A?
              back: A.
            """,
            """
            - id: why-mse
              front: A?
              back: A.
            """,
        ),
        rule(
            "duplicate-id",
            ERROR,
            "Two notes of a deck have the same id, so the second is left out.",
            "History hangs on the id. Rename one of the two, or remove it; both places are named.",
            """
            - id: a
              front: A?
              back: A.
            - id: a
              front: B?
              back: B.
            """,
            """
            - id: a
              front: A?
              back: A.
            - id: b
              front: B?
              back: B.
            """,
        ),
        rule(
            "duplicate-deck",
            ERROR,
            "All notes of a file are already in a deck of the same id, so the file is left out.",
            "It is probably a copy. Delete one of the two files, or give this one another deck id.",
        ),
        rule(
            "reused-id",
            WARNING,
            "A note says in `was` that it took over an id which is in use, or that another note "
            "took over too.",
            "History can have one heir only. Name the former id at one note, and give the new note "
            "an id that was never used.",
            """
            - id: loss
              front: A?
              back: A.
            - id: log-loss
              front: B?
              back: B.
              was: [examples/loss]
            """,
            """
            - id: entropy
              front: A?
              back: A.
            - id: log-loss
              front: B?
              back: B.
              was: [examples/loss]
            """,
            stage=Stage.LINT,
        ),
        rule(
            "bad-reference",
            ERROR,
            "A former id is not written as `deck/note`.",
            "Write the deck's id, a slash and the note's id.",
            """
            - id: new
              front: A?
              back: A.
              was: [old]
            """,
            """
            - id: new
              front: A?
              back: A.
              was: [examples/old]
            """,
        ),
        rule(
            "unknown-source",
            WARNING,
            "`source` names no key of the deck's `sources`.",
            "Add the source to the deck, or correct the key; the nearest is given.",
            """
            quizlr: 1
            id: examples
            title: Examples
            sources: {esl: 'Hastie, Tibshirani and Friedman'}
            notes:
              - {id: a, front: A?, back: A., source: els}
            """,
            """
            quizlr: 1
            id: examples
            title: Examples
            sources: {esl: 'Hastie, Tibshirani and Friedman'}
            notes:
              - {id: a, front: A?, back: A., source: esl}
            """,
        ),
        rule(
            "unused-source",
            HINT,
            "No note refers to this source of the deck.",
            "Name it as the `source` of the notes that rest on it, or remove it.",
            """
            quizlr: 1
            id: examples
            title: Examples
            sources: {esl: 'Hastie, Tibshirani and Friedman'}
            notes:
              - {id: a, front: A?, back: A.}
            """,
            """
            quizlr: 1
            id: examples
            title: Examples
            sources: {esl: 'Hastie, Tibshirani and Friedman'}
            notes:
              - {id: a, front: A?, back: A., source: esl}
            """,
            stage=Stage.LINT,
        ),
        rule(
            "unknown-deck",
            WARNING,
            "`requires` names a deck that does not exist.",
            "Nothing is waited for. Correct the id; the nearest is given.",
            """
            quizlr: 1
            id: examples
            title: Examples
            requires: [sigmoyd]
            notes:
              - {id: a, front: A?, back: A.}
            """,
            """
            quizlr: 1
            id: examples
            title: Examples
            notes:
              - {id: a, front: A?, back: A.}
            """,
        ),
        rule(
            "requires-circle",
            WARNING,
            "Decks wait for each other in a circle, so their new cards would never come.",
            "Remove one of them from `requires`.",
            """
            quizlr: 1
            id: examples
            title: Examples
            requires: [examples]
            notes:
              - {id: a, front: A?, back: A.}
            """,
            """
            quizlr: 1
            id: examples
            title: Examples
            notes:
              - {id: a, front: A?, back: A.}
            """,
        ),
        rule(
            "requires-unreachable",
            WARNING,
            "A deck waits for one that can never be learned.",
            "The deck it waits for is in a circle, or waits for one that is. Break the circle, or "
            "take that deck out of `requires`.",
            stage=Stage.LINT,
        ),
        rule(
            "silence-unknown",
            WARNING,
            "`silence` names a rule that does not exist, or one that cannot be silenced.",
            "`quizlr check --rules` lists the rules. Errors cannot be silenced: they leave the "
            "note out, so they have to be mended.",
            """
            - id: quiet
              front: A?
              back: A.
              silence:
                - {rule: to-long, why: It is a poem.}
            """,
            """
            - id: quiet
              front: A?
              back: A.
            """,
            stage=Stage.SILENCE,
        ),
        rule(
            "silence-unused",
            WARNING,
            "`silence` names a rule that has nothing to say of the note.",
            "Perhaps the note was mended since. Remove the entry, or it would hide the next "
            "problem of that kind.",
            """
            - id: quiet
              front: A?
              back: A.
              silence:
                - {rule: too-long, why: It is a poem.}
            """,
            """
            - id: quiet
              front: A?
              back: A.
            """,
            stage=Stage.SILENCE,
        ),
    ),
)
