"""The fields of a lab note: a scene or a plot of one's own, what moves, what is predicted."""

from __future__ import annotations

from quizlr.decks.fields import Field, ListOf, MapOf, Number, Record, Text, front

_INPUT = Record(
    fields=(
        Field(
            name="name",
            kind=Text(),
            doc="Its name in expressions.",
            is_required=True,
            example="z",
        ),
        Field(
            name="range",
            kind=ListOf(item=Number(), minimum=2),
            doc="Low and high.",
            example="[-8, 8]",
        ),
        Field(name="step", kind=Number(), doc="What one press of a key adds.", example="0.5"),
        Field(name="start", kind=Number(), doc="Where it stands at first.", example="0"),
        Field(name="label", kind=Text(), doc="What it is, in a word or two.", example="score"),
    )
)
_OPTION = Record(
    fields=(
        Field(
            name="text",
            kind=Text(),
            doc="The option, as Markdown.",
            is_required=True,
            example="It shrinks towards 0",
        ),
        Field(
            name="why",
            kind=Text(),
            doc="Why it is right or wrong; shown afterwards.",
            example="Its factor p(1 - p) dies in the tail.",
        ),
    ),
    short_form="text",
)
_PREDICTION = Record(
    fields=(
        Field(
            name="ask",
            kind=Text(),
            doc="The question, as Markdown.",
            is_required=True,
            example="The row gets more wrong. What does the gradient of squared error do?",
        ),
        Field(
            name="at",
            kind=MapOf(item=Number()),
            doc="Inputs that are not at their start.",
            example="{z: -2}",
        ),
        Field(
            name="to",
            kind=MapOf(item=Number()),
            doc="Inputs that change, and to what.",
            example="{z: -8}",
        ),
        Field(
            name="options",
            kind=ListOf(item=_OPTION, minimum=2),
            doc="What can be picked.",
            is_required=True,
            example="[It shrinks towards 0, It grows towards -1]",
        ),
        Field(
            name="correct",
            kind=Text(),
            doc="The number of the right option, from 1, or an expression that gives it: of "
            "inputs and figures; `x_after` is x after the change.",
            is_required=True,
            example="1 if abs(squared_error_gradient_after) < abs(squared_error_gradient) else 2",
        ),
    )
)
_PLOT = Record(
    fields=(
        Field(
            name="x",
            kind=Text(),
            doc="The input along the axis.",
            is_required=True,
            example="z",
        ),
        Field(
            name="y",
            kind=MapOf(item=Text()),
            doc="Curves: a name and an expression each.",
            is_required=True,
            example="{loss: softplus(-z)}",
        ),
    )
)
LAB_FIELDS = (
    front("What is shown and moved.", "One row with the score $z$ and the label 1."),
    Field(
        name="title",
        kind=Text(),
        doc="The name of the lab; the scene's if absent.",
        example="Wrong and sure",
    ),
    Field(name="scene", kind=Text(), doc="A scene of the catalogue.", example="loss-curves"),
    Field(
        name="params",
        kind=MapOf(item=Text()),
        doc="Data of the scene, as expressions; the guide says which scene has which.",
        example="{scores: '[0.9, 0.4, 0.2]', y: '[1, 1, 0]'}",
    ),
    Field(
        name="inputs",
        kind=ListOf(item=_INPUT),
        doc="What the learner moves; of a scene, what is to be other than it has it.",
        example="[{name: z, range: [-8, 8], step: 0.5, start: 0}]",
    ),
    Field(
        name="plot",
        kind=_PLOT,
        doc="Curves of your own, in place of a scene.",
        example="{x: z, y: {loss: softplus(-z)}}",
    ),
    Field(
        name="outputs",
        kind=MapOf(item=Text()),
        doc="Further figures: names and expressions.",
        example="{odds: exp(z)}",
    ),
    Field(
        name="predict",
        kind=ListOf(item=_PREDICTION),
        doc="Questions asked before the answer is seen; each review draws one.",
        example="[{ask: What does the gradient of squared error do?, at: {z: -2}, to: {z: -8}, "
        "options: [{text: It shrinks towards 0, why: Its factor p(1 - p) dies.}, "
        "{text: It grows towards -1, why: That of log loss does.}], "
        "correct: 1 if abs(squared_error_gradient_after) < abs(squared_error_gradient) "
        "else 2}]",
    ),
)
"""Of a lab note, beyond the common ones."""
