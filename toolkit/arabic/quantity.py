"""What a number, a date or a time of a text is, whatever language it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal[
    "number",  # 1 200, 3 ملايين
    "percentage",  # 15٪
    "money",  # 425 مليون دولار
    "calibre",  # 155 ملم
    "ordinal",  # الذكرى الـ50
    "label",  # a number that names something: القرار 1701, اللواء 128
    "code",  # figures with letters or signs that are copied: F-16, 5+5
    "date",
    "time",
    "range",  # 2025-2030
]

Link = Literal["", "to", "and"]


@dataclass(frozen=True, slots=True)
class Date:
    """A date, or the part of it that is given. `weekday` counts from 0, Monday."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    hijri: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; `half` where the text says morning or evening."""

    hour: int
    minute: int = 0
    half: Literal["am", "pm"] | None = None

    @property
    def hour24(self) -> int:
        """The hour from 0 to 24, with morning or evening counted in."""
        if self.half == "pm" and self.hour < 12:
            return self.hour + 12
        return 0 if self.half == "am" and self.hour == 12 else self.hour


Value = Decimal | Date | Clock | str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, date or time found in a text: `surface` is text[start:end].

    `values` holds one value, or two for pairs and ranges, joined as `link` says. For numbers the
    value is what the digits say and `scale` what the word after them adds (3 ملايين is 3 and
    1 000 000). `unit` is a currency code for money. A `label` and a `code` keep their characters.
    """

    kind: Kind
    start: int
    end: int
    surface: str
    values: tuple[Value, ...]
    scale: int = 1
    unit: str = ""
    link: Link = ""

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """The numbers it stands for, scale included; empty for dates, times and codes."""
        return tuple(v * self.scale for v in self.values if isinstance(v, Decimal))

    @property
    def dates(self) -> tuple[Date, ...]:
        """Its dates; empty for other kinds."""
        return tuple(v for v in self.values if isinstance(v, Date))
