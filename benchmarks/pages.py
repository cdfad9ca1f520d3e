"""How long a PDF of many pages takes, beside bare reportlab with the same text and font.

    python -m benchmarks.pages [PAGES]

Bare reportlab neither shapes nor orders Arabic: its pages are wrong. It is the measure of what
pages cost at the least. Prints pages, seconds of processor time, and the ratio for each page.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import fontpkg_amiri
from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph as BareParagraph
from reportlab.platypus import SimpleDocTemplate

from toolkit.document import (
    Article,
    BilingualDocument,
    Paragraph,
    Run,
    Section,
    Segment,
    Source,
    Translation,
)
from toolkit.exporters.pdf import export

ROOT = Path(__file__).parents[1]
SOURCE = next((ROOT / "seeds").glob("*.txt"))
TARGET = ROOT / "tests" / "data" / "seed.en.txt"
PAIRS_A_PAGE = 7


def pairs(count: int) -> list[tuple[str, str]]:
    """The paragraphs of the seed article and their translations, over and over.

    Each ends in its number, so that no paragraph can be shaped from memory as a whole.
    """
    sources = [line for line in SOURCE.read_text(encoding="utf-8").splitlines() if line.strip()]
    targets = TARGET.read_text(encoding="utf-8").splitlines()
    both = list(zip(sources, targets, strict=True))
    return [(f"{a} {k}", f"{b} {k}") for k in range(count) for a, b in [both[k % len(both)]]]


def ours(texts: list[tuple[str, str]], path: Path) -> None:
    """Write the pairs with the toolkit, interleaved."""
    segments = tuple(Segment(str(k), "paragraph-sentence", a) for k, (a, _) in enumerate(texts))
    section = Section(None, tuple(Paragraph((segment,)) for segment in segments))
    translations = tuple(
        Translation(segment, b) for segment, (_, b) in zip(segments, texts, strict=True)
    )
    run = Run("0", "none", "0" * 64, "0" * 64, "none")
    article = Article(None, (section,), Source("x.txt", "text"))
    export(BilingualDocument(article, "en", translations, run), path, layout="interleaved")


def bare(texts: list[tuple[str, str]], path: Path) -> None:
    """Write the pairs with reportlab's own paragraphs, in the same sizes."""
    font = Path(fontpkg_amiri.ROOT) / "files" / "Amiri-Regular.ttf"
    pdfmetrics.registerFont(TTFont("Amiri", str(font)))
    arabic = ParagraphStyle("ar", fontName="Amiri", fontSize=13, leading=21, spaceAfter=3.4)
    latin = ParagraphStyle("en", fontName="Amiri", fontSize=11, leading=15, spaceAfter=14)
    story: list[Any] = []
    for source, target in texts:
        story += [BareParagraph(source, arabic), BareParagraph(target, latin)]
    SimpleDocTemplate(str(path), leftMargin=51, rightMargin=51).build(story)


def measure(write: Callable[[list[tuple[str, str]], Path], None], count: int) -> tuple[int, float]:
    """Give the pages that a writer makes of `count` pairs, and its seconds of processor time."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "pages.pdf"
        start = process_time()
        write(pairs(count), path)
        seconds = process_time() - start
        return len(PdfReader(path).pages), seconds


def main() -> None:
    """Measure both and print the ratio."""
    count = PAIRS_A_PAGE * int(sys.argv[1] if len(sys.argv) > 1 else 100)
    each = {}
    for write in (bare, ours):
        pages, seconds = measure(write, count)
        each[write] = seconds / pages
        print(
            f"{write.__name__:5} {pages:4} pages {seconds:7.2f} s {1000 * each[write]:6.1f} ms/page"
        )
    print(f"ratio {each[ours] / each[bare]:.2f}")


if __name__ == "__main__":
    main()
