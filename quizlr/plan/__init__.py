"""Ready by a date: what to study each day, how ready one will be, and what it costs.

Shapes: a stock holds cards as columns of arrays of shape (cards,), states of shape
(state_size, cards). Days are study days counted from today, which is 0.

    stock = Stock(…)                                             # where every card stands
    path = simulate(stock, learner, ReadyBy(days), Day(minutes=30), days=days, seed=1)
    path.recalls                                                 # each card's chance on the day

The room imports numpy: import it in a worker or in a command, never before the first frame.
"""

from __future__ import annotations
