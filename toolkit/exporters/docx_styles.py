"""The named styles of a DOCX file: one of the source's and one of the target's for each role.

An editor who wants another look changes a style in Word, not every paragraph. Sizes and fonts are
given twice, for Latin letters (sz, b) and for complex scripts (szCs, bCs): Word sets Arabic with
the latter only.
"""

from __future__ import annotations

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from toolkit.document import Language
from toolkit.exporters.layout import Layout, Row
from toolkit.exporters.ooxml import TWIPS_PER_MM
from toolkit.exporters.theme import LOCALES, Theme, Type

TERM = "GlossaryTerm"
TABLE = "BilingualTable"
NUMBER = "RowNumber"
SIGNATURE = "RunSignature"
SOURCE_HEAD = "SourceColumn"
TARGET_HEAD = "TargetColumn"
FOOTER = "Footer"

_BY_ROLE = {"list-item": "List", "caption": "Note", "byline": "Note"}


def source_style(row: Row) -> str:
    """Name (by its id) the style of a row's source paragraph."""
    return "Source" + (row.kind.capitalize() if row.kind != "paragraph" else _role(row))


def target_style(row: Row) -> str:
    """Name the style of a row's target paragraph. Title and headings are Word's own styles."""
    return {"title": "Title", "heading": "Heading1"}.get(row.kind) or "Target" + _role(row)


def _role(row: Row) -> str:
    return _BY_ROLE.get(row.role, "Text")


def styles(theme: Theme, language: Language, layout: Layout) -> BaseOxmlElement:
    """Make the <w:styles> of a document in which `language` stands beside (or under) Arabic."""
    t = theme
    pale = f'<w:color w:val="{t.faint}"/>'
    table = layout == "table"
    below = 0.0 if table else 8.0  # points, to part the pairs of paragraphs

    def level_with(source: Type, own: Type) -> float:
        """Space above, so that in a table row the first lines of both texts are level."""
        return source.leading - own.leading if table else 0.0

    text_above = level_with(t.source_text, t.target_text)
    body = (
        _defaults(theme, language),
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>",
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:semiHidden/></w:style>',
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        "</w:tblPr></w:style>",
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        "<w:semiHidden/></w:style>",
        _paragraph(
            "Title",
            "Title",
            t.target_title,
            bold=True,
            keep=True,
            above=level_with(t.source_title, t.target_title),
            below=below,
        ),
        _paragraph(
            "Heading1",
            "heading 1",
            t.target_heading,
            bold=True,
            keep=True,
            level=0,
            above=level_with(t.source_heading, t.target_heading),
            below=below,
        ),
        _paragraph("TargetText", "Target Text", t.target_text, above=text_above, below=below),
        _paragraph(
            "TargetList", "Target List", t.target_text, indent=4, above=text_above, below=below / 2
        ),
        _paragraph(
            "TargetNote", "Target Note", t.target_text, italic=True, above=text_above, below=below
        ),
        _paragraph("SourceTitle", "Source Title", t.source_title, rtl=True, bold=True, keep=True),
        _paragraph(
            "SourceHeading",
            "Source Heading",
            t.source_heading,
            rtl=True,
            bold=True,
            keep=True,
            level=0,
        ),
        _paragraph("SourceText", "Source Text", t.source_text, rtl=True),
        _paragraph("SourceList", "Source List", t.source_text, rtl=True, indent=4),
        _paragraph("SourceNote", "Source Note", t.source_text, rtl=True),
        _paragraph(SOURCE_HEAD, "Source Column", t.target_text, rtl=True, bold=True, centred=True),
        _paragraph(TARGET_HEAD, "Target Column", t.target_text, bold=True, centred=True),
        _paragraph(
            NUMBER,
            "Row Number",
            t.small,
            centred=True,
            above=level_with(t.source_text, t.small),
            run=pale,
        ),
        _paragraph(SIGNATURE, "Run Signature", t.small, above=12, run=pale),
        _paragraph(FOOTER, "footer", t.small, centred=True, run=pale),
        _paragraph("CommentText", "annotation text", Type(10, 12)),
        '<w:style w:type="character" w:styleId="CommentReference">'
        '<w:name w:val="annotation reference"/><w:rPr><w:sz w:val="16"/>'
        '<w:szCs w:val="16"/></w:rPr></w:style>',
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{TERM}">'
        '<w:name w:val="Glossary Term"/><w:qFormat/>'
        f'<w:rPr><w:shd w:val="clear" w:color="auto" w:fill="{theme.term_fill}"/></w:rPr>'
        "</w:style>",
        _table(theme),
    )
    return parse_xml(f"<w:styles {nsdecls('w')}>{''.join(body)}</w:styles>")


def _defaults(theme: Theme, language: Language) -> str:
    fonts = theme.docx
    size = _half_points(theme.target_text.size)
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{fonts.latin}" w:eastAsia="{fonts.latin}" w:hAnsi="{fonts.latin}"'
        f' w:cs="{fonts.arabic}"/>'
        f'<w:color w:val="{theme.ink}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        f'<w:lang w:val="{LOCALES[language]}" w:bidi="{LOCALES["ar"]}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


def _paragraph(
    identifier: str,
    name: str,
    type_: Type,
    *,
    rtl: bool = False,
    bold: bool = False,
    italic: bool = False,
    centred: bool = False,
    keep: bool = False,
    level: int | None = None,
    indent: float = 0,
    above: float = 0,
    below: float = 0,
    run: str = "",
) -> str:
    """Make a paragraph style; `above` and `below` are points, `indent` (at the start) millimetres.

    `level` is the outline level, from 0: Word's navigation pane lists such paragraphs. There is
    no alignment but for centred text: without it each paragraph begins where its script begins
    (in a right-to-left paragraph Word takes "left", also of an indent, for the right).
    """
    built_in = identifier in ("Title", "Heading1", "CommentText", FOOTER)
    custom = "" if built_in else ' w:customStyle="1"'
    size = _half_points(type_.size)
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{identifier}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        + ("<w:keepNext/>" if keep else "")
        + ("<w:bidi/>" if rtl else "")
        + f'<w:spacing w:before="{_twips(above)}" w:after="{_twips(below)}"'
        f' w:line="{_twips(type_.leading)}" w:lineRule="atLeast"/>'
        + (f'<w:ind w:left="{round(indent * TWIPS_PER_MM)}"/>' if indent else "")
        + ('<w:jc w:val="center"/>' if centred else "")
        + (f'<w:outlineLvl w:val="{level}"/>' if level is not None else "")
        + "</w:pPr><w:rPr>"
        + ("<w:b/><w:bCs/>" if bold else "")
        + ("<w:i/><w:iCs/>" if italic else "")
        + run
        + f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        + ("<w:rtl/>" if rtl else "")
        + "</w:rPr></w:style>"
    )


def _table(theme: Theme) -> str:
    """Thin lines between the rows, room around the text, and a tinted first row."""
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{theme.rule}"/>'
        for side in ("top", "bottom", "insideH")
    )
    side = round(theme.cell_padding * TWIPS_PER_MM)
    margins = "".join(
        f'<w:{edge} w:w="{width}" w:type="dxa"/>'
        for edge, width in (("top", 50), ("left", side), ("bottom", 50), ("right", side))
    )
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{TABLE}">'
        '<w:name w:val="Bilingual Table"/><w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{lines}</w:tblBorders><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:tcPr>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{theme.head_fill}"/></w:tcPr></w:tblStylePr>'
        "</w:style>"
    )


def _half_points(points: float) -> int:
    return round(points * 2)


def _twips(points: float) -> int:
    return round(points * 20)
