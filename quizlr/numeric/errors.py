"""What the engine says no to. Each is a ValueError too, as numeric code expects."""

from __future__ import annotations

from quizlr.errors import QuizlrError


class NumericError(QuizlrError, ValueError):
    """The numbers do not fit the function; the sentence says which and why."""


class NotNumbersError(NumericError):
    """An argument holds something other than real numbers."""

    def __init__(self, function: str, value: object) -> None:
        super().__init__(f"{function}: {value!r} is not a number or an array of numbers.")


class EmptyError(NumericError):
    """An argument holds no numbers at all."""

    def __init__(self, function: str) -> None:
        super().__init__(f"{function}: there are no numbers ([]).")


class ShapeError(NumericError):
    """The shapes of the arguments do not fit each other or the function."""

    def __init__(self, function: str, expected: str, *shapes: tuple[int, ...]) -> None:
        given = " and ".join(str(shape) for shape in shapes)
        super().__init__(f"{function}: needs {expected}, got {given}.")


class DomainError(NumericError):
    """A value lies outside the set on which the function is defined."""

    def __init__(self, function: str, name: str, expected: str, value: float) -> None:
        super().__init__(f"{function}: {name} must be {expected}, not {value:.12g}.")


class UndefinedError(NumericError):
    """The quantity does not exist for these data, as a rate of an empty group."""

    def __init__(self, quantity: str, why: str) -> None:
        super().__init__(f"{quantity} is undefined: {why}.")


class NoFiniteEstimateError(NumericError):
    """The classes are separable, so the likelihood has no maximum at finite weights."""

    def __init__(self, separation: str) -> None:
        super().__init__(
            f"There is no finite maximum-likelihood estimate: the classes are {separation} "
            "separable, so larger weights always fit better. A penalty (l2 > 0) gives one."
        )
