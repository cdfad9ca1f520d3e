"""Train the translator on shards within a time budget, on a CPU or one GPU.

AdamW (Loshchilov & Hutter 2019), linear warmup then a cosine down to 2 %, label smoothing, and a
running average of the weights, which is what gets packaged. The encoder stands still at first,
so that the cross-attention finds it before gradients reach it. OUT/last.pt is written every few
minutes: cfg, model, avg, opt, step, spent (seconds).
"""

from __future__ import annotations

import argparse
import json
import math
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor

from training.batches import IGNORED, Batch, Data, cut, load, tensors
from training.corpus import GROUPS
from training.model import EOS, E5Translator, wrapped
from training.package import pieces_in
from training.weights import load as load_weights

PRESETS: dict[str, dict[str, int]] = {
    "tiny": {"d": 32, "ff": 64, "heads": 2, "dec_heads": 2, "enc": 1, "dec": 1},
    "e6d2": {"enc": 6, "dec": 2},
    "e6d3": {"enc": 6, "dec": 3},
    "e12d3": {"enc": 12, "dec": 3},
}
"""Sizes; all but "tiny", which is for tests, take the encoder that training.pieces reads."""

EXAMPLES = """\
examples:
  one CPU thread, three hours:
    python -m training.train shards run --init init/e5_init.pt --minutes 175 --freeze \\
        --tokens 1500 --threads 1 --lr 2e-3 --warmup 60 --dropout 0 --smooth 0 \\
        --passes authored=6 news=2 general=0.5 copy=0.4
  then the genre and the term copies alone:
    python -m training.train shards2 run --from run/last.pt --minutes 43 --freeze --tokens 1500 \\
        --threads 1 --lr 9e-4 --warmup 20 --dropout 0 --smooth 0 \\
        --passes authored=1.7 news=0.7 general=0.08 copy=0.9
  one large GPU:
    python -m training.train shards run --init init/e5_init.pt --minutes 24 --preset e12d3 \\
        --tokens 40000 --enc-lr 3e-4 --warmup 500 --thaw 0.08
"""


@dataclass(frozen=True, slots=True)
class Recipe:
    """How to train. `tokens`: padded target positions of a batch; `thaw`: share of the time after
    which the encoder is trained too (`freeze`: never); `passes`: see `batches.cut`."""

    minutes: float = 30.0
    preset: str = "e6d2"
    tokens: int = 3000
    lr: float = 1e-3
    enc_lr: float = 1e-4
    warmup: int = 100
    freeze: bool = False
    thaw: float = 0.1
    dropout: float = 0.1
    smooth: float = 0.1
    threads: int = 0
    save_every: float = 10.0
    seed: int = 1
    passes: Mapping[str, float] = field(default_factory=dict)


def train(
    shards: Path, out: Path, recipe: Recipe, init: Path | None = None, start: Path | None = None
) -> Path:
    """Train from `init` (what training.pieces read from E5), from the averaged weights of a
    checkpoint `start`, or from noise. Gives the path of the last checkpoint.
    """
    torch.manual_seed(recipe.seed)
    if recipe.threads:
        torch.set_num_threads(recipe.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    rng = np.random.default_rng(recipe.seed)
    data, watched = load(shards / "train.npz"), load(shards / "dev.npz")
    passes = {
        number: recipe.passes.get(name, 0.0 if recipe.passes else 1.0)
        for number, name in enumerate(GROUPS)
    }
    model = _model(shards, recipe, data, init, start).to(device)
    if init and not start:
        source, mask, _, _ = tensors(data, rng.choice(len(data.width), 64), device)
        model.standardise(*_framed(model, source, mask))
    encoder = list(model.encoder.parameters())
    optimiser = _optimiser(model, recipe)
    average = {name: value.detach().clone() for name, value in model.state_dict().items()}
    frozen = recipe.freeze or recipe.thaw > 0
    for parameter in encoder:
        parameter.requires_grad_(not frozen)
    out.mkdir(parents=True, exist_ok=True)
    step, seen, began = 0, 0, time.monotonic()
    told = saved = began
    budget, losses = recipe.minutes * 60, []
    while (spent := time.monotonic() - began) < budget:
        for numbers in cut(data, recipe.tokens, passes, rng):
            spent = time.monotonic() - began
            if spent >= budget:
                break
            if frozen and not recipe.freeze and spent / budget >= recipe.thaw:
                frozen = False
                for parameter in encoder:
                    parameter.requires_grad_(True)
            rate = _rate(step, spent / budget, recipe.warmup)
            for group in optimiser.param_groups:
                group["lr"] = group["base"] * rate
            logits, wanted = _run(model, tensors(data, numbers, device))
            loss = F.cross_entropy(logits, wanted, label_smoothing=recipe.smooth)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(
                [p for p in model.parameters() if p.grad is not None], 1.0
            )
            optimiser.step()
            step += 1
            seen += len(wanted)
            losses.append(loss.detach())
            if step % 10 == 0:
                _follow(average, model, step, most=0.998 if device == "cuda" else 0.8)
            now = time.monotonic()
            if now - told > 30:
                mean = float(torch.stack(losses).mean())
                print(f"{spent / 60:6.1f} min  step {step}  loss {mean:.3f}", flush=True)
                told, losses = now, []
            if now - saved > 60 * recipe.save_every:
                _save(out, model, average, optimiser, step, spent)
                print("  held out:", nll(model, watched), flush=True)
                saved = time.monotonic()
    _save(out, model, average, optimiser, step, spent)
    model.load_state_dict(average)
    print(f"{seen} target tokens; held out, averaged weights: {nll(model, watched)}", flush=True)
    return out / "last.pt"


@torch.no_grad()
def nll(model: E5Translator, data: Data, batches: int = 12) -> dict[str, float]:
    """Mean negative log-likelihood (nats a target piece) of each group in some batches."""
    device = str(model.bias.device)
    was = model.training
    model.eval()
    found = {}
    for group in np.unique(data.group):
        total, count = 0.0, 0
        for numbers in cut(data, 4000, {int(group): 1}, np.random.default_rng(0))[:batches]:
            logits, wanted = _run(model, tensors(data, numbers, device))
            total += F.cross_entropy(logits, wanted, reduction="sum").item()
            count += len(wanted)
        found[GROUPS[group]] = round(total / max(1, count), 3)
    model.train(was)
    return found


def _model(
    shards: Path, recipe: Recipe, data: Data, init: Path | None, start: Path | None
) -> E5Translator:
    if start:
        saved = load_weights(start)
        model = E5Translator(**(saved["cfg"] | {"dropout": recipe.dropout}))
        model.load_state_dict(saved["avg"])
        return model.train()
    meta = json.loads((shards / "meta.json").read_text(encoding="utf-8"))
    sizes = PRESETS[recipe.preset]
    model = E5Translator(meta["src_vocab"], meta["tgt_vocab"], **sizes, dropout=recipe.dropout)  # type: ignore[arg-type]
    if init:
        source, target = pieces_in(shards)
        place = {piece: row for row, piece in enumerate(source)}
        model.start(torch.load(init, map_location="cpu"), torch.tensor([place[p] for p in target]))
    else:
        # Small enough that the tied output layer begins near the unigram loss.
        for embedding in (model.encoder.emb, model.emb):
            torch.nn.init.normal_(embedding.weight, std=model.d**-0.5)
        torch.nn.init.normal_(model.encoder.pos, std=model.d**-0.5)
    counts = np.bincount(data.tgt, minlength=meta["tgt_vocab"])
    counts[EOS] += len(data.width)
    model.start_bias(torch.from_numpy(counts))
    return model.train()


def _optimiser(model: E5Translator, recipe: Recipe) -> torch.optim.AdamW:
    own = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    groups = [
        {"params": [p for p in own if p.dim() > 1], "base": recipe.lr},
        {"params": [p for p in own if p.dim() == 1], "base": recipe.lr, "weight_decay": 0.0},
    ]
    if not recipe.freeze:
        groups.append({"params": list(model.encoder.parameters()), "base": recipe.enc_lr})
    return torch.optim.AdamW(groups, lr=recipe.lr, betas=(0.9, 0.98), weight_decay=0.01)


def _rate(step: int, share: float, warmup: int) -> float:
    """The factor of the learning rate: linear over `warmup` steps, cosine over the time."""
    cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, share)))
    return min(1.0, (step + 1) / warmup) * (0.02 + 0.98 * cosine)


def _framed(model: E5Translator, source: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    return wrapped(source, mask) if model.cfg["wrap"] else (source, mask)


def _run(model: E5Translator, batch: Batch) -> tuple[Tensor, Tensor]:
    """Logits (N, target pieces) of the N positions that count, and what is wanted there (N)."""
    source, mask, given, wanted = batch
    with torch.autocast(source.device.type, torch.bfloat16, enabled=source.is_cuda):
        source, mask = _framed(model, source, mask)
        states = model(source, mask, given)
        counted = wanted != IGNORED
        logits = model.logits(states[counted])
    return logits.float(), wanted[counted]


@torch.no_grad()
def _follow(average: dict[str, Tensor], model: E5Translator, step: int, most: float) -> None:
    """Move the running average towards the weights. A long average lags in a short CPU run."""
    keep = min(most, 1 - 1 / (step / 10 + 1))
    for name, value in model.state_dict().items():
        average[name].lerp_(value, 1 - keep)


def _save(
    out: Path,
    model: E5Translator,
    average: dict[str, Tensor],
    optimiser: torch.optim.Optimizer,
    step: int,
    spent: float,
) -> None:
    everything = {
        "cfg": model.cfg,
        "model": model.state_dict(),
        "avg": average,
        "opt": optimiser.state_dict(),
        "step": step,
        "spent": spent,
    }
    # Under another name first: a checkpoint cut off in the middle would cost the whole run.
    torch.save(everything, out / "last.pt.new")
    os.replace(out / "last.pt.new", out / "last.pt")


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.train",
        description=__doc__,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("shards", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--init", type=Path, help="e5_init.pt of training.pieces")
    parser.add_argument(
        "--from",
        dest="start",
        type=Path,
        help="a checkpoint to go on from, or a folder of training.weights",
    )
    parser.add_argument("--passes", nargs="*", default=[], metavar="GROUP=TIMES")
    plain = Recipe()
    for name in Recipe.__slots__:
        value = getattr(plain, name)
        option = "--" + name.replace("_", "-")
        if isinstance(value, bool):
            parser.add_argument(option, action="store_true")
        elif isinstance(value, int | float | str):
            parser.add_argument(option, type=type(value), default=value, help="default %(default)s")
    a = vars(parser.parse_args())
    a["passes"] = {k: float(v) for k, v in (item.split("=") for item in a["passes"])}
    shards, out, init, start = (a.pop(name) for name in ("shards", "out", "init", "start"))
    train(shards, out, Recipe(**a), init, start)


if __name__ == "__main__":
    main()
