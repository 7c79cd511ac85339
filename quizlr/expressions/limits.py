"""How much an expression may ask for. Decks come from strangers: each limit stops one kind of bomb.

With these, every operation is at most cubic in 64 x 64 cells, so no clock need watch it.
"""

from __future__ import annotations

MAX_CHARACTERS = 400
MAX_NODES = 200
MAX_BRACKET_DEPTH = 40
MAX_LITERAL = 1e15
MAX_WORD_LETTERS = 24
MAX_NAME_LETTERS = 64

MAX_CELLS = 4_096
"""Of one vector or matrix."""
MAX_STEPS = 20_000
"""Nodes evaluated, and rounds of functions that iterate, in one evaluation."""
MAX_CELLS_TOUCHED = 2_000_000
"""Of all operands together, in one evaluation."""
