"""A newcomer's first minutes, replayed in a real terminal: from nothing to a deck that is studied.

`python tests/first_minutes.py tests/first_minutes.txt` types what the authoring guide says, at the
pace of a person, in the shell and in the app, and writes down the screens and the time. Needs tmux
and nano.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

TYPE_S = 0.2
"""Seconds a character: 60 words a minute."""
READ_S = 4.0
"""Seconds spent on a screen before the next key."""
PATIENCE_S = 30.0
SESSION = "quizlr-first-minutes"


class Newcomer:
    """Somebody at a terminal of 80 by 24 who reads, types, and keeps a record."""

    def __init__(self, home: Path, pace: float) -> None:
        self._home = home
        self._pace = pace
        self._began_s = time.monotonic()
        self._record: list[str] = []
        programs = Path(sys.executable).parent
        clean = f"env -i HOME={home} PATH={programs}:/usr/bin:/bin TERM=screen-256color"
        shell = f"cd {home} && exec {clean} LANG=C.UTF-8 PS1='$ ' bash --norc --noprofile"
        self._tmux("new-session", "-d", "-s", SESSION, "-x", "80", "-y", "24", shell)
        self.is_asked()

    def close(self) -> None:
        """Leave."""
        self._tmux("kill-session", "-t", SESSION)

    @property
    def record(self) -> str:
        """What was seen, with the minutes and seconds."""
        return "\n".join(self._record) + "\n"

    @property
    def spent_s(self) -> float:
        """Seconds since the shell stood open."""
        return time.monotonic() - self._began_s

    def does(self, words: str) -> None:
        """Note down what comes now."""
        clock = f"{int(self.spent_s) // 60}:{int(self.spent_s) % 60:02d}"
        self._record.append(f"{clock}  {words}\n")

    def types(self, text: str) -> None:
        """Type characters."""
        for character in text:
            self._tmux("send-keys", "-t", SESSION, "-l", "--", character)
            time.sleep(TYPE_S * self._pace + 0.02)

    def presses(self, *keys: str) -> None:
        """Press keys by name, each with a thought."""
        for name in keys:
            self._tmux("send-keys", "-t", SESSION, name)
            time.sleep(0.5 * self._pace + 0.4)

    def enters(self, line: str) -> None:
        """Type a line."""
        self.types(line)
        self.presses("Enter")

    def runs(self, line: str, result: str) -> None:
        """Run a command, and wait for what it says."""
        self.enters(line)
        self.sees(result)
        self.is_asked()

    def sees(self, *texts: str) -> str:
        """Wait until one of some texts is on the screen; which."""
        until_s = time.monotonic() + PATIENCE_S
        while True:
            screen = self._screen()
            for text in texts:
                if text in screen:
                    return text
            assert time.monotonic() < until_s, f"{texts} never came:\n{screen}"
            time.sleep(0.1)

    def rows(self) -> list[str]:
        """The lines of the screen, without the cursor's sign."""
        return [line.strip(" ▸") for line in self._screen().split("\n")]

    def is_asked(self) -> None:
        """Wait for the shell's prompt."""
        until_s = time.monotonic() + PATIENCE_S
        while self._screen().rstrip().split("\n")[-1] != "$":
            assert time.monotonic() < until_s, self._screen()
            time.sleep(0.1)

    def looks(self) -> None:
        """Read the screen, and keep it."""
        time.sleep(READ_S * self._pace)
        screen = self._screen().replace(str(self._home), "~").rstrip()
        shorter = re.sub(r"\n(?:[ │]*\n){3,}", "\n\n  ⋮\n\n", screen)
        self._record += [*(f"    | {line}".rstrip() for line in shorter.split("\n")), ""]

    def _screen(self) -> str:
        return self._tmux("capture-pane", "-t", SESSION, "-p")

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(["tmux", *words], capture_output=True, text=True, check=True)
        return done.stdout


def can_replay() -> bool:
    """Whether the programs are there."""
    return all(shutil.which(name) for name in ("tmux", "nano", "bash"))


def writes_the_first_deck(person: Newcomer) -> None:
    """The five lines of the guide, in an editor."""
    person.does("The guide: a deck in five lines. I write it.")
    person.enters("nano my-deck.yaml")
    person.sees("my-deck.yaml")
    for line in (
        "quizlr: 1",
        "id: my-deck",
        "title: My deck",
        "notes:",
        "  - {id: loss, front: What does log loss measure?, back: How wrong a probability was}",
    ):
        person.enters(line)
    person.looks()
    person.presses("C-o", "Enter", "C-x")
    person.is_asked()
    person.does("Is it right?")
    person.runs("quizlr check my-deck.yaml", "1 deck, 1 note")
    person.looks()


def adds_by_command(person: Newcomer) -> None:
    """Two types from the command line; they are valid as they stand."""
    person.does("The guide: `quizlr new` adds a note of any type. A cloze and a number.")
    person.runs("quizlr new my-deck.yaml --type cloze", "Added my-deck/sigmoid-slope")
    person.runs("quizlr new my-deck.yaml --type number", "Added my-deck/model-gives")
    person.runs("head -n 14 my-deck.yaml", "title: My deck")
    person.looks()


def goes_to(person: Newcomer, key: str, place: str) -> None:
    """Press a key, and see where it leads."""
    person.presses(key)
    person.sees(place)


def chooses(person: Newcomer, kind: str, steps: int) -> None:
    """Choose the kind of note, and go on to its question."""
    goes_to(person, "BTab", "▸ kind")
    person.presses(*["Right"] * steps)
    person.sees(f"◂ {kind} ▸")
    goes_to(person, "Tab", "▸ front")


def adds_in_the_app(person: Newcomer) -> None:
    """Two more in the form, from Study."""
    person.does("I study, and add two more with `a`, without YAML: typed and choice.")
    person.enters("quizlr study my-deck.yaml")
    person.sees("What does log loss measure?")
    person.looks()
    person.presses("a")
    person.sees("▸ front")
    chooses(person, "typed", steps=3)
    person.types("What is the derivative of a loss called?")
    goes_to(person, "Tab", "▸ answers")
    person.types("gradient")
    person.looks()
    person.presses("C-s")
    person.sees("1 added")
    person.sees("▸ front")
    chooses(person, "choice", steps=1)
    person.types("Which loss fits probabilities?")
    goes_to(person, "Tab", "▸ options")
    person.enters("* log loss")
    person.types("hinge loss")
    person.presses("C-s")
    person.sees("2 added")
    person.looks()
    person.presses("Escape")


def gap(person: Newcomer) -> None:
    """Say it in the head, look, rate."""
    person.does("The gap.")
    person.presses("Space")


def number(person: Newcomer) -> None:
    """The field calculates."""
    person.does("The number. A line that begins with = is calculated.")
    person.types("=-ln(0.7)")
    person.presses("Enter")
    person.looks()
    person.presses("Enter")
    person.sees("Correct")


def word(person: Newcomer) -> None:
    """Type it."""
    person.does("The word.")
    person.types("gradient")
    person.presses("Enter")
    person.sees("Correct")


def choice(person: Newcomer) -> None:
    """Pick by the option's number."""
    person.does("The choice.")
    person.presses(next(line.split()[0] for line in person.rows() if line.endswith("log loss")))
    person.presses("Enter")
    person.sees("Correct")


def question(person: Newcomer) -> None:
    """Say it in the head, look, rate."""
    person.does("The question and its answer.")
    person.presses("Space")


ANSWERS = {
    "What does log loss measure?": question,
    "The sigmoid of 0 is": gap,
    "class probability 0.7": number,
    "derivative of a loss": word,
    "fits probabilities": choice,
}


def studies(person: Newcomer) -> None:
    """Every card is answered and rated, in the order in which they come."""
    waiting = dict(ANSWERS)
    while waiting:
        asked = person.sees(*waiting)
        waiting.pop(asked)(person)
        person.looks()
        person.presses("3")


def ends(person: Newcomer) -> None:
    """The summary, and the time."""
    person.does("All five were asked. `q` sums up.")
    person.presses("q")
    person.sees("5 answers")
    person.looks()
    person.does("Five types of notes, written and studied.")
    person.presses("Enter", "q")
    person.sees("quizlr study my-deck.yaml")  # the shell again


STEPS = (writes_the_first_deck, adds_by_command, adds_in_the_app, studies, ends)


def replay(pace: float = 1.0) -> tuple[str, float]:
    """Go through all of it; the record, and the seconds that it took.

    Args:
        pace: 1 for that of a person, 0 for as fast as the programs go.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        person = Newcomer(Path(folder), pace)
        try:
            for step in STEPS:
                step(person)
            return person.record, person.spent_s
        finally:
            person.close()


def main(words: Sequence[str]) -> None:
    """Print the record, or write it to a file."""
    text, _ = replay()
    if words:
        Path(words[0]).write_text(text, encoding="utf-8")
    else:
        print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
