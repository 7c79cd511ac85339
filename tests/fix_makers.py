"""Random decks as people write them: comments, odd columns, flow style, and what `--fix` mends.

Each note comes with what its author meant, and with the lines that may be changed to get there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

COMMENTS = ("# a comment", '#"\\bar": - not a note', "# {{c1::x}}: [", "#", "# id: none")
TRAILS = ("", "", "", " ", "   ", "  # why: \\bar")


@dataclass
class Written:
    """A piece of a deck, what was meant by it, and its lines that are not right."""

    lines: list[str] = field(default_factory=list)
    wrong: set[str] = field(default_factory=set)
    id: str | None = None
    front: str = ""
    back: str = ""
    is_served: bool = True
    """Whether it can be read before it is mended."""
    ends_in_block: bool = False


@dataclass
class Value:
    """A text as it is written after `name: `, on the key's line and on lines of its own."""

    meant: str
    head: str
    body: list[str] = field(default_factory=list)
    wrong: list[bool] = field(default_factory=list)
    """For the line of the key, then for each line of `body`."""

    @property
    def is_right(self) -> bool:
        return not any(self.wrong)


def right_values(words: str) -> list[Value]:
    """A text in the styles that leave it as it is."""
    return [
        Value(words, words),
        Value(f"It's $\\bar x$ {words}", f"'It''s $\\bar x$ {words}'"),
        Value(f'A "b" $\\alpha$ {words}', f'"A \\"b\\" $\\\\alpha$ {words}"'),
        Value(f"é {words}", f'"\\u00e9 {words}"'),
    ]


def wrong_values(words: str) -> list[Value]:
    """A text in double quotes that spoil it."""
    pairs = [
        (f"What is $\\bar x$ {words}", f'"What is $\\bar x$ {words}"'),
        (f"It's $\\sigma'$ {words}", f"\"It's $\\sigma'$ {words}\""),
        (f'Is "$\\nabla J$" {words}', f'"Is \\"$\\nabla J$\\" {words}"'),
        (f"$\\alpha$, $\\beta$ {words}", f'"$\\\\alpha$, $\\beta$ {words}"'),
        (f"$\\{{a \\\\ b\\}}$ {words}", f'"$\\{{a \\\\ b\\}}$ {words}"'),
        (f"\\theta\t{words}", f'"\\theta\\t{words}"'),
    ]
    return [Value(meant, source, wrong=[True]) for meant, source in pairs]


def broken_value(words: str) -> Value:
    """Two lines in double quotes, of which the second has a formula."""
    return Value(
        f"One {words}\ntwo $\\frac{{1}}{{2}}$",
        f'"One {words}\\ntwo $\\frac{{1}}{{2}}$"',
        wrong=[True],
    )


@st.composite
def block_values(draw: st.DrawFn, words: str, column: int) -> Value:
    """A text after `|`, its lines in one column or not."""
    indent = column + draw(st.integers(1, 5))
    inner = [draw(st.sampled_from(["", "", "  "])) for _ in range(draw(st.integers(0, 3)))]
    texts = [words, *(f"{space}line {n}: $\\bar x$ #" for n, space in enumerate(inner))]
    head = draw(st.sampled_from(["|", "|-", "| # note"]))
    how = draw(st.sampled_from(["even", "even", "left", "deep"]))
    pad = " " * indent
    if how == "left" and len(texts) > 1:
        # Lines that are fewer than half are those that slipped; in the key's column they are keys.
        at = len(texts) - draw(st.integers(1, len(texts) // 2))
        width = max(column + 1, indent - draw(st.integers(1, 4)))
        cut = [width] * (len(texts) - at)
        body = [pad + text for text in texts[:at]]
        body += [" " * width + text.lstrip() for width, text in zip(cut, texts[at:], strict=True)]
        meant = [*texts[:at], *(text.lstrip() for text in texts[at:])]
        wrong = [False] * (at + 1) + [True] * (len(texts) - at)
        return Value("\n".join(meant), head, body, wrong)
    if how == "deep" and len(texts) > 2:
        deep = draw(st.integers(1, 3))
        body = [" " * deep + pad + texts[0], *(pad + text.lstrip() for text in texts[1:])]
        meant = [" " * deep + texts[0], *(text.lstrip() for text in texts[1:])]
        return Value("\n".join(meant), head, body, [True])
    return Value("\n".join(texts), head, [pad + text for text in texts])


@st.composite
def block_notes(draw: st.DrawFn, number: int, dash: int) -> Written:
    """A note with a field a line."""
    gap = draw(st.integers(1, 3))
    column = dash + 1 + gap
    made = Written()
    if draw(st.booleans()):
        made.id = f"n-{number}"
    names = draw(st.permutations(["front", "back", *(["id"] if made.id else [])]))
    for at, name in enumerate(names):
        is_first = at == 0
        value = Value("", str(made.id)) if name == "id" else draw(_values(name, number, column))
        if name != "id":
            setattr(made, name, value.meant)
            made.is_served = made.is_served and value.is_right
        lead = f"{' ' * dash}-{' ' * gap}" if is_first else " " * column
        trail = "" if value.head.startswith("|") else draw(st.sampled_from(TRAILS))
        line = f"{lead}{name}: {value.head}{trail}"
        if is_first and not made.id:
            made.wrong.add(line)
        for text, is_wrong in zip([line, *value.body], value.wrong, strict=False):
            if is_wrong:
                made.wrong.add(text)
        made.lines += [line, *value.body]
        made.ends_in_block = bool(value.body)
        if not value.body and at < len(names) - 1:
            made.lines += draw(between())
    return made


@st.composite
def _values(draw: st.DrawFn, name: str, number: int, column: int) -> Value:
    words = f"{name} of note {number}"
    simple = [*right_values(words) * 2, *wrong_values(words), broken_value(words)]
    return draw(st.sampled_from(simple) | block_values(words, column))


@st.composite
def flow_notes(draw: st.DrawFn, number: int, dash: int) -> Written:
    """A note in braces, on one line or on several, perhaps as JSON."""
    made = Written(id=f"n-{number}" if draw(st.booleans()) else None)
    is_json = draw(st.booleans())
    words = [f"{name} of note {number}" for name in ("front", "back")]
    values = []
    for each in words:
        right = right_values(each)
        # In braces a plain text would end at a comma; JSON has double quotes only.
        values.append(
            draw(st.sampled_from(right[2:] if is_json else [right[1], *wrong_values(each)]))
        )
    made.front, made.back = (value.meant for value in values)
    made.is_served = all(value.is_right for value in values)
    quote = '"' if is_json else ""
    pairs = [(f"{quote}id{quote}", f"{quote}{made.id}{quote}")] if made.id else []
    pairs += [
        (f"{quote}{name}{quote}", v.head) for name, v in zip(("front", "back"), values, strict=True)
    ]
    parts = [f"{name}: {head}" for name, head in pairs]
    lead = f"{' ' * dash}- {{"
    if draw(st.booleans()):
        line = f"{lead}{', '.join(parts)}}}{draw(st.sampled_from(TRAILS))}"
        lines = [line]
    else:
        pad = " " * (dash + draw(st.integers(1, 6)))
        lines = [
            f"{lead}{parts[0]},",
            *(f"{pad}{part}," for part in parts[1:-1]),
            f"{pad}{parts[-1]} }}",
        ]
    made.lines = lines
    if not made.id:
        made.wrong.add(lines[0])
    made.wrong |= {line for line in lines for v in values if not v.is_right and v.head in line}
    return made


@st.composite
def between(draw: st.DrawFn) -> list[str]:
    """What may stand between fields and notes: comments in any column, blank lines."""
    lines = []
    for _ in range(draw(st.integers(0, 2))):
        indent = " " * draw(st.integers(0, 7))
        lines.append(indent + draw(st.sampled_from(["", *COMMENTS])))
    return lines


@st.composite
def decks(draw: st.DrawFn) -> tuple[str, list[Written]]:
    """A deck's text, and its notes."""
    dash = draw(st.integers(0, 4))
    notes = [
        draw(block_notes(number, dash) | flow_notes(number, dash))
        for number in range(draw(st.integers(1, 5)))
    ]
    lines = ["quizlr: 1", "id: sample", "title: 'A deck'  # called so", *draw(between())]
    lines.append(f"notes:{draw(st.sampled_from(['', ' ', '  # here']))}")
    for note in notes:
        lines += note.lines
        if not note.ends_in_block:  # whose lines a comment would be one of
            lines += draw(between())
    end = draw(st.sampled_from(["\n", "\n\n", ""]))
    text = "\n".join(lines) + end
    return text, notes


@st.composite
def files(draw: st.DrawFn) -> tuple[str, list[Written]]:
    """The same as a file has it: with either line end, and perhaps a byte order mark."""
    text, notes = draw(decks())
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(["", "\ufeff"])) + text, notes


SIGNS = (*"\"'|#{}é\n\t\r \\", "", "\\n", "\\bar", "  ", "- ", ": ")


@st.composite
def damaged_files(draw: st.DrawFn) -> str:
    """A random deck in which a few stretches were overwritten."""
    text, _ = draw(files())
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 6)))
        text = text[:start] + draw(st.sampled_from(SIGNS)) + text[end:]
    return text
