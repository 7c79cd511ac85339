"""Files as a whole."""

from __future__ import annotations

from quizlr.authoring.rule import Group, rule
from quizlr.model import Severity

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT

GROUP = Group(
    "Files",
    (
        rule(
            "unreadable",
            ERROR,
            "The system does not let the file or folder be read.",
            "Check that it exists and that you may read it, or move it out of the decks folder.",
        ),
        rule(
            "not-utf-8",
            ERROR,
            "The file is in another encoding than UTF-8.",
            "The first byte that does not fit is named. Save the file again as UTF-8: a guess "
            "could show the learner other characters than you wrote.",
        ),
        rule(
            "too-large",
            ERROR,
            "The file is larger than 64 MB.",
            "Split it: several files may share one deck id.",
        ),
        rule(
            "control-character",
            ERROR,
            "A text has a character that is not visible and could control the terminal or disguise "
            "the text.",
            "It often comes with copied text. Delete it; the column is given.",
            r"""
            - id: bell
              front: "Which character is this: \x07"
              back: A bell.
            """,
            """
            - id: bell
              front: Which character has the number 7?
              back: A bell.
            """,
        ),
        rule(
            "empty-file",
            ERROR,
            "There is nothing in the file.",
            "A deck begins with `quizlr: 1`, `id:`, `title:` and `notes:`.",
        ),
        rule(
            "not-a-deck",
            ERROR,
            "The file is YAML, but no deck.",
            "Write `quizlr: 1`, `id:`, `title:` and `notes:` above the list of notes, or move the "
            "file out of the decks folder.",
            mildest=WARNING,
        ),
        rule(
            "newer-format",
            ERROR,
            "The deck is in a newer format than this quizlr reads.",
            "Install a newer quizlr.",
            """
            quizlr: 9
            id: examples
            title: Examples
            notes:
              - {id: a, front: A?, back: A.}
            """,
            """
            quizlr: 1
            id: examples
            title: Examples
            notes:
              - {id: a, front: A?, back: A.}
            """,
        ),
        rule(
            "later-version",
            HINT,
            "The deck has notes of types that come with a later version of quizlr.",
            "They are left out, and the rest is studied.",
        ),
        rule(
            "kept-last-good",
            WARNING,
            "The file cannot be read after an edit, so its cards stay as they were before.",
            "Said while the app runs. Mend the other problems of the file, and it is read again.",
        ),
    ),
)
