"""Cloze, choice, typed and order notes, and those with points."""

from __future__ import annotations

from quizlr.authoring.rule import Group, rule
from quizlr.model import Severity

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

GROUP = Group(
    "Questions of each type",
    (
        rule(
            "cloze-without-deletion",
            ERROR,
            "A cloze leaves nothing out.",
            "Put what the learner has to know in `{{c1::…}}`.",
            """
            - id: gap
              type: cloze
              front: The sigmoid of 0 is 0.5.
            """,
            """
            - id: gap
              type: cloze
              front: The sigmoid of 0 is {{c1::0.5}}.
            """,
        ),
        rule(
            "cloze-unclosed",
            ERROR,
            "A deletion has no `}}`.",
            "Close it, and check that the braces inside it come in pairs.",
            """
            - id: gap
              type: cloze
              front: The sigmoid of 0 is {{c1::0.5}.
            """,
            """
            - id: gap
              type: cloze
              front: The sigmoid of 0 is {{c1::0.5}}.
            """,
        ),
        rule(
            "cloze-empty",
            ERROR,
            "A deletion has nothing in it.",
            "Write what is to be remembered between `::` and `}}`.",
            """
            - id: gap
              type: cloze
              front: The sigmoid of 0 is {{c1::}}.
            """,
            """
            - id: gap
              type: cloze
              front: The sigmoid of 0 is {{c1::0.5}}.
            """,
        ),
        rule(
            "cloze-nested",
            ERROR,
            "A deletion has another inside it.",
            "Write them side by side.",
            """
            - id: gap
              type: cloze
              front: '{{c1::Log {{c2::loss}}}} is convex.'
            """,
            """
            - id: gap
              type: cloze
              front: '{{c1::Log}} {{c2::loss}} is convex.'
            """,
        ),
        rule(
            "cloze-number",
            ERROR,
            "The number of a deletion is out of range.",
            "Deletions are numbered `c1`, `c2` and so on. Each number is a card.",
            """
            - id: gap
              type: cloze
              front: The sigmoid of 0 is {{c0::0.5}}.
            """,
            """
            - id: gap
              type: cloze
              front: The sigmoid of 0 is {{c1::0.5}}.
            """,
        ),
        rule(
            "cloze-number-gap",
            HINT,
            "A number between those of the deletions is left out.",
            "Number new notes without gaps. If you took a deletion out of an old one, leave the "
            "other numbers as they are: history hangs on them.",
            """
            - id: gap
              type: cloze
              front: The sigmoid of 0 is {{c2::0.5}}.
            """,
            """
            - id: gap
              type: cloze
              front: The sigmoid of 0 is {{c1::0.5}}.
            """,
        ),
        rule(
            "cloze-across-formula",
            WARNING,
            "A deletion takes only one end of a formula with it.",
            "Put the whole formula inside the deletion, dollars too, or only a part between the "
            "dollars.",
            """
            - id: gap
              type: cloze
              front: We know that {{c1::at 0 $p}} = 0.5$ holds.
            """,
            """
            - id: gap
              type: cloze
              front: We know that at 0 $p = {{c1::0.5}}$ holds.
            """,
        ),
        rule(
            "choice-without-correct",
            ERROR,
            "No option of a choice is right.",
            "Write `correct: yes` at each right option.",
            """
            - id: pick
              type: choice
              front: Which is convex?
              options: [Log loss, Squared error after a sigmoid]
            """,
            """
            - id: pick
              type: choice
              front: Which is convex?
              options:
                - {text: Log loss, correct: yes}
                - Squared error after a sigmoid
            """,
        ),
        rule(
            "choice-all-correct",
            HINT,
            "Every option is right, so picking all of them needs no knowledge.",
            "Add an option that is wrong and that a learner could believe.",
            """
            - id: pick
              type: choice
              front: Which are convex? Pick all that apply.
              options:
                - {text: Log loss, correct: yes}
                - {text: Squared error, correct: yes}
            """,
            """
            - id: pick
              type: choice
              front: Which are convex? Pick all that apply.
              options:
                - {text: Log loss, correct: yes}
                - {text: Squared error, correct: yes}
                - {text: The number of errors}
            """,
        ),
        rule(
            "choice-too-few-options",
            ERROR,
            "A choice has fewer than two options.",
            "Add options that a learner could believe.",
        ),
        rule(
            "choice-duplicate-option",
            ERROR,
            "Two options of a choice are the same.",
            "Change or remove one.",
            """
            - id: pick
              type: choice
              front: Which is convex?
              options:
                - {text: Log loss, correct: yes}
                - {text: Log loss}
            """,
            """
            - id: pick
              type: choice
              front: Which is convex?
              options:
                - {text: Log loss, correct: yes}
                - {text: The number of errors}
            """,
        ),
        rule(
            "typed-bad-answer",
            ERROR,
            "Nobody can type an answer: it is blank, or longer than 1000 characters.",
            "Write the words that you would accept.",
            r"""
            - id: type-it
              type: typed
              front: What does a sigmoid give?
              answers: ["\u200b"]
            """,
            """
            - id: type-it
              type: typed
              front: What does a sigmoid give?
              answers: [a probability]
            """,
        ),
        rule(
            "order-cycle",
            ERROR,
            "Items of an order wait for each other, so no order is right.",
            "The message names the circle. Take one of its steps out of `after`.",
            """
            - id: steps
              type: order
              front: In which order?
              items: [forward, loss, backward]
              after: {loss: [backward], backward: [loss]}
            """,
            """
            - id: steps
              type: order
              front: In which order?
              items: [forward, loss, backward]
              after: {loss: [forward], backward: [loss]}
            """,
        ),
        rule(
            "order-unknown-item",
            ERROR,
            "`after` names an item that is not in the list.",
            "Name items by their id, their text or their number from 1.",
            """
            - id: steps
              type: order
              front: In which order?
              items: [forward, loss, backward]
              after: {loss: [foreward]}
            """,
            """
            - id: steps
              type: order
              front: In which order?
              items: [forward, loss, backward]
              after: {loss: [forward]}
            """,
        ),
        rule(
            "order-duplicate-id",
            ERROR,
            "Two items of an order have the same id.",
            "Change one.",
            """
            - id: steps
              type: order
              front: In which order?
              items:
                - {id: a, text: forward}
                - {id: a, text: backward}
            """,
            """
            - id: steps
              type: order
              front: In which order?
              items:
                - {id: a, text: forward}
                - {id: b, text: backward}
            """,
        ),
        rule(
            "order-duplicate-line",
            ERROR,
            "A line of an order is there twice, so nobody could tell the two apart.",
            "Change one, or say what is different about it.",
            """
            - id: steps
              type: order
              front: In which order?
              items: [step, loss, step]
            """,
            """
            - id: steps
              type: order
              front: In which order?
              items: [first step, loss, second step]
            """,
        ),
        rule(
            "order-too-short",
            ERROR,
            "An order has fewer than two items.",
            "Add what comes before or after.",
        ),
        rule(
            "order-too-long",
            ERROR,
            "An order has more lines than can be arranged.",
            "Make two notes of it.",
        ),
        rule(
            "order-without-order",
            WARNING,
            "No item has to come before another, so every order is right.",
            "Say in `after` what must come first; without `after` the order of the list counts.",
            """
            - id: steps
              type: order
              front: In which order?
              items: [forward, backward]
              after: {}
            """,
            """
            - id: steps
              type: order
              front: In which order?
              items: [forward, backward]
            """,
        ),
    ),
)
