"""Bugs, walkthroughs, failures and labs."""

from __future__ import annotations

from quizlr.authoring.rule import Group, rule
from quizlr.model import Severity

ERROR = Severity.ERROR


def _walkthrough(code: str, find: str, options: str = "{text: One, correct: yes}, Two") -> str:
    """A walkthrough through a program of a line or two."""
    lines = code.replace("\n", "\n    ")
    return f"""\
- id: read
  type: walkthrough
  front: Read it.
  code: |
    {lines}
  stages:
    contract: {{ask: What does it take?, options: [{options}]}}
    mapping: [{{concept: the output, find: {find}}}]
    tradeoff: {{ask: What was chosen?, answer: 1 + 1}}
    failure: {{ask: What breaks it?, answer: 1 + 1}}
"""


GROUP = Group(
    "Programs, failures and labs",
    (
        rule(
            "bug-find",
            ERROR,
            "A break of a bug does not change exactly one line.",
            "`find` occurs exactly once in `right`, on one line, and `replace` differs from it.",
            """
            - id: mean
              type: bug
              front: The mean of a list.
              language: python
              right: |
                total = sum(numbers)
                print(total / len(numbers))
              breaks:
                - {find: numbers, replace: values}
            """,
            """
            - id: mean
              type: bug
              front: The mean of a list.
              language: python
              right: |
                total = sum(numbers)
                print(total / len(numbers))
              breaks:
                - {find: sum(numbers), replace: max(numbers)}
                - {find: len(numbers), replace: (len(numbers) - 1)}
            """,
        ),
        rule(
            "bug-one-line",
            ERROR,
            "The right code of a bug has one line, so nobody need look for the wrong one.",
            "Write more of the program.",
            """
            - id: mean
              type: bug
              front: The mean of a list.
              language: python
              right: print(sum(numbers) / len(numbers))
              breaks:
                - {find: sum, replace: max}
                - {find: len(numbers), replace: (len(numbers) - 1)}
            """,
            """
            - id: mean
              type: bug
              front: The mean of a list.
              language: python
              right: |
                total = sum(numbers)
                print(total / len(numbers))
              breaks:
                - {find: sum, replace: max}
                - {find: len(numbers), replace: (len(numbers) - 1)}
            """,
        ),
        rule(
            "bug-witness",
            ERROR,
            "The witness of a break is not one number.",
            "It is what the broken program prints last.",
            """
            - id: mean
              type: bug
              front: The mean of a list.
              language: python
              right: |
                total = sum(numbers)
                print(total / len(numbers))
              breaks:
                - {find: sum, replace: max, witness: '[1, 2]'}
                - {find: len(numbers), replace: (len(numbers) - 1)}
            """,
            """
            - id: mean
              type: bug
              front: The mean of a list.
              language: python
              right: |
                total = sum(numbers)
                print(total / len(numbers))
              breaks:
                - {find: sum, replace: max, witness: 5 / 3}
                - {find: len(numbers), replace: (len(numbers) - 1)}
            """,
        ),
        rule(
            "walkthrough-lines",
            ERROR,
            "The code of a walkthrough has one line, a blank line or two equal lines.",
            "Each line can be picked, so each must be there once and have something on it.",
            _walkthrough("print(1)\nprint(1)", "print(1)"),
            _walkthrough("a = 1\nprint(a)", "print"),
        ),
        rule(
            "walkthrough-find",
            ERROR,
            "`find` of a mapping is not on exactly one line of the code.",
            "Write more of the line.",
            _walkthrough("a = 1\nprint(a)", "a"),
            _walkthrough("a = 1\nprint(a)", "print"),
        ),
        rule(
            "walkthrough-question",
            ERROR,
            "A question of a walkthrough has not exactly one right option, or has options and an "
            "answer.",
            "It has `options` with one `correct: yes`, or an `answer`.",
            _walkthrough("a = 1\nprint(a)", "print", options="{text: One}, {text: Two}"),
            _walkthrough("a = 1\nprint(a)", "print"),
        ),
        rule(
            "failure-unknown-scenario",
            ERROR,
            "The catalogue has no failure of this name.",
            "The guide lists the scenarios; the nearest is given.",
            """
            - id: fails
              type: failure
              scenario: naive-log-sigmoyd
              front: What comes out?
              repair: [{text: Clip it}, {text: Rewrite it, correct: yes}]
            """,
        ),
        rule(
            "failure-unknown-param",
            ERROR,
            "The scenario draws no value of this name.",
            "The nearest name is given.",
            """
            - id: fails
              type: failure
              scenario: naive-log-sigmoid
              front: What comes out?
              repair: [{text: Clip it}, {text: Rewrite it, correct: yes}]
              params: {q: {pick: [1, 2]}}
            """,
        ),
        rule(
            "lab-scene",
            ERROR,
            "A lab has no scene of the catalogue and no plot of its own, or has both.",
            "Write one of `scene` and `plot`. The guide lists the scenes; the nearest is given.",
            """
            - id: play
              type: lab
              front: Move it.
              scene: loss-curvs
            """,
            """
            - id: play
              type: lab
              front: Move it.
              scene: loss-curves
            """,
        ),
        rule(
            "lab-plot",
            ERROR,
            "The `x` of a lab's own plot is no input of the lab.",
            "Name one of `inputs`.",
            """
            - id: play
              type: lab
              front: Move it.
              inputs: [{name: z, range: [-4, 4], step: 0.5, start: 0}]
              plot: {x: q, y: {sigmoid: sigmoid(z)}}
            """,
            """
            - id: play
              type: lab
              front: Move it.
              inputs: [{name: z, range: [-4, 4], step: 0.5, start: 0}]
              plot: {x: z, y: {sigmoid: sigmoid(z)}}
            """,
        ),
        rule(
            "lab-input",
            ERROR,
            "An input of a lab is unknown to its scene, or its range, step and start do not fit.",
            "A range is two numbers, low and high; steps from the low end lead to `start`.",
            """
            - id: play
              type: lab
              front: Move it.
              inputs: [{name: z, range: [-4, 4], step: 0.5, start: 0.3}]
              plot: {x: z, y: {sigmoid: sigmoid(z)}}
            """,
            """
            - id: play
              type: lab
              front: Move it.
              inputs: [{name: z, range: [-4, 4], step: 0.5, start: 0.5}]
              plot: {x: z, y: {sigmoid: sigmoid(z)}}
            """,
        ),
        rule(
            "lab-params",
            ERROR,
            "A param of a lab is unknown to its scene, or no expression.",
            "The message lists the scene's params.",
            """
            - id: play
              type: lab
              front: Move it.
              scene: loss-curves
              params: {colour: '1'}
            """,
            """
            - id: play
              type: lab
              front: Move it.
              scene: loss-curves
            """,
        ),
        rule(
            "lab-run",
            ERROR,
            "The lab cannot be computed at its start.",
            "The message tells what is missing.",
            """
            - id: play
              type: lab
              front: Move it.
              inputs: [{name: z, range: [-4, 4], step: 0.5, start: 0}]
              plot: {x: z, y: {sigmoid: sigmoid(q)}}
            """,
            """
            - id: play
              type: lab
              front: Move it.
              inputs: [{name: z, range: [-4, 4], step: 0.5, start: 0}]
              plot: {x: z, y: {sigmoid: sigmoid(z)}}
            """,
        ),
        rule(
            "lab-predict",
            ERROR,
            "`at` or `to` of a prediction names no input, or a value that no steps lead to.",
            "Take values on the input's steps.",
            """
            - id: play
              type: lab
              front: Move it.
              inputs: [{name: z, range: [-4, 4], step: 0.5, start: 0}]
              plot: {x: z, y: {sigmoid: sigmoid(z)}}
              predict:
                - ask: And then?
                  to: {z: 0.3}
                  options: [{text: Up}, {text: Down}]
                  correct: '1'
            """,
            """
            - id: play
              type: lab
              front: Move it.
              inputs: [{name: z, range: [-4, 4], step: 0.5, start: 0}]
              plot: {x: z, y: {sigmoid: sigmoid(z)}}
              predict:
                - ask: And then?
                  to: {z: 1}
                  options: [{text: Up}, {text: Down}]
                  correct: '1'
            """,
        ),
        rule(
            "lab-correct",
            ERROR,
            "`correct` of a prediction does not give the number of an option.",
            "It is an expression whose value is 1 for the first option, 2 for the second.",
            """
            - id: play
              type: lab
              front: Move it.
              inputs: [{name: z, range: [-4, 4], step: 0.5, start: 0}]
              plot: {x: z, y: {sigmoid: sigmoid(z)}}
              predict:
                - ask: And then?
                  to: {z: 1}
                  options: [{text: Up}, {text: Down}]
                  correct: '7'
            """,
            """
            - id: play
              type: lab
              front: Move it.
              inputs: [{name: z, range: [-4, 4], step: 0.5, start: 0}]
              plot: {x: z, y: {sigmoid: sigmoid(z)}}
              predict:
                - ask: And then?
                  to: {z: 1}
                  options: [{text: Up}, {text: Down}]
                  correct: '1'
            """,
        ),
    ),
)
