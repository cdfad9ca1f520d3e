"""What one glossary entry may say: the schema of the YAML files, checked by pydantic.

The field names are a contract: other people's files and editors' YAML plug-ins rely on them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

Kind = Literal[
    "rank",
    "qualifier",
    "post",
    "institution",
    "phrase",
    "place",
    "person",
    "name",
    "term",
]
KINDS: tuple[str, ...] = Kind.__args__  # type: ignore[attr-defined]

BOUNDARIES = ("start", "end")
"""Condition words for the edges of a segment."""

_ARABIC = re.compile("[\u0620-\u064a]")


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _texts(value: Any) -> Any:
    """YAML reads an unquoted 101 as a number and `no` as false: say so instead of guessing."""
    for item in value if isinstance(value, list) else [value]:
        if item is not None and not isinstance(item, str | dict):
            raise ValueError(f"{item!r} is read as a number or yes/no: put it in quotes")
    return _listed(value)


Text = Annotated[str, Field(min_length=1)]
Renderings = Annotated[tuple[Text, ...], BeforeValidator(_texts)]
Words = Annotated[tuple[Text, ...], BeforeValidator(_listed)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Condition(_Strict):
    """Neighbours that decide whether an entry applies.

    Each item of `previous` and `next` is an Arabic word (compared without clitics, article and
    spelling differences), a kind of entry (`person`: a hit of that kind stands there), `/a regular
    expression/` on the neighbouring word, or `start` / `end` of the segment. `within` says how
    many words away a neighbour may stand. One item that fits is enough.
    """

    previous: Words = ()
    next: Words = ()
    within: int = Field(default=1, ge=1, le=20)

    @field_validator("previous", "next")
    @classmethod
    def _known(cls, items: tuple[str, ...]) -> tuple[str, ...]:
        for item in items:
            if len(item) > 2 and item.startswith("/") and item.endswith("/"):
                try:
                    re.compile(item[1:-1])
                except re.error as error:
                    raise ValueError(f"{item} is not a regular expression: {error}") from None
            elif item not in KINDS and item not in BOUNDARIES and not _ARABIC.search(item):
                raise ValueError(
                    f"'{item}' is neither an Arabic word, nor /a pattern/, nor start or end, nor"
                    f" one of the kinds: {', '.join(KINDS)}"
                )
        return items

    def __bool__(self) -> bool:
        return bool(self.previous or self.next)


def _condition(value: Any) -> Any:
    """A plain list of words or kinds means: on either side."""
    if isinstance(value, str | list):
        return {"previous": _listed(value), "next": _listed(value)}
    return value


Conditions = Annotated[Condition, BeforeValidator(_condition)]


class Form(_Strict):
    """Another Arabic surface form of an entry, with its own rendering where that differs."""

    ar: Text
    en: Renderings = ()
    fr: Renderings = ()
    note: str | None = None


def _form(value: Any) -> Any:
    if isinstance(value, list):
        return [{"ar": item} if isinstance(item, str) else item for item in value]
    return value


class Entry(_Strict):
    """One entry: Arabic base form, its renderings, and when and how they apply.

    `en` and `fr`: the first rendering is produced, the others are accepted when found. A rendering
    of a qualifier holds `{}` where the rank or name it belongs to goes.
    """

    ar: Text
    en: Renderings = ()
    fr: Renderings = ()
    kind: Kind = "term"
    forms: Annotated[tuple[Form, ...], BeforeValidator(_form)] = ()
    country: Words = Field(default=(), description="ISO 3166 codes of the countries it is used in")
    branch: Words = ()
    gender: Literal["m", "f", "mp", "fp"] | None = Field(
        default=None, description="gender and number of the French rendering"
    )
    only_if: Conditions = Condition()
    unless: Conditions = Condition()
    case: Literal["sentence", "fixed"] = Field(
        default="sentence",
        description="sentence: the first letter is raised at the start of a sentence; fixed: never",
    )
    style: str | None = Field(default=None, description="the switch of style.yaml that it obeys")
    enforce: bool = True
    note: str | None = None
    nato: str | None = None
    source: str | None = None
    evidence: str | None = None
    confidence: Literal["high", "medium", "low"] | None = None

    @field_validator("ar")
    @classmethod
    def _arabic(cls, text: str) -> str:
        if not _ARABIC.search(text):
            raise ValueError(f"'{text}' holds no Arabic letter: write the Arabic term here")
        return text

    @model_validator(mode="after")
    def _rendered(self) -> Entry:
        if not self.en and not self.fr:
            raise ValueError("no rendering: add `en:` or `fr:`")
        return self

    def renderings(self, language: str, form: Form | None = None) -> tuple[str, ...]:
        """The renderings into a language, preferred first; those of a form where it has its own."""
        own: Iterable[str] = getattr(form, language) if form is not None else ()
        return tuple(own) or tuple(getattr(self, language))

    @cached_property
    def surfaces(self) -> tuple[tuple[str, Form | None], ...]:
        """The base form and all listed forms."""
        return ((self.ar, None), *((form.ar, form) for form in self.forms))


class GlossaryFile(_Strict):
    """A glossary file: a title, what holds for all its entries, and the entries.

    `kind`, `only_if` and `unless` at the top are defaults for entries that do not say.
    """

    title: Text
    kind: Kind | None = None
    only_if: Conditions = Condition()
    unless: Conditions = Condition()
    note: str | None = None
    entries: tuple[Entry, ...]
