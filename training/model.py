"""The translator: a multilingual-e5 encoder and a small Transformer decoder.

Encoder: post-norm, GELU, learned positions, as BERT (Devlin et al. 2019) and so as
multilingual-e5-small (Wang et al. 2024). Decoder: pre-norm Transformer (Vaswani et al. 2017;
Xiong et al. 2020), sinusoid positions, embedding tied to the output layer (Press & Wolf 2017).

Shapes: B sentences, S source pieces, T target pieces, D width. The names of the parameters are
those of the checkpoints: do not change them.
"""

from __future__ import annotations

import math
from typing import Any

import torch
import torch.nn.functional as F  # noqa: N812 - everyone's name for it
from torch import Tensor, nn

UNK, BOS, EOS = 0, 1, 2
"""Ids of <unk>, <s> and </s> on both sides."""


def sinusoids(length: int, width: int) -> Tensor:
    """Position encodings (length, width) of Vaswani et al. 2017, sines and cosines in turn."""
    position = torch.arange(length)[:, None].float()
    rate = torch.exp(torch.arange(0, width, 2).float() * (-math.log(10000.0) / width))
    out = torch.zeros(length, width)
    out[:, 0::2] = torch.sin(position * rate)
    out[:, 1::2] = torch.cos(position * rate)
    return out


def wrapped(source: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Put <s> and </s> around each source, as in the encoder's pretraining.

    (B, S) ids and mask give (B, S + 2). CTranslate2 does the same by `add_source_bos`, `_eos`.
    """
    rows, length = source.shape
    ids = torch.full((rows, length + 2), EOS, device=source.device)
    ids[:, 0] = BOS
    ids[:, 1:-1] = torch.where(mask, source, EOS)  # the first padding serves as </s>
    out = torch.ones(rows, length + 2, dtype=torch.bool, device=source.device)
    out[:, 2:] = mask
    return ids, out


class EncoderLayer(nn.Module):
    """Post-norm self-attention and feed-forward."""

    def __init__(self, d: int, ff: int, heads: int, eps: float) -> None:
        super().__init__()
        self.h = heads
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)
        self.a, self.b = nn.Linear(d, ff), nn.Linear(ff, d)
        self.norm1, self.norm2 = nn.LayerNorm(d, eps), nn.LayerNorm(d, eps)

    def forward(self, x: Tensor, mask: Tensor, p: float = 0.0) -> Tensor:
        b, s, d = x.shape
        q, k, v = self.qkv(x).view(b, s, 3, self.h, d // self.h).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=p)
        x = self.norm1(x + F.dropout(self.out(y.transpose(1, 2).reshape(b, s, d)), p, p > 0))
        return self.norm2(x + F.dropout(self.b(F.gelu(self.a(x))), p, p > 0))


class Encoder(nn.Module):
    """Ids (B, S) and mask (B, S) to states (B, S, D)."""

    def __init__(
        self, vocab: int, d: int, ff: int, heads: int, layers: int, max_len: int, eps: float
    ) -> None:
        super().__init__()
        self.emb, self.pos = nn.Embedding(vocab, d), nn.Parameter(torch.zeros(max_len, d))
        self.emb_norm = nn.LayerNorm(d, eps)
        self.layers = nn.ModuleList(EncoderLayer(d, ff, heads, eps) for _ in range(layers))

    def forward(self, source: Tensor, mask: Tensor, p: float = 0.0) -> Tensor:
        x = self.emb_norm(self.emb(source) + self.pos[: source.shape[1]])
        x = F.dropout(x, p, p > 0)
        for layer in self.layers:
            x = layer(x, mask[:, None, None, :], p)
        return x


class SelfAttention(nn.Module):
    """Pre-norm causal self-attention of the decoder."""

    def __init__(self, d: int, heads: int) -> None:
        super().__init__()
        self.h, self.norm = heads, nn.LayerNorm(d)
        self.qkv, self.out = nn.Linear(d, 3 * d), nn.Linear(d, d)

    def forward(self, x: Tensor, p: float = 0.0) -> Tensor:
        b, t, d = x.shape
        qkv = self.qkv(self.norm(x)).view(b, t, 3, self.h, d // self.h)
        q, k, v = qkv.permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True, dropout_p=p)
        return self.out(y.transpose(1, 2).reshape(b, t, d))


class CrossAttention(nn.Module):
    """Pre-norm attention from the decoder to the encoder's states."""

    def __init__(self, d: int, heads: int) -> None:
        super().__init__()
        self.h, self.norm = heads, nn.LayerNorm(d)
        self.q, self.kv, self.out = nn.Linear(d, d), nn.Linear(d, 2 * d), nn.Linear(d, d)

    def forward(self, x: Tensor, memory: Tensor, mask: Tensor, p: float = 0.0) -> Tensor:
        b, t, d = x.shape
        q = self.q(self.norm(x)).view(b, t, self.h, -1).transpose(1, 2)
        kv = self.kv(memory).view(b, memory.shape[1], 2, self.h, -1)
        k, v = kv.permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=p)
        return self.out(y.transpose(1, 2).reshape(b, t, d))


class FeedForward(nn.Module):
    """Pre-norm feed-forward of the decoder, ReLU."""

    def __init__(self, d: int, ff: int) -> None:
        super().__init__()
        self.norm, self.a, self.b = nn.LayerNorm(d), nn.Linear(d, ff), nn.Linear(ff, d)

    def forward(self, x: Tensor, p: float = 0.0) -> Tensor:
        return self.b(F.dropout(F.relu(self.a(self.norm(x))), p, p > 0))


class E5Translator(nn.Module):
    """Arabic pieces to logits over the target pieces; one model for all target languages.

    The first target piece is the language token: given, never predicted. `cfg` rebuilds the model.
    `wrap`: whether <s> and </s> go around the source.
    """

    def __init__(
        self,
        src_vocab: int,
        tgt_vocab: int,
        d: int = 384,
        ff: int = 1536,
        heads: int = 12,
        enc: int = 6,
        dec: int = 2,
        dec_heads: int = 6,
        max_len: int = 512,
        eps: float = 1e-12,
        dropout: float = 0.0,
        wrap: bool = True,
    ) -> None:
        super().__init__()
        self.cfg: dict[str, Any] = {
            "src_vocab": src_vocab, "tgt_vocab": tgt_vocab, "d": d, "ff": ff, "heads": heads,
            "enc": enc, "dec": dec, "dec_heads": dec_heads, "max_len": max_len, "eps": eps,
            "dropout": dropout, "wrap": wrap,
        }  # fmt: skip
        self.d, self.p = d, dropout
        self.encoder = Encoder(src_vocab, d, ff, heads, enc, max_len, eps)
        self.emb = nn.Embedding(tgt_vocab, d)
        self.bias = nn.Parameter(torch.zeros(tgt_vocab))
        self.register_buffer("pos", sinusoids(max_len, d), persistent=False)
        # A fixed standardisation of the encoder's states, folded into the export's weights.
        self.register_buffer("mem_mean", torch.zeros(d))
        self.register_buffer("mem_inv", torch.ones(d))
        self.dec = nn.ModuleList(
            nn.ModuleList(
                [SelfAttention(d, dec_heads), CrossAttention(d, dec_heads), FeedForward(d, ff)]
            )
            for _ in range(dec)
        )
        self.dec_norm = nn.LayerNorm(d)
        for module in [self.dec_norm, *self.dec.modules()]:
            if isinstance(module, nn.Linear):
                nn.init.xavier_uniform_(module.weight)
                nn.init.zeros_(module.bias)
            elif isinstance(module, nn.LayerNorm):
                module.eps = eps if eps > 1e-7 else 1e-6

    @torch.no_grad()
    def start(self, init: dict[str, Any], rows: Tensor) -> None:
        """Take the encoder's weights and both embeddings from what `pieces` wrote.

        `rows` (target pieces): the row of each target piece in the word vectors.
        """
        layers = self.cfg["enc"]
        state = {
            name: value.float()
            for name, value in init["encoder"].items()
            if not name.startswith("layers.") or int(name.split(".")[1]) < layers
        }
        words = init["word"].float()
        self.encoder.load_state_dict(state | {"emb.weight": words})
        target = words[rows]
        target = target - target.mean(0)  # they share one large direction, useless in a softmax
        self.emb.weight.copy_(target / target.norm(dim=1).mean())

    @torch.no_grad()
    def start_bias(self, counts: Tensor) -> None:
        """Set the output bias to log frequencies, so that training begins at the unigram loss."""
        share = (counts.float() + 0.3) / (counts.sum() + 0.3 * len(counts))
        self.bias.copy_(torch.log(share).clamp_min(-16))

    @torch.no_grad()
    def standardise(self, source: Tensor, mask: Tensor) -> None:
        """Measure the encoder's states on a batch: their dimensions differ tenfold in size."""
        states = self.encoder(source, mask)[mask]
        self.mem_mean.copy_(states.mean(0))
        self.mem_inv.copy_(1 / states.std(0).clamp_min(1e-3))

    def encode(self, source: Tensor, mask: Tensor) -> Tensor:
        """(B, S) ids to (B, S, D) states; dropout only where the encoder itself is trained."""
        trained = self.training and self.encoder.emb.weight.requires_grad
        return self.encoder(source, mask, self.p if trained else 0.0)

    def decode(self, memory: Tensor, mask: Tensor, target: Tensor) -> Tensor:
        """States (B, S, D) and target ids so far (B, T) to decoder states (B, T, D)."""
        p = self.p if self.training else 0.0
        memory = (memory - self.mem_mean) * self.mem_inv
        y = self.emb(target) * math.sqrt(self.d) + self.pos[: target.shape[1]]
        y = F.dropout(y, p, p > 0)
        for attention, cross, feed in self.dec:
            y = y + F.dropout(attention(y, p), p, p > 0)
            y = y + F.dropout(cross(y, memory, mask[:, None, None, :], p), p, p > 0)
            y = y + F.dropout(feed(y, p), p, p > 0)
        return self.dec_norm(y)

    def forward(self, source: Tensor, mask: Tensor, target: Tensor) -> Tensor:
        return self.decode(self.encode(source, mask), mask, target)

    def logits(self, y: Tensor) -> Tensor:
        """(..., D) to (..., target pieces)."""
        return F.linear(y, self.emb.weight, self.bias)
