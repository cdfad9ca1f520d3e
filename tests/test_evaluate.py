"""What `toolkit evaluate` says of translations whose faults are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from toolkit.cli import app
from toolkit.document import ToolkitError
from toolkit.evaluation import modes, terms
from toolkit.evaluation.pairs import pairs
from toolkit.glossary import Glossary

GLOSSARY = """
title: test
entries:
  - {ar: فريق, en: Lieutenant General, kind: rank}
  - {ar: سالم الورفلي, en: Salem al-Werfalli, kind: person}
  - {ar: تونس, en: Tunisia, kind: place}
  - {ar: حرس الشرف, en: [guard of honour, honour guard], kind: phrase}
  - {ar: فن, en: art, kind: term}
"""
SOURCES = (
    "وصل الفريق سالم الورفلي إلى تونس مع 25 ضابطا",
    "استعرض حرس الشرف في تونس",
    "تونس وفن",
)
GOOD = (
    "Lieutenant General Salem al-Werfalli arrived in Tunisia with 25 officers",
    "He reviewed an honour guard in Tunisia",
    "Tunisia and art",
)
BAD = (
    "General Salem al-Werfalli arrived in Tunis with 52 officers",
    "He reviewed the honour guard honour guard in Tunisia",
    "An article on Tunisia",
)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "glossary.yaml").write_text(GLOSSARY, encoding="utf-8")
    for name, lines in (("src", SOURCES), ("good", GOOD), ("bad", BAD)):
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return tmp_path


def call(files: Path, hyp: str, *more: str) -> str:
    paths = ["--hyp", hyp, "--ref", "good", "--src", "src", "--glossary", "glossary.yaml"]
    paths = [word if word.startswith("--") else str(files / word) for word in paths]
    result = CliRunner().invoke(app, ["evaluate", *paths, *more])
    if isinstance(result.exception, ToolkitError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def judge(files: Path, hyp: str, *more: str) -> dict[str, Any]:
    result: dict[str, Any] = json.loads(call(files, hyp, "--json", *more))
    return result


def test_a_perfect_translation_scores_a_hundred_everywhere(files: Path) -> None:
    system = judge(files, "good")["system"]
    assert {score["value"] for score in system["scores"].values()} == {100.0}
    assert system["terms"]["success"] == {"found": 7, "of": 7, "percent": 100.0}
    assert system["terms"]["consistency"]["percent"] == 100.0
    assert system["numbers"]["sentences"] == {"found": 1, "of": 1, "percent": 100.0}


def test_every_missing_term_is_named_with_its_line(files: Path) -> None:
    found = judge(files, "bad")["system"]["terms"]
    misses = [(miss["line"], miss["rendering"]) for miss in found["misses"]]
    # "art" is not in "article", Tunisia not in Tunis, and a General is no Lieutenant General.
    assert sorted(misses) == [(1, "Lieutenant General"), (1, "Tunisia"), (3, "art")]
    assert found["success"]["found"] == 4
    assert found["kinds"]["place"] == {"found": 2, "of": 3, "percent": 66.67}
    assert found["consistency"] == {"found": 2, "of": 3, "percent": 66.67}
    assert found["doubled"] == 1


def test_a_changed_number_is_an_error(files: Path) -> None:
    numbers = judge(files, "bad")["system"]["numbers"]
    assert numbers["sentences"]["found"] == 0
    assert numbers["errors"] == 1


def test_a_baseline_stands_beside_with_the_odds_of_chance(files: Path) -> None:
    result = judge(files, "good", "--baseline", str(files / "bad"))
    compared = result["comparison"]["chrF2++"]
    assert compared["value"] == 100.0 > compared["baseline"]
    assert 0 < compared["p"] <= 1
    assert "bs:1000" in compared["signature"]
    assert result == judge(files, "good", "--baseline", str(files / "bad"))


def test_the_table_shows_scores_kinds_and_signatures(files: Path) -> None:
    shown = call(files, "bad")
    for part in ("BLEU", "chrF2++", "57.1 % (4 of 7)", "place", "nw:2"):
        assert part in shown


def test_files_that_are_not_aligned_are_named_in_one_line(files: Path) -> None:
    (files / "short").write_text("one line\n", encoding="utf-8")
    with pytest.raises(ToolkitError, match=r"short: 1 lines, but .*src has 3;") as error:
        call(files, "short")
    assert "\n" not in str(error.value)
    with pytest.raises(ToolkitError, match="nowhere: no such file"):
        call(files, "nowhere")
    (files / "latin").write_bytes("é\né\né\n".encode("latin-1"))
    with pytest.raises(ToolkitError, match="latin: not UTF-8"):
        call(files, "latin")


def test_an_empty_line_keeps_files_aligned_and_loses_everything(files: Path) -> None:
    (files / "holes").write_text("\n".join(("", *GOOD[1:])) + "\n", encoding="utf-8")
    system = judge(files, "holes")["system"]
    assert system["terms"]["success"]["found"] == 4
    assert system["numbers"]["sentences"]["found"] == 0


def test_a_term_named_twice_needs_two_places(files: Path) -> None:
    glossary = Glossary.load(files / "glossary.yaml")
    demanded = [terms.demands("من تونس إلى تونس", glossary, "en")]
    once = terms.score(demanded, ["From Tunisia to there"], "en").success
    twice = terms.score(demanded, ["From Tunisia to Tunisia"], "en").success
    assert (once.found, twice.found) == (1, 2)


def test_proper_terms_are_those_of_the_reference(files: Path) -> None:
    glossary = Glossary.load(files / "glossary.yaml")
    whole = modes.proper(SOURCES[0], GOOD[0], glossary, "en")
    assert [unit.rendering for unit in whole] == [
        "Lieutenant General Salem al-Werfalli",
        "Tunisia",
    ]
    # What the reference says otherwise is not demanded; an accepted rendering is, as it stands.
    partly = modes.proper(SOURCES[0], BAD[0], glossary, "en")
    assert [unit.rendering for unit in partly] == ["Salem al-Werfalli"]
    (accepted, _) = modes.proper(SOURCES[1], GOOD[1], glossary, "en")
    assert accepted.renderings == ("honour guard",)


def test_words_that_keep_company_are_paired_through_clitics() -> None:
    nouns = {"سفينة": "ship", "مستشفى": "hospital", "جسر": "bridge", "مطار": "airport"}
    verbs = {"زار": "visited", "غادر": "departed"}
    sources, references = [], []
    for number in range(48):
        verb, noun = list(verbs)[number % 2], list(nouns)[number // 2 % 4]
        glued = ("ال", "وال")[number % 2]
        sources.append(f"{verb} الوزير {glued}{noun}")
        references.append(f"The minister {verbs[verb]} the {nouns[noun]}")
    found = pairs(sources, references)
    for source, some, reference in zip(sources, found, references, strict=True):
        linked = {source[pair.start : pair.end].split("ال")[-1]: pair.target for pair in some}
        expected = nouns | verbs
        assert all(expected.get(word, target) == target for word, target in linked.items())
        assert reference.split()[-1] in linked.values()


def test_random_terms_are_few_and_always_the_same(files: Path) -> None:
    glossary = Glossary.load(files / "glossary.yaml")
    linked = pairs([SOURCES[0], "زار المطار"] * 15, [GOOD[0], "Visited an airport"] * 15)[0]
    assert linked
    first, again = (modes.chosen(SOURCES[0], linked, glossary) for _ in range(2))
    assert first == again
    assert 0 < len(first) <= 3
    assert "Tunisia" not in {unit.rendering for unit in first}  # the glossary's own terms are not
