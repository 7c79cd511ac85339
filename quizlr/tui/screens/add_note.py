"""Add a note: a small form, and the note stands in the deck's file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from quizlr.authoring.forms import FORMS, Form, same_front, values_of, with_gap
from quizlr.cardtypes import CARD_TYPES
from quizlr.collection import Collection
from quizlr.collection.authoring import Filed, Target, add, sample, targets
from quizlr.errors import AddingError, QuizlrError
from quizlr.tui.content import CAUTION, GOOD, literal
from quizlr.tui.keys import key
from quizlr.tui.live import DecksRead
from quizlr.tui.screens.framed import Framed
from quizlr.tui.widgets.chooser import Choosable, Chooser
from quizlr.tui.widgets.entry import EntryField
from quizlr.tui.widgets.two_ends import TwoEnds

if TYPE_CHECKING:
    from quizlr.collection.live import News


class AddNoteScreen(Framed):
    """Deck, kind of note, and what to type. After each note the form is empty for the next."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "add", "add", "adding.add"),
        key("ctrl+g", "gap", "gap", "adding.gap"),
        key("ctrl+p", "preview", "preview", "adding.preview"),
        key("tab", "app.focus_next", "next field", "adding.next"),
        key("shift+tab", "app.focus_previous", "field before", "adding.previous"),
        key("escape", "leave", "back", "adding.leave"),
    ]

    def __init__(self, collection: Collection, deck_id: str = "", *, title: str = "") -> None:
        """Notes go into a deck that is chosen in the form.

        Args:
            collection: the learner's.
            deck_id: the deck that is offered first; a bundled one is offered last.
            title: of a deck that is made with its first note; it is offered first.
        """
        super().__init__()
        self._collection = collection
        self._deck_id = deck_id
        self._targets = targets(collection, deck_id)
        if title:
            self._targets = (Target(title), *self._targets)
        self._count = 0
        self._warned = ""
        """What was said twice over before it is done all the same."""

    def body(self) -> ComposeResult:
        """The form."""
        with VerticalScroll(id="scroll", can_focus=False):
            yield Chooser("deck", [_choosable(each) for each in self._targets], id="deck")
            kinds = [Choosable(form.name, form.words) for form in FORMS]
            yield Chooser("kind", kinds, id="kind")
            yield Vertical(id="entries")
            yield Static(id="fault", classes="column", markup=False)

    def on_mount(self) -> None:
        """Begin with a question and its answer."""
        super().on_mount()
        self.query_one("#entries").styles.height = "auto"
        self._show_head()
        self._show_entries({})

    # -- drawing

    @property
    def _form(self) -> Form:
        return FORMS[self.query_one("#kind", Chooser).index]

    @property
    def _target(self) -> Target:
        return self._targets[self.query_one("#deck", Chooser).index]

    def _fields(self) -> dict[str, EntryField]:
        return {str(field.name): field for field in self.query(EntryField)}

    def _texts(self) -> dict[str, str]:
        return {name: field.text for name, field in self._fields().items()}

    def _show_head(self) -> None:
        added = f"{self._count} added" if self._count else ""
        head = self.query_one("#head", TwoEnds)
        head.show(literal("Add a note", "bold $accent"), literal(added, GOOD))
        self.show_keys()

    def _show_entries(self, texts: dict[str, str], *, is_focused: bool = True) -> None:
        """Show the fields of the form that is chosen, with these texts in them."""
        fields = [
            EntryField(
                entry.field,
                entry.label,
                entry.help,
                text=texts.get(entry.field, ""),
                height=entry.height,
            )
            for entry in self._form.entries
        ]
        holder = self.query_one("#entries")
        holder.remove_children()
        holder.mount_all(fields)
        if is_focused:
            self.call_after_refresh(fields[0].type_here)
        self.show_keys()

    def _say_fault(self, text: str, style: str = CAUTION) -> None:
        self.query_one("#fault", Static).update(literal(text, style))
        if text:
            self.call_after_refresh(self.query_one("#fault").scroll_visible, animate=False)

    def main_keys(self) -> Sequence[str]:
        """Ids of the keys at the bottom."""
        choose = ("chooser.next",) if isinstance(self.focused, Chooser) else ()
        gap = ("adding.gap",) if self.is_mounted and self._form.has_gaps else ()
        return ("adding.add", "adding.leave", *choose, *gap, "adding.next", "adding.preview")

    def on_chooser_changed(self, message: Chooser.Changed) -> None:
        """Another kind has other fields; what was typed into those of the same name stays."""
        self._say_fault("")
        if message.chooser.id == "kind":
            self._show_entries(self._texts(), is_focused=False)

    def on_text_area_changed(self) -> None:
        """What was wrong may be right now."""
        self._say_fault("")

    def decks_changed(self, news: News) -> None:  # noqa: ARG002
        """Offer the decks that there are now; the one that was chosen stays chosen."""
        if not self.is_mounted:
            return
        chosen = self._target
        known = targets(self._collection, self._deck_id)
        rest = tuple(each for each in known if each.deck_id != chosen.deck_id)
        self._targets = (chosen, *rest)
        self.query_one("#deck", Chooser).show([_choosable(each) for each in self._targets], 0)

    # -- actions

    def action_add(self) -> None:
        """Write the note."""
        form, target = self._form, self._target
        values, missing = values_of(form, self._texts())
        if missing:
            self._complain(missing[0].field, f"Fill in `{missing[0].label}` first.")
            return
        deck = self._collection.decks.get(target.deck_id)
        fronts = {note.id: note.front for note in deck.notes} if deck else {}
        same = same_front(values["front"], fronts)
        if same and self._warned != values["front"]:
            self._warned = values["front"]
            words = f"{target.title} asks this already ({same}). ctrl+s adds it all the same."
            self._complain("front", words)
            return
        try:
            filed = add(self._collection, target, CARD_TYPES[form.type], values)
        except AddingError as error:
            self._complain(error.field, error.reason)
        except QuizlrError as error:
            self._complain("", str(error))
        else:
            self._take(filed, target)

    def _take(self, filed: Filed, target: Target) -> None:
        """The note is written: empty the form for the next."""
        self._count += 1
        self._warned = ""
        index = self.query_one("#deck", Chooser).index
        mine = Target(target.title, filed.deck_id)  # it is the learner's now, if it was not
        self._targets = (*self._targets[:index], mine, *self._targets[index + 1 :])
        self.post_message(DecksRead(filed.news))
        self._say_fault("")
        self._show_entries({})
        self._show_head()
        self.say(f"Added {filed.note.id} to {target.title}. Write the next one, or esc.", GOOD)

    def _complain(self, field: str, words: str) -> None:
        """Say what is wrong, at its field."""
        fields = self._fields()
        if field in fields:
            fields[field].type_here()
        self._say_fault(words)

    def action_gap(self) -> None:
        """Make a gap of what is selected."""
        field = self._fields().get("front")
        if not self._form.has_gaps or field is None:
            return
        field.put(*with_gap(field.text, *field.selected))
        field.type_here()

    def action_preview(self) -> None:
        """Show the cards that the note would make."""
        from quizlr.tui.screens.note_preview import NotePreview

        values, missing = values_of(self._form, self._texts())
        if missing:
            self._complain(missing[0].field, f"Fill in `{missing[0].label}` first.")
            return
        try:
            note = sample(CARD_TYPES[self._form.type], values)
        except AddingError as error:
            self._complain(error.field, error.reason)
            return
        self.app.push_screen(NotePreview(note))

    def action_leave(self) -> None:
        """Go back; text that is not added yet is thrown away at the second press only."""
        typed = "".join(self._texts().values())
        if typed.strip() and self._warned != typed:
            self._warned = typed
            self._say_fault("This note is not added yet. esc again throws it away.")
            return
        self.dismiss()


def _choosable(target: Target) -> Choosable:
    if target.is_copied:
        return Choosable(target.title, "a bundled deck: it is copied to your decks")
    return Choosable(target.title, "" if target.deck_id else "a new deck")
