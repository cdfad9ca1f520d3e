"""`--watch`: save a glossary, and the documents are there again, with little decoded anew."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.document import ToolkitError
from toolkit.pipeline import Options
from toolkit.translator import translator as room
from toolkit.watch import watch

ARTICLE = "زار اللواء قاعدة الشمال صباح اليوم.\nوصل الوفد إلى المطار مساء أمس.\n"
GLOSSARY = "title: T\nentries:\n  - ar: قاعدة الشمال\n    en: {}\n"


def test_only_the_sentence_that_a_save_touches_is_decoded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[list[str]] = []
    climb = room.climb

    def counting(engine, tasks, *args, **kwargs):  # type: ignore[no-untyped-def]
        decoded.append([task.source for task in tasks])
        return climb(engine, tasks, *args, **kwargs)

    monkeypatch.setattr(room, "climb", counting)
    article, glossary = tmp_path / "a.txt", tmp_path / "g.yaml"
    article.write_text(ARTICLE, encoding="utf-8")
    glossary.write_text(GLOSSARY.format("North Base"), encoding="utf-8")
    mistakes: list[ToolkitError] = []
    options = Options(out=tmp_path / "out", formats=("json",))

    def repair(error: ToolkitError) -> None:
        mistakes.append(error)
        glossary.write_text(GLOSSARY.format("Northern Air Base"), encoding="utf-8")

    runs = watch([article], options, [glossary], repair)
    (first,), _, _ = next(runs)
    assert "North Base" in first.document.translations[0].text
    assert len(decoded[0]) == 2
    before = first.files[0].read_text(encoding="utf-8")

    glossary.write_text("title: T\nentries: [\n", encoding="utf-8")  # then mended by `repair`
    (second,), _, _ = next(runs)
    assert len(mistakes) == 1
    assert str(glossary) in str(mistakes[0])
    assert [len(sources) for sources in decoded] == [2, 1]
    assert "قاعدة الشمال" in decoded[1][0]
    assert "Northern Air Base" in second.document.translations[0].text
    assert second.document.translations[1] == first.document.translations[1]
    assert second.files[0].read_text(encoding="utf-8") != before

    article.write_text(ARTICLE + "عاد الوزير إلى العاصمة.\n", encoding="utf-8")
    (third,), _, _ = next(runs)
    assert decoded[2] == ["عاد الوزير إلى العاصمة."]
    assert third.document.translations[:2] == second.document.translations
