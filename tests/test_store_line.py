"""One event, one line."""

from __future__ import annotations

import json
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_makers import START_MS, events, review

from quizlr.model import Event, Undo
from quizlr.store.line import Unread, decode, encode

EVENT = Event("aaaaaaaa", 7, review(given="größer als 1"))


def sealed(members: dict[str, object]) -> bytes:
    """A line with these members and a crc that fits."""
    body = json.dumps(members, separators=(",", ":")).encode()
    return body[:-1] + b',"crc":"%08x"}' % crc32(body)


@given(events)
def test_what_is_written_is_read_back_the_same(event: Event) -> None:
    line = encode(event)
    assert "\n" not in line
    assert decode(line.encode(), event.device) == event


@given(st.data())
def test_a_line_with_one_changed_byte_is_never_taken_for_an_event(data: st.DataObject) -> None:
    line = bytearray(encode(EVENT).encode())
    at = data.draw(st.integers(0, len(line) - 1))
    line[at] ^= data.draw(st.integers(1, 255))
    assert isinstance(decode(bytes(line), "aaaaaaaa"), Unread)


@given(st.integers(0, len(encode(EVENT).encode()) - 1))
def test_a_line_that_is_cut_short_is_never_taken_for_an_event(size: int) -> None:
    assert isinstance(decode(encode(EVENT).encode()[:size], "aaaaaaaa"), Unread)


@given(st.binary(max_size=60))
def test_rubbish_gives_a_reason_and_never_an_exception(rubbish: bytes) -> None:
    body = rubbish + b"}"
    line = rubbish + b',"crc":"%08x"}' % crc32(body)
    assert isinstance(decode(rubbish, "aaaaaaaa"), Unread)
    assert isinstance(decode(line, "aaaaaaaa"), Unread)


def test_deeply_nested_rubbish_gives_a_reason() -> None:
    body = b"[" * 200_000 + b"}"
    assert isinstance(decode(body[:-1] + b',"crc":"%08x"}' % crc32(body), "a"), Unread)


def test_windows_line_ends_do_not_matter() -> None:
    assert decode(encode(EVENT).encode() + b"\r\n", "aaaaaaaa") == EVENT


def test_fields_with_their_default_are_left_out() -> None:
    members = json.loads(encode(EVENT))
    assert "answer" not in members
    assert list(members)[:4] == ["v", "n", "t", "k"]
    assert list(members)[-1] == "crc"


def test_the_crc_is_that_of_the_line_without_it() -> None:
    line = encode(EVENT)
    body = line[: line.rindex(',"crc"')] + "}"
    assert json.loads(line)["crc"] == f"{crc32(body.encode()):08x}"


@pytest.mark.parametrize("changes", [{"v": 2}, {"k": "dream"}])
def test_an_event_of_a_newer_quizlr_keeps_its_number(changes: dict[str, object]) -> None:
    members: dict[str, object] = {"v": 1, "n": 9, "t": START_MS, "k": "undo", "target": 3}
    assert decode(sealed(members | changes), "a") == Unread("was written by a newer quizlr", 9)


def test_a_field_of_a_newer_quizlr_is_passed_over() -> None:
    members = {"v": 1, "n": 9, "t": START_MS, "k": "undo", "target": 3, "mood": "fine"}
    assert decode(sealed(members), "a") == Event("a", 9, Undo(at_ms=START_MS, target=3))


@pytest.mark.parametrize(
    "changes",
    [
        {"target": "3"},
        {"target": 2**63},
        {"target": True},
        {"is_redo": 1},
        {"t": None},
        {"n": 1.5},
    ],
)
def test_a_value_of_the_wrong_type_is_refused(changes: dict[str, object]) -> None:
    members: dict[str, object] = {"v": 1, "n": 9, "t": START_MS, "k": "undo", "target": 3}
    assert isinstance(decode(sealed(members | changes), "a"), Unread)


def test_a_missing_field_is_refused() -> None:
    assert isinstance(decode(sealed({"v": 1, "n": 9, "t": START_MS, "k": "undo"}), "a"), Unread)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_not_finite_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        encode(Event("a", 1, review(elapsed_days=number)))


def test_half_a_surrogate_pair_becomes_a_question_mark() -> None:
    event = decode(encode(Event("a", 1, review(given="x\ud800y"))).encode(), "a")
    assert event == Event("a", 1, review(given="x?y"))
