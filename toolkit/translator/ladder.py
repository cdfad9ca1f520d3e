"""The enforcement ladder: candidates for a translation until one holds every term.

Each rung is tried, in one batch, for the sentences that still miss a unit; every output is
verified, and the best verified candidate is kept:

    1  the terms are matched (`toolkit.glossary.match`)
    2  neighbouring matches are composed into units (`units`)
    3  code-switch: the renderings stand in the source, the model copies them
    4  other candidates: further hypotheses, the source without particles, the plain source, and
       the sentence clause by clause
    5  constrained prefix: the rendering is forced where the model finds it likeliest
    6  repair: the rendering replaces the words of the output that it fits best
    7  what is still missing is flagged

Verify and retry is what the best systems of the WMT terminology tasks do (Nieminen 2023, OPUS-CAT
at WMT23); rung 5 stands in for lexically constrained decoding, which CTranslate2 has not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from toolkit.document import Language
from toolkit.translator.engine import Candidate, Engine, Request
from toolkit.translator.positions import Missing, repairs, starts
from toolkit.translator.seams import polish
from toolkit.translator.switch import clauses, is_covered, switched
from toolkit.translator.units import Unit
from toolkit.translator.verify import Span, verify

SWITCH, OTHERS, PREFIX, REPAIR = 3, 4, 5, 6

_PLACES = 2
_ROUNDS = 4
_FORCED_BEAM = 2
"""How many places and rounds rung 5 tries, and how wide: each costs a decoding."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Task:
    """A source sentence and the units its translation must hold."""

    source: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A translation; for each unit where it stands (None: missing) and the rung that put it."""

    text: str
    spans: tuple[Span | None, ...]
    rungs: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class _Best:
    """The best candidate so far of one task."""

    text: str
    spans: tuple[Span | None, ...]
    rungs: tuple[int | None, ...]
    cost: float

    @property
    def missing(self) -> tuple[int, ...]:
        return tuple(i for i, span in enumerate(self.spans) if span is None)


def climb(
    engine: Engine,
    tasks: Sequence[Task],
    language: Language,
    *,
    beam: int = 4,
    progress: Progress | None = None,
) -> list[Outcome]:
    """Translate every task so that it holds its units, with as few decodings as it takes.

    In: source sentences with their units. Out: one outcome a task, in order. `progress` is called
    with (sentences done, all sentences).
    """
    open_tasks = [task for task in tasks if not is_covered(task.source, task.units)]
    decoded = engine.decode(
        [Request(switched(task.source, task.units)) for task in open_tasks],
        beam=beam,
        hypotheses=beam,
        progress=progress,
    )
    waiting = iter(decoded)
    best = []
    for task in tasks:
        if is_covered(task.source, task.units):
            found = [Candidate(switched(task.source, task.units), 0.0, ())]
        else:
            found = next(waiting)
        first = _judge(task, found[0].text, found[0].score, SWITCH, language)
        for other in found[1:]:
            first = _better(first, _judge(task, other.text, other.score, OTHERS, language))
        best.append(first)
    _try_others(engine, tasks, best, language, beam)
    _force_prefixes(engine, tasks, best, language, min(beam, _FORCED_BEAM))
    _repair(engine, tasks, best, language)
    return [Outcome(b.text, b.spans, b.rungs) for b in best]


def _judge(task: Task, text: str, score: float, rung: int, language: Language) -> _Best:
    text = polish(text, task.units, language)
    verdict = verify(text, task.units)
    rungs = tuple(rung if span is not None else None for span in verdict.spans)
    return _Best(text, verdict.spans, rungs, verdict.penalty - score)


def _better(one: _Best, other: _Best) -> _Best:
    """The one that misses fewer units; among equals the one that costs less."""
    return min(one, other, key=lambda b: (len(b.missing), b.cost))


def _failing(best: Sequence[_Best]) -> list[int]:
    return [i for i, b in enumerate(best) if b.missing]


def _try_others(
    engine: Engine, tasks: Sequence[Task], best: list[_Best], language: Language, beam: int
) -> None:
    """Rung 4."""
    owners: list[int] = []
    requests: list[Request] = []
    for i in _failing(best):
        for source in _other_sources(tasks[i]):
            owners.append(i)
            requests.append(Request(source))
    for i, found in zip(owners, engine.decode(requests, beam=beam, hypotheses=beam), strict=True):
        for candidate in found:
            judged = _judge(tasks[i], candidate.text, candidate.score, OTHERS, language)
            best[i] = _better(best[i], judged)
    _try_clauses(engine, tasks, best, language, beam)


def _other_sources(task: Task) -> Iterator[str]:
    bare = switched(task.source, task.units, clitics=False)
    if bare != switched(task.source, task.units):
        yield bare
    yield task.source


def _try_clauses(
    engine: Engine, tasks: Sequence[Task], best: list[_Best], language: Language, beam: int
) -> None:
    """Clause by clause: for each clause the hypothesis that holds most of the units it names."""
    cut = {i: clauses(switched(tasks[i].source, tasks[i].units)) for i in _failing(best)}
    cut = {i: pieces for i, pieces in cut.items() if len(pieces) > 1}
    requests = [Request(piece) for pieces in cut.values() for piece in pieces]
    decoded = iter(engine.decode(requests, beam=beam, hypotheses=beam))
    for i, pieces in cut.items():
        chosen = []
        for piece in pieces:
            named = [u for u in tasks[i].units if u.rendering in piece]
            found = next(decoded)
            chosen.append(_fullest(found, named))
        text = _join_clauses([c.text for c in chosen])
        score = sum(c.score for c in chosen) / len(chosen)
        best[i] = _better(best[i], _judge(tasks[i], text, score, OTHERS, language))


def _fullest(candidates: Sequence[Candidate], units: Sequence[Unit]) -> Candidate:
    """The candidate that misses fewest units; among equals the likeliest."""
    return min(candidates, key=lambda c: (len(verify(c.text, units).missing), -c.score))


def _join_clauses(texts: Sequence[str]) -> str:
    joined = ""
    for text in filter(None, (text.strip() for text in texts)):
        link = "" if not joined else " " if joined.endswith(":") else ", "
        joined = joined.rstrip(",.;") + link + text
    return joined


def _force_prefixes(
    engine: Engine, tasks: Sequence[Task], best: list[_Best], language: Language, beam: int
) -> None:
    """Rung 5, one missing unit of each sentence a round, until a round helps none."""
    hopeless: set[tuple[int, int]] = set()
    for _ in range(_ROUNDS):
        todo = [
            (i, next(u for u in best[i].missing if (i, u) not in hopeless))
            for i in _failing(best)
            if any((i, u) not in hopeless for u in best[i].missing)
        ]
        if not todo:
            return
        rows = [_missing(tasks[i], best[i], unit) for i, unit in todo]
        prefixes = starts(engine, rows, _PLACES)
        requests = [
            Request(row.source, prefix)
            for row, some in zip(rows, prefixes, strict=True)
            for prefix in some
        ]
        decoded = iter(engine.decode(requests, beam=beam))
        for (i, unit), some in zip(todo, prefixes, strict=True):
            before = best[i]
            for _prefix in some:
                for candidate in next(decoded):
                    judged = _judge(tasks[i], candidate.text, candidate.score, PREFIX, language)
                    best[i] = _better(best[i], _keep_rungs(before, judged))
            if best[i].spans[unit] is None:
                hopeless.add((i, unit))


def _missing(task: Task, best: _Best, unit: int) -> Missing:
    return Missing(
        source=switched(task.source, task.units),
        text=best.text,
        rendering=task.units[unit].rendering,
        place=task.units[unit].start / max(1, len(task.source)),
        kept=tuple(span for span in best.spans if span is not None),
    )


def _keep_rungs(before: _Best, after: _Best) -> _Best:
    """A unit that stood there before keeps the rung that put it there."""
    pairs = zip(before.rungs, after.rungs, strict=True)
    return replace(after, rungs=tuple(new and (old or new) for old, new in pairs))


def _repair(engine: Engine, tasks: Sequence[Task], best: list[_Best], language: Language) -> None:
    """Rung 6: put each missing rendering in the place of the words it fits best."""
    for i in _failing(best):
        for unit in best[i].missing:
            if best[i].spans[unit] is not None:
                continue
            for text in repairs(engine, _missing(tasks[i], best[i], unit)):
                judged = _judge(tasks[i], text, 0.0, REPAIR, language)
                if len(judged.missing) < len(best[i].missing):
                    best[i] = _keep_rungs(best[i], judged)
                    break
