"""A checkpoint as a package: the layout of the toolkit's embedded model.

    OUT/model/                  CTranslate2, int8
    OUT/metadata.ar_en.json     one for each direction; both share the model
    OUT/metadata.ar_fr.json
    OUT/sentencepiece.model
    OUT/README.md               the model's card

The toolkit takes the folder with --model OUT; `toolkit models export` makes .argosmodel files of
the embedded one.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import sentencepiece

from training.corpus import LANGUAGES
from training.export import export
from training.model import E5Translator
from training.weights import load as load_weights

_NAMES = {"en": "English", "fr": "French"}

EXAMPLES = """\
examples:
  python -m training.package run/last.pt shards package --version 0.3 --card CARD.md
  toolkit translate article.txt --to en --model package
"""


def load(checkpoint: Path) -> E5Translator:
    """The model of a checkpoint with its averaged weights, ready to run."""
    saved = load_weights(checkpoint)
    model = E5Translator(**saved["cfg"])
    model.load_state_dict(saved["avg"])
    return model.eval()


def pieces_in(folder: Path) -> tuple[list[str], list[str]]:
    """Source and target pieces in id order, from a folder with spm.model and target.json."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "spm.model"))
    source = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    return source, json.loads((folder / "target.json").read_text(encoding="utf-8"))


def package(
    checkpoint: Path, pieces: Path, out: Path, version: str, card: Path, quantization: str = "int8"
) -> None:
    """Write the package `out`; what stood under its names before is replaced.

    `pieces`: the folder of the shards, or any other with their spm.model and target.json.
    """
    model = load(checkpoint)
    source, target = pieces_in(pieces)
    wanted = (model.cfg["src_vocab"], model.cfg["tgt_vocab"])
    if (len(source), len(target)) != wanted:
        raise ValueError(
            f"{pieces}: holds {len(source)} and {len(target)} pieces, the checkpoint has {wanted}:"
            " take those of the shards that it was trained on"
        )
    shutil.rmtree(out / "model", ignore_errors=True)
    export(model, source, target, out / "model", quantization)
    for language in LANGUAGES:
        metadata = {
            "package_version": version,
            "argos_version": "1.9",
            "from_code": "ar",
            "from_name": "Arabic",
            "to_code": language,
            "to_name": _NAMES[language],
            "target_prefix": f"<2{language}>",
            "links": [],
        }
        path = out / f"metadata.ar_{language}.json"
        path.write_text(json.dumps(metadata, indent=2), encoding="utf-8")
    shutil.copyfile(pieces / "spm.model", out / "sentencepiece.model")
    shutil.copyfile(card, out / "README.md")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.package",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("pieces", type=Path, help="folder with spm.model and target.json")
    parser.add_argument("out", type=Path)
    parser.add_argument("--version", required=True)
    parser.add_argument("--card", type=Path, required=True, help="becomes the package's README.md")
    parser.add_argument("--quantization", default="int8", help="or float32, int16, float16")
    a = parser.parse_args()
    package(a.checkpoint, a.pieces, a.out, a.version, a.card, a.quantization)


if __name__ == "__main__":
    main()
