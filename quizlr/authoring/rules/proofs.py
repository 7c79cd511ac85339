"""What the proofs of drills find."""

from __future__ import annotations

from quizlr.authoring.rule import Group, Stage, rule
from quizlr.model import Severity

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT
PROOF = Stage.PROOF

GROUP = Group(
    "Proofs of drills",
    (
        rule(
            "drill-acceptance",
            WARNING,
            "Most draws are thrown away by the drill's conditions.",
            "Fewer than half of the draws can be used (a warning below one in ten). Draw values "
            "that meet the conditions.",
            """
            - id: square
              type: drill
              vars: {a: {grid: [0, 100, 0.1]}}
              require: [a > 95]
              front: What is the square of {{= a }}?
              answer: a ** 2
            """,
            """
            - id: square
              type: drill
              vars: {a: {grid: [90, 100, 0.1]}}
              front: What is the square of {{= a }}?
              answer: a ** 2
            """,
            stage=PROOF,
            mildest=HINT,
        ),
        rule(
            "drill-slip-collides",
            WARNING,
            "Most draws are thrown away because a slip comes too near the answer or another slip.",
            "A slip that is three tolerances or less from the answer cannot be told from it. Draw "
            "values that keep them apart, or narrow the tolerance.",
            """
            - id: penalty
              type: drill
              vars: {w: {grid: [-1, 1, 0.05]}}
              front: What does the weight {{= w }} cost, penalised by its square?
              answer: w ** 2
              tolerance: {abs: 0.083}
              slips: {absolute: abs(w)}
            """,
            """
            - id: penalty
              type: drill
              vars: {w: {grid: [1, 9, 0.5]}}
              front: What does the weight {{= w }} cost, penalised by its square?
              answer: w ** 2
              slips: {absolute: abs(w)}
            """,
            stage=PROOF,
            mildest=HINT,
        ),
        rule(
            "drill-few-variants",
            HINT,
            "There are so few variants that a learner would know them.",
            "Draw from more values.",
            """
            - id: square
              type: drill
              vars: {a: {pick: [2, 3]}}
              front: What is the square of {{= a }}?
              answer: a ** 2
            """,
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is the square of {{= a }}?
              answer: a ** 2
            """,
            stage=PROOF,
        ),
        rule(
            "drill-same-answer",
            WARNING,
            "All variants have the same answer, so who knows it need not compute.",
            "Draw what changes the answer.",
            """
            - id: zero
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is {{= a }} minus itself?
              answer: a - a
            """,
            """
            - id: zero
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is {{= a }} minus its square?
              answer: a - a ** 2
            """,
            stage=PROOF,
        ),
        rule(
            "drill-answer-fails",
            WARNING,
            "The right answer, typed as it is shown, is not graded correct.",
            "The digits asked for, the form or the tolerance do not fit the answer.",
            stage=PROOF,
        ),
        rule(
            "drill-tolerance-narrow",
            WARNING,
            "Who rounds each step to four digits is graded wrong.",
            "Widen the tolerance, or ask for fewer steps at a time.",
            """
            - id: ratio
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}, b: {grid: [1, 9, 0.5]}}
              let: {share_of_one: 1 / a}
              front: What is 1000 times {{= b }} over {{= a }}?
              answer: share_of_one * b * 1000
              tolerance: {abs: 0.0001}
            """,
            """
            - id: ratio
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}, b: {grid: [1, 9, 0.5]}}
              let: {share_of_one: 1 / a}
              front: What is 1000 times {{= b }} over {{= a }}?
              answer: share_of_one * b * 1000
              tolerance: {rel: 0.01}
            """,
            stage=PROOF,
        ),
        rule(
            "drill-tolerance-wide",
            WARNING,
            "An answer that makes a slip is graded correct.",
            "Narrow the tolerance.",
            stage=PROOF,
        ),
        rule(
            "drill-slip-misnamed",
            WARNING,
            "An answer that makes a slip is told to be something else.",
            "Two slips give nearly the same value, or the slip's value cannot be typed. Draw "
            "values that keep them apart.",
            stage=PROOF,
        ),
        rule(
            "drill-slip-never",
            HINT,
            "A slip has no value in any variant.",
            "Remove or mend it.",
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is the square of {{= a }}?
              answer: a ** 2
              slips: {never: a if a > 10 else nan}
            """,
            """
            - id: square
              type: drill
              vars: {a: {grid: [2.5, 9, 0.5]}}
              front: What is the square of {{= a }}?
              answer: a ** 2
              slips: {doubled: 2 * a}
            """,
            stage=PROOF,
        ),
        rule(
            "drill-last-step",
            WARNING,
            "The last worked step does not give the answer.",
            "The learner would see a solution that ends elsewhere. Correct the step.",
            """
            - id: volume
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is {{= a }} cubed?
              answer: a ** 3
              steps:
                - {say: Multiply, show: a ** 2 * 2}
            """,
            """
            - id: volume
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is {{= a }} cubed?
              answer: a ** 3
              steps:
                - {say: Multiply, show: a ** 2 * a}
            """,
            stage=PROOF,
        ),
        rule(
            "drill-example",
            WARNING,
            "An example of the drill is not judged as it says.",
            "`examples` are the drill's own tests. Correct the example or the drill.",
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is the square of {{= a }}?
              answer: a ** 2
              examples: [{seed: 3, answer: '-1', verdict: correct}]
            """,
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is the square of {{= a }}?
              answer: a ** 2
              examples: [{seed: 3, answer: '-1', verdict: wrong}]
            """,
            stage=PROOF,
        ),
        rule(
            "drill-too-wide",
            WARNING,
            "A line of code or of a table is wider than 80 columns.",
            "Such lines are not wrapped. Shorten the line, or write fewer columns.",
            """
            - id: wide
              type: number
              front: |
                | a very long heading of the first column | another heading with room | a third |
                |---|---|---|
                | 1 | 2 | 3 |
              answer: '6'
            """,
            """
            - id: wide
              type: number
              front: |
                | first | second | third |
                |---|---|---|
                | 1 | 2 | 3 |
              answer: '6'
            """,
            stage=PROOF,
        ),
        rule(
            "drill-changed",
            WARNING,
            "A drill is no longer what its reviews of the same `version` were asked.",
            "Raise `version`, so that earlier reviews keep what they were asked. Of a built-in "
            "family it is a hint: its params, or a newer quizlr, draw otherwise.",
            stage=Stage.HOME,
            mildest=HINT,
        ),
    ),
)
