"""The ordinary words of the genre: what `toolkit.glossary.unknown` never takes for a name.

A word counts as ordinary that stands somewhere in the corpus where no name can: not right behind
a rank, a name or another word that was taken for a name.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path

from toolkit.arabic.script import words
from toolkit.glossary import Glossary
from training.corpus import triples

EXAMPLES = """\
examples:
  python -m training.lexicon toolkit/glossary/ordinary_words.txt \\
      training/corpus/authored.tsv.xz training/corpus/press.tsv.xz
"""
_NAMING = {"rank", "qualifier", "name", "person"}


def ordinary(texts: Iterable[str], glossary: Glossary) -> set[str]:
    """The folded words of the texts that stand where no name can."""
    found: set[str] = set()
    for text in texts:
        naming = [m for m in glossary.match(text) if m.entry.kind in _NAMING]
        ends = {m.end for m in naming}
        inside = [(m.word_start, m.end) for m in naming]
        behind_name, last = False, 0
        for word in words(text):
            if any(start <= word.start < end for start, end in inside):
                behind_name = word.end in ends
            elif not (behind_name and not text[last : word.start].strip()):
                behind_name = False
                if word.folded.isalpha():
                    found.add(word.folded)
            last = word.end
    return found


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.lexicon",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("triples", nargs="+", type=Path)
    a = parser.parse_args()
    texts = (arabic for path in a.triples for arabic, _, _ in triples(path))
    found = sorted(ordinary(texts, Glossary.load()))
    a.out.write_text("\n".join(found) + "\n", encoding="utf-8", newline="\n")
    print(f"{a.out}: {len(found)} words")


if __name__ == "__main__":
    main()
