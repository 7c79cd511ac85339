"""Fields and their values."""

from __future__ import annotations

from quizlr.authoring.rule import Group, rule
from quizlr.model import Severity

ERROR = Severity.ERROR

GROUP = Group(
    "Fields and values",
    (
        rule(
            "unknown-field",
            ERROR,
            "There is no field of this name here.",
            "It is misspelt, or belongs to another type of note; the nearest name is given. A "
            "field that nobody reads would be lost in silence, so the note is left out.",
            """
            - id: misspelt
              frnt: A?
              back: A.
            """,
            """
            - id: misspelt
              front: A?
              back: A.
            """,
        ),
        rule(
            "missing-field",
            ERROR,
            "A field that is needed is missing or empty.",
            "The message says what belongs there. Of a deck, `quizlr`, `id` and `title` are asked "
            "for with a warning only, and `--fix` writes the id that is used now.",
            """
            - id: half
              front: A?
            """,
            """
            - id: half
              front: A?
              back: A.
            """,
            mildest=Severity.WARNING,
            is_fixed=True,
        ),
        rule(
            "empty-text",
            ERROR,
            "A text has nothing in it.",
            "Write something, or remove the field.",
            """
            - id: blank
              front: ''
              back: A.
            """,
            """
            - id: blank
              front: A?
              back: A.
            """,
        ),
        rule(
            "not-a-note",
            ERROR,
            "An item of `notes` is not a group of fields.",
            "A note begins with a dash, then has a field a line, all in one column.",
            """
            - Why is log loss convex?
            """,
            """
            - id: convex
              front: Why is log loss convex?
              back: Its curvature is never negative.
            """,
        ),
        rule(
            "not-a-list",
            ERROR,
            "One value stands where a list is wanted.",
            "Write each item on a line of its own after a dash, or all of them in `[ ]`. Without "
            "brackets `tags: ml, trees` is one tag with a comma in it.",
            """
            - id: rates
              type: choice
              front: Which is larger?
              options: One half
            """,
            """
            - id: rates
              type: choice
              front: Which is larger?
              options:
                - {text: One half, correct: yes}
                - {text: One third}
            """,
            mildest=Severity.WARNING,
        ),
        rule(
            "not-a-mapping",
            ERROR,
            "A value or a list stands where fields are wanted.",
            "Write `name: value`, each on a line.",
            """
            - id: area
              type: number
              front: What is twice three?
              answer: '6'
              tolerance: [0.1]
            """,
            """
            - id: area
              type: number
              front: What is twice three?
              answer: '6'
              tolerance: {abs: 0.1}
            """,
        ),
        rule(
            "too-few-items",
            ERROR,
            "A list has fewer items than the field needs.",
            "The message says how many.",
            """
            - id: typing
              type: typed
              front: What does a sigmoid give?
              answers: []
            """,
            """
            - id: typing
              type: typed
              front: What does a sigmoid give?
              answers: [a probability]
            """,
        ),
        rule(
            "not-a-number",
            ERROR,
            "A field that wants a number has something else.",
            "Write digits with a point: `0.9`. Units, percent signs and commas do not belong "
            "there.",
            """
            - id: digits
              type: number
              front: What is one half?
              answer: 1 / 2
              digits: two
            """,
            """
            - id: digits
              type: number
              front: What is one half?
              answer: 1 / 2
              digits: 2
            """,
        ),
        rule(
            "out-of-range",
            ERROR,
            "A number lies outside of what the field allows.",
            "The message gives the limits.",
            """
            - id: digits
              type: number
              front: What is one half?
              answer: 1 / 2
              digits: 40
            """,
            """
            - id: digits
              type: number
              front: What is one half?
              answer: 1 / 2
              digits: 2
            """,
        ),
        rule(
            "not-a-flag",
            ERROR,
            "A field that wants yes or no has something else.",
            "Write `yes`, `no`, `true` or `false`.",
            """
            - id: both-ways
              front: A?
              back: A.
              reversed: maybe
            """,
            """
            - id: both-ways
              front: A?
              back: A.
              reversed: yes
            """,
        ),
        rule(
            "unknown-value",
            ERROR,
            "A field that takes one of a few words has another.",
            "The message lists the words and gives the nearest.",
            """
            - id: level
              front: A?
              back: A.
              tier: advancd
            """,
            """
            - id: level
              front: A?
              back: A.
              tier: advanced
            """,
        ),
        rule(
            "unknown-type",
            ERROR,
            "There is no note type of this name.",
            "The nearest name is given; the guide lists all types.",
            """
            - id: kind
              type: close
              front: A {{c1::gap}}.
            """,
            """
            - id: kind
              type: cloze
              front: A {{c1::gap}}.
            """,
        ),
        rule(
            "computed-value",
            ERROR,
            "A computed value in a text cannot be worked out.",
            "`{{= … }}` holds an expression, and a format after `|` if you like. The message names "
            "the character at which reading stopped.",
            """
            - id: worked
              front: What is the sigmoid of 0?
              back: It is {{= sigmod(0) }}.
            """,
            """
            - id: worked
              front: What is the sigmoid of 0?
              back: It is {{= sigmoid(0) }}.
            """,
        ),
        rule(
            "verify-failed",
            ERROR,
            "A number of the note is not what its expression gives.",
            "`verify` computes what the note claims. Correct the number there and in the text.",
            """
            - id: claim
              front: What is the sigmoid of 0?
              back: One half.
              verify: [{expr: sigmoid(0), equals: '0.6'}]
            """,
            """
            - id: claim
              front: What is the sigmoid of 0?
              back: One half.
              verify: [{expr: sigmoid(0), equals: '0.5'}]
            """,
        ),
        rule(
            "verify-expression",
            ERROR,
            "An expression of `verify` cannot be worked out.",
            "The message names the character. The guide lists the functions.",
            """
            - id: claim
              front: What is the sigmoid of 0?
              back: One half.
              verify: [{expr: sigmoid(0, equals: '0.5'}]
            """,
            """
            - id: claim
              front: What is the sigmoid of 0?
              back: One half.
              verify: [{expr: sigmoid(0), equals: '0.5'}]
            """,
        ),
    ),
)
