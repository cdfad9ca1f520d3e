"""Batches of sentences of like length from shards, as tensors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
import torch
from torch import Tensor

from training.model import BOS, EOS

IGNORED = -100
"""Target id of positions that the loss leaves out: padding and the language token."""

Batch: TypeAlias = tuple[Tensor, Tensor, Tensor, Tensor]
"""Source ids (B, S), source mask (B, S), decoder input (B, T), wanted output (B, T)."""


@dataclass(frozen=True, slots=True)
class Data:
    """One .npz of the shards: flat ids, where each sentence begins, and its group."""

    src: np.ndarray
    tgt: np.ndarray
    src_at: np.ndarray
    tgt_at: np.ndarray
    width: np.ndarray
    group: np.ndarray


def load(path: Path) -> Data:
    """Read train.npz or dev.npz. Each array is taken out once: the file unpacks at each access."""
    with np.load(path) as file:
        lengths = file["src_len"].astype(np.int64), file["tgt_len"].astype(np.int64)
        return Data(
            file["src"],
            file["tgt"],
            *(np.concatenate([[0], np.cumsum(length)]) for length in lengths),
            np.maximum(*lengths),
            file["group"],
        )


def cut(
    data: Data, tokens: int, passes: Mapping[int, float], rng: np.random.Generator
) -> list[np.ndarray]:
    """Sentence numbers of one epoch in batches of at most `tokens` padded positions, shuffled.

    `passes`: how often a group is seen in an epoch (0.5: a random half of it).
    """
    parts = []
    for group, times in passes.items():
        members = np.flatnonzero(data.group == group)
        parts += [members] * int(times)
        parts.append(members[rng.random(len(members)) < times % 1])
    chosen = np.concatenate(parts)
    chosen = chosen[np.argsort(data.width[chosen] + 3 * rng.random(len(chosen)))]
    batches, start, widest = [], 0, 0
    for i, width in enumerate(data.width[chosen] + 1):
        widest = max(widest, int(width))
        if widest * (i - start + 1) > tokens and i > start:
            batches.append(chosen[start:i])
            start, widest = i, int(width)
    batches.append(chosen[start:])
    order = rng.permutation(len(batches))
    return [batches[i] for i in order if len(batches[i])]


def tensors(data: Data, numbers: Sequence[int] | np.ndarray, device: str = "cpu") -> Batch:
    """The sentences of these numbers, padded."""
    sources = [data.src[data.src_at[i] : data.src_at[i + 1]] for i in numbers]
    targets = [data.tgt[data.tgt_at[i] : data.tgt_at[i + 1]] for i in numbers]
    source = np.full((len(sources), max(map(len, sources))), EOS, np.int64)
    mask = np.zeros(source.shape, bool)
    given = np.full((len(targets), max(map(len, targets)) + 1), EOS, np.int64)
    wanted = np.full(given.shape, IGNORED, np.int64)
    for row, (s, t) in enumerate(zip(sources, targets, strict=True)):
        source[row, : len(s)], mask[row, : len(s)] = s, True
        given[row, 0], given[row, 1 : len(t) + 1] = BOS, t
        wanted[row, 1 : len(t)], wanted[row, len(t)] = t[1:], EOS
    a, b, c, d = (torch.from_numpy(x).to(device) for x in (source, mask, given, wanted))
    return a, b, c, d
