"""Articles to bilingual documents: matching, the ladder, and the audit of every hit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit import quality
from toolkit.arabic.script import has_arabic
from toolkit.document import (
    Article,
    BilingualDocument,
    Finding,
    Hit,
    Language,
    Origin,
    Run,
    Segment,
    ToolkitError,
    Translation,
)
from toolkit.glossary import Glossary, Match
from toolkit.glossary.profile import guess
from toolkit.glossary.unknown import with_proposals
from toolkit.memory import Memory
from toolkit.memory.key import context_keys, terms_key
from toolkit.quality.terms import occurrences
from toolkit.translator import packages
from toolkit.translator.engine import Engine
from toolkit.translator.ladder import REPAIR, Outcome, Task, climb
from toolkit.translator.pieces import fit_pieces
from toolkit.translator.units import Unit, units
from toolkit.translator.verify import verify

if TYPE_CHECKING:
    from toolkit.memory.recall import Recall

SOURCE: Language = "ar"
PIVOT: Language = "en"
TARGETS: tuple[Language, ...] = ("en", "fr")

Progress = Callable[[int, int], None]


_Asked = tuple[str, tuple[Unit, ...], tuple[Unit, ...]]


@dataclass(frozen=True, slots=True)
class _Work:
    """A segment to translate: its matches, its units for each hop, and what is only suggested."""

    segment: Segment
    units: tuple[Unit, ...]
    pivot_units: tuple[Unit, ...]
    suggested: tuple[Hit, ...]

    @property
    def asked(self) -> _Asked:
        """What is asked of the engine: where it is the same, so is the translation."""
        return self.segment.text, self.units, self.pivot_units


class Translator:
    """Translates articles into one language under a glossary.

    `glossary` defaults to the shipped one, `model` (a package folder, a folder of packages or an
    .argosmodel file) to the best installed package or the embedded starter. `profile` is a country
    code, or "auto" to read it from each article. `beam` is the width of the search, `threads` the
    number of processor threads (0: the engine's choice). Models are loaded at first use. What an
    editor translated before is taken from `memory`, as `toolkit.memory.recall` says.

    Raises ToolkitError for an unknown language and where no package translates into it.
    """

    def __init__(
        self,
        language: Language,
        glossary: Glossary | None = None,
        *,
        model: str | Path | None = None,
        profile: str = "auto",
        beam: int = 4,
        threads: int = 0,
        memory: Memory | None = None,
    ) -> None:
        if language not in TARGETS:
            raise ToolkitError(f"--to {language}: not a target language: use en or fr")
        self.language = language
        self.glossary = glossary if glossary is not None else Glossary.load()
        self.route = packages.choose(SOURCE, language, packages.given(model) if model else None)
        self.profile = profile
        self.beam = beam
        self.threads = threads
        self.memory = memory
        self._done: dict[_Asked, Outcome] = {}

    def take_over(self, other: Translator) -> None:
        """Go on with what another translator has loaded and translated, where it fits.

        A sentence whose text and units are the same as before is then not decoded again.
        """
        if (self.route, self.beam) == (other.route, other.beam):
            self.engines = other.engines
            self._done = other._done

    @cached_property
    def engines(self) -> tuple[Engine, ...]:
        """One engine for each hop of the route."""
        return tuple(Engine(package, threads=self.threads) for package in self.route)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(entry.ar for entry in self.glossary.entries)

    def translate(
        self, articles: Sequence[Article], progress: Progress | None = None
    ) -> list[BilingualDocument]:
        """Translate articles, all their segments in the same batches.

        Returns one document an article, with a translation for each segment: hits with what
        became of them, and findings. `progress` is called with (segments done, all segments).
        """
        profiles = [self._profile(article) for article in articles]
        works = {
            (a, segment.id): self._work(segment, profile)
            for a, (article, (profile, _)) in enumerate(zip(articles, profiles, strict=True))
            for segment in article.segments
        }
        outcomes = self._outcomes(list(works.values()), progress)
        done = dict(zip(works, outcomes, strict=True))
        return [
            self._document(
                article,
                [works[a, s.id] for s in article.segments],
                [self._translation(works[a, s.id], done[a, s.id]) for s in article.segments],
                self._run(*profile),
            )
            for a, (article, profile) in enumerate(zip(articles, profiles, strict=True))
        ]

    def _profile(self, article: Article) -> tuple[str, str]:
        if self.profile != "auto":
            return self.profile.upper(), "chosen"
        matches = (m for s in article.segments for m in self.glossary.match(s.text))
        country, reason = guess(matches)
        return country or "none", reason

    def _work(self, segment: Segment, profile: str) -> _Work:
        known = self.glossary.match(segment.text, profile)
        matches: Sequence[Match] = with_proposals(segment.text, known)
        style = self.glossary.style
        found, suggested = units(segment.text, matches, self.language, style)
        if len(self.route) == 1:
            return _Work(segment, found, (), suggested)
        first, _ = units(segment.text, matches, PIVOT, style)
        by_place = {(unit.start, unit.end): unit for unit in first}
        pivots = tuple(by_place.get((unit.start, unit.end), unit) for unit in found)
        return _Work(segment, found, pivots, suggested)

    def _outcomes(self, works: Sequence[_Work], progress: Progress | None) -> list[Outcome | None]:
        """Translate what has Arabic in it; None for the rest, which is copied."""
        arabic = [work for work in works if has_arabic(work.segment.text)]
        new = {work.asked: work for work in arabic if work.asked not in self._done}
        self._done |= zip(new, self._climb(list(new.values()), progress), strict=True)
        return [self._done[w.asked] if has_arabic(w.segment.text) else None for w in works]

    def _climb(self, todo: Sequence[_Work], progress: Progress | None) -> list[Outcome]:
        engine = self.engines[0]
        if len(self.engines) == 1:
            tasks = [Task(work.segment.text, work.units) for work in todo]
            return climb(engine, tasks, self.language, beam=self.beam, progress=progress)
        tasks = [Task(work.segment.text, work.pivot_units) for work in todo]
        first = climb(engine, tasks, PIVOT, beam=self.beam, progress=progress)
        tasks = [
            Task(outcome.text, _carried(outcome, work.units))
            for outcome, work in zip(first, todo, strict=True)
        ]
        found = climb(self.engines[1], tasks, self.language, beam=self.beam)
        return [_in_source_order(o, t, w) for o, t, w in zip(found, tasks, todo, strict=True)]

    def _translation(self, work: _Work, outcome: Outcome | None) -> Translation:
        if outcome is None:
            return Translation(work.segment, work.segment.line, origin="copied")
        return Translation(work.segment, outcome.text, _hits(work, outcome))

    def _document(
        self,
        article: Article,
        works: Sequence[_Work],
        translations: Sequence[Translation],
        run: Run,
    ) -> BilingualDocument:
        fitted = self._remembered(works, fit_pieces(translations))
        checked = tuple(replace(t, findings=(*t.findings, *self._findings(t))) for t in fitted)
        document = BilingualDocument(article, self.language, checked, run)
        differing: dict[str, list[Finding]] = defaultdict(list)
        for segment, finding in quality.consistency(document):
            differing[segment].append(finding)
        return replace(
            document,
            translations=tuple(
                replace(t, findings=(*t.findings, *differing[t.segment.id])) for t in checked
            ),
        )

    def _remembered(
        self, works: Sequence[_Work], translations: Sequence[Translation]
    ) -> Sequence[Translation]:
        """Put what the memory knows in the place of what the machine wrote.

        The machine has translated these segments too: what it writes depends a little on what
        else is in the batch, and an editor's change must change no other segment.
        """
        if self.memory is None:
            return translations
        from toolkit.memory.recall import Recall

        recall = Recall(self.memory, self.language)
        contexts = context_keys([work.segment for work in works])
        return [
            self._recalled(recall, work, translation, contexts[work.segment.id])
            for work, translation in zip(works, translations, strict=True)
        ]

    def _recalled(
        self, recall: Recall, work: _Work, machine: Translation, context: str
    ) -> Translation:
        source = work.segment.text
        found = recall.exact(
            source,
            terms_key(machine.hits),
            context,
            lambda text: not verify(text, work.units).missing,
        )
        if found is None:
            hint = recall.hint(source) if machine.origin == "machine" else None
            return replace(machine, findings=(hint,)) if hint else machine
        text = found.entry.target
        spans = verify(text, work.units).spans
        outcome = Outcome(text, spans, (None,) * len(spans))
        origin: Origin = "human" if found.same_terms else "memory"
        return Translation(work.segment, text, _hits(work, outcome), origin)

    def _findings(self, translation: Translation) -> tuple[Finding, ...]:
        repaired = [
            Finding(
                "term-repaired",
                "warning",
                f"“{hit.rendering}” was put in place by repair: read the words around it",
                hit.target,
            )
            for hit in translation.hits
            if hit.rung == REPAIR
        ]
        proposed = [
            Finding(
                "name-proposed",
                "hint",
                f"“{hit.rendering}” is {hit.surface} romanised by rule: add it to the glossary",
                hit.target,
            )
            for hit in translation.hits
            if hit.kind == "name" and hit.entry not in self._known
        ]
        return (*quality.check(translation, self.language), *repaired, *proposed)

    def _run(self, profile: str, reason: str) -> Run:
        settings: Mapping[str, str | int | bool | None] = {"beam": self.beam}
        return Run(
            toolkit=toolkit_version(),
            model=packages.describe(self.route),
            model_sha256=packages.route_sha256(self.route),
            glossary_sha256=self.glossary.sha256,
            profile=profile,
            profile_reason=reason,
            settings=settings,
        )


def _carried(outcome: Outcome, targets: Sequence[Unit]) -> tuple[Unit, ...]:
    """The units of a second hop: where the first one put its terms, the renderings of the last.

    A term that the first hop lost is asked for at the end of the sentence.
    """
    size = len(outcome.text)
    placed = [
        replace(unit, start=(span or (size, size))[0], end=(span or (size, size))[1], clitics="")
        for unit, span in zip(targets, outcome.spans, strict=True)
    ]
    return tuple(sorted(placed, key=lambda unit: (unit.start, unit.end)))


def _in_source_order(outcome: Outcome, task: Task, work: _Work) -> Outcome:
    """Put the spans of a second hop back into the order of the source's units."""
    by_hits = {id(u.hits): i for i, u in enumerate(task.units)}
    order = [by_hits[id(unit.hits)] for unit in work.units]
    return Outcome(
        outcome.text,
        tuple(outcome.spans[i] for i in order),
        tuple(outcome.rungs[i] for i in order),
    )


def _hits(work: _Work, outcome: Outcome) -> tuple[Hit, ...]:
    hits = [
        hit
        for unit, span, rung in zip(work.units, outcome.spans, outcome.rungs, strict=True)
        for hit in _audit(outcome.text, unit, span, rung)
    ]
    return tuple(sorted([*hits, *work.suggested], key=lambda hit: (hit.start, hit.end)))


def _audit(
    text: str, unit: Unit, span: tuple[int, int] | None, rung: int | None
) -> tuple[Hit, ...]:
    """The unit's hits with their fate: which rendering stands where, inside the unit's span."""
    if span is None:
        return unit.hits
    return tuple(_enforced(text, hit, span, rung) for hit in unit.hits)


def _enforced(text: str, hit: Hit, span: tuple[int, int], rung: int | None) -> Hit:
    start, end = span
    options = (hit.rendering, *hit.accepted)
    for rendering in sorted(options, key=len, reverse=True):
        for place in occurrences(text, rendering):
            if start <= place[0] and place[1] <= end:
                others = tuple(option for option in options if option != rendering)
                return replace(
                    hit,
                    rendering=rendering,
                    accepted=others,
                    status="enforced",
                    rung=rung,
                    target=place,
                )
    return replace(hit, status="enforced", rung=rung, target=span)


def toolkit_version() -> str:
    try:
        return version("toolkit")
    except PackageNotFoundError:
        return "0+unknown"
