"""Arabic military and diplomatic press articles into glossary-enforced bilingual documents.

Everything runs offline. The front door:

    read(path)                        an article, segmented
    Glossary.load(*paths)             a glossary (the shipped one without paths)
    Translator(language, glossary)    translates articles into "en" or "fr"
    translate(path, to=...)           all of it for one file
    export(document, path)            .docx, .pdf, .html or .json

Importing the package does no work: the rooms are loaded when they are first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from toolkit.document import (
    Article,
    BilingualDocument,
    Draft,
    Finding,
    Hit,
    Mark,
    Paragraph,
    Run,
    Section,
    Segment,
    Source,
    ToolkitError,
    Translation,
)

if TYPE_CHECKING:
    from toolkit.exporters import export
    from toolkit.glossary import Glossary
    from toolkit.pipeline import read, translate
    from toolkit.translator.translator import Translator

_ROOMS = {
    "Glossary": "toolkit.glossary",
    "Translator": "toolkit.translator.translator",
    "export": "toolkit.exporters",
    "read": "toolkit.pipeline",
    "translate": "toolkit.pipeline",
}

__all__ = [
    "Article",
    "BilingualDocument",
    "Draft",
    "Finding",
    "Glossary",
    "Hit",
    "Mark",
    "Paragraph",
    "Run",
    "Section",
    "Segment",
    "Source",
    "ToolkitError",
    "Translation",
    "Translator",
    "export",
    "read",
    "translate",
]


def __getattr__(name: str) -> object:
    if name in _ROOMS:
        return getattr(import_module(_ROOMS[name]), name)
    raise AttributeError(f"module 'toolkit' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
