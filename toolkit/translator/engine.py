"""Decoding: many texts through one package in a few calls of CTranslate2.

Argos translates paragraph by paragraph in batches of 32 tokens, which leaves most of a processor
idle. Here all requests are deduplicated, sorted by length and handed over in large token batches.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from toolkit.document import ToolkitError
from toolkit.translator import tokenizers
from toolkit.translator.cutting import pieces
from toolkit.translator.packages import Package
from toolkit.translator.repetition import loops

Progress = Callable[[int, int], None]
"""Called with the number of distinct texts decoded so far and in all."""

_HARD_LIMIT = 500
"""Tokens that any model takes: learned positions, as in the starter, end at 512."""

_BATCHES_PER_CALL = 8
"""How many batches go into one call: few calls, yet progress shows and Ctrl-C is heard."""


@dataclass(frozen=True, slots=True)
class Request:
    """A text to translate, and target text that its translation must start with ("" for none)."""

    source: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One translation of a request.

    `score` is the mean natural log-probability of the tokens that the model chose itself (those
    of a prefix do not count), 0.0 where it chose none. `tokens` are the target tokens, those of a
    prefix included, without language token and end mark.
    """

    text: str
    score: float
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Job:
    """A token sequence short enough for the model, and forced first target tokens."""

    source: tuple[str, ...]
    forced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Hypothesis:
    tokens: tuple[str, ...]
    score: float
    chosen: int
    ended: bool


class Engine:
    """A package, loaded when it is first needed.

    `threads` is the number of processor threads (0: CTranslate2's choice, 4 at most), and
    `compute_type` one of CTranslate2's. `limit` is the number of source tokens up to which a text
    is decoded whole, `batch_tokens` the size of a batch.

    A translation that goes round in circles or finds no end is decoded a second time, with no
    `loop_guard` tokens in a row allowed twice (0: never again). That keeps the other translations
    as they are: the same rule for all, CTranslate2's `no_repeat_ngram_size`, would forbid a second
    lieutenant general in a sentence. It and `repetition_penalty` are off as they stand, and
    `length_penalty` (over 1 favours long translations) is neutral.

    The methods raise ToolkitError where the package cannot be loaded.
    """

    def __init__(
        self,
        package: Package,
        threads: int = 0,
        compute_type: str = "default",
        *,
        limit: int = 200,
        batch_tokens: int = 2048,
        loop_guard: int = 3,
        no_repeat_ngram_size: int = 0,
        repetition_penalty: float = 1.0,
        length_penalty: float = 1.0,
    ) -> None:
        self.package = package
        self._threads = threads
        self._compute_type = compute_type
        self._limit = min(limit, _HARD_LIMIT)
        self._batch_tokens = batch_tokens
        self._loop_guard = loop_guard
        self._no_repeat_ngram_size = no_repeat_ngram_size
        self._repetition_penalty = repetition_penalty
        self._length_penalty = length_penalty

    @cached_property
    def _translator(self) -> Any:
        # Half a second and numpy: not at the start of every command.
        from ctranslate2 import Translator  # type: ignore[attr-defined]

        try:
            return Translator(
                str(self.package.model),
                device="cpu",
                inter_threads=1,
                intra_threads=self._threads,
                compute_type=self._compute_type,
            )
        except (RuntimeError, ValueError) as error:
            raise ToolkitError(
                f"{self.package.model}: the model cannot be loaded ({error}); reinstall the package"
            ) from error

    @cached_property
    def _tokenizer(self) -> tokenizers.Tokenizer:
        return tokenizers.load(self.package)

    @cached_property
    def _vocabulary(self) -> frozenset[str]:
        return tokenizers.vocabulary(self.package.model)

    @cached_property
    def _end(self) -> str:
        config = self.package.model / "config.json"
        values = json.loads(config.read_text(encoding="utf-8")) if config.is_file() else {}
        return str(values.get("eos_token", "</s>"))

    @property
    def _language(self) -> tuple[str, ...]:
        return (self.package.target_prefix,) if self.package.target_prefix else ()

    def tokenize(self, text: str) -> list[str]:
        """The source tokens of a text, as the model gets them."""
        return self._tokenizer.encode_source(text)

    def detokenize(self, tokens: Sequence[str]) -> str:
        """The text of target tokens, without language token and end mark; underscores stay."""
        start = 1 if self._language and tuple(tokens[:1]) == self._language else 0
        end = len(tokens) - (1 if tokens and tokens[-1] == self._end else 0)
        return self._tokenizer.decode(tokens[start:end])

    def decode(
        self,
        requests: Sequence[Request],
        *,
        beam: int = 4,
        hypotheses: int = 1,
        progress: Progress | None = None,
    ) -> list[list[Candidate]]:
        """Translate; gives for each request up to `hypotheses` candidates, best first.

        A text of more tokens than the limit is cut at a comma or space near its middle, as often
        as needed, and the outputs joined; nothing is truncated. A text without a letter is given
        back as it is, with an empty prefix or not. Where a request has a prefix, the text starts
        with it exactly, unless the model cannot write it: then it is left out, so verify. The same
        requests give the same candidates, in whatever order they come.
        """
        plans = {request: self._plan(request) for request in dict.fromkeys(requests)}
        jobs = sorted(
            {job for plan in plans.values() for job in plan},
            key=lambda job: (-len(job.source), job.source, job.forced),
        )
        decoded: dict[_Job, list[_Hypothesis]] = {}
        for batch in self._calls(jobs):
            decoded.update(zip(batch, self._call(batch, beam, hypotheses), strict=True))
            if progress is not None:
                progress(len(decoded), len(jobs))
        answers = {
            request: self._candidates(request, [decoded[job] for job in plan], plan)
            for request, plan in plans.items()
        }
        return [list(answers[request]) for request in requests]

    def score(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        """The mean natural log-probability, end mark included, of each target given its source.

        Use it to rank translations of one source. Of a text longer than any model takes (500
        tokens) only the beginning counts. A pair with an empty side scores minus infinity.
        """
        targets = [self._tokenizer.encode_target(target) for _, target in pairs]
        found = self._log_probs([source for source, _ in pairs], targets)
        return [sum(some) / len(some) if some else float("-inf") for some in found]

    def continuations(self, rows: Sequence[tuple[str, str, str]]) -> list[float]:
        """How likely a text goes on in a given way.

        In: rows of source, beginning of the target, and words that may come next. Out: the mean
        natural log-probability of the tokens of those words; minus infinity where there are none.
        """
        wholes = [
            self._tokenizer.encode_target(f"{head} {words}".strip()) for _, head, words in rows
        ]
        heads = [self._tokenizer.encode_target(head) if head else [] for _, head, _ in rows]
        found = self._log_probs([source for source, _, _ in rows], wholes)
        scores = []
        for log_probs, whole, head in zip(found, wholes, heads, strict=True):
            own = log_probs[len(head) : len(whole)]
            scores.append(sum(own) / len(own) if own else float("-inf"))
        return scores

    def _log_probs(
        self, texts: Sequence[str], targets: Sequence[Sequence[str]]
    ) -> list[list[float]]:
        """The log-probability of every target token and the end mark; empty for an empty side."""
        sources = [self.tokenize(text)[:_HARD_LIMIT] for text in texts]
        targets = [target[:_HARD_LIMIT] for target in targets]
        whole = [i for i, both in enumerate(zip(sources, targets, strict=True)) if all(both)]
        results = self._translator.score_batch(
            [sources[i] for i in whole],
            [[*self._language, *targets[i]] for i in whole],
            max_batch_size=self._batch_tokens,
            batch_type="tokens",
            offset=len(self._language),
        )
        log_probs: list[list[float]] = [[] for _ in texts]
        for i, result in zip(whole, results, strict=True):
            log_probs[i] = list(result.log_probs)
        return log_probs

    def _plan(self, request: Request) -> list[_Job]:
        """The jobs of a request; none where there is nothing to translate."""
        if not any(letter.isalpha() for letter in request.source):
            return []
        tokens = tuple(self.tokenize(request.source))
        cut = pieces(tokens, self._limit, self._tokenizer.starts_word)
        forced = self._forced(request.prefix)
        return [_Job(piece, () if i else forced) for i, piece in enumerate(cut)]

    def _forced(self, prefix: str) -> tuple[str, ...]:
        """The target tokens of a prefix; none where the model has no pieces to write it with."""
        forced: list[str] = []
        for token in self._tokenizer.encode_target(prefix.strip()):
            known = not self._vocabulary or token in self._vocabulary
            spelt = [token] if known else self._tokenizer.smaller(token, self._vocabulary)
            if not spelt:
                return ()
            forced += spelt
        return tuple(forced)

    def _calls(self, jobs: Sequence[_Job]) -> Iterator[list[_Job]]:
        """Runs of jobs, sorted by length as they are, each enough for a few full batches."""
        run: list[_Job] = []
        for job in jobs:
            if run and (len(run) + 1) * len(run[0].source) > self._batch_tokens * _BATCHES_PER_CALL:
                yield run
                run = []
            run.append(job)
        if run:
            yield run

    def _call(self, jobs: Sequence[_Job], beam: int, hypotheses: int) -> list[list[_Hypothesis]]:
        answers = self._search(jobs, beam, hypotheses, self._no_repeat_ngram_size, 2)
        lost = [i for i, answer in enumerate(answers) if _lost(answer[0])]
        if not lost or not self._loop_guard:
            return answers
        again = self._search([jobs[i] for i in lost], beam, hypotheses, self._loop_guard, 3)
        for i, answer in zip(lost, again, strict=True):
            if answer[0].ended or not answers[i][0].ended:
                answers[i] = answer
        return answers

    def _search(
        self, jobs: Sequence[_Job], beam: int, hypotheses: int, no_repeat: int, growth: int
    ) -> list[list[_Hypothesis]]:
        """One call of CTranslate2; outputs are cut at `growth` tokens for each source token."""
        prefixes = [[*self._language, *job.forced] for job in jobs]
        longest = max(len(job.source) for job in jobs)
        # Models with byte fallback can write anything; others put the unknown token for a word
        # that they cannot, and the source token they looked at most is the better guess.
        byte_fallback = "<0x00>" in self._vocabulary
        results = self._translator.translate_batch(
            [list(job.source) for job in jobs],
            target_prefix=prefixes if any(prefixes) else None,
            max_batch_size=self._batch_tokens,
            batch_type="tokens",
            beam_size=max(beam, hypotheses),
            num_hypotheses=hypotheses,
            max_input_length=0,
            # One runaway of 500 tokens would keep its whole batch waiting.
            max_decoding_length=min(
                _HARD_LIMIT, growth * longest + 40 + max(len(prefix) for prefix in prefixes)
            ),
            no_repeat_ngram_size=no_repeat,
            repetition_penalty=self._repetition_penalty,
            length_penalty=self._length_penalty,
            return_scores=True,
            return_end_token=True,
            disable_unk=byte_fallback,
            replace_unknowns=not byte_fallback,
        )
        return [
            [
                self._hypothesis(tokens, score, len(prefix))
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result, prefix in zip(results, prefixes, strict=True)
        ]

    def _hypothesis(self, tokens: Sequence[str], score: float, given: int) -> _Hypothesis:
        # CTranslate2 divides by all tokens, but sums over those after the prefix only.
        chosen = len(tokens) - given
        mean = score * len(tokens) ** self._length_penalty / chosen if chosen > 0 else 0.0
        ended = bool(tokens) and tokens[-1] == self._end
        end = len(tokens) - ended
        return _Hypothesis(tuple(tokens[len(self._language) : end]), mean, max(chosen, 0), ended)

    def _candidates(
        self, request: Request, parts: Sequence[Sequence[_Hypothesis]], plan: Sequence[_Job]
    ) -> list[Candidate]:
        """Join the i-th hypotheses of a request's parts into its i-th candidate."""
        if not plan:
            return [Candidate(request.source, 0.0, ())]
        return [
            Candidate(
                text=self._text(request.prefix, len(plan[0].forced), chosen),
                score=sum(h.score * h.chosen for h in chosen)
                / max(1, sum(h.chosen for h in chosen)),
                tokens=tuple(token for h in chosen for token in h.tokens),
            )
            for chosen in zip(*parts, strict=False)
        ]

    def _text(self, prefix: str, forced: int, parts: Sequence[_Hypothesis]) -> str:
        texts = [self._tokenizer.decode(part.tokens) for part in parts]
        if forced:
            head = self._tokenizer.decode(parts[0].tokens[:forced])
            if texts[0].startswith(head):
                rest = texts[0][len(head) :]
            else:  # Moses joins some words to what follows them
                rest = " " + self._tokenizer.decode(parts[0].tokens[forced:])
            # Tokenizers normalise ("m²" becomes "m2"), but the prefix is wanted as it was given.
            texts[0] = prefix + (rest.lstrip() if prefix[-1:].isspace() else rest)
        return " ".join(text for text in texts if text)


def _lost(hypothesis: _Hypothesis) -> bool:
    return not hypothesis.ended or loops(hypothesis.tokens)
