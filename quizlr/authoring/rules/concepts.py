"""Concepts, and what is said to be about them."""

from __future__ import annotations

from quizlr.authoring.rule import Group, Stage, rule
from quizlr.model import Severity

WARNING = Severity.WARNING
LINT = Stage.LINT

GROUP = Group(
    "Concepts",
    (
        rule(
            "unknown-concept",
            WARNING,
            "`about` names a concept that no deck has.",
            "The note counts for no topic, and the `t` key opens nothing. Write the concept, or "
            "name another; the nearest is given.",
            """
            - {id: why, front: A?, back: A., about: [los]}
            - {id: loss, type: concept, title: Loss, body: What a wrong answer costs.}
            """,
            """
            - {id: why, front: A?, back: A., about: [loss]}
            - {id: loss, type: concept, title: Loss, body: What a wrong answer costs.}
            """,
            stage=LINT,
        ),
        rule(
            "unclear-concept",
            WARNING,
            "`about` names a concept that several other decks have.",
            "Write the deck too: `deck/concept`.",
            stage=LINT,
        ),
        rule(
            "nothing-opens",
            WARNING,
            "A name on a concept's page opens nothing, or the page itself.",
            "It may name a concept, a note of the deck or a family of drills; the nearest is "
            "given.",
            """
            - id: loss
              type: concept
              title: Loss
              body: What a wrong answer costs.
              flow: [{label: Odds, opens: oddss}]
            - {id: odds, front: A?, back: A.}
            """,
            """
            - id: loss
              type: concept
              title: Loss
              body: What a wrong answer costs.
              flow: [{label: Odds, opens: odds}]
            - {id: odds, front: A?, back: A.}
            """,
            stage=LINT,
        ),
        rule(
            "repeated-sentence",
            WARNING,
            "A long sentence stands on a concept's page twice, or on two pages.",
            "A deeper level says more, or nothing: leave the sentence out.",
            """
            - id: loss
              type: concept
              title: Loss
              body: A loss says what a wrong answer costs, and to whom.
              deeper: A loss says what a wrong answer costs, and to whom.
            """,
            """
            - id: loss
              type: concept
              title: Loss
              body: A loss says what a wrong answer costs, and to whom.
              deeper: Where it is convex, descent finds its minimum.
            """,
            stage=LINT,
        ),
        rule(
            "too-many-boxes",
            WARNING,
            "A flow has more boxes than a picture can show at a glance.",
            "Join some, or give a part a concept of its own and open that.",
            """
            - id: loss
              type: concept
              title: Loss
              body: What a wrong answer costs.
              flow: [one, two, three, four, five, six, seven, eight]
            """,
            """
            - id: loss
              type: concept
              title: Loss
              body: What a wrong answer costs.
              flow: [one, two, three, four, five]
            """,
        ),
        rule(
            "claim-id",
            WARNING,
            "Two claims of a page have the same id.",
            "Each needs its own, so that it can be pointed at.",
            """
            quizlr: 1
            id: examples
            title: Examples
            sources: {esl: 'Hastie, Tibshirani and Friedman'}
            notes:
              - id: loss
                type: concept
                title: Loss
                body: A loss is never negative, and zero at best.
                claims:
                  - {id: a, quote: never negative, source: esl}
                  - {id: a, quote: zero at best, source: esl}
            """,
            """
            quizlr: 1
            id: examples
            title: Examples
            sources: {esl: 'Hastie, Tibshirani and Friedman'}
            notes:
              - id: loss
                type: concept
                title: Loss
                body: A loss is never negative, and zero at best.
                claims:
                  - {id: a, quote: never negative, source: esl}
                  - {id: b, quote: zero at best, source: esl}
            """,
        ),
        rule(
            "quote-cuts-formula",
            WARNING,
            "The quote of a claim ends inside a formula.",
            "Take the whole formula, or end before it.",
            """
            quizlr: 1
            id: examples
            title: Examples
            sources: {esl: 'Hastie, Tibshirani and Friedman'}
            notes:
              - id: loss
                type: concept
                title: Loss
                body: A loss has $L(p) \\ge 0$ everywhere.
                claims:
                  - {id: a, quote: has $L(p), source: esl}
            """,
            """
            quizlr: 1
            id: examples
            title: Examples
            sources: {esl: 'Hastie, Tibshirani and Friedman'}
            notes:
              - id: loss
                type: concept
                title: Loss
                body: A loss has $L(p) \\ge 0$ everywhere.
                claims:
                  - {id: a, quote: has $L(p) \\ge 0$, source: esl}
            """,
        ),
    ),
)
