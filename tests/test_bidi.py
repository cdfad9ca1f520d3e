"""The bidirectional algorithm against Unicode's conformance test, and the verbs built on it."""

import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.exporters import bidi

ROOT = Path(__file__).parents[1]

mixed = st.text("abcابتü0123١٢ .,:()[]«»%$-/\u0301\u202a\u202b\u202c\u2066\u2067\u2068\u2069")


def test_sample_of_unicode_conformance_cases():
    files = [ROOT / "tests" / "data" / name for name in ("BidiTest.txt", "BidiCharacterTest.txt")]
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.bidi_conformance", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    assert "3845 of 3845" in run.stdout
    assert "2478 of 2478" in run.stdout


def test_conformance_command_reports_a_failing_case(tmp_path):
    wrong = tmp_path / "BidiTest.txt"
    wrong.write_text("@Levels: 1\n@Reorder: 0\nL; 2\n", encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "benchmarks.bidi_conformance", wrong],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 1
    assert "L; 2" in run.stderr


def test_latin_in_brackets_keeps_its_brackets_in_arabic():
    resolved = bidi.resolve("الأمم (UN) قرار", 1)
    assert resolved.levels == (1,) * 7 + (2, 2) + (1,) * 6


def test_number_after_arabic_runs_left_to_right():
    assert bidi.resolve("عام 2026", 1).levels == (1, 1, 1, 1, 2, 2, 2, 2)


def test_isolated_phone_number_is_one_piece():
    text = "اتصل +20 2 2577-9640 الآن"
    start, end = text.index("+"), text.index(" الآن")
    levels = bidi.resolve(text, 1, isolates=[(start, end)]).levels
    assert set(levels[start:end]) == {2}
    assert set(bidi.resolve(text, 1).levels[start:end]) != {2}


@given(mixed, mixed, mixed)
def test_isolates_equal_isolate_characters(before, inside, after):
    # A stray PDI or initiator inside would pair with ours; the callers' tokens hold none.
    inside = "".join(c for c in inside if not "\u2066" <= c <= "\u2069")
    explicit = bidi.resolve(f"{before}\u2066{inside}\u2069{after}", 1)
    start, end = len(before), len(before) + len(inside)
    given_as_span = bidi.resolve(before + inside + after, 1, isolates=[(start, end)])
    kept = [i for i in range(end + 2 + len(after)) if i not in (start, end + 1)]
    assert given_as_span.levels == tuple(explicit.levels[i] for i in kept)


@given(mixed, st.sampled_from([None, 0, 1]))
@settings(max_examples=200)
def test_every_character_has_a_level_and_a_place(text, base):
    resolved = bidi.resolve(text, base)
    levels = bidi.line_levels(resolved, 0, len(text))
    assert len(resolved.levels) == len(levels) == len(text)
    assert all(0 <= level <= bidi.MAX_DEPTH + 1 for level in levels)
    assert sorted(bidi.visual_order(levels)) == list(range(len(text)))


def test_spaces_at_the_end_of_a_line_take_the_base_level():
    resolved = bidi.resolve("ab  ابت", 1)
    assert bidi.line_levels(resolved, 0, 4) == [2, 2, 1, 1]


def test_unassigned_code_points_of_arabic_blocks_are_arabic():
    assert bidi.classes("\u07bf\u0870A") == ("AL", "AL", "L")
    assert bidi.classes("\U0001eeff\u20cf") == ("AL", "ET")


def test_empty_text():
    assert bidi.resolve("", None) == bidi.Resolved(0, (), ())
    assert bidi.visual_order([]) == []
