"""The one error tree. Each class takes data and writes its own sentence.

QuizlrError                 exit 1
├── UsageError              exit 2   what was asked for does not exist or does not fit
│   ├── UnknownCommandError
│   ├── UnknownDeckError
│   ├── UnknownNoteError
│   ├── UnknownOrphanError
│   ├── NotAdoptedError
│   ├── NoSuchPartError
│   ├── UnknownDrillError
│   ├── UnknownLabError
│   ├── UnknownInputError
│   ├── QueryError
│   ├── UnknownRuleError
│   ├── UnknownTopicError
│   ├── NoQuestionsError
│   ├── UnknownInterviewError
│   ├── UnknownPanelError
│   ├── UnknownCardError
│   ├── UnknownParametersError
│   ├── AddingError
│   ├── NoEditorError
│   ├── NoTerminalError
│   └── ConfigError
└── DataError               exit 3   the home cannot be read or written
    ├── HomeLockedError
    ├── ReadOnlyError
    ├── WriteFailedError
    ├── DeckWriteError
    ├── DeckChangedError
    └── DatabaseError
"""

from __future__ import annotations

from collections.abc import Sequence

MOST_NAMES = 20
"""How many names a sentence lists."""


class QuizlrError(Exception):
    """Anything quizlr says no to; `str(error)` is the sentence for the user."""

    exit_code = 1


class UsageError(QuizlrError):
    """The command, its arguments or the settings do not fit."""

    exit_code = 2


class UnknownCommandError(UsageError):
    """There is no such command."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        advice = _advice(name, known, "commands")
        super().__init__(f"There is no command '{name}'.{advice}")


class UnknownDeckError(UsageError):
    """No deck has this id and no file has this path."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        advice = _advice(name, known, "decks")
        super().__init__(f"There is no deck and no file called '{name}'.{advice}")


class UnknownNoteError(UsageError):
    """The deck has no such note."""

    def __init__(self, name: str, deck: str, known: Sequence[str]) -> None:
        advice = _advice(name, known, "notes")
        super().__init__(f"There is no note '{name}' in {deck}.{advice}")


class UnknownOrphanError(UsageError):
    """No history without a note has this id."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        advice = _advice(name, known, "ids")
        super().__init__(
            f"No history is waiting under '{name}': nothing was answered under it, or its note is "
            f"in a deck.{advice}"
        )


class NotAdoptedError(UsageError):
    """The history of this id is nobody else's."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        advice = _advice(name, known, "former ids")
        super().__init__(f"No other note holds a history of '{name}'.{advice}")


class NoSuchPartError(UsageError):
    """A note has no card like those of a history."""

    def __init__(self, old: str, new: str) -> None:
        super().__init__(
            f"'{new}' has no card like those of '{old}'. Name one card of each, as in "
            f"`quizlr orphans adopt {old}#c1 {new}#c2`."
        )


class UnknownDrillError(UsageError):
    """No drill fits what was asked for."""

    def __init__(self, what: str, known: Sequence[str], name: str = "") -> None:
        advice = _advice(name, known, "drills") if len(known) < 20 or name else ""
        if name and "Did you mean" not in advice:
            advice = " `quizlr drill --list` shows them all."
        super().__init__(f"There is no drill {what}.{advice}")


class UnknownLabError(UsageError):
    """No lab is called so."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        advice = _advice(name, known, "labs")
        what = f"There is no lab called '{name}'." if name else "There are no labs in your decks."
        super().__init__(f"{what}{advice}")


class UnknownConceptError(UsageError):
    """No concept is called so."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(name, known, n=1)
        advice = f"Did you mean '{near[0]}'?" if near else "`quizlr concept --list` names them all."
        super().__init__(f"There is no concept called '{name}'. {advice}")


class UnknownInputError(UsageError):
    """The lab has no such input."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"The lab has no input '{name}'.{_advice(name, known, 'inputs')}")


class UnknownRuleError(UsageError):
    """`quizlr check` has no such rule."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        advice = _advice(name, known, "rules") if name else ""
        if "Did you mean" not in advice:
            advice = " `quizlr check --rules` lists them."
        super().__init__(f"There is no rule '{name}'.{advice}")


class UnknownTopicError(UsageError):
    """No card is about what was named."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        advice = _advice(name, known, "topics") if _is_near(name, known) else ""
        more = advice or " `quizlr interview --list` names the topics."
        super().__init__(f"There is no topic '{name}': no concept, tag or deck is called so.{more}")


class NoQuestionsError(UsageError):
    """There is a topic, or a tier, on which no interview question can be asked."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"No interview question can be asked{where}. "
            "`quizlr interview --list` names the topics that have some."
        )


class UnknownInterviewError(UsageError):
    """No past interview has this id."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        advice = _advice(name, known, "interviews")
        nothing = " There is none yet: `quizlr interview` begins one."
        super().__init__(f"There is no interview '{name}'.{advice or nothing}")


class QueryError(UsageError):
    """A search cannot be understood, or finds no end."""

    def __init__(self, message: str, query: str = "", carets: str = "") -> None:
        shown = f"\n  {query}\n  {carets}" if carets else ""
        super().__init__(f"{message}{shown}")


class UnknownPanelError(UsageError):
    """The mirror has no such panel."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no panel '{name}'.{_advice(name, known, 'panels')}")


class UnknownCardError(UsageError):
    """No deck has this card, and it has no history."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        super().__init__(f"There is no card '{name}'.{_advice(name, known, 'cards')}")


class UnknownParametersError(UsageError):
    """No fit made this set of parameters."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        advice = _advice(name, known, "sets")
        super().__init__(f"There is no set of parameters '{name}'.{advice}")


class AddingError(UsageError):
    """A note cannot be added to a deck; nothing was written."""

    def __init__(self, file: str, reason: str, field: str = "") -> None:
        self.reason = reason
        self.field = field
        """The note's field that is not right; empty if it is the file."""
        super().__init__(f"No note can be added to {file}: {reason}")


class NoEditorError(UsageError):
    """There is no editor to open a deck with."""

    def __init__(self, why: str) -> None:
        super().__init__(f"{why}. Say `export EDITOR=nano`, or set `editor` in config.toml.")


class NoTerminalError(UsageError):
    """The app was asked for where no terminal is."""

    def __init__(self, command: str) -> None:
        more = " or `quizlr due`" if command == "study" else ""
        super().__init__(
            f"The app needs a terminal. In a pipe or a script use `quizlr {command} --plain`{more}."
        )


def _is_near(name: str, known: Sequence[str]) -> bool:
    from difflib import get_close_matches

    return bool(get_close_matches(name, known, n=1))


def _advice(name: str, known: Sequence[str], what: str) -> str:
    """The nearest name, or the names there are."""
    from difflib import get_close_matches

    near = get_close_matches(name, known, n=1)
    if near:
        return f" Did you mean '{near[0]}'?"
    more = ", …" if len(known) > MOST_NAMES else ""
    return f" Known {what}: {', '.join(known[:MOST_NAMES])}{more}." if known else ""


class ConfigError(UsageError):
    """`config.toml` cannot be used as it is."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}")


class DataError(QuizlrError):
    """The home folder, its log or its database cannot be read or written."""

    exit_code = 3


class HomeLockedError(DataError):
    """Another quizlr holds this home."""

    def __init__(self, home: str, holder: str) -> None:
        self.home = home
        self.holder = holder
        super().__init__(
            f"Another quizlr ({holder}) has {home} open. "
            "Close it first, or open this one read-only."
        )


class ReadOnlyError(DataError):
    """A write was asked of a home that is open read-only."""

    def __init__(self, why: str) -> None:
        super().__init__(f"Nothing can be saved: {why}")


class WriteFailedError(DataError):
    """The log could not take an event; nothing of it was kept."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"Your answer could not be saved to {path}: {reason}. "
            "Free some space or check the folder's permissions, then answer again."
        )


class DeckWriteError(DataError):
    """A deck file could not be written; it is as it was."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"{path} could not be written: {reason}. Nothing in it was changed. "
            "Free some space or check the folder's permissions, then try again."
        )


class DeckChangedError(DataError):
    """A deck file was changed by someone else meanwhile; it was left alone."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} was changed meanwhile, so nothing was written. "
            "Read the decks again, then try again."
        )


class DatabaseError(DataError):
    """SQLite refused; the log still has everything."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"The database {path} cannot be used ({reason}). Your answers are safe in the log: "
            "move the file away and start quizlr again, and it is rebuilt."
        )
