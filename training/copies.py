"""Term copies: training pairs whose source holds renderings as the toolkit itself puts them.

The toolkit's third rung replaces a term in the Arabic by its rendering and trusts the model to
copy it (Dinu et al. 2019). A model that has seen such sources does. For each sentence of the
corpus: glossary matches, their units, the renderings that the reference really holds, and the
source with those put in. Further copies swap the people and places for others on both sides, so
that names never seen before are copied too, and what stands in the source is copied even where
another place is likelier.
"""

from __future__ import annotations

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Literal

from toolkit.document import Hit
from toolkit.glossary import Glossary
from toolkit.translator.switch import switched
from toolkit.translator.units import Unit, units
from toolkit.translator.verify import verify
from training.corpus import LANGUAGES, held_out, key, triples

Language = Literal["en", "fr"]
Placed = tuple[Unit, tuple[int, int]]
"""A unit whose only rendering is the text of the reference in this span."""
Others = Mapping[str, Sequence[str]]
"""What to swap in: people under PEOPLE, places under their `place_class`."""

PEOPLE = "people"

_PERSONAL = {"person", "name"}
_VOWELS = "aeiouhàâéèêëîïôùœ"
_SOME = 0.6  # chance of a unit to be put in where not all are
_WITH_CLITICS = 0.8  # the toolkit tries both, with them first
_SWAPS = 3

EXAMPLES = """\
examples:
  python -m training.copies copies training/corpus/authored.tsv.xz training/corpus/press.tsv.xz \\
      --held-out training/corpus/development.tsv.xz
"""


def placed(arabic: str, reference: str, language: Language, glossary: Glossary) -> list[Placed]:
    """The units of a sentence that its reference holds, each with the wording found there."""
    found, _ = units(arabic, glossary.match(arabic), language, glossary.style)
    verdict = verify(reference, found)
    return [
        (replace(unit, renderings=(reference[span[0] : span[1]],)), span)
        for unit, span in zip(found, verdict.spans, strict=True)
        if span is not None
    ]


def copies(
    arabic: str,
    reference: str,
    language: Language,
    glossary: Glossary,
    others: Others,
    rng: random.Random,
) -> list[tuple[str, str]]:
    """Sources with renderings in them, and their references: with all, with some, with other
    people and places. Each once, none equal to the sentence as it was.
    """
    found = placed(arabic, reference, language, glossary)
    if not found:
        return []
    every = [unit for unit, _ in found]
    made = [(switched(arabic, every), reference)]
    some = [unit for unit in every if rng.random() < _SOME]
    if some and len(every) > 1:
        made.append((switched(arabic, some, clitics=rng.random() < _WITH_CLITICS), reference))
    if any(_swap(unit, others) for unit in every):
        for _ in range(_SWAPS):
            swapped, target = renamed(found, reference, others, rng)
            made.append((switched(arabic, swapped, clitics=rng.random() < _WITH_CLITICS), target))
    return [pair for pair in dict.fromkeys(made) if pair[0] != arabic]


def renamed(
    found: Sequence[Placed], reference: str, others: Others, rng: random.Random
) -> tuple[list[Unit], str]:
    """The units and the reference with each person and place replaced by another; ranks stay."""
    changed, target = [], reference
    for unit, (start, end) in sorted(found, key=lambda item: -item[1][0]):  # from the right
        text = unit.rendering
        if swap := _swap(unit, others):
            old, instead = swap
            text = text.replace(old, rng.choice(instead), 1)
            target = target[:start] + text + target[end:]
        changed.append(replace(unit, renderings=(text,)))
    return sorted(changed, key=lambda unit: unit.start), target


def _swap(unit: Unit, others: Others) -> tuple[str, Sequence[str]] | None:
    """The part of a unit's rendering to replace, and what may stand there instead."""
    if (name := _name(unit)) and others.get(PEOPLE):
        return name, others[PEOPLE]
    if [hit.kind for hit in unit.hits] == ["place"]:
        instead = others.get(place_class(unit.rendering, unit.gender), ())
        return (unit.rendering, instead) if len(instead) > 1 else None
    return None


def place_class(rendering: str, gender: str | None) -> str:
    """What places must share to stand in each other's stead: gender, plural, first letter's kind.

    Articles and elisions before the place then stay right.
    """
    plural = rendering.split()[0].endswith("s")
    return f"{gender} {plural} {rendering[0].lower() in _VOWELS}"


def _name(unit: Unit) -> str:
    """The part of a unit's rendering that is the person's name, "" where there is none."""
    personal = [hit for hit in unit.hits if hit.kind in _PERSONAL]
    wordings = (" ".join(words) for words in product(*map(_wordings, personal)))
    return max((w for w in wordings if w and w in unit.rendering), key=len, default="")


def _wordings(hit: Hit) -> tuple[str, ...]:
    return (hit.rendering, *hit.accepted)


def people_in(glossary: Glossary, language: Language, rng: random.Random) -> list[str]:
    """Names to swap in: the glossary's persons, and as many made of two of its names."""
    whole = {
        rendering
        for entry in glossary.entries
        if entry.kind == "person"
        for rendering in entry.renderings(language)[:1]
    }
    parts = [
        rendering
        for entry in glossary.entries
        if entry.kind == "name"
        for rendering in entry.renderings(language)[:1]
    ]
    if len(parts) > 1:
        whole |= {" ".join(rng.sample(parts, 2)) for _ in range(max(100, len(whole)))}
    return sorted(whole)


def places_in(glossary: Glossary, language: Language) -> dict[str, list[str]]:
    """The glossary's places to swap in, by `place_class`; not its adjectives (norvégien)."""
    found: dict[str, set[str]] = defaultdict(set)
    for entry in glossary.entries:
        if entry.kind == "place" and all(r[0].isupper() for r in entry.renderings("fr")[:1]):
            gender = entry.gender if language == "fr" else None
            for rendering in entry.renderings(language)[:1]:
                found[place_class(rendering, gender)].add(rendering)
    return {kind: sorted(places) for kind, places in found.items()}


def of_corpus(
    rows: Iterable[tuple[str, str, str]], glossary: Glossary, seed: int = 5
) -> Iterator[tuple[Language, str, str]]:
    """The copies of triples: language, source, target."""
    rng = random.Random(seed)
    languages: tuple[Language, ...] = ("en", "fr")
    others = {
        language: {PEOPLE: people_in(glossary, language, rng), **places_in(glossary, language)}
        for language in languages
    }
    for arabic, *references in rows:
        for language, reference in zip(languages, references, strict=True):
            for source, target in copies(
                arabic, reference, language, glossary, others[language], rng
            ):
                yield language, source, target


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.copies",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("out", type=Path, help="folder for copy.ar-en.tsv and copy.ar-fr.tsv")
    parser.add_argument("triples", nargs="+", type=Path)
    parser.add_argument("--held-out", nargs="+", type=Path, required=True, help="evaluation files")
    parser.add_argument("--seed", type=int, default=5, help="of what is swapped for what")
    parser.add_argument("--glossary", nargs="*", default=[], help="default: the shipped one")
    a = parser.parse_args()
    banned = held_out(a.held_out)
    rows = (row for path in a.triples for row in triples(path) if key(row[0]) not in banned)
    a.out.mkdir(parents=True, exist_ok=True)
    lines: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for language, source, target in of_corpus(rows, Glossary.load(*a.glossary), a.seed):
        lines[language].append(f"{source}\t{target}\n")
    for language, made in lines.items():
        path = a.out / f"copy.ar-{language}.tsv"
        path.write_text("".join(made), encoding="utf-8", newline="\n")
        print(f"{path}: {len(made)} copies")


if __name__ == "__main__":
    main()
