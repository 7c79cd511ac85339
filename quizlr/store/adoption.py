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


def members(owner_of: Mapping[CardId, CardId], owner: CardId) -> list[CardId]:
    """The owner and every id whose history it holds."""
    return [owner, *(former for former, root in owner_of.items() if root == owner)]


def _root(parent: Mapping[CardId, CardId], card_id: CardId) -> CardId:
    while card_id in parent:
        card_id = parent[card_id]
    return card_id
