"""Topics: what would be recalled of each, now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizlr.rendering.plots.figures import Figures
from quizlr.stats.panel import Panel, View, empty
from quizlr.stats.panels.parts import RANGE, bars_view
from quizlr.stats.topic_recall import TopicRecall
from quizlr.stats.words import counted, percent

BARS = 14
"""As many fit an ordinary window."""


def topics_panel(topics: Sequence[TopicRecall], titles: Mapping[str, str]) -> Panel:
    """Readiness by topic, the least ready first; `titles` names the topics that have a title."""
    ordered = sorted(topics, key=lambda t: (t.unseen == t.cards, t.expected, t.name))
    begun = [
        (titles.get(topic.name, topic.name), topic)
        for topic in ordered
        if topic.unseen < topic.cards
    ]
    if not begun:
        return empty(
            "No topic was begun yet.",
            "Study some cards, and their topics stand here.",
            figures=tuple(ordered),
        )
    weakest, topic = begun[0]
    return Panel(
        headline=f"{len(begun)} of {counted(len(topics), 'topic')} begun. Weakest of those: "
        f"{weakest}, {percent(topic.expected, 0)}.",
        notes=(
            "Ready: the share of a topic's cards that you would recall if all were asked now. "
            "Cards never seen count as not known.",
            "The range is that of one asking; it takes the app's predictions at their word.",
        ),
        views=(_view(begun, _table(ordered, titles)),),
        figures=tuple(ordered),
    )


def _view(begun: Sequence[tuple[str, TopicRecall]], table: Figures) -> View:
    more = len(begun) - BARS
    return bars_view(
        "Ready now, by topic",
        [(name, round(100 * topic.expected, 1)) for name, topic in begun[:BARS]],
        table,
        unit="%",
        caption=f"The {BARS} weakest; the table has {more} more." if more > 0 else "",
    )


def _table(topics: Sequence[TopicRecall], titles: Mapping[str, str]) -> Figures:
    rows = tuple(
        (
            titles.get(topic.name, topic.name),
            percent(topic.expected),
            f"{percent(topic.low)} to {percent(topic.high)}",
            f"{topic.cards:,}",
            f"{topic.unseen:,}",
        )
        for topic in topics
    )
    return Figures(("topic", "ready", RANGE, "cards", "unseen"), rows)
