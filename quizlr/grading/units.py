"""Units of answers: how they are said, what `%` is worth, and which other unit was meant."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from quizlr.model import Form
from quizlr.values import dataclass

_LN_2 = Decimal("0.69314718055994530941723212145817656807550013436026")


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherUnit:
    """A unit that people give instead of the one that is asked for."""

    factor: Decimal
    """An answer in the other unit, times this, is in the unit asked for."""
    extra_decimals: int = 0
    """How many decimals more than in the unit asked for say as much."""
    say: str
    """What was given, and what to do with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    words: str
    """As in `3 decimals, in nats`."""
    percent_is: Decimal | None = None
    other: OtherUnit | None = None


_FRACTION = _Unit(
    words="from 0 to 1",
    percent_is=Decimal("0.01"),
    other=OtherUnit(
        factor=Decimal("0.01"), extra_decimals=-2, say="That is in percent. Divide by 100."
    ),
)
_PERCENT = _Unit(
    words="in percent",
    percent_is=Decimal(1),
    other=OtherUnit(
        factor=Decimal(100), extra_decimals=2, say="That is a fraction of 1. Multiply by 100."
    ),
)
_UNITS: Mapping[str, _Unit] = MappingProxyType(
    {
        "nats": _Unit(
            words="in nats",
            other=OtherUnit(
                factor=_LN_2, say="That is in bits. Multiply by ln 2 = 0.693 to get nats."
            ),
        ),
        "bits": _Unit(
            words="in bits",
            other=OtherUnit(
                factor=1 / _LN_2, say="That is in nats. Divide by ln 2 = 0.693 to get bits."
            ),
        ),
        "probability": _FRACTION,
        "fraction": _FRACTION,
        "percent": _PERCENT,
        "%": _PERCENT,
    }
)


def unit_words(unit: str) -> str:
    """`in nats`, `from 0 to 1`; empty without a unit."""
    known = _UNITS.get(unit.casefold())
    return known.words if known else f"in {unit}" if unit else ""


def percent_is(unit: str, form: Form) -> Decimal | None:
    """What `1%` is worth where this is asked for; None where a percentage makes no sense."""
    known = _unit(unit, form)
    return known.percent_is if known else None


def other_unit(unit: str, form: Form) -> OtherUnit | None:
    """What may have been given instead of this unit; a fraction may come in percent."""
    known = _unit(unit, form)
    return known.other if known else None


def _unit(unit: str, form: Form) -> _Unit | None:
    if not unit and form is Form.FRACTION:
        return _FRACTION
    return _UNITS.get(unit.casefold())
