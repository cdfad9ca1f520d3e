"""Parallel text to token ids: what `train` reads.

A folder of shards is complete in itself: train.npz and dev.npz (src, tgt: flat uint16 ids;
src_len, tgt_len, group: one a pair), meta.json, and the pieces they were made with.
"""

from __future__ import annotations

import argparse
import json
import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import sentencepiece

from training import corpus
from training.corpus import GROUPS, LANGUAGES, Pair

_MOST_SOURCE, _MOST_TARGET = 160, 180  # pieces

EXAMPLES = """\
examples:
  python -m training.shards --text training/corpus/authored.tsv.xz training/corpus/press.tsv.xz \\
      raw/general.ar-*.tsv copies/copy.ar-*.tsv --pieces init --out shards \\
      --held-out training/corpus/development.tsv.xz flores.ar
  python -m training.shards --text raw/*.tsv --pieces init --out shards --cap docs=200000 \\
      --align 60000 --held-out training/corpus/development.tsv.xz
"""


def write(found: Sequence[Pair], pieces: Path, path: Path) -> Counter[str]:
    """Write pairs as one .npz; gives the number of target pieces of each group.

    Pairs that are too long, or whose target has a piece outside the target pieces, are left out.
    """
    processor = sentencepiece.SentencePieceProcessor(model_file=str(pieces / "spm.model"))
    target = json.loads((pieces / "target.json").read_text(encoding="utf-8"))
    to_target = np.full(processor.get_piece_size(), -1, np.int32)
    to_target[[processor.piece_to_id(piece) for piece in target]] = np.arange(len(target))
    tags = {language: target.index(f"<2{language}>") for language in LANGUAGES}
    sources: list[np.ndarray] = []
    targets: list[np.ndarray] = []
    groups: list[int] = []
    for pair in found:
        source = np.array(processor.encode(pair.arabic), np.uint16)
        ids = to_target[processor.encode(pair.target)]
        if not 1 <= len(source) <= _MOST_SOURCE or not 1 <= len(ids) <= _MOST_TARGET:
            continue
        if (ids < 0).any():
            continue
        sources.append(source)
        targets.append(np.concatenate([[tags[pair.language]], ids]).astype(np.uint16))
        groups.append(GROUPS.index(pair.group))
    if not sources:
        raise ValueError(f"{path}: no pair is left to write")
    np.savez(
        path,
        src=np.concatenate(sources),
        tgt=np.concatenate(targets),
        src_len=np.array([len(s) for s in sources], np.uint16),
        tgt_len=np.array([len(t) for t in targets], np.uint16),
        group=np.array(groups, np.uint8),
    )
    counts: Counter[str] = Counter()
    for group, ids in zip(groups, targets, strict=True):
        counts[GROUPS[group]] += len(ids)
    return counts


def shards(train: Sequence[Pair], watched: Sequence[Pair], pieces: Path, out: Path) -> None:
    """Write a folder of shards from pairs to train on and pairs to watch the loss on."""
    out.mkdir(parents=True, exist_ok=True)
    for name in ("spm.model", "target.json"):
        shutil.copyfile(pieces / name, out / name)
    for name, part in (("train", train), ("dev", watched)):
        counts = write(part, pieces, out / f"{name}.npz")
        print(f"{name}: {len(part)} pairs; target pieces {dict(counts)}", flush=True)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(pieces / "spm.model"))
    target = json.loads((pieces / "target.json").read_text(encoding="utf-8"))
    meta = {"src_vocab": processor.get_piece_size(), "tgt_vocab": len(target)}
    (out / "meta.json").write_text(json.dumps(meta), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.shards",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--text", nargs="+", type=Path, required=True, help="pairs and triples")
    parser.add_argument("--pieces", type=Path, required=True, help="what training.pieces wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--held-out", nargs="+", type=Path, required=True, help="evaluation files")
    parser.add_argument("--cap", nargs="*", default=[], metavar="GROUP=N", help="most pairs kept")
    parser.add_argument("--align", type=int, default=0, help="pairs to make switched copies of")
    a = parser.parse_args()
    caps = {group: int(most) for group, most in (item.split("=") for item in a.cap)}
    found = corpus.kept(corpus.pairs(sorted(a.text)), corpus.held_out(a.held_out), caps)
    train, watched = corpus.divide(found)
    if a.align:
        from training.alignment import copies  # eflomal is optional

        train += copies(train, a.align)
    shards(train, watched, a.pieces, a.out)


if __name__ == "__main__":
    main()
