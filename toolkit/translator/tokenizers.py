"""Text to a package's tokens and back.

Both kinds of Argos package are read: SentencePiece, and byte-pair codes on Moses words ("BPE").
Unlike Argos' own tokenizers these do not turn underscores into spaces.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any, Protocol

from toolkit.document import ToolkitError
from toolkit.translator.packages import Package

_SPACE = "▁"  # SentencePiece's mark for a space before a piece
_JOINER = "@@"  # the mark of byte-pair codes for a word that goes on


class Tokenizer(Protocol):
    """What the engine needs of a tokenizer."""

    def encode_source(self, text: str) -> list[str]:
        """The tokens of a text in the source language."""

    def encode_target(self, text: str) -> list[str]:
        """The tokens of a text in the target language."""

    def decode(self, tokens: Sequence[str]) -> str:
        """The text in the target language that tokens stand for."""

    def starts_word(self, tokens: Sequence[str], index: int) -> bool:
        """True where `tokens[index]` begins a word, so that a sequence may be cut before it."""

    def smaller(self, token: str, vocabulary: Collection[str]) -> list[str]:
        """Pieces in the vocabulary that together read like a token outside it; [] for none."""


def load(package: Package) -> Tokenizer:
    """The tokenizer of a package. Raises ToolkitError where it is damaged or unsupported here."""
    try:
        if package.tokenizer_type == "bpe":
            return BytePairs(package.tokenizer, package.source, package.target)
        return SentencePieces(package.tokenizer)
    except (OSError, RuntimeError, ValueError) as error:
        raise ToolkitError(
            f"{package.tokenizer}: the tokenizer cannot be loaded ({error}); reinstall the package"
        ) from error


class SentencePieces:
    """A SentencePiece model, which serves both languages of its package."""

    def __init__(self, path: Path) -> None:
        from sentencepiece import SentencePieceProcessor

        self._processor: Any = SentencePieceProcessor(model_proto=path.read_bytes())

    def encode_source(self, text: str) -> list[str]:
        return list(self._processor.encode(text, out_type=str))

    encode_target = encode_source

    def decode(self, tokens: Sequence[str]) -> str:
        # A piece that the tokenizer does not know comes back with its mark for a space.
        return str(self._processor.decode_pieces(list(tokens))).replace(_SPACE, " ").strip()

    def starts_word(self, tokens: Sequence[str], index: int) -> bool:
        return tokens[index].startswith(_SPACE)

    def smaller(self, token: str, vocabulary: Collection[str]) -> list[str]:
        pieces: list[str] = []
        while token:
            sizes = range(len(token), 0, -1)
            piece = next((token[:size] for size in sizes if token[:size] in vocabulary), None)
            if piece is not None:
                pieces.append(piece)
                token = token[len(piece) :]
                continue
            # Models with byte fallback can write any letter as its UTF-8 bytes.
            encoded = [f"<0x{byte:02X}>" for byte in token[0].encode()]
            if token[0] == _SPACE or not all(byte in vocabulary for byte in encoded):
                return []
            pieces += encoded
            token = token[1:]
        return pieces


class BytePairs:
    """Byte-pair codes on words as the Moses scripts split them, escaped as Argos does."""

    def __init__(self, path: Path, source: str, target: str) -> None:
        try:
            from argostranslate.tokenizer import BPETokenizer
            from sacremoses import MosesDetokenizer  # type: ignore[import-untyped]
        except ImportError as error:
            raise ToolkitError(
                f"{path}: BPE packages need {error.name}; run: pip install {error.name}"
            ) from error
        self._source: Any = BPETokenizer(path, source, target)
        self._target: Any = BPETokenizer(path, target, target)
        self._detokenizer: Any = MosesDetokenizer(target)
        # Read the codes now, so that a damaged file shows itself here.
        _words(self._source, "a")

    def encode_source(self, text: str) -> list[str]:
        return _words(self._source, text)

    def encode_target(self, text: str) -> list[str]:
        return _words(self._target, text)

    def decode(self, tokens: Sequence[str]) -> str:
        joined = " ".join(tokens).replace(f"{_JOINER} ", "").removesuffix(_JOINER)
        return str(self._detokenizer.detokenize(joined.split())).strip()

    def starts_word(self, tokens: Sequence[str], index: int) -> bool:
        return index == 0 or not tokens[index - 1].endswith(_JOINER)

    def smaller(self, token: str, vocabulary: Collection[str]) -> list[str]:
        word, tail = token.removesuffix(_JOINER), token[len(token.removesuffix(_JOINER)) :]
        pieces: list[str] = []
        while word:
            for size in range(len(word), 0, -1):
                mark = tail if size == len(word) else _JOINER
                if word[:size] + mark in vocabulary:
                    pieces.append(word[:size] + mark)
                    word = word[size:]
                    break
            else:
                return []
        return pieces


def _words(tokenizer: Any, text: str) -> list[str]:
    return [token for token in tokenizer.encode(text) if token]


def vocabulary(model: Path) -> frozenset[str]:
    """The target-side tokens of a CTranslate2 model folder; empty where it lists none."""
    for stem in ("target_vocabulary", "shared_vocabulary"):
        as_json, as_text = model / f"{stem}.json", model / f"{stem}.txt"
        if as_json.is_file():
            return frozenset(json.loads(as_json.read_text(encoding="utf-8")))
        if as_text.is_file():
            # Tokens may hold line separators other than \n, so no splitlines().
            return frozenset(as_text.read_text(encoding="utf-8").rstrip("\n").split("\n"))
    return frozenset()
