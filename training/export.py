"""A trained model as a CTranslate2 folder: post-norm encoder, pre-norm decoder, int8."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ctranslate2.specs import (
    TransformerDecoderSpec,
    TransformerEncoderSpec,
    TransformerSpec,
    common_spec,
)
from torch import Tensor

from training.model import E5Translator


def export(
    model: E5Translator,
    source_pieces: Sequence[str],
    target_pieces: Sequence[str],
    folder: Path,
    quantization: str = "int8",
) -> None:
    """Write `folder` with model.bin, config.json and both vocabularies, the pieces in id order."""
    cfg = model.cfg
    encoder = TransformerEncoderSpec(
        cfg["enc"],
        cfg["heads"],
        pre_norm=False,
        activation=common_spec.Activation.GELU,
        layernorm_embedding=True,
    )
    decoder = TransformerDecoderSpec(
        cfg["dec"], cfg["dec_heads"], pre_norm=True, activation=common_spec.Activation.RELU
    )
    spec = TransformerSpec(encoder, decoder)
    _encoder(encoder, model)
    _decoder(decoder, model)
    spec.register_source_vocabulary(list(source_pieces))
    spec.register_target_vocabulary(list(target_pieces))
    spec.config.decoder_start_token = "<s>"
    spec.config.add_source_bos = spec.config.add_source_eos = bool(cfg["wrap"])
    # BERT's 1e-12 is not CTranslate2's default; it holds for the decoder as well.
    spec.config.layer_norm_epsilon = cfg["eps"]
    spec.validate()
    spec.optimize(quantization=quantization)
    folder.mkdir(parents=True, exist_ok=True)
    spec.save(str(folder))


def _encoder(spec: Any, model: E5Translator) -> None:
    spec.scale_embeddings = False
    spec.embeddings[0].weight = _array(model.encoder.emb.weight)
    spec.position_encodings.encodings = _array(model.encoder.pos)
    _norm(spec.layernorm_embedding, model.encoder.emb_norm)
    for to, layer in zip(spec.layer, model.encoder.layers, strict=True):
        _linear(to.self_attention.linear[0], layer.qkv)
        _linear(to.self_attention.linear[1], layer.out)
        _norm(to.self_attention.layer_norm, layer.norm1)
        _linear(to.ffn.linear_0, layer.a)
        _linear(to.ffn.linear_1, layer.b)
        _norm(to.ffn.layer_norm, layer.norm2)


def _decoder(spec: Any, model: E5Translator) -> None:
    spec.scale_embeddings = True
    spec.embeddings.weight = _array(model.emb.weight)
    spec.position_encodings.encodings = _array(model.pos)
    spec.projection.weight = _array(model.emb.weight)
    spec.projection.bias = _array(model.bias)
    _norm(spec.layer_norm, model.dec_norm)
    for to, (attention, cross, feed) in zip(spec.layer, model.dec, strict=True):
        _norm(to.self_attention.layer_norm, attention.norm)
        _linear(to.self_attention.linear[0], attention.qkv)
        _linear(to.self_attention.linear[1], attention.out)
        _norm(to.attention.layer_norm, cross.norm)
        _linear(to.attention.linear[0], cross.q)
        # W((x - mean) * inv) + b = (W * inv)x + (b - W(inv * mean)): no extra step at run time.
        weight, bias = cross.kv.weight, cross.kv.bias
        to.attention.linear[1].weight = _array(weight * model.mem_inv)
        to.attention.linear[1].bias = _array(bias - weight @ (model.mem_inv * model.mem_mean))
        _linear(to.attention.linear[2], cross.out)
        _norm(to.ffn.layer_norm, feed.norm)
        _linear(to.ffn.linear_0, feed.a)
        _linear(to.ffn.linear_1, feed.b)


def _array(tensor: Tensor) -> Any:
    # Copied: `optimize` scales weights in place, and a CPU tensor's array is its own memory.
    return tensor.detach().float().cpu().numpy().copy()


def _linear(to: Any, layer: Any) -> None:
    to.weight, to.bias = _array(layer.weight), _array(layer.bias)


def _norm(to: Any, layer: Any) -> None:
    to.gamma, to.beta = _array(layer.weight), _array(layer.bias)
