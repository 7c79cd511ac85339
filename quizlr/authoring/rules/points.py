"""Notes that are answered aloud and ticked off point by point."""

from __future__ import annotations

from quizlr.authoring.rule import Group, rule
from quizlr.model import Severity

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

GROUP = Group(
    "Open questions",
    (
        rule(
            "point-id",
            ERROR,
            "Two points have the same id, or one is called `senior`.",
            "What was ticked is kept by the point's id, so each needs its own; `senior` stands for "
            "the senior angle.",
            """
            - id: open
              type: interview
              front: Why log loss?
              back: It is convex, and it is the likelihood.
              points:
                - {id: a, text: Convexity, core: yes, quote: It is convex}
                - {id: a, text: Likelihood, quote: it is the likelihood}
              senior_angle: Says what breaks when labels are wrong.
            """,
            """
            - id: open
              type: interview
              front: Why log loss?
              back: It is convex, and it is the likelihood.
              points:
                - {id: a, text: Convexity, core: yes, quote: It is convex}
                - {id: b, text: Likelihood, quote: it is the likelihood}
              senior_angle: Says what breaks when labels are wrong.
            """,
        ),
        rule(
            "no-core-point",
            ERROR,
            "No point is core.",
            "Write `core: yes` at each that no answer may leave out.",
            """
            - id: open
              type: interview
              front: Why log loss?
              back: It is convex.
              points:
                - {id: a, text: Convexity, quote: It is convex}
              senior_angle: Says what breaks when labels are wrong.
            """,
            """
            - id: open
              type: interview
              front: Why log loss?
              back: It is convex.
              points:
                - {id: a, text: Convexity, core: yes, quote: It is convex}
              senior_angle: Says what breaks when labels are wrong.
            """,
        ),
        rule(
            "quote-not-found",
            ERROR,
            "A text does not have the words that a `quote` says it has.",
            "A quote shows where a point of an interview or a claim of a concept is made. Copy the "
            "words from the text, formulas too.",
            """
            - id: open
              type: interview
              front: Why log loss?
              back: It is convex.
              points:
                - {id: a, text: Convexity, core: yes, quote: It is smooth}
              senior_angle: Says what breaks when labels are wrong.
            """,
            """
            - id: open
              type: interview
              front: Why log loss?
              back: It is convex.
              points:
                - {id: a, text: Convexity, core: yes, quote: It is convex}
              senior_angle: Says what breaks when labels are wrong.
            """,
            mildest=WARNING,
        ),
        rule(
            "empty-follow-up",
            ERROR,
            "A follow-up asks nothing and names no note.",
            "Write `ask` (a question) or `note` (what to look at).",
            """
            - id: open
              type: interview
              front: Why log loss?
              back: It is convex.
              points:
                - {id: a, text: Convexity, core: yes, quote: It is convex}
              senior_angle: Says what breaks when labels are wrong.
              follow_ups: [{when: weak}]
            """,
            """
            - id: open
              type: interview
              front: Why log loss?
              back: It is convex.
              points:
                - {id: a, text: Convexity, core: yes, quote: It is convex}
              senior_angle: Says what breaks when labels are wrong.
              follow_ups: [{when: weak, ask: What does convex mean?}]
            """,
        ),
        rule(
            "same-senior-angle",
            WARNING,
            "Two notes have the same senior angle.",
            "What sets a senior's answer apart depends on the question: write another.",
        ),
        rule(
            "boilerplate",
            WARNING,
            "Two model answers share a long sentence.",
            "A sentence that fits two questions answers neither: say what holds here.",
        ),
        rule(
            "side-name",
            ERROR,
            "Two sides of a trade-off have the same name.",
            "Name what the learner chooses between.",
            """
            - id: sides
              type: tradeoff
              front: Which loss?
              back: Log loss.
              sides:
                - {name: Log loss, for: It is convex.}
                - {name: log loss, for: It is the likelihood.}
              points:
                - {id: a, text: Convexity, core: yes, quote: Log loss}
            """,
            """
            - id: sides
              type: tradeoff
              front: Which loss?
              back: Log loss.
              sides:
                - {name: Log loss, for: It is convex.}
                - {name: Squared error, for: It is bounded.}
              points:
                - {id: a, text: Convexity, core: yes, quote: Log loss}
            """,
        ),
    ),
)
