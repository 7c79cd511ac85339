"""Topics: what would be recalled of each, now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from quizlr.rendering.plots.figures import Figures
from quizlr.stats.panel import Panel, empty
from quizlr.stats.panels.parts import RANGE, bars_view
from quizlr.stats.readiness import Topic
from quizlr.stats.words import counted, percent


def topics_panel(topics: Sequence[Topic], titles: Mapping[str, str]) -> Panel:
    """Readiness by topic, the least ready last; `titles` names the topics that have a title."""
    started = [topic for topic in topics if topic.unseen < topic.cards]
    if not started:
        return empty(
            "No topic was begun yet.", "Study some cards, and their topics stand here.",
            figures=tuple(topics),
        )  # fmt: skip
    ordered = sorted(topics, key=lambda topic: (-topic.expected, topic.name))
    names = [titles.get(topic.name, topic.name) for topic in ordered]
    rows = tuple(
        (
            name,
            percent(topic.expected),
            f"{percent(topic.low)} to {percent(topic.high)}",
            f"{topic.cards:,}",
            f"{topic.unseen:,}",
        )
        for name, topic in zip(names, ordered, strict=True)
    )
    view = bars_view(
        "Ready now, by topic",
        [
            (name, round(100 * topic.expected, 1))
            for name, topic in zip(names, ordered, strict=True)
        ],
        Figures(("topic", "ready", RANGE, "cards", "unseen"), rows),
        unit="%",
    )
    weakest = min(started, key=lambda topic: topic.expected)
    title = titles.get(weakest.name, weakest.name)
    return Panel(
        headline=f"{counted(len(started), 'topic')} of {len(topics)} begun. Weakest of those: "
        f"{title}, {percent(weakest.expected, 0)}.",
        notes=(
            "Ready: the share of a topic's cards that you would recall if all were asked now. "
            "Cards never seen count as not known.",
            "The range is that of one asking; it takes the app's predictions at their word.",
        ),
        views=(view,),
        figures=tuple(ordered),
    )
