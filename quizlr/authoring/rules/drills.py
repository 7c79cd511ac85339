"""Drills: how they are written, and what their proofs find."""

from __future__ import annotations

from quizlr.authoring.rule import Group, Stage, rule
from quizlr.model import Severity

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT
PROOF = Stage.PROOF

GROUP = Group(
    "Drills",
    (
        rule(
            "drill-expression",
            ERROR,
            "An expression, or a computed value in a text, cannot be read or uses an unknown name.",
            "The character is given. The guide lists the language's functions.",
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is the square of {{= a }}?
              answer: a ** b
            """,
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is the square of {{= a }}?
              answer: a ** 2
            """,
        ),
        rule(
            "drill-name",
            ERROR,
            "A variable has a name that cannot be one.",
            "A letter first, then letters, digits and underscores, and not the name of a function.",
            """
            - id: square
              type: drill
              vars: {2a: {grid: [1, 9, 0.5]}}
              front: What is four?
              answer: 2 ** 2
            """,
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is the square of {{= a }}?
              answer: a ** 2
            """,
        ),
        rule(
            "drill-duplicate",
            ERROR,
            "A name is there twice among `vars`, `let` and parts.",
            "Rename one.",
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              let: {a: 2 * 2}
              front: What is the square of {{= a }}?
              answer: a ** 2
            """,
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              let: {b: a * a}
              front: What is the square of {{= a }}?
              answer: b
            """,
        ),
        rule(
            "drill-unused",
            HINT,
            "A variable is never used.",
            "Use it or remove it.",
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}, b: {pick: [1, 2]}}
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
        ),
        rule(
            "drill-draw",
            ERROR,
            "A variable cannot be drawn as it is written.",
            "It has exactly one of `grid`, `pick`, `vector` and `matrix`. A grid is low, high and "
            "step, and its steps reach the high end.",
            """
            - id: square
              type: drill
              vars: {a: {grid: [9, 2, 0.5]}}
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
        ),
        rule(
            "drill-no-answer",
            ERROR,
            "A drill does not say how it is answered, or says it twice.",
            "It has one of `answer`, `options`, `items` and `parts`; so has each part.",
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is the square of {{= a }}?
            """,
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: What is the square of {{= a }}?
              answer: a ** 2
            """,
        ),
        rule(
            "drill-no-order",
            ERROR,
            "Items to be put in order have no `by`.",
            "`by` is a vector with a number for each item; ascending is right.",
            """
            - id: larger
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: From small to large, a being {{= a }}?
              items: [a, its square]
            """,
            """
            - id: larger
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              front: From small to large, a being {{= a }}?
              items: [a, its square]
              by: '[a, a ** 2]'
            """,
        ),
        rule(
            "drill-parts",
            ERROR,
            "A drill asks no question.",
            "Give `parts` at least one part.",
        ),
        rule(
            "drill-options",
            ERROR,
            "A drill offers fewer than two options.",
            "Add options that a learner could believe; to a bug, wrong `repairs`.",
            """
            - id: twice
              type: bug
              front: Twice a number.
              language: python
              right: |
                def twice(a):
                    b = a + a
                    return b
              breaks:
                - {find: '    return', replace: '  return'}
            """,
            """
            - id: twice
              type: bug
              front: Twice a number.
              language: python
              right: |
                def twice(a):
                    b = a + a
                    return b
              breaks:
                - {find: '    return', replace: '  return', repairs: [return a]}
            """,
        ),
        rule(
            "drill-items",
            ERROR,
            "A drill gives fewer than two items to put in order.",
            "Add items, and their numbers in `by`.",
        ),
        rule(
            "drill-unknown-family",
            ERROR,
            "There is no built-in family of this name.",
            "`quizlr drill --list` shows them; the nearest is given.",
            """
            - id: value
              type: drill
              family: sigmoid-valu
            """,
            """
            - id: value
              type: drill
              family: sigmoid-value
            """,
        ),
        rule(
            "drill-unknown-param",
            ERROR,
            "The family draws no value of this name.",
            "The nearest name is given.",
            """
            - id: value
              type: drill
              family: sigmoid-value
              params: {x: {grid: [-3, 3, 0.1]}}
            """,
            """
            - id: value
              type: drill
              family: sigmoid-value
              params: {z: {grid: [-3, 3, 0.1]}}
            """,
        ),
        rule(
            "drill-family-and-template",
            ERROR,
            "A drill names a family and gives what the family has itself.",
            "Remove the one or the other. `params`, `back` and hints may stand beside `family`.",
            """
            - id: value
              type: drill
              family: sigmoid-value
              answer: sigmoid(2)
            """,
            """
            - id: value
              type: drill
              family: sigmoid-value
            """,
        ),
        rule(
            "drill-undrawable",
            ERROR,
            "No draw of the drill can be asked.",
            "The answer is not finite, a condition never holds, or a slip is the answer: the "
            "message says which. Change what is drawn.",
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              require: [a > 10]
              front: What is the square of {{= a }}?
              answer: a ** 2
            """,
            """
            - id: square
              type: drill
              vars: {a: {grid: [1, 9, 0.5]}}
              require: [a > 3]
              front: What is the square of {{= a }}?
              answer: a ** 2
            """,
        ),
    ),
)
