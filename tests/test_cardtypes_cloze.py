from __future__ import annotations

import pytest
from cardtypes_makers import as_yaml, cards, problems, rules
from hypothesis import given
from hypothesis import strategies as st

from quizlr.cardtypes import ask, grade
from quizlr.model import (
    HIDDEN_CLOSE,
    HIDDEN_OPEN,
    SHOWN_CLOSE,
    SHOWN_OPEN,
    Prompt,
    Reveal,
    Revealed,
    Severity,
    Verdict,
)


def hidden(text: str = "…") -> str:
    return f"{HIDDEN_OPEN}[{text}]{HIDDEN_CLOSE}"


def shown(text: str) -> str:
    return f"{SHOWN_OPEN}{text}{SHOWN_CLOSE}"


def prompts(front: str, back: str = "") -> dict[str, Prompt]:
    note = {"type": "cloze", "front": front} | ({"back": back} if back else {})
    return {card.part: ask(card, 0) for card in cards(as_yaml(note))}


def test_each_number_is_a_card_and_hides_all_its_deletions() -> None:
    made = prompts("{{c1::Log loss}} of a {{c2::certain}} {{c1::miss}} is infinite.", "See $p=0$.")
    assert made["c1"].front == f"{hidden()} of a certain {hidden()} is infinite."
    assert made["c2"].front == f"Log loss of a {hidden()} miss is infinite."
    full = f"{shown('Log loss')} of a certain {shown('miss')} is infinite.\n\nSee $p=0$."
    assert made["c1"].back == full
    assert isinstance(made["c1"].task, Reveal)


def test_a_single_deletion_has_its_number_in_the_card_id_too() -> None:
    assert [card.id for card in cards(as_yaml({"type": "cloze", "front": "a {{c1::b}}"}))] == [
        "d/n#c1"
    ]


def test_a_hint_stands_in_the_gap() -> None:
    assert prompts("a {{c1::b::which letter}}")["c1"].front == f"a {hidden('which letter')}"


def test_a_link_cannot_grow_out_of_a_gap() -> None:
    assert "](" not in prompts("{{c1::f}}(x)")["c1"].front


def test_inside_a_formula_the_gap_is_tex_without_markers() -> None:
    made = prompts(r"$\sigma(z) = {{c1::\frac{1}{1+e^{-z}}}}$ and $y = {{c2::x::the $\alpha$}}$")
    assert made["c1"].front == r"$\sigma(z) = [\ldots]$ and $y = x$"
    assert made["c1"].back == r"$\sigma(z) = \frac{1}{1+e^{-z}}$ and $y = x$"
    assert made["c2"].front == r"$\sigma(z) = \frac{1}{1+e^{-z}}$ and $y = [\text{the alpha}]$"


def test_an_exponent_stays_an_exponent_hidden_and_shown() -> None:
    made = prompts("$x^{{c1::10}}$ and {{c2::text}}")
    assert made["c1"].front.startswith(r"$x^{[\ldots]}$")
    assert made["c2"].front.startswith("$x^{10}$")


def test_code_keeps_its_markers_and_its_fence() -> None:
    made = prompts("```python\np = {{c1::1 / (1 + exp(-z))}}\n```")
    assert made["c1"].front == f"```python\np = {hidden()}\n```"
    assert made["c1"].back == f"```python\np = {shown('1 / (1 + exp(-z))')}\n```"


def test_a_shown_list_stays_a_list_and_a_shown_fence_a_fence() -> None:
    back = prompts("Steps:\n{{c1::- draw\n- **update**\n\n```\ncode\n```}}")["c1"].back
    assert f"\n- {shown('draw')}\n- {shown('**update**')}\n\n```\n" in back


@pytest.mark.parametrize(
    ("front", "rule", "word"),
    [
        ("No gap here.", "cloze-without-deletion", "{{c1::…}}"),
        ("a {{c1::b", "cloze-unclosed", "line 1, column 3"),
        ("a {{c0::b}}", "cloze-number", "c1"),
        ("a {{c1::}}", "cloze-empty", "nothing"),
        ("a {{c1::b {{c2::c}} }}", "cloze-nested", "side by side"),
    ],
)
def test_a_broken_cloze_is_refused_with_its_cause(front: str, rule: str, word: str) -> None:
    (problem,) = problems(as_yaml({"type": "cloze", "front": front}))
    assert (problem.rule, problem.severity, problem.path) == (
        rule,
        Severity.ERROR,
        "notes[0].front",
    )
    assert word in problem.message


def test_a_missing_number_is_only_a_hint() -> None:
    (problem,) = problems(as_yaml({"type": "cloze", "front": "{{c1::a}} {{c3::b}}"}))
    assert (problem.rule, problem.severity) == ("cloze-number-gap", Severity.HINT)
    assert "c2" in problem.message


def test_half_a_formula_in_a_gap_is_a_warning() -> None:
    assert rules(as_yaml({"type": "cloze", "front": "$a {{c1::b$ c}}"})) == ["cloze-across-formula"]


def test_the_learner_rates_a_cloze_alone() -> None:
    assert grade(prompts("{{c1::a}}")["c1"], Revealed()).verdict is Verdict.UNGRADED


SAFE = st.text(st.sampled_from("abc αβ.,"), min_size=1, max_size=8).filter(lambda t: t.strip())


@given(st.lists(st.tuples(SAFE, st.integers(1, 3), SAFE), min_size=1, max_size=6))
def test_the_front_shows_nothing_that_its_card_asks_for(parts: list[tuple[str, int, str]]) -> None:
    front = "".join(f"{before}{{{{c{number}::<{text}>}}}}" for before, number, text in parts)
    note = as_yaml({"type": "cloze", "front": f"|{front}"})
    if rules(note):
        return
    for card in cards(note):
        prompt = ask(card, 0)
        asked = [text for _, number, text in parts if f"c{number}" == card.part]
        others = [text for _, number, text in parts if f"c{number}" != card.part]
        assert prompt.front.count(hidden()) == len(asked)
        assert all(f"<{text}>" in prompt.front for text in others)
        assert prompt.front.count("<") == len(others)
        bare = prompt.back.translate(dict.fromkeys(map(ord, SHOWN_OPEN + SHOWN_CLOSE)))
        assert bare == "|" + "".join(f"{before}<{text}>" for before, _, text in parts)
