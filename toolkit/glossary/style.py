"""House style: what one switch changes in many entries at once (`style.yaml`)."""

from __future__ import annotations

import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator

STYLE_FILE = "style.yaml"


class Style(BaseModel):
    """The choices of a house.

    `switches`: name of a switch (the `style:` of entries) to keep or drop; an entry whose switch
    is dropped is recognised and left out. `american` maps words of the renderings to their
    American spelling, used when `spelling` is american.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str = "House style"
    spelling: Literal["british", "american"] = "british"
    switches: dict[str, Literal["keep", "drop"]] = {}
    american: dict[str, str] = {}
    note: str | None = None

    @field_validator("switches", mode="before")
    @classmethod
    def _omit_is_drop(cls, value: object) -> object:
        if isinstance(value, dict):
            return {k: "drop" if v == "omit" else v for k, v in value.items()}
        return value

    def keeps(self, switch: str | None) -> bool:
        """Whether entries under a switch are rendered; a switch nobody set is kept."""
        return switch is None or self.switches.get(switch, "keep") == "keep"

    def spell(self, renderings: tuple[str, ...]) -> tuple[str, ...]:
        """English renderings in the house's spelling first, the other spelling accepted."""
        spelt = [self._american(text) for text in renderings]
        both = [*spelt, *renderings] if self.spelling == "american" else [*renderings, *spelt]
        return tuple(dict.fromkeys(both))

    def _american(self, text: str) -> str:
        for british, american in self.american.items():
            text = re.sub(rf"\b{re.escape(british)}\b", american, text)
        return text
