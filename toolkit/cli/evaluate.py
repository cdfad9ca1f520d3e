"""`toolkit evaluate`: scores of a translated file against source, reference and glossary."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from toolkit.cli.translate import Target

if TYPE_CHECKING:
    from toolkit.evaluation.evaluate import Evaluation, System
    from toolkit.evaluation.terms import Share

EXAMPLES = """Examples:

  toolkit evaluate --src test.ar --ref test.en --hyp system.en

  toolkit evaluate --src test.ar --ref test.fr --hyp new.fr --baseline old.fr --to fr --json
"""


def command(
    hyp: Annotated[Path, typer.Option(help="The translations, one sentence a line.")],
    ref: Annotated[Path, typer.Option(help="The reference translations, line by line.")],
    src: Annotated[Path, typer.Option(help="The Arabic sentences, line by line.")],
    glossary: Annotated[
        list[Path] | None,
        typer.Option(
            help="A YAML glossary file or folder in place of the shipped one; may be given several"
            " times, later ones win."
        ),
    ] = None,
    to: Annotated[Target, typer.Option(help="Language of the translations.")] = Target.en,
    baseline: Annotated[
        Path | None, typer.Option(help="Translations of another system, to compare with.")
    ] = None,
    profile: Annotated[
        str, typer.Option(help="Country whose usage holds (EG, LY, DZ ...), or auto.")
    ] = "auto",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, with every miss.")] = False,
) -> None:
    """Score a translated file: BLEU, chrF2++, glossary terms, numbers.

    Files are UTF-8 and aligned: the n-th line of each is the same sentence.
    """
    from toolkit.evaluation.evaluate import evaluate, read_aligned
    from toolkit.glossary import Glossary

    paths = [src, ref, hyp, *([baseline] if baseline else [])]
    sources, references, hypotheses, *others = read_aligned(*paths)
    result = evaluate(
        sources,
        references,
        hypotheses,
        Glossary.load(*glossary or ()),
        to.value,
        baseline=others[0] if others else None,
        profile=profile,
    )
    if as_json:
        print(json.dumps(_json(result), ensure_ascii=False, indent=2))
    else:
        _print(result)


def _share(share: Share) -> dict[str, float]:
    return {"found": share.found, "of": share.of, "percent": round(share.percent, 2)}


def _system(system: System) -> dict[str, Any]:
    terms, numbers = system.terms, system.numbers
    return {
        "scores": {
            s.name: {"value": round(s.value, 2), "signature": s.signature} for s in system.scores
        },
        "terms": {
            "success": _share(terms.success),
            "consistency": _share(terms.consistency),
            "doubled": terms.doubled,
            "kinds": {kind: _share(share) for kind, share in terms.kinds.items()},
            "misses": [
                {"line": m.line, "surface": m.surface, "rendering": m.rendering, "kind": m.kind}
                for m in terms.misses
            ],
        },
        "numbers": {
            "sentences": _share(numbers.sentences),
            "errors": numbers.errors,
            "warnings": numbers.warnings,
        },
    }


def _json(result: Evaluation) -> dict[str, Any]:
    return {
        "language": result.language,
        "sentences": result.sentences,
        "profile": result.profile,
        "system": _system(result.system),
        "baseline": _system(result.baseline) if result.baseline else None,
        "comparison": {
            c.name: {
                "value": round(c.value, 2),
                "interval": round(c.interval, 2),
                "baseline": round(c.baseline, 2),
                "baseline_interval": round(c.baseline_interval, 2),
                "p": round(c.p, 4),
                "signature": c.signature,
            }
            for c in result.comparisons
        },
    }


def _print(result: Evaluation) -> None:
    from rich.console import Console
    from rich.table import Table

    systems = [result.system, *([result.baseline] if result.baseline else [])]
    table = Table("", "hypothesis", *(["baseline", "p"] if result.baseline else []))
    chance = {c.name: f"{c.p:.4f}" for c in result.comparisons}
    for row in zip(*map(_rows, systems), strict=True):
        label = row[0][0]
        more = [chance.get(label, "")] if result.baseline else []
        table.add_row(label, *(value for _, value in row), *more)
    console = Console(highlight=False, soft_wrap=True)
    console.print(table)
    print(f"{result.sentences} sentences into {result.language}, profile {result.profile}")
    for one in result.comparisons or result.system.scores:
        print(f"{one.name}: {one.signature}")


def _rows(system: System) -> list[tuple[str, str]]:
    """Labels and values; systems on the same sentences have the same labels in the same order."""
    terms, numbers = system.terms, system.numbers
    return [
        *((s.name, f"{s.value:.1f}") for s in system.scores),
        ("term success", _told(terms.success)),
        *((f"  {kind}", _told(share)) for kind, share in terms.kinds.items()),
        ("term consistency", _told(terms.consistency)),
        ("doubled terms", str(terms.doubled)),
        ("sentences with right numbers", _told(numbers.sentences)),
        ("number errors", str(numbers.errors)),
    ]


def _told(share: Share) -> str:
    # Rounded down: what is not all is never shown as 100.0 %.
    percent = int(share.percent * 10) / 10
    return f"{percent:.1f} % ({share.found} of {share.of})" if share.of else "-"
