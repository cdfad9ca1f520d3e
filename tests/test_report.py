"""The JSON report says what its schema says, no more and no less."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from bilingual import LINES, document

from toolkit.document import ToolkitError
from toolkit.exporters import FORMATS, export, format_of
from toolkit.exporters.report import report

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "report.schema.json").read_text("utf-8"))
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def check(value: Any, schema: dict[str, Any], at: str = "report") -> None:
    """Check a value against the words of JSON Schema that the report's schema uses."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")]
    if "enum" in schema:
        assert value in schema["enum"], at
    if "type" in schema:
        names = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        assert type(value) in [TYPES[name] for name in names], at
    if isinstance(value, int) and not isinstance(value, bool):
        assert value >= schema.get("minimum", value), at
    if isinstance(value, list):
        assert len(value) >= schema.get("minItems", 0), at
        for i, item in enumerate(value):
            check(item, schema["items"], f"{at}[{i}]")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        assert list(properties) == schema.get("required", []), at
        others = schema["additionalProperties"]
        assert others or list(value) == list(properties), at
        for name, item in value.items():
            check(item, properties.get(name, others), f"{at}.{name}")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_report_has_exactly_the_fields_of_its_schema(language: Any) -> None:
    check(report(document(language)), SCHEMA)


def test_every_segment_is_told_with_its_place_its_terms_and_its_findings() -> None:
    facts = report(document())
    segments = {s["id"]: s for s in facts["segments"]}
    assert list(segments) == [line.id for line in LINES]
    assert [s["section"] for s in facts["segments"]] == [None, 0, 0, 0, 1, 1, 1, 1]
    sections = facts["article"]["sections"]
    assert [s["heading"] for s in sections] == [None, "بنود الاتفاق"]
    assert sections[0]["paragraphs"] == [["b200-1", "c3d4-1", "c3d4-2"]]
    for segment in segments.values():
        for hit in segment["hits"]:
            assert segment["source"][hit["start"] : hit["end"]] == hit["surface"]
    assert [h["rendering"] for h in segments["c3d4-1"]["hits"]] == ["General"]
    assert [f["check"] for f in segments["c3d4-1"]["findings"]] == ["names", "numbers"]
    assert segments["f6-2"]["target"] == ""


def test_the_file_is_readable_utf8_and_the_same_each_time(tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    export(document("fr"), one, layout="interleaved", mark_terms=False)
    export(document("fr"), two)
    assert one.read_bytes() == two.read_bytes()
    text = one.read_text("utf-8")
    assert json.loads(text) == report(document("fr"))
    assert "رئيس الأركان العامة" in text
    assert text.endswith("}\n")


def test_the_format_is_told_by_name_or_by_suffix(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    export(document(), path, format="json")
    assert json.loads(path.read_text("utf-8"))["language"] == "en"
    assert format_of("a/b.DOCX") == "docx"
    assert set(FORMATS) == {"docx", "pdf", "html", "json", "xlf", "xliff"}


@pytest.mark.parametrize(
    ("path", "format", "said"),
    [
        (
            "article.odt",
            None,
            "article.odt: unknown format 'odt'; there are docx, pdf, html, json, xlf, xliff",
        ),
        ("article", None, "article: the name has no suffix to tell the format; there are docx"),
        ("article.docx", "doc", "article.docx: unknown format 'doc'; there are docx"),
    ],
)
def test_an_unknown_format_names_those_there_are(path: str, format: str, said: str) -> None:
    with pytest.raises(ToolkitError) as error:
        export(document(), path, format=format)
    assert str(error.value).startswith(said)
