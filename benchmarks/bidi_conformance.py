"""Run Unicode's whole conformance test of the bidirectional algorithm.

    python -m benchmarks.bidi_conformance /usr/share/unicode/Bidi*Test.txt

takes BidiTest.txt and BidiCharacterTest.txt of any Unicode version (Debian: package unicode-data),
prints what fails and ends with status 1 if anything does. The test suite runs a sample of both
files, made with --sample.

    python -m benchmarks.bidi_conformance --data /usr/share/unicode > toolkit/exporters/bidi_data.py

writes the data module anew from the Unicode Character Database.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from toolkit.exporters import bidi


@dataclass(frozen=True, slots=True)
class Case:
    """One conformance case; a level of None belongs to a character that X9 removes."""

    line: str
    text: str
    classes: tuple[str, ...]
    base: int | None
    expected_base: int | None
    levels: tuple[int | None, ...]
    order: tuple[int, ...]


def cases(lines: Iterable[str]) -> Iterator[Case]:
    """Read the cases of a file, which may be BidiTest.txt or BidiCharacterTest.txt."""
    levels: tuple[int | None, ...] = ()
    order: tuple[int, ...] = ()
    for raw in lines:
        line = raw.split("#")[0].strip()
        if line.startswith("@Levels:"):
            levels = _levels(line.removeprefix("@Levels:"))
        elif line.startswith("@Reorder:"):
            order = _numbers(line.removeprefix("@Reorder:"))
        elif line.count(";") == 4:
            codes, direction, base, level_list, visual = line.split(";")
            text = "".join(chr(int(code, 16)) for code in codes.split())
            yield Case(
                line,
                text,
                bidi.classes(text),
                {"0": 0, "1": 1, "2": None}[direction],
                int(base),
                _levels(level_list),
                _numbers(visual),
            )
        elif line and not line.startswith("@"):
            names, bits = line.split(";")
            for bit, asked in ((1, None), (2, 0), (4, 1)):
                if int(bits) & bit:
                    yield Case(line, "", tuple(names.split()), asked, asked, levels, order)


def passes(case: Case) -> bool:
    """Resolve a case as one line and compare levels and order with what Unicode expects."""
    resolved = bidi.resolve_classes(case.classes, case.base, case.text)
    levels = bidi.line_levels(resolved, 0, len(case.classes))
    shown = [i for i, level in enumerate(case.levels) if level is not None]
    order = bidi.visual_order([levels[i] for i in shown])
    return (
        case.expected_base in (None, resolved.base)
        and all(case.levels[i] == levels[i] for i in shown)
        and tuple(shown[k] for k in order) == case.order
    )


def sample(path: Path, every: int) -> Iterator[str]:
    """Give every n-th case line of a file, with the @Levels and @Reorder lines it needs.

    The file's first lines, which name its version, owner and terms of use, come along.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    yield from (line for line in lines[:6] if line.startswith("#"))
    yield f"# Every case line whose number is a multiple of {every}."
    pending: list[str] = []
    seen = 0
    for raw in lines:
        line = raw.split("#")[0].strip()
        if line.startswith("@Levels:"):
            pending = [line]
        elif line.startswith("@Reorder:"):
            pending.append(line)
        elif line and not line.startswith("@"):
            seen += 1
            if seen % every == 0:
                yield from pending
                pending = []
                yield line


def data_module(folder: Path) -> str:
    """Give the text of toolkit/exporters/bidi_data.py, from the files of the UCD in `folder`."""
    brackets = (folder / "BidiBrackets.txt").read_text(encoding="utf-8")
    derived = (folder / "extracted" / "DerivedBidiClass.txt").read_text(encoding="utf-8")
    opening: list[str] = []
    closing: list[str] = []
    for line in brackets.splitlines():
        fields = [field.strip() for field in line.split("#")[0].split(";")]
        if len(fields) == 3 and fields[2] == "o":
            # BD16: canonical equivalents (U+2329 and U+3008) count as the same bracket.
            match = normalize("NFC", chr(int(fields[1], 16)))
            opening.append(f'    "\\u{fields[0].lower()}": "\\u{ord(match):04x}",')
            closing.append(f'    "\\u{fields[1].lower()}": "\\u{ord(match):04x}",')
    short = {"Right_To_Left": "R", "Arabic_Letter": "AL", "European_Terminator": "ET"}
    ranges: list[tuple[int, str]] = []
    for line in derived.splitlines():
        if line.startswith("# @missing:"):
            codes, name = (field.strip() for field in line.removeprefix("# @missing:").split(";"))
            if name in short:
                start, end = codes.split("..")
                row = f'    (0x{start}, 0x{end}, "{short[name]}"),'
                ranges.append((int(start, 16), row))
    version = brackets.splitlines()[0].removeprefix("# BidiBrackets-").removesuffix(".txt")
    return "\n".join(
        [
            '"""Data of the bidirectional algorithm, made by `benchmarks.bidi_conformance --data`.',
            "",
            f"Source: BidiBrackets.txt and DerivedBidiClass.txt of Unicode {version}.",
            '"""',
            "",
            "OPENING = {",
            *opening,
            "}",
            '"""Each opening bracket and the closing bracket that pairs with it (BD14, BD16)."""',
            "",
            "CLOSING = {",
            *closing,
            "}",
            '"""Each closing bracket and the form of it that `OPENING` names (BD15, BD16)."""',
            "",
            "UNASSIGNED = (",
            *(row for _, row in sorted(ranges)),
            ")",
            '"""First and last code point and class of the ranges whose unassigned code points',
            'are not "L", in order."""',
            "",
        ]
    )


def _levels(text: str) -> tuple[int | None, ...]:
    return tuple(None if level == "x" else int(level) for level in text.split())


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(number) for number in text.split())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; give the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("paths", nargs="*", type=Path, help="BidiTest.txt, BidiCharacterTest.txt")
    parser.add_argument("--sample", type=int, metavar="N", help="print every N-th case of a file")
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="print the data module")
    options = parser.parse_args(arguments)
    if options.data:
        sys.stdout.write(data_module(options.data))
        return 0
    failed = 0
    for path in options.paths:
        if options.sample:
            sys.stdout.writelines(line + "\n" for line in sample(path, options.sample))
            continue
        started = time.perf_counter()
        total = bad = 0
        with path.open(encoding="utf-8") as lines:
            for case in cases(lines):
                total += 1
                if not passes(case):
                    bad += 1
                    if bad <= 5:
                        print(f"{path}: {case.line} (base {case.base})", file=sys.stderr)
        seconds = time.perf_counter() - started
        print(f"{path.name}: {total - bad} of {total} cases pass ({seconds:.1f} s)")
        failed += bad
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
