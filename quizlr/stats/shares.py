"""Shares of a count, with the range in which the true share lies."""

from __future__ import annotations

from math import nan, sqrt

from quizlr.values import dataclass

Z95 = 1.959963984540054
"""Standard errors to each side of which 95 % of a normal distribution lie."""


@dataclass(frozen=True, slots=True)
class Share:
    """`hits` of `count`, as 91 of 100; all figures are nan where nothing was counted."""

    hits: int
    count: int

    @property
    def value(self) -> float:
        """0 to 1."""
        return self.hits / self.count if self.count else nan

    @property
    def low(self) -> float:
        """Lower end of the 95 % interval."""
        return wilson(self.hits, self.count)[0]

    @property
    def high(self) -> float:
        """Upper end of the 95 % interval."""
        return wilson(self.hits, self.count)[1]

    def __add__(self, other: Share) -> Share:
        return Share(self.hits + other.hits, self.count + other.count)

    @property
    def words(self) -> str:
        """`91.0 % (83.8 to 95.2)`."""
        if not self.count:
            return "nothing counted"
        return f"{100 * self.value:.1f} % ({100 * self.low:.1f} to {100 * self.high:.1f})"


NONE = Share(0, 0)


def wilson(hits: float, count: float, z: float = Z95) -> tuple[float, float]:
    """Wilson's interval of a share: the true shares that lie within `z` standard errors.

    Unlike share ± z·error it stays within 0 to 1 and holds for small counts and shares near 1
    (E. B. Wilson, 1927). (nan, nan) where nothing was counted.
    """
    if count <= 0:
        return nan, nan
    share, spread = hits / count, z * z / count
    middle = (share + spread / 2) / (1 + spread)
    reach = z * sqrt(share * (1 - share) / count + spread / (4 * count)) / (1 + spread)
    # where the exact end is 0 or 1, rounding must not put the share outside its interval
    return (middle - reach if hits else 0.0), (middle + reach if hits < count else 1.0)


def change(before: Share, after: Share) -> tuple[float, float]:
    """The 95 % interval of the true change from one share to another, −1 to 1.

    Newcombe's (1998, method 10), made of the two Wilson intervals. (nan, nan) if one is empty.
    """
    gap = after.value - before.value
    below = sqrt((after.value - after.low) ** 2 + (before.high - before.value) ** 2)
    above = sqrt((after.high - after.value) ** 2 + (before.value - before.low) ** 2)
    return gap - below, gap + above


def trend(before: Share, after: Share) -> str:
    """`fewer`, `more`, `unclear` or `too early`: what `change` allows to say."""
    if not before.count or not after.count:
        return "too early"
    low, high = change(before, after)
    if high < 0:
        return "fewer"
    return "more" if low > 0 else "unclear"
