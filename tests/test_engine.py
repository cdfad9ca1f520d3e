"""Decoding and scoring, with the starter and with random models of both kinds of tokenizer."""

from __future__ import annotations

import itertools
import math
from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st
from random_package import SENTENCES, random_package

from toolkit.document import ToolkitError
from toolkit.translator import packages
from toolkit.translator.cutting import pieces
from toolkit.translator.engine import Engine, Request
from toolkit.translator.repetition import loops

MET = "التقى الفريق أحمد خليفة نظيره التركي في أنقرة."
ARRIVED = "وصل وزير الدفاع إلى العاصمة اليوم."


@pytest.fixture(scope="module")
def english() -> Engine:
    return Engine(packages.starter()[0])


@pytest.fixture(scope="module")
def french() -> Engine:
    return Engine(packages.starter()[1])


@pytest.fixture(scope="module", params=["sentencepiece", "bpe"])
def random_engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Engine:
    folder = tmp_path_factory.mktemp("random") / request.param
    return Engine(packages.given(random_package(folder, tokenizer=request.param))[0])


def only(engine: Engine, source: str, prefix: str = "") -> str:
    return engine.decode([Request(source, prefix)])[0][0].text


def test_the_language_token_chooses_the_language(english: Engine, french: Engine) -> None:
    assert "Ankara" in only(english, MET)
    assert " à Ankara" in only(french, MET)
    assert "<2" not in only(english, MET) + only(french, MET)


def test_equal_requests_are_decoded_once_and_order_does_not_matter(english: Engine) -> None:
    told: list[tuple[int, int]] = []
    requests = [Request(MET), Request(ARRIVED), Request(MET), Request("")]
    found = english.decode(requests, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (2, 2)
    assert found[0] == found[2]
    assert english.decode(requests[::-1]) == found[::-1]


def test_the_answers_do_not_share_a_list(english: Engine) -> None:
    one, two = english.decode([Request(MET), Request(MET)])
    one.clear()
    assert two


def test_candidates_come_best_first_and_score_as_scoring_says(english: Engine) -> None:
    candidates = english.decode([Request(MET)], hypotheses=4)[0]
    assert len(candidates) == 4
    assert len({c.text for c in candidates}) == 4
    scores = english.score([(MET, candidate.text) for candidate in candidates])
    assert scores == pytest.approx([c.score for c in candidates], abs=0.02)
    assert candidates[0].score > candidates[-1].score


def test_more_hypotheses_than_beams(english: Engine) -> None:
    assert len(english.decode([Request(ARRIVED)], beam=1, hypotheses=3)[0]) == 3


@pytest.mark.parametrize("text", ["", "  ", "2024", "«…»", "٢٠٢٤ - 12:30"])
def test_what_has_no_letter_passes_as_it_is(english: Engine, text: str) -> None:
    (candidate,) = english.decode([Request(text)], hypotheses=3)[0]
    assert (candidate.text, candidate.score, candidate.tokens) == (text, 0.0, ())


@pytest.mark.parametrize(
    "prefix",
    ["Lt. Gen. Ahmed", "Staff General ", "Area of 5 m² near", "“Fajr”, 漢字", "snake_case_ID"],
)
def test_the_output_starts_with_the_prefix_exactly(english: Engine, prefix: str) -> None:
    for candidate in english.decode([Request(MET, prefix), Request(ARRIVED)], hypotheses=2)[0]:
        assert candidate.text.startswith(prefix)
        assert len(candidate.text) > len(prefix)
        assert math.isfinite(candidate.score)


def test_a_prefix_is_gone_on_with(english: Engine) -> None:
    assert only(english, MET, "Lt. Gen. Ahmed Khalifa").startswith("Lt. Gen. Ahmed Khalifa ")
    assert "Ankara" in only(english, MET, "Lt. Gen. Ahmed Khalifa")


def test_underscores_survive(english: Engine, random_engine: Engine) -> None:
    assert english.detokenize(english.tokenize("code_A 7_b")) == "code_A 7_b"
    assert english.detokenize(["<2en>", "▁Ahmed", "_", "▁Khalifa", "</s>"]) == "Ahmed_ Khalifa"
    assert random_engine.detokenize(["a", "_", "b"]) in ("a_b", "a _ b")


def test_a_long_text_is_cut_not_truncated(english: Engine) -> None:
    first, second = (
        "وصل وزير الدفاع إلى العاصمة اليوم،",
        "التقى الفريق أحمد خليفة نظيره التركي في أنقرة.",
    )
    engine = Engine(english.package, limit=15)
    assert len(engine.tokenize(f"{first} {second}")) > 15
    (candidate,) = engine.decode([Request(f"{first} {second}", "Today")])[0]
    halves = [
        engine.decode([Request(first, "Today")])[0][0],
        engine.decode([Request(second)])[0][0],
    ]
    assert candidate.text == " ".join(half.text for half in halves)
    assert candidate.tokens == halves[0].tokens + halves[1].tokens
    low, high = sorted(half.score for half in halves)
    assert low <= candidate.score <= high


def test_nothing_of_a_text_of_any_length_is_dropped(english: Engine) -> None:
    text = "، ".join([ARRIVED.rstrip(".")] * 40)
    assert len(english.tokenize(text)) > 200
    (candidate,) = english.decode([Request(text, "Today ")])[0]
    assert candidate.text.startswith("Today ")
    assert candidate.text.lower().count("minister") >= 3


def test_a_single_word_longer_than_any_model_takes(english: Engine) -> None:
    assert only(english, "ق" * 3000)
    assert math.isfinite(english.score([("ق" * 3000, "q" * 3000)])[0])


def test_a_translation_in_circles_is_decoded_again() -> None:
    french = packages.starter()[1]
    # Sentences that go nowhere: a model goes round in circles on some of them.
    words = ("نعم", "لا", "لواء", "ثم", "سفير", "وفد", "قال", "أكد")
    requests = [Request(f"{word} " * n) for word in words for n in (6, 12, 25)]
    plain = Engine(french, loop_guard=0).decode(requests)
    guarded = Engine(french).decode(requests)
    circles = [sum(loops(c.tokens) for (c,) in found) for found in (plain, guarded)]
    assert circles[0] > circles[1]


def test_score_prefers_the_right_translation(english: Engine) -> None:
    right, wrong, none = english.score(
        [
            (MET, "Lieutenant General Ahmed Khalifa met his Turkish counterpart in Ankara."),
            (MET, "The fish market of Oslo opens at seven."),
            (MET, ""),
        ]
    )
    assert right > wrong > none == float("-inf")


def test_nothing_asked_nothing_given(english: Engine) -> None:
    assert english.decode([]) == []
    assert english.score([]) == []


def test_random_models_decode_score_and_take_prefixes(random_engine: Engine) -> None:
    source = SENTENCES[0]
    found = random_engine.decode(
        [Request(source), Request(source, "The chief of staff"), Request(source, "The base ")],
        hypotheses=2,
    )
    assert [len(candidates) for candidates in found] == [2, 2, 2]
    assert found[1][0].text.startswith("The chief of staff")
    assert found[2][0].text.startswith("The base ")
    assert all(math.isfinite(c.score) and c.tokens for candidates in found for c in candidates)
    assert math.isfinite(random_engine.score([(source, SENTENCES[2])])[0])


def test_a_prefix_that_the_model_cannot_write_is_left_out(random_engine: Engine) -> None:
    impossible, plain = random_engine.decode([Request(SENTENCES[0], "漢字"), Request(SENTENCES[0])])
    assert impossible == plain


def test_a_prefix_is_spelt_with_smaller_pieces(random_engine: Engine) -> None:
    text = only(random_engine, SENTENCES[0], "thsarrive bisef")
    assert text.startswith("thsarrive bisef")


def test_random_models_keep_all_of_a_long_text(random_engine: Engine) -> None:
    engine = Engine(random_engine.package, limit=20)
    tokens = tuple(engine.tokenize(" ".join(SENTENCES)))
    assert len(tokens) > 100
    (candidate,) = engine.decode([Request(" ".join(SENTENCES))])[0]
    assert len(candidate.tokens) > 20


def test_byte_pairs_read_back(tmp_path: Path) -> None:
    package = packages.given(random_package(tmp_path / "bpe", tokenizer="bpe"))[0]
    engine = Engine(package)
    for sentence in SENTENCES[2:4]:
        assert engine.detokenize(engine.tokenize(sentence)) == sentence
    assert engine.detokenize(["th@@", "e", "bas@@"]) == "the bas"


def test_a_damaged_package_is_named(tmp_path: Path) -> None:
    folder = random_package(tmp_path / "broken")
    (folder / "model/model.bin").write_bytes(b"nothing")
    with pytest.raises(ToolkitError, match="the model cannot be loaded"):
        Engine(packages.given(folder)[0]).decode([Request("نص")])
    (folder / "sentencepiece.model").write_bytes(b"nothing")
    with pytest.raises(ToolkitError, match="the tokenizer cannot be loaded"):
        Engine(packages.given(folder)[0]).decode([Request("نص")])


WORDS = st.lists(st.sampled_from(["▁ab", "c", "،", "▁d", "1"]), max_size=120)


@for_all(WORDS, st.integers(1, 30))
def test_cutting_loses_nothing_and_keeps_the_limit(tokens: list[str], limit: int) -> None:
    cut = pieces(tuple(tokens), limit, lambda some, i: some[i].startswith("▁"))
    assert list(itertools.chain(*cut)) == tokens
    assert all(1 <= len(piece) <= limit for piece in cut)


def test_cutting_prefers_commas_to_spaces_to_nothing() -> None:
    def starts(tokens: object, index: int) -> bool:
        return str(tokens[index]).startswith("▁")  # type: ignore[index]

    assert pieces(("▁a", "▁b", "،", "▁c", "▁d", "▁e", "▁f", "▁g"), 7, starts)[0][-1] == "،"
    assert pieces(("▁a", "b", "▁c", "d", "e", "f"), 5, starts)[1][0] == "▁c"
    assert [len(piece) for piece in pieces(("a",) * 6, 3, starts)] == [3, 3]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the army the army the army", True),
        ("Do Do Do", True),
        ("de la Défense de la Défense", False),
        ("the Commander of the the Commander of the", True),
        ("Lieutenant General A met Lieutenant General B", False),
        ("1 , 0 0 0 , 0 0 0 , 0 0 0", False),
        (". . . . . . . .", False),
        ("", False),
    ],
)
def test_what_counts_as_going_in_circles(text: str, expected: bool) -> None:
    assert loops(text.split()) is expected
