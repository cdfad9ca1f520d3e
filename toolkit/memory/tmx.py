"""Translation memories as TMX 1.4b, the exchange format that OmegaT and Trados read and write.

Source: LISA/GALA, TMX 1.4b Specification. Attributes, properties and notes that the toolkit has no
use for are kept with the entry and written back; inline codes are left out, the text is kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from toolkit.document import Language, ToolkitError
from toolkit.exporters.pieces import printable
from toolkit.files import atomic_path
from toolkit.memory.store import Entry

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_CODES = {"bpt", "ept", "it", "ph", "ut"}
_TERMS, _CONTEXT = "x-toolkit-terms", "x-toolkit-context"
_OWN = {"creationid", "creationdate", "changedate"}


def write(entries: Iterable[Entry], path: Path, version: str) -> None:
    """Write entries, each as a unit of Arabic and its translation. Errors: `files.atomic_path`."""
    root = etree.Element("tmx", version="1.4")
    etree.SubElement(
        root,
        "header",
        {
            "creationtool": "toolkit",
            "creationtoolversion": version,
            "segtype": "sentence",
            "o-tmf": "toolkit",
            "adminlang": "en",
            "srclang": "ar",
            "datatype": "plaintext",
        },
    )
    body = etree.SubElement(root, "body")
    for entry in entries:
        body.append(_unit(entry))
    with atomic_path(path) as temporary:
        etree.ElementTree(root).write(
            str(temporary), encoding="UTF-8", xml_declaration=True, pretty_print=True
        )


def read(path: Path) -> list[Entry]:
    """Read the units of Arabic and English or French. Raises ToolkitError for other files."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
    )
    try:
        root = etree.parse(str(path), parser).getroot()
    except OSError as error:
        raise ToolkitError(f"{path}: cannot be read; check the name and its access") from error
    except etree.XMLSyntaxError as error:
        raise ToolkitError(
            f"{path}:{error.lineno}: is no TMX ({error.msg}); export it again"
        ) from error
    if root.tag != "tmx":
        raise ToolkitError(f"{path}: is no TMX but <{root.tag}>; export the memory as TMX 1.4")
    return [entry for unit in root.iter("tu") for entry in _entries(unit)]


def _unit(entry: Entry) -> Any:
    extra = entry.extra
    unit = etree.Element("tu", dict(_mapping(extra.get("tu"))))
    for key, text in _pairs(extra.get("props")):
        etree.SubElement(unit, "prop", type=key).text = text
    for note in _list(extra.get("notes")):
        etree.SubElement(unit, "note").text = str(note)
    for key, value in ((_TERMS, entry.terms), (_CONTEXT, entry.context)):
        if value:
            etree.SubElement(unit, "prop", type=key).text = value
    source = etree.SubElement(unit, "tuv", {_LANG: str(extra.get("source_lang", "ar"))})
    etree.SubElement(source, "seg").text = printable(entry.source)
    attributes = {
        **_mapping(extra.get("tuv")),
        _LANG: str(extra.get("target_lang", entry.language)),
        "creationid": entry.author,
        "creationdate": entry.created,
        "changedate": entry.changed,
    }
    target = etree.SubElement(unit, "tuv", {k: v for k, v in attributes.items() if v})
    for key, text in _pairs(extra.get("tuv_props")):
        etree.SubElement(target, "prop", type=key).text = text
    for note in _list(extra.get("tuv_notes")):
        etree.SubElement(target, "note").text = str(note)
    etree.SubElement(target, "seg").text = printable(entry.target)
    return unit


def _entries(unit: Any) -> Iterator[Entry]:
    variants = [(_language(v), v) for v in unit.findall("tuv") if v.find("seg") is not None]
    source = next((v for language, v in variants if language == "ar"), None)
    if source is None:
        return
    props = _props(unit)
    own = dict(props)
    for language, target in variants:
        if language not in ("en", "fr"):
            continue
        to: Language = "en" if language == "en" else "fr"

        def said(name: str, target: Any = target) -> str:
            return str(target.get(name) or unit.get(name) or "")

        extra: dict[str, object] = {
            "tu": dict(unit.attrib),
            "tuv": {k: v for k, v in target.attrib.items() if k not in (_LANG, "lang", *_OWN)},
            "props": [[k, t] for k, t in props if k not in (_TERMS, _CONTEXT)],
            "notes": [n.text or "" for n in unit.findall("note")],
            "tuv_props": [[k, t] for k, t in _props(target)],
            "tuv_notes": [n.text or "" for n in target.findall("note")],
        }
        for key, variant, plain in (("source_lang", source, "ar"), ("target_lang", target, to)):
            code = variant.get(_LANG) or variant.get("lang")
            if code != plain:
                extra[key] = code
        yield Entry(
            source=_text(source.find("seg")),
            target=_text(target.find("seg")),
            language=to,
            terms=own.get(_TERMS, ""),
            context=own.get(_CONTEXT, ""),
            author=said("creationid"),
            created=said("creationdate"),
            changed=said("changedate") or said("creationdate"),
            extra={key: value for key, value in extra.items() if value},
        )


def _language(variant: Any) -> str:
    code = variant.get(_LANG) or variant.get("lang") or ""
    return str(code).replace("_", "-").split("-")[0].lower()


def _props(element: Any) -> list[tuple[str, str]]:
    return [(p.get("type", ""), p.text or "") for p in element.findall("prop")]


def _text(element: Any) -> str:
    """The text of a segment; what stands inside native codes is no text."""
    text = element.text or ""
    for child in element:
        text += ("" if child.tag in _CODES else _text(child)) + (child.tail or "")
    return text


def _mapping(value: object) -> Mapping[str, str]:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _pairs(value: object) -> list[tuple[str, str]]:
    return [(str(item[0]), str(item[1])) for item in _list(value) if isinstance(item, list)]
