"""What `quizlr check` sees when it looks at all cards: formulas, code, copies, length."""

from __future__ import annotations

from quizlr.authoring.rule import Group, Stage, rule
from quizlr.model import Severity

WARNING, HINT = Severity.WARNING, Severity.HINT
LINT = Stage.LINT

GROUP = Group(
    "Cards as the learner sees them",
    (
        rule(
            "formula-undrawn",
            WARNING,
            "A formula cannot be drawn as it is written.",
            "A brace is open, or a command is unknown, so the learner would see its source. Mend "
            "it, or write it another way.",
            r"""
            - id: open
              front: What is $\frac{1}{1 + e^{-z}$?
              back: The sigmoid.
            """,
            r"""
            - id: open
              front: What is $\frac{1}{1 + e^{-z}}$?
              back: The sigmoid.
            """,
            stage=LINT,
        ),
        rule(
            "tex-outside-formula",
            WARNING,
            "A TeX command stands outside of dollars, so the learner sees its source.",
            "Put dollars around the formula, with no space after the first and before the last.",
            r"""
            - id: outside
              front: What is $ \sigma(0) $?
              back: One half.
            """,
            r"""
            - id: outside
              front: What is $\sigma(0)$?
              back: One half.
            """,
            stage=LINT,
        ),
        rule(
            "code-syntax",
            WARNING,
            "Code does not parse in the language that it is said to be in.",
            "A learner would look for the fault that is not meant. Mend the code, or name another "
            "language: `text` has no grammar. Bug notes are not looked at.",
            """
            - id: code
              front: |
                What does this print?

                ```python
                print("one"
                ```
              back: One.
            """,
            """
            - id: code
              front: |
                What does this print?

                ```python
                print("one")
                ```
              back: One.
            """,
            stage=LINT,
        ),
        rule(
            "duplicate-note",
            WARNING,
            "Two notes have the same words.",
            "The learner would see the same card twice, with two histories. Remove one, and name "
            "its id in `was` of the other.",
            """
            - id: first
              front: Why is log loss preferred to squared error after a sigmoid?
              back: It is convex.
            - id: second
              front: Why is log loss preferred to squared error after a sigmoid?
              back: It is convex.
            """,
            """
            - id: first
              front: Why is log loss preferred to squared error after a sigmoid?
              back: It is convex.
            - id: second
              front: What does the curvature of log loss depend on?
              back: On $p(1 - p)$ and the inputs.
            """,
            stage=LINT,
        ),
        rule(
            "near-duplicate",
            HINT,
            "Two notes have nearly the same words.",
            "Cards that look alike are mixed up. Say what sets them apart, make one note of them, "
            "or make a drill that draws what differs.",
            """
            - id: first
              front: |
                Log loss is preferred to squared error when the model ends in a sigmoid, for two
                reasons. Which are they, and which of the two matters for gradient descent?
              back: It is convex, and its gradient does not vanish where the model is wrong.
            - id: second
              front: |
                Log loss is preferred to squared error when the model ends in a sigmoid, for two
                reasons. Which are they, and which of the two matters for gradient descent?
              back: It is convex, and its gradient does not vanish where the model is off.
            """,
            """
            - id: first
              front: |
                Log loss is preferred to squared error when the model ends in a sigmoid, for two
                reasons. Which are they, and which of the two matters for gradient descent?
              back: It is convex, and its gradient does not vanish where the model is wrong.
            """,
            stage=LINT,
        ),
        rule(
            "too-long",
            HINT,
            "A side of a card does not fit a terminal of 80 columns and 24 lines.",
            "The learner has to scroll, and long cards are remembered badly. Make two notes of it, "
            "or move what is not asked for to a concept.",
            stage=LINT,
        ),
    ),
)
