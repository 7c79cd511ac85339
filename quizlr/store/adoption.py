"""Who owns whose history: adoptions folded into one owner per card. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quizlr.model import CardId


def owners(adoptions: Iterable[tuple[CardId, CardId]]) -> dict[CardId, CardId]:
    """Former card id -> the card that holds its history now, chains followed to their end.

    Args:
        adoptions: (new id, former id) in the order of events. The last adoption of a former id
            wins; renaming back (a to b, then b to a) leaves the newest name as the owner. A card
            that adopts itself takes its own history back.
    """
    parent: dict[CardId, CardId] = {}
    for new, former in adoptions:
        parent.pop(former, None)
        if new == former:
            continue
        if _root(parent, new) == former:
            parent.pop(new)
        parent[former] = new
    return {former: _root(parent, former) for former in parent}


def families(owner_of: Mapping[CardId, CardId]) -> dict[CardId, list[CardId]]:
    """Owner -> the owner and every id whose history it holds; cards without such are absent."""
    found: dict[CardId, list[CardId]] = {}
    for former, owner in owner_of.items():
        found.setdefault(owner, [owner]).append(former)
    return found


def _root(parent: Mapping[CardId, CardId], card_id: CardId) -> CardId:
    while card_id in parent:
        card_id = parent[card_id]
    return card_id
