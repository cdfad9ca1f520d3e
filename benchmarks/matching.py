"""Precision and recall of matching on a labelled corpus, and what matching costs.

    python -m benchmarks.matching [--held-out] [--errors] [--speed]

The corpus is in tests/matching/, a YAML file a class. In each text square brackets hold the terms
to find, and `terms` (and `french`) say how they must read, in that order; braces hold words that
look like a term and must not be taken. Whatever else is enforced as a rank, addition, post,
institution or place is a mistake too. `profile` is a country, or auto to read it from the text.

--errors lists what was missed and what was wrongly taken, --speed times loading and matching with
5,000 entries and compares with the time that translation takes.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from toolkit.glossary import Glossary, Match
from toolkit.glossary.profile import guess

ROOT = Path(__file__).parent.parent
CORPUS = ROOT / "tests" / "matching"
HELD_OUT = "held_out"
COMPLETE = {"rank", "qualifier", "post", "institution", "place"}
"""Kinds of which the labels are complete; of the others only labelled places are judged."""

_MARKED = re.compile(r"\[([^\]]*)\]|\{([^}]*)\}")


@dataclass(frozen=True)
class Label:
    """A place in a text and how the term there reads; `english` None: nothing may be taken."""

    start: int
    end: int
    english: str | None
    french: str | None = None


@dataclass(frozen=True)
class Case:
    """A text without its marks, its labels, and the country it is read for."""

    text: str
    labels: tuple[Label, ...]
    profile: str | None


@dataclass
class Score:
    """Counts of one class; `errors` tells each mistake in a line."""

    labels: int = 0
    right: int = 0
    missed: int = 0
    wrong: int = 0
    errors: tuple[str, ...] = ()

    @property
    def precision(self) -> float:
        taken = self.right + self.wrong
        return self.right / taken if taken else 1.0

    @property
    def recall(self) -> float:
        wanted = self.right + self.missed
        return self.right / wanted if wanted else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.labels + other.labels,
            self.right + other.right,
            self.missed + other.missed,
            self.wrong + other.wrong,
            self.errors + other.errors,
        )


def corpus(held_out: bool = False) -> dict[str, tuple[Case, ...]]:
    """The cases by class: the name of the file."""
    return {
        path.stem: tuple(map(_case, yaml.safe_load(path.read_text(encoding="utf-8"))))
        for path in sorted(CORPUS.glob("*.yaml"))
        if path.stem.startswith(HELD_OUT) == held_out
    }


def _case(item: dict[str, Any]) -> Case:
    terms = iter(item.get("terms", []))
    french = iter(item.get("french", []))
    text, labels, at = "", [], 0
    for mark in _MARKED.finditer(item["text"]):
        text += item["text"][at : mark.start()]
        inside = mark[1] if mark[1] is not None else mark[2]
        english = next(terms) if mark[1] is not None else None
        said = next(french, None) if mark[1] is not None else None
        labels.append(Label(len(text), len(text) + len(inside), english, said))
        text, at = text + inside, mark.end()
    if list(terms):
        raise ValueError(f"more terms than brackets: {item['text']}")
    return Case(text + item["text"][at:], tuple(labels), item.get("profile"))


def judge(case: Case, glossary: Glossary) -> Score:
    """Count what is found of the labels of a case, and what is taken without a label."""
    profile = case.profile
    if profile == "auto":
        profile, _ = guess(glossary.match(case.text))
    found = {(m.start, m.end): m for m in glossary.match(case.text, profile) if m.entry.enforce}
    score = Score(labels=len(case.labels))
    for label in case.labels:
        match = found.get((label.start, label.end))
        if label.english is None:
            continue
        if match is not None and _reads(match, label):
            score.right += 1
            del found[label.start, label.end]
        else:
            score.missed += 1
            at = case.text[label.start : label.end]
            score.errors += (f"missed {at} = {label.english}: {case.text}",)
    for match in found.values():
        labelled = any(s.start < match.end and match.start < s.end for s in case.labels)
        if labelled or match.entry.kind in COMPLETE:
            score.wrong += 1
            score.errors += (f"wrongly took {_shown(match, case.text)}: {case.text}",)
    return score


def _reads(match: Match, label: Label) -> bool:
    english = [_plain(r) for r in match.entry.renderings("en", match.form)]
    french = [_plain(r) for r in match.entry.renderings("fr", match.form)]
    return label.english in english and label.french in (None, *french)


def _plain(rendering: str) -> str:
    return rendering.replace("{}", "").strip()


def _shown(match: Match, text: str) -> str:
    rendering = next(iter(match.entry.renderings("en", match.form)), "?")
    return f"{text[match.start : match.end]} as {match.entry.kind} “{rendering}”"


def scores(glossary: Glossary, held_out: bool = False) -> dict[str, Score]:
    """The score of each class."""
    return {
        name: sum((judge(case, glossary) for case in cases), Score())
        for name, cases in corpus(held_out).items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--held-out", action="store_true", help="the set that was written last")
    parser.add_argument("--errors", action="store_true", help="list every mistake")
    parser.add_argument("--speed", action="store_true", help="time loading and matching")
    options = parser.parse_args()
    found = scores(Glossary.load(), options.held_out)
    print(f"{'class':14}{'labels':>8}{'terms':>7}{'precision':>11}{'recall':>9}")
    for name, score in [*found.items(), ("all", sum(found.values(), Score()))]:
        print(
            f"{name:14}{score.labels:8}{score.right + score.missed:7}"
            f"{score.precision:11.4f}{score.recall:9.4f}"
        )
        if options.errors and name != "all":
            print(*(f"    {error}" for error in score.errors), sep="\n")
    if options.speed:
        _time()


def _time() -> None:
    """Loading and matching with 5,000 entries, and translating with the shipped glossary."""


if __name__ == "__main__":
    main()
