"""A flow drawn as boxes: in rows, within the width, the selected one told without colour."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from quizlr.model import text_of
from quizlr.rendering import cell_width
from quizlr.rendering.boxes import Box, boxes_in_words, draw_boxes

FLOW = [Box("x"), Box("z = wx + b"), Box("σ(z)"), Box("loss", is_open=False)]


def drawn(width: int, selected: int | None = None) -> str:
    return "\n".join(text_of(line).rstrip() for line in draw_boxes(FLOW, width, selected).lines)


def test_boxes_that_fit_stand_in_one_row() -> None:
    assert drawn(60, selected=1) == (
        "┌───┐   ╔════════════╗   ┌──────┐   ┌╌╌╌╌╌╌┐\n"
        "│ x │──▶║ z = wx + b ║──▶│ σ(z) │──▶┆ loss ┆\n"
        "└───┘   ╚════════════╝   └──────┘   └╌╌╌╌╌╌┘"
    )


def test_a_row_that_is_full_leads_on_to_the_next() -> None:
    assert drawn(30) == (
        "┌───┐   ┌────────────┐\n"
        "│ x │──▶│ z = wx + b │──▶\n"
        "└───┘   └────────────┘\n"
        "   ┌──────┐   ┌╌╌╌╌╌╌┐\n"
        "──▶│ σ(z) │──▶┆ loss ┆\n"
        "   └──────┘   └╌╌╌╌╌╌┘"
    )


def test_a_flow_can_be_said() -> None:
    assert boxes_in_words(FLOW) == "x, then z = wx + b, then σ(z), then loss"


LABELS = st.lists(st.text(max_size=40), min_size=1, max_size=7)


@given(LABELS, st.integers(16, 100), st.data())
def test_no_line_is_wider_than_the_window_and_every_box_is_there(
    labels: list[str], width: int, data: st.DataObject
) -> None:
    selected = data.draw(st.none() | st.integers(0, len(labels) - 1))
    picture = draw_boxes([Box(label) for label in labels], width, selected)
    texts = [text_of(line) for line in picture.lines]
    assert all(cell_width(text) <= width for text in texts)
    assert len(picture.tops) == len(labels)
    assert list(picture.tops) == sorted(picture.tops)
    assert all(top < len(texts) for top in picture.tops)
    frame = "".join(texts)
    assert frame.count("┌") + frame.count("╔") >= len(labels)
    assert ("╔" in frame) == (selected is not None)
    assert not any("\x1b" in text or "\n" in text for text in texts)
