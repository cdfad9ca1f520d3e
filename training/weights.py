"""The trained weights, small enough to be kept beside the code, and back.

A folder of two torch files: decoder.pt with 16-bit numbers, encoder.pt with 8-bit rows and a scale
each. That is coarser than the training's own checkpoint and fine to go on training from.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

_ENCODER, _DECODER = "encoder.pt", "decoder.pt"
_LEVELS = 127

EXAMPLES = """\
examples:
  python -m training.weights run/last.pt training/checkpoint
  python -m training.train shards run --from training/checkpoint
"""


def load(path: Path) -> dict[str, Any]:
    """`cfg` and averaged weights (`avg`), of a checkpoint of `train` or of what `keep` wrote."""
    if not path.is_dir():
        return dict(torch.load(path, map_location="cpu"))
    decoder = torch.load(path / _DECODER, map_location="cpu")
    encoder = torch.load(path / _ENCODER, map_location="cpu")
    weights = {name: value.float() for name, value in decoder["avg"].items()}
    weights |= {name: _wide(value) for name, value in encoder.items()}
    return {"cfg": decoder["cfg"], "avg": weights}


def keep(checkpoint: Path, folder: Path) -> None:
    """Write the averaged weights of a checkpoint of `train` as a folder."""
    saved = torch.load(checkpoint, map_location="cpu")
    folder.mkdir(parents=True, exist_ok=True)
    weights: dict[str, Tensor] = saved["avg"]
    encoder = {name: _narrow(v) for name, v in weights.items() if name.startswith("encoder.")}
    decoder = {name: v.half() for name, v in weights.items() if name not in encoder}
    torch.save(encoder, folder / _ENCODER)
    torch.save({"cfg": saved["cfg"], "avg": decoder}, folder / _DECODER)


def _narrow(weight: Tensor) -> tuple[Tensor, Tensor]:
    """Rows as 8-bit numbers, and what to multiply each row by; vectors stay as they are."""
    if weight.dim() < 2:
        return weight.clone(), torch.ones(1)
    scale = weight.abs().amax(dim=-1, keepdim=True).clamp(min=1e-8) / _LEVELS
    return (weight / scale).round().to(torch.int8), scale


def _wide(parts: tuple[Tensor, Tensor]) -> Tensor:
    numbers, scale = parts
    return numbers.float() * scale


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.weights",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    a = parser.parse_args()
    keep(a.checkpoint, a.folder)


if __name__ == "__main__":
    main()
