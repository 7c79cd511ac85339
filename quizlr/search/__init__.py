"""The search language: a query is parsed to a tree, and the tree evaluated over facts of cards.

Cards are told by their place in a list. Nothing here knows a file, a database or a screen: what
happened on which day is an argument.
"""

from __future__ import annotations
