r"""Where YAML reads a deck otherwise than its author meant."""

from __future__ import annotations

from quizlr.authoring.rule import Group, rule
from quizlr.model import Severity

ERROR, WARNING = Severity.ERROR, Severity.WARNING

GROUP = Group(
    "How YAML reads your text",
    (
        rule(
            "backslash",
            ERROR,
            "A backslash in double quotes began an escape, so the formula is spoiled or "
            "unreadable.",
            r"Inside double quotes YAML reads `\b` of `\bar` as a backspace and `\n` of `\nabla` "
            "as a line break, and refuses what it does not know. Write formulas without quotes, "
            "in single quotes, or after `|`.",
            r"""
            - id: mean
              front: "What does $\bar x$ stand for?"
              back: The mean.
            """,
            r"""
            - id: mean
              front: 'What does $\bar x$ stand for?'
              back: The mean.
            """,
            is_fixed=True,
        ),
        rule(
            "tab-indent",
            ERROR,
            "A tab stands where YAML wants spaces.",
            "Tabs have no fixed width, so YAML refuses them at the start of a line. Use two spaces "
            "for each level, and tell your editor to do so in YAML files.",
            """
            - id: tabs
            \tfront: What is this line indented with?
            \tback: A tab.
            """,
            """
            - id: tabs
              front: What is this line indented with?
              back: Two spaces.
            """,
            is_fixed=True,
        ),
        rule(
            "block-indent",
            ERROR,
            "The lines of a text after `|` do not stand in one column, so YAML lost some of them.",
            "The first line of the text sets its column; a line further left ends the text. Give "
            "all lines at least the indentation of the first. `--fix` moves lines that went too "
            "far left, and writes the column after the bar (`|4`) where the first went too far "
            "right.",
            """
            - id: ragged
              front: What ends a block of text?
              back: |
                A line that is
               further left.
            """,
            """
            - id: ragged
              front: What ends a block of text?
              back: |
                A line that is
                further left.
            """,
            is_fixed=True,
        ),
        rule(
            "colon-mapping",
            ERROR,
            "A colon followed by a space made a field of what was meant as text.",
            "YAML takes `word: more` for a field wherever it stands. Put the text in quotes, or on "
            "lines of its own after `|`.",
            """
            - id: note-well
              front: What follows?
              back:
                Note: it rises.
            """,
            """
            - id: note-well
              front: What follows?
              back: 'Note: it rises.'
            """,
        ),
        rule(
            "comma-split",
            ERROR,
            "A comma inside `[ ]` or `{ }` cut a text in two.",
            "In brackets each comma begins another item or field. Quote the text, or write the "
            "list with a dash a line.",
            """
            - id: clipped
              front: Which rates diverge?
              back: Those above the bound.
              hints: [Write down f(x, y) first.]
            """,
            """
            - id: clipped
              front: Which rates diverge?
              back: Those above the bound.
              hints: ['Write down f(x, y) first.']
            """,
            mildest=WARNING,
        ),
        rule(
            "comment-cut",
            ERROR,
            "A ` #` made a comment of the rest of a text.",
            "YAML drops everything from a space and `#` on. Put the text in quotes or after `|`; a "
            "real comment goes on a line of its own.",
            """
            - id: sharp
              front: Name it
              back: C # or F?
            """,
            """
            - id: sharp
              front: Name it
              back: 'C # or F?'
            """,
            mildest=WARNING,
        ),
        rule(
            "braces-start",
            ERROR,
            "A text that begins with `{{` is a mapping to YAML.",
            "Put the text in quotes, or on lines of its own after `|`.",
            """
            - id: start
              type: cloze
              front: {{c1::Log loss}}
            """,
            """
            - id: start
              type: cloze
              front: '{{c1::Log loss}}'
            """,
        ),
        rule(
            "wrong-shape",
            ERROR,
            "A list or a mapping stands where one text is wanted.",
            "A text that begins with `[`, `{` or a dash is a list or a mapping to YAML: quote it, "
            "or write it after `|`.",
            """
            - id: dashes
              front: What is it?
              back:
                - one
                - two
            """,
            """
            - id: dashes
              front: What is it?
              back: |
                - one
                - two
            """,
        ),
        rule(
            "bad-key",
            ERROR,
            "A field's name is a list or a mapping.",
            "A line that begins with `[` or `{` and has a colon makes such a name. If it is text, "
            "quote it or write it after `|`.",
            """
            - id: key
              front: What is it?
              back: A pair.
              [a, b]: c
            """,
            """
            - id: key
              front: What is it?
              back: 'A pair. [a, b]: c'
            """,
        ),
        rule(
            "alias",
            ERROR,
            "A value begins with `*`, which in YAML points to another place.",
            "Decks have no aliases: each note says what it says. Quote the text, or write the "
            "value out.",
            """
            - id: bold
              front: Which word?
              back: *loss
            """,
            """
            - id: bold
              front: Which word?
              back: '*loss'
            """,
        ),
        rule(
            "anchor",
            ERROR,
            "A value begins with `&`, which in YAML names a place.",
            "Decks have no anchors. Quote the text, or write the value out.",
            """
            - id: named
              front: Which sign?
              back: &and
            """,
            """
            - id: named
              front: Which sign?
              back: '&and'
            """,
        ),
        rule(
            "tag",
            ERROR,
            "A value begins with `!`, which in YAML names a type.",
            "A field already says what its value is, so decks have no tags. Quote the text.",
            """
            - id: factorial
              front: Which sign?
              back: !n
            """,
            """
            - id: factorial
              front: Which sign?
              back: '!n'
            """,
        ),
        rule(
            "duplicate-key",
            ERROR,
            "The same field stands twice.",
            "YAML would keep the last of the two without a word. Remove or rename one.",
            """
            - id: twice
              front: A?
              back: A.
              back: B.
            """,
            """
            - id: twice
              front: A?
              back: A. Or B.
            """,
        ),
        rule(
            "yaml-syntax",
            ERROR,
            "YAML cannot read on from here.",
            "The message names the likely cause: a quotation mark or bracket left open, a line in "
            "the wrong column, text after a closing quote. Reading goes on at the next note.",
            """
            - id: quotes
              front: "Loss" is what?
              back: A number.
            """,
            """
            - id: quotes
              front: '"Loss" is what?'
              back: A number.
            """,
        ),
        rule(
            "too-deep",
            ERROR,
            "Lists and mappings lie more than 32 deep in each other.",
            "No deck needs that; usually it is a text made of brackets. Quote it.",
            """
            - id: deep
              front: How many?
              back: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
            """,
            """
            - id: deep
              front: How many?
              back: '[[[[x]]]]'
            """,
        ),
        rule(
            "several-documents",
            ERROR,
            "A line `---` starts a second document, and only the first is read.",
            "Remove the line, or put the second deck into a file of its own.",
            """
            - id: first
              front: A?
              back: A.
            ---
            - id: second
              front: B?
              back: B.
            """,
            """
            - id: first
              front: A?
              back: A.
            - id: second
              front: B?
              back: B.
            """,
        ),
        rule(
            "conflict-markers",
            ERROR,
            "A git merge left its conflict markers in the file.",
            "There are two versions of these lines. Keep one, and delete the lines that begin with "
            "`<<<<<<<`, `=======` and `>>>>>>>`.",
        ),
    ),
)
