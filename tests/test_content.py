"""The decks that ship: they parse, can be answered and drawn, and their numbers are right."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from quizlr.cardtypes import KNOWN_UNSERVED, NOTE_TYPES, ask, cards_of, grade
from quizlr.cardtypes.choice import ChoiceContent
from quizlr.cardtypes.concept import ConceptContent
from quizlr.cardtypes.deletions import Deletion, parse_deletions
from quizlr.cardtypes.order import OrderContent
from quizlr.cardtypes.typed import TypedContent
from quizlr.decks import parse_deck
from quizlr.model import Arranged, Card, Deck, Note, Picked, Problem, TypedText, Verdict
from quizlr.rendering import linear, render

CONTENT = Path(__file__).parent.parent / "content"
FILES = sorted(CONTENT.glob("*.yaml"))
AT_LEAST = {"basic": 40, "cloze": 20, "typed": 10, "choice": 12, "order": 8, "concept": 10}
WIDTH = 76
SEEDS = range(5)


def read(text: str, file: str) -> tuple[Deck, list[Problem]]:
    deck, problems = parse_deck(text, file, NOTE_TYPES, KNOWN_UNSERVED)
    assert deck is not None, problems
    return deck, problems


DECKS = [read(path.read_text(encoding="utf-8"), path.name)[0] for path in FILES]
NOTES = {f"{deck.id}/{note.id}": note for deck in DECKS for note in deck.notes}
CARDS = [card for deck in DECKS for card in cards_of(deck)]


def cards_with(content: type) -> list[Card]:
    return [card for card in CARDS if isinstance(card.note.content, content)]


def texts_of(note: Note) -> Iterator[str]:
    """Everything of a note that is drawn as Markdown, gaps filled in."""
    pieces, _ = parse_deletions(note.front)
    yield "".join(piece.text if isinstance(piece, Deletion) else piece for piece in pieces)
    yield from (note.back, note.disputed, *note.hints)
    match note.content:
        case ChoiceContent(options=options):
            yield from (text for option in options for text in (option.text, option.why))
        case OrderContent(lines=lines):
            yield from lines
        case ConceptContent() as concept:
            yield from (concept.deeper, concept.production, concept.example)
        case _:
            pass


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_bundled_deck_has_no_problems(path: Path) -> None:
    _, problems = read(path.read_text(encoding="utf-8"), path.name)
    assert [str(problem) for problem in problems] == []


def test_ids_are_unique() -> None:
    assert len({deck.id for deck in DECKS}) == len(DECKS) >= 4
    assert len(NOTES) == sum(len(deck.notes) for deck in DECKS)


def test_required_decks_exist_and_come_first() -> None:
    known = {deck.id: deck.requires for deck in DECKS}
    learned: set[str] = set()
    while ready := {i for i, needs in known.items() if i not in learned and learned >= set(needs)}:
        learned |= ready
    assert learned == set(known)


def test_every_type_is_well_represented() -> None:
    counts = Counter(note.type for note in NOTES.values())
    assert {kind: count for kind, count in AT_LEAST.items() if counts[kind] < count} == {}
    assert counts.total() >= 150
    assert any(card.part == "reverse" for card in CARDS)


@pytest.mark.parametrize("deck", DECKS, ids=lambda deck: deck.id)
def test_sources_and_concepts_resolve(deck: Deck) -> None:
    concepts = {note.id for note in deck.notes if isinstance(note.content, ConceptContent)}
    asked = [note for note in deck.notes if note.id not in concepts]
    assert [n.id for n in asked if not n.about or not concepts.issuperset(n.about)] == []
    assert [n.id for n in deck.notes if n.source and n.source not in deck.sources] == []
    assert set(deck.sources) == {n.source for n in deck.notes if n.source}
    assert concepts == {concept for note in asked for concept in note.about}
    for note in deck.notes:
        if isinstance(note.content, ConceptContent):
            assert {step.opens for step in note.content.flow if step.opens} <= concepts - {note.id}


def test_every_note_has_a_tier() -> None:
    assert [name for name, note in NOTES.items() if note.tier is None] == []


@pytest.mark.parametrize("card", cards_with(ChoiceContent), ids=lambda card: card.id)
def test_a_choice_scores_its_right_options_and_explains_all(card: Card) -> None:
    content = card.note.content
    assert isinstance(content, ChoiceContent)
    assert [option.text for option in content.options if not option.why] == []
    for seed in SEEDS:
        prompt = ask(card, seed)
        assert grade(prompt, Picked(tuple(sorted(content.correct)))).score == 1
        wrong = set(range(len(content.options))) - content.correct
        assert all(grade(prompt, Picked((key,))).verdict is Verdict.WRONG for key in wrong)


@pytest.mark.parametrize("card", cards_with(ChoiceContent), ids=lambda card: card.id)
def test_a_choice_says_so_when_several_options_are_right(card: Card) -> None:
    content = card.note.content
    assert isinstance(content, ChoiceContent)
    assert ("all that apply" in card.note.front) == (len(content.correct) > 1)


@pytest.mark.parametrize("card", cards_with(TypedContent), ids=lambda card: card.id)
def test_each_accepted_text_is_right_and_a_blank_or_foreign_one_is_not(card: Card) -> None:
    content = card.note.content
    assert isinstance(content, TypedContent)
    prompt = ask(card, 0)
    for text in content.answers:
        assert grade(prompt, TypedText(text)).score == 1
        assert grade(prompt, TypedText(f" {text.replace('-', '−')}. ")).score == 1
    assert grade(prompt, TypedText("  ")).verdict is Verdict.INVALID
    assert grade(prompt, TypedText("12345.678")).verdict is Verdict.WRONG


@pytest.mark.parametrize("card", cards_with(OrderContent), ids=lambda card: card.id)
def test_the_listed_order_is_right_and_its_reverse_or_a_distractor_is_not(card: Card) -> None:
    content = card.note.content
    assert isinstance(content, OrderContent)
    right = tuple(range(len(content.items)))
    everything = tuple(range(len(content.lines)))
    for seed in SEEDS:
        prompt = ask(card, seed)
        assert grade(prompt, Arranged(right)).score == 1
        assert grade(prompt, Arranged(right[::-1])).score < 1
        if content.distractors:
            assert grade(prompt, Arranged(everything)).score < 1


@pytest.mark.parametrize(
    "card", [card for card in CARDS if re.fullmatch(r"c\d+", card.part)], ids=lambda card: card.id
)
def test_a_gap_is_not_given_away_by_the_rest_of_the_front(card: Card) -> None:
    pieces, _ = parse_deletions(card.note.front)
    numbers = [f"c{piece.number}" if isinstance(piece, Deletion) else "" for piece in pieces]
    texts = [piece.text if isinstance(piece, Deletion) else piece for piece in pieces]
    hidden = [text for number, text in zip(numbers, texts, strict=True) if number == card.part]
    rest = [text for number, text in zip(numbers, texts, strict=True) if number != card.part]
    assert hidden
    assert [text for text in hidden if len(text) > 3 and text in "".join(rest)] == []
    assert card.part not in ask(card, 0).front


@pytest.mark.parametrize("name", NOTES)
def test_every_formula_can_be_drawn(name: str) -> None:
    for text in texts_of(NOTES[name]):
        lines = render(text, WIDTH)
        assert [s.text for line in lines for s in line if "source-fallback" in s.style] == []
        for formula in re.findall(r"\$\$(.+?)\$\$|\$(.+?)\$", text, re.DOTALL):
            assert "\\" not in linear("".join(formula).strip())


@pytest.mark.parametrize("name", NOTES)
def test_a_side_fits_a_small_terminal(name: str) -> None:
    note = NOTES[name]
    assert max(len(render(text, WIDTH)) for text in texts_of(note)) <= 16


# The guide


def examples() -> list[str]:
    guide = (CONTENT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```$", guide, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.splitlines()[0])
def test_every_example_in_the_guide_is_valid(example: str) -> None:
    is_deck = example.startswith("quizlr:")
    indented = re.sub("(?m)^(?=.)", "  ", example)
    text = example if is_deck else f"quizlr: 1\nid: guide\ntitle: Guide\nnotes:\n{indented}"
    deck, problems = read(text, "README.md")
    assert [str(p) for p in problems if p.rule != "provisional-id"] == []
    assert len(deck.notes) == 1
    assert cards_of(deck) or deck.notes[0].type == "concept"


def test_the_guide_shows_every_type() -> None:
    shown = Counter(re.findall(r"type: (\w+)", "".join(examples())))
    assert set(shown) | {"basic"} == set(NOTE_TYPES)


# The numbers


def sigmoid(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def normal(z: float) -> float:
    return math.exp(-z * z / 2) / math.sqrt(2 * math.pi)


def normal_below(z: float) -> float:
    return math.erfc(-z / math.sqrt(2)) / 2


def entropy(p: float) -> float:
    return -p * math.log(p) - (1 - p) * math.log(1 - p)


def squared_curvature(z: float) -> float:
    """Second derivative of (sigmoid(z) - 1)^2."""
    s = sigmoid(z)
    return 2 * s * (1 - s) ** 2 * (3 * s - 1)


ANSWERS = {
    "sigmoid/logit-of-0-8": math.log(0.8 / 0.2),
    "sigmoid/double-the-odds": 0.5 / 1.5,
    "sigmoid/per-centimetre": math.exp(0.02),
    "sigmoid/intercept-only": math.log(0.35 / 0.65),
    "sigmoid/boundary-point": (3 - 1) / 2,
    "sigmoid/threshold-on-score": math.log(0.2 / 0.8),
    "logreg-cost/malignant-1-percent": -math.log(0.01),
    "logreg-cost/malignant-99-percent": -math.log(0.99),
    "logreg-cost/coin-flip-loss": math.log(2),
    "logreg-cost/cost-of-two-rows": -(math.log(0.8) + math.log(0.7)) / 2,
    "logreg-cost/likelihood-of-three": 0.9 * 0.8 * 0.6,
    "logreg-cost/likelihood-to-cost": 12 / 20,
    "logreg-cost/inflection-of-squared-error": -math.log(2),
    "gradient-descent/one-step": 0.5 + 0.1 * 0.4,
    "gradient-descent/two-steps": (1 - 2 * 0.25) ** 2,
    "gradient-descent/updates-per-epoch": math.ceil(1000 / 64),
    "gradient-forms/gradient-of-what": -1 / 0.8 * 0.8 * 0.2,
    "gradient-forms/not-only-classification": math.exp(0.5) - 3,
    "gradient-forms/softmax-component": 0.5 - 1,
    "probabilities-at-work/brier-worst": 1.0,
    "probabilities-at-work/ece-by-hand": 0.5 * 0.1 + 0.2 * 0.1,
    "probabilities-at-work/temperature-by-hand": sigmoid(1.5),
    "probabilities-at-work/cost-threshold-number": 1 / 5,
    "probabilities-at-work/subsampled-negatives": 0.1 / 1.1,
    "probabilities-at-work/test-positive": 0.009 / (0.009 + 0.05 * 0.99),
    "probabilities-at-work/majority-accuracy": 0.97,
    "probabilities-at-work/precision-number": 30 / 40,
    "probabilities-at-work/auc-by-hand": 3.5 / 4,
    "stable-log-loss/when-sigmoid-is-one": 24 * math.log(2),
    "stable-log-loss/log-sum-exp-number": 1001 + math.log1p(math.exp(-1)),
    "stable-log-loss/running-sum": 24,
}
"""What the typed notes with a number ask for, computed."""

X, Y = ((1, 2), (1, -1), (1, 0.5)), (1, 0, 1)
STATED = [
    ("sigmoid/sigma-table", "0.73", sigmoid(1)),
    ("sigmoid/sigma-table", "0.88", sigmoid(2)),
    ("sigmoid/sigma-table", "0.98", sigmoid(4)),
    ("sigmoid/sigma-saturation", "0.0066", sigmoid(5) * sigmoid(-5)),
    ("sigmoid/sigma-of-two-scores", "0.8176", math.exp(2) / (math.exp(0.5) + math.exp(2))),
    ("sigmoid/coefficient-meaning", "2.0138", math.exp(0.7)),
    ("sigmoid/same-ratio-different-gain", "0.889", 8 / 9),
    ("sigmoid/rank-probabilities", "0.12", sigmoid(-2)),
    ("logreg-cost/base-rate-loss", "0.325", entropy(0.1)),
    ("logreg-cost/soft-labels", "0.325", entropy(0.9)),
    ("logreg-cost/loss-to-probability", "0.80", math.exp(-0.223)),
    ("logreg-cost/rank-by-loss", "2.303", -math.log(0.1)),
    ("logreg-cost/linear-in-the-score", "20.000000002", 20 + math.log1p(math.exp(-20))),
    ("logreg-cost/linear-in-the-score", "-0.999999998", sigmoid(-20) - 1),
    ("logreg-cost/linear-in-the-score", "-4.85", -1 / sigmoid(-20) / 1e8),
    ("logreg-cost/separable-data", "0.313", math.log1p(math.exp(-1))),
    ("logreg-cost/separable-data", "0.000045", math.log1p(math.exp(-10))),
    ("logreg-cost/stuck-at-minus-8", "-0.9997", sigmoid(-8) - 1),
    ("logreg-cost/stuck-at-minus-8", "-0.00067", 2 * (sigmoid(-8) - 1) ** 2 * -sigmoid(-8)),
    ("logreg-cost/curvature-of-squared-error", "-0.0555", squared_curvature(-1)),
    ("logreg-cost/curvature-of-squared-error", "0.1966", sigmoid(1) * sigmoid(-1)),
    ("logreg-cost/sign-bug", "-0.0668", (math.log(0.7) - math.log(0.8)) / 2),
    ("logreg-cost/sign-bug-effect", "-6.91", math.log(0.001)),
    ("logreg-cost/sign-bug-effect", "-0.668", -sigmoid(0.7)),
    (
        "gradient-descent/gradient-by-hand",
        "-0.5833",
        sum(row[1] * (0.5 - y) for row, y in zip(X, Y, strict=True)) / 3,
    ),
    (
        "gradient-descent/gradient-by-hand",
        "0.4101",
        sum(
            -math.log(sigmoid((2 * y - 1) * (row[0] / 6 + row[1] * 1.75 / 3)))
            for row, y in zip(X, Y, strict=True)
        )
        / 3,
    ),
    ("gradient-descent/check-by-numbers", "-0.3775407", sigmoid(0.5) - 1),
    (
        "gradient-descent/check-by-numbers",
        "-0.3774232",
        (math.log1p(math.exp(-0.501)) - math.log1p(math.exp(-0.5))) / 0.001,
    ),
    ("gradient-forms/gradient-ratio", "28.3", 1 / (2 * sigmoid(-4) * sigmoid(4))),
    ("gradient-forms/rank-the-slopes", "0.035", 2 * sigmoid(4) ** 2 * sigmoid(-4)),
    ("gradient-forms/rank-the-slopes", "4.226", normal(-4) / normal_below(-4)),
    ("gradient-forms/rank-the-slopes", "55.6", 1 / sigmoid(-4)),
    ("gradient-forms/same-form-not-same-numbers", "-0.833", (-2 - 0.5) / 3),
    ("gradient-forms/mse-numbers", "-0.292", -1.75 / 3 / 2),
    ("gradient-forms/ce-in-predictions", "-0.357", -1 / 0.7 / 4),
    ("gradient-forms/probit-is-not-residual", "-0.509", -normal(0.5) / normal_below(0.5)),
    ("gradient-forms/probit-is-not-residual", "-0.309", normal_below(0.5) - 1),
    ("gradient-forms/probit-at-zero", "-0.798", -normal(0) / 0.5),
    ("gradient-forms/probit-tail", "-8.1", -normal(-8) / normal_below(-8)),
    ("gradient-forms/cloglog-slope", "0.8077", 1 - math.exp(-math.exp(0.5))),
    (
        "gradient-forms/cloglog-slope",
        "-0.393",
        -math.exp(0.5 - math.exp(0.5)) / (1 - math.exp(-math.exp(0.5))),
    ),
    ("gradient-forms/softmax-by-hand", "0.786", math.exp(2) / sum(map(math.exp, (2, -1, 0.5)))),
    (
        "probabilities-at-work/expected-log-loss",
        "0.154",
        0.3 * math.log(3) + 0.7 * math.log(7 / 9),
    ),
    ("probabilities-at-work/worse-than-constant", "0.056", entropy(0.01)),
    ("probabilities-at-work/roc-or-pr", "0.074", 80 / 1079),
    ("stable-log-loss/naive-at-37", "37.0", math.log1p(math.exp(37))),
    ("stable-log-loss/wrong-before-infinite", "36.0437", -math.log(2**-52)),
    ("stable-log-loss/overflow-limits", "709.78", math.log(1.7976931348623157e308)),
    ("stable-log-loss/overflow-limits", "88.72", math.log(2**128)),
    ("stable-log-loss/right-but-zero", "4.25", math.log1p(math.exp(-40)) * 1e18),
    ("stable-log-loss/swapped-arguments", "0.164", -(math.log(0.9) + math.log(0.8)) / 2),
    ("stable-log-loss/double-sigmoid", "0.341", math.log1p(math.exp(-0.9))),
    ("stable-log-loss/double-softmax", "0.551", math.log(1 + 2 / math.e)),
    (
        "stable-log-loss/double-softmax",
        "0.768",
        math.log(sum(map(math.exp, (0.7, 0.2, 0.1)))) - 0.7,
    ),
]
"""Numbers that stand in a note, and the same computed."""


def value_of(text: str) -> float | None:
    """`0.35`, `-.5`, `1/3`, `15 %` as a number; None for words."""
    number = r"[-+]?(?:\d+(?:\.\d*)?|\.\d+)"
    if found := re.fullmatch(rf"({number})(?:/(\d+))?( ?%)?", text):
        return float(found[1]) / float(found[2] or 1) / (100 if found[3] else 1)
    return None


def half_unit(text: str) -> float:
    """Half of the last digit's place: 0.005 for `0.35`."""
    decimals = len(re.sub(r"\s*%$", "", text).partition(".")[2])
    return 0.5 * 10.0**-decimals / (100 if text.endswith("%") else 1) + 1e-12


def test_every_typed_number_is_computed_here() -> None:
    numeric = {
        card.note_key
        for card in cards_with(TypedContent)
        if isinstance(card.note.content, TypedContent)
        and value_of(card.note.content.answers[0]) is not None
    }
    assert numeric == set(ANSWERS)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_typed_number_is_the_computed_one_rounded(name: str) -> None:
    content = NOTES[name].content
    assert isinstance(content, TypedContent)
    for text in content.answers[:2]:
        if (value := value_of(text)) is not None and "/" not in text:
            assert value == pytest.approx(ANSWERS[name], rel=0, abs=half_unit(text))


@pytest.mark.parametrize(("name", "stated", "computed"), STATED)
def test_a_stated_number_is_the_computed_one_rounded(
    name: str, stated: str, computed: float
) -> None:
    whole = re.compile(rf"(?<![\d.]){re.escape(stated.removeprefix('-'))}(?!\.?\d)")
    assert any(whole.search(text) for text in texts_of(NOTES[name])), "not in the note"
    assert float(stated) == pytest.approx(computed, rel=0, abs=half_unit(stated))
