"""TBX, ISO 30042:2019, dialect TBX-Basic, style DCT.

What TBX-Basic has a data category for stands there: kind (subjectField), renderings (the first
preferred, the others admitted), forms (variants), gender, country (geographicalUsage), note,
source. The rest (conditions, style, case ...) is one note "toolkit: {JSON}" of the concept. When
read, the standard categories win, so that an edit in a terminology program counts. Style DCA, the
older namespace and TBX 2 are read as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from toolkit.document import ToolkitError
from toolkit.files import atomic_path
from toolkit.glossary.entry import KINDS, Entry
from toolkit.glossary.exchange import Plain, plain

_TBX = "urn:iso:std:iso:30042:ed-2"
_MIN, _BASIC = "http://www.tbxinfo.net/ns/min", "http://www.tbxinfo.net/ns/basic"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_OURS = "toolkit: "
_GENDERS = {"m": "masculine", "f": "feminine", "mp": "masculine", "fp": "feminine"}
_READ_GENDERS = {"masculine": "m", "feminine": "f"}
_STANDARD = ("ar", "en", "fr", "note")
_COUNTRIES = ", "


def write(entries: Sequence[Entry], path: Path) -> tuple[Path, ...]:
    """Write one concept an entry, in order. The same entries give the same bytes."""
    root = etree.Element(
        f"{{{_TBX}}}tbx",
        {"type": "TBX-Basic", "style": "dct", _LANG: "ar"},
        nsmap={None: _TBX, "min": _MIN, "basic": _BASIC},
    )
    source = _add(_add(_add(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    _add(source, "p", "Glossary written by toolkit")
    body = _add(_add(root, "text"), "body")
    for number, entry in enumerate(entries, 1):
        _concept(body, number, entry)
    with atomic_path(path) as temporary:
        temporary.write_bytes(
            etree.tostring(root, pretty_print=True, xml_declaration=True, encoding="utf-8")
        )
    return (path,)


def _concept(body: Any, number: int, entry: Entry) -> None:
    concept = _add(body, "conceptEntry")
    concept.set("id", f"c{number}")
    _add(concept, "subjectField", entry.kind, _MIN)
    if entry.note is not None:
        _add(concept, "note", entry.note)
    rest = _rest(entry)
    if rest:
        _add(concept, "note", _OURS + json.dumps(rest, ensure_ascii=False, sort_keys=True))
    arabic = _section(concept, "ar")
    base = _term(arabic, entry.ar)
    if entry.country:
        _add(base, "geographicalUsage", _COUNTRIES.join(entry.country), _BASIC)
    if entry.source is not None:
        _add(base, "source", entry.source, _BASIC)
    for form in entry.forms:
        _add(_term(arabic, form.ar), "termType", "variant", _BASIC)
    for language in ("en", "fr"):
        section = None
        for place, rendering in enumerate(entry.renderings(language)):
            section = _section(concept, language) if section is None else section
            term = _term(section, rendering)
            status = "admittedTerm-admn-sts" if place else "preferredTerm-admn-sts"
            _add(term, "administrativeStatus", status, _MIN)
            if language == "fr" and entry.gender and not place:
                _add(term, "grammaticalGender", _GENDERS[entry.gender], _BASIC)


def _rest(entry: Entry) -> Plain:
    """What has no data category, or does not come through it whole."""
    values = plain(entry)
    rest = {k: v for k, v in values.items() if k not in (*_STANDARD, "kind")}
    if entry.gender in (None, "m", "f") and entry.fr:
        rest.pop("gender", None)
    if _split(_COUNTRIES.join(entry.country)) == list(entry.country):
        rest.pop("country", None)
    if entry.source and entry.source.strip() == entry.source:
        rest.pop("source", None)
    if not any(len(form) > 1 for form in values.get("forms", ())):
        rest.pop("forms", None)
    return rest


def _add(parent: Any, name: str, text: str | None = None, namespace: str = _TBX) -> Any:
    element = etree.SubElement(parent, f"{{{namespace}}}{name}")
    element.text = text
    return element


def _section(concept: Any, language: str) -> Any:
    section = _add(concept, "langSec")
    section.set(_LANG, language)
    return section


def _term(section: Any, text: str) -> Any:
    term = _add(section, "termSec")
    _add(term, "term", text)
    return term


def read(path: Path) -> list[tuple[str, Plain]]:
    """Read the concepts. Raises ToolkitError where the file is not TBX."""
    try:
        # No entities, no network: a file from elsewhere must not make us read other files.
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        root = etree.fromstring(path.read_bytes(), parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        raise ToolkitError(f"{path}:{line}: {error.msg}: export the file as TBX again") from None
    if _name(root) not in ("tbx", "martif"):
        raise ToolkitError(f"{path}: is XML but not TBX: its root must be <tbx>")
    concepts = [e for e in root.iter() if _name(e) in ("conceptEntry", "termEntry")]
    return [
        (f"line {c.sourceline}, {_name(c)} {c.get('id', number)}", _values(c))
        for number, c in enumerate(concepts, 1)
    ]


def _values(concept: Any) -> Plain:
    values: Plain = {}
    rest: Plain = {}
    for name, text in _facts(concept):
        if name == "subjectField" and text.strip() in KINDS:
            values["kind"] = text.strip()
        elif name == "note" and text.startswith(_OURS):
            rest = _ours(text)
        elif name == "note":
            values["note"] = f"{values['note']}\n{text}" if "note" in values else text
    for section in concept:
        if _name(section) in ("langSec", "langSet"):
            language = section.get(_LANG, section.get("lang", "")).lower().split("-")[0]
            terms = [dict(_facts(e)) for e in section.iter() if _name(e) in ("termSec", "tig")]
            terms = [term for term in terms if term.get("term")]
            if language == "ar":
                _arabic(values, rest, terms)
            elif language in ("en", "fr") and terms:
                terms.sort(key=_status)
                values[language] = [term["term"] for term in terms]
                gender = _READ_GENDERS.get(terms[0].get("grammaticalGender", ""))
                if language == "fr" and gender:
                    values["gender"] = gender
    if rest.get("gender", " ")[0] == values.get("gender", "")[:1]:
        values["gender"] = rest["gender"]  # the plural, which TBX-Basic cannot say
    return rest | values


def _arabic(values: Plain, rest: Plain, terms: list[dict[str, str]]) -> None:
    if not terms:
        return
    values["ar"] = terms[0]["term"]
    if "geographicalUsage" in terms[0] and "country" not in rest:
        values["country"] = _split(terms[0]["geographicalUsage"])
    if "source" in terms[0] and "source" not in rest:
        values["source"] = terms[0]["source"]
    known = list(rest.pop("forms", ()))
    forms = []
    for term in terms[1:]:
        own = next((form for form in known if form.get("ar") == term["term"]), None)
        if own is not None:
            known.remove(own)
        forms.append(own or {"ar": term["term"]})
    if forms:
        values["forms"] = forms


def _status(term: dict[str, str]) -> int:
    return {"preferredTerm-admn-sts": 0}.get(term.get("administrativeStatus", ""), 1)


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _ours(text: str) -> Plain:
    try:
        rest = json.loads(text.removeprefix(_OURS))
    except ValueError:
        return {}
    return rest if isinstance(rest, dict) else {}


def _facts(element: Any) -> Iterator[tuple[str, str]]:
    """Data categories of an element with their text, whether DCT (by name) or DCA (by type)."""
    for child in element:
        name = _name(child)
        if name in ("descripGrp", "termNoteGrp", "adminGrp", "termGrp"):
            yield from _facts(child)
        elif name not in ("langSec", "langSet", ""):
            yield child.get("type", name), "".join(child.itertext())


def _name(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
