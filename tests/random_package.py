"""Argos packages with random weights: real CTranslate2 models that translate into nonsense.

They load, decode and score like published ones, so that both kinds of tokenizer and packages
without a target prefix can be tested without a download.
"""

from __future__ import annotations

import itertools
import json
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any, Literal

import numpy as np

SENTENCES = (
    "التقى وزير الدفاع رئيس الأركان في العاصمة، وبحث معه التعاون العسكري.",
    "وصل الفريق أول إلى القاعدة الجوية صباح اليوم.",
    "The defence minister met the chief of staff in the capital, and discussed cooperation.",
    "The general arrived at the air base this morning, Friday 12 May 2023.",
    "Le ministre de la Défense a rencontré le chef d'état-major dans la capitale.",
    "Le général est arrivé à la base aérienne ce matin, vendredi 12 mai 2023.",
)
"""What the tokenizers are trained on: letters outside it have no piece."""

_WIDTH = 16
_INNER = 32


def random_package(
    folder: Path,
    source: str = "ar",
    target: str = "en",
    *,
    tokenizer: Literal["sentencepiece", "bpe"] = "sentencepiece",
    version: str = "1.0",
    target_prefix: str = "",
    seed: int = 0,
) -> Path:
    """Make a package in `folder`, which may exist, and give its path. Equal arguments give equal
    weights.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tokens = _sentencepiece(folder) if tokenizer == "sentencepiece" else _bpe(folder)
    special = ["<unk>", "<s>", "</s>", *([target_prefix] if target_prefix else [])]
    _model(folder / "model", [*special, *(t for t in tokens if t not in special)], seed)
    metadata = {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": source,
        "from_name": source,
        "to_code": target,
        "to_name": target,
        "target_prefix": target_prefix,
    }
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def package_file(folder: Path, path: Path) -> Path:
    """Zip a package folder into an .argosmodel file, as Argos does."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for member in sorted(folder.rglob("*")):
            archive.write(member, f"{folder.name}/{member.relative_to(folder)}")
    return path


def _sentencepiece(folder: Path) -> list[str]:
    import sentencepiece

    with (folder / "sentencepiece.model").open("wb") as model:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(SENTENCES * 4),
            model_writer=model,
            vocab_size=160,
            hard_vocab_limit=False,
            character_coverage=1.0,
            minloglevel=2,
        )
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def _bpe(folder: Path) -> list[str]:
    """Byte-pair codes: merge the commonest pair of symbols, sixty times."""
    words = Counter(word.strip(".,،") for sentence in SENTENCES for word in sentence.split())
    split = {word: (*word[:-1], f"{word[-1]}</w>") for word in words if word}
    codes: list[tuple[str, str]] = []
    for _ in range(60):
        pairs: Counter[tuple[str, str]] = Counter()
        for word, symbols in split.items():
            for pair in itertools.pairwise(symbols):
                pairs[pair] += words[word]
        if not pairs:
            break
        best = max(sorted(pairs), key=lambda pair: pairs[pair])
        codes.append(best)
        split = {word: _merge(symbols, best) for word, symbols in split.items()}
    lines = ["#version: 0.2", *(f"{one} {two}" for one, two in codes)]
    (folder / "bpe.model").write_text("\n".join(lines) + "\n", encoding="utf-8")
    letters = {letter for sentence in SENTENCES for letter in sentence if letter != " "}
    tokens = letters | {f"{letter}@@" for letter in letters} | {"&apos;"}
    for one, two in codes:
        whole = one + two
        tokens.add(whole.removesuffix("</w>") if whole.endswith("</w>") else f"{whole}@@")
    return sorted(tokens)


def _merge(symbols: tuple[str, ...], pair: tuple[str, str]) -> tuple[str, ...]:
    merged: list[str] = []
    for symbol in symbols:
        if merged and (merged[-1], symbol) == pair:
            merged[-1] += symbol
        else:
            merged.append(symbol)
    return tuple(merged)


def _model(folder: Path, tokens: list[str], seed: int) -> None:
    from ctranslate2.specs import TransformerSpec

    spec = TransformerSpec.from_config(1, 2, pre_norm=True)
    random = np.random.default_rng(seed)

    def fill(node: Any, *shape: int) -> None:
        node.weight = random.normal(0, 0.4, shape).astype(np.float32)
        if hasattr(node, "bias") and len(shape) == 2:
            node.bias = np.zeros(shape[0], np.float32)

    def norm(node: Any) -> None:
        node.gamma, node.beta = np.ones(_WIDTH, np.float32), np.zeros(_WIDTH, np.float32)

    def attention(node: Any, *heights: int) -> None:
        norm(node.layer_norm)
        for linear, height in zip(node.linear, heights, strict=True):
            fill(linear, height * _WIDTH, _WIDTH)

    positions = np.arange(512)[:, None] / 10_000 ** (np.arange(_WIDTH)[None] / _WIDTH)
    for side, embeddings in (
        (spec.encoder, spec.encoder.embeddings[0]),
        (spec.decoder, spec.decoder.embeddings),
    ):
        fill(embeddings, len(tokens), _WIDTH)
        side.position_encodings.encodings = np.sin(positions).astype(np.float32)
        norm(side.layer_norm)
        for layer in side.layer:
            attention(layer.self_attention, 3, 1)
            norm(layer.ffn.layer_norm)
            fill(layer.ffn.linear_0, _INNER, _WIDTH)
            fill(layer.ffn.linear_1, _WIDTH, _INNER)
    for layer in spec.decoder.layer:
        attention(layer.attention, 1, 2, 1)
    fill(spec.decoder.projection, len(tokens), _WIDTH)
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize()
    folder.mkdir(exist_ok=True)
    spec.save(str(folder))


def isolate(monkeypatch: Any, home: Path) -> Path:
    """Point all that Argos and the toolkit keep at an empty home; gives its packages folder."""
    for variable in (
        "ARGOS_PACKAGES_DIR",
        "ARGOS_TRANSLATE_PACKAGE_DIR",
        "ARGOS_PACKAGE_INDEX",
        "SNAP",
        "XDG_DATA_HOME",
        "XDG_CONFIG_HOME",
        "XDG_CACHE_HOME",
    ):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HOME", str(home))
    return home / ".local/share/argos-translate/packages"
