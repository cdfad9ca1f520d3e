"""From a file to its bytes, and from bytes to text: what every text-like format needs first."""

from __future__ import annotations

import codecs
from pathlib import Path

from toolkit.arabic.script import has_arabic, is_arabic
from toolkit.document import ToolkitError

# The longer marks first: the UTF-32 LE mark begins with the UTF-16 LE one.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF", "is a PDF; copy its text into a .txt or .docx file"),
    (b"PK\x03\x04", "is an Office document or an archive; if it is a Word file, name it .docx"),
    (b"\xd0\xcf\x11\xe0", "is an old Word file; open it in Word or LibreOffice and save as .docx"),
    (b"{\\rtf", "is an RTF file; open it in Word or LibreOffice and save it as .docx"),
)

# Bytes that no text has: the C0 controls but tab, line ends, form feed and the end mark of DOS.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a"))

# The eight-bit encodings Arabic text is found in, with the names IANA gives them.
_EIGHT_BIT = {"cp1256": "windows-1256", "iso8859_6": "iso-8859-6", "cp720": "cp720"}


def load(path: Path) -> bytes:
    """The bytes of a file. Raises ToolkitError where it is missing, a folder or empty."""
    if path.is_dir():
        raise ToolkitError(f"{path}: is a folder; give the files in it")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ToolkitError(f"{path}: no such file; check the name and the folder") from None
    except OSError as error:
        raise ToolkitError(f"{path}: cannot be read ({error.strerror}); check its access") from None
    if not data.strip():
        raise ToolkitError(f"{path}: is empty; give a file with an article in it")
    return data


def decode(
    data: bytes, path: Path, encoding: str | None = None, declared: str | None = None
) -> tuple[str, str]:
    """The text of `data` without its byte order mark, and the encoding it was read in.

    `encoding` is what the user says and is obeyed. Otherwise these decide, in this order: a byte
    order mark, the shape of UTF-16, strict UTF-8 (which no other encoding satisfies by chance),
    `declared` (what the file says of itself, often wrongly), and charset-normalizer's detection
    among the eight-bit Arabic encodings. Line ends stay as they are.

    Raises ToolkitError where the bytes are not text, not in `encoding`, or of no known encoding.
    """
    if encoding is not None:
        return _decode_as(data, path, encoding), encoding
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _decode_as(data, path, name), name
    for signature, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise ToolkitError(f"{path}: {remedy}")
    utf16 = _utf16_without_mark(data)
    if utf16 is not None:
        return _decode_as(data, path, utf16), utf16
    if 200 * _count(data, _CONTROLS) > len(data):
        raise ToolkitError(f"{path}: is binary, not text; give the article as text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        _refuse_broken_utf8(data, path, error.start)
    return _decode_declared(data, declared) or _detect(data, path)


def require_arabic(text: str, path: Path, encoding: str | None = None) -> None:
    """Raise ToolkitError where the text holds no Arabic letter."""
    if not has_arabic(text):
        misread = f", or name its encoding if {encoding} is wrong" if encoding else ""
        raise ToolkitError(f"{path}: holds no Arabic letters; give an Arabic article{misread}")


def _decode_as(data: bytes, path: Path, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except LookupError:
        remedy = "name one such as utf-8, utf-16 or windows-1256"
        raise ToolkitError(f"{path}: unknown encoding {encoding!r}; {remedy}") from None
    except ValueError as error:  # UnicodeDecodeError, and the odd codec's own complaints
        place = f" at byte {error.start}" if isinstance(error, UnicodeDecodeError) else ""
        remedy = "name another encoding, or none to have it detected"
        raise ToolkitError(f"{path}: is not {encoding}{place}; {remedy}") from None
    if "\0" in text:
        raise ToolkitError(f"{path}: is not text in {encoding}; give the article as text")
    return text.removeprefix("\ufeff")


def _utf16_without_mark(data: bytes) -> str | None:
    """The byte order of UTF-16 that holds Arabic but no byte order mark, else None.

    This must come before UTF-8: the two bytes of many an Arabic letter in UTF-16 (U+0631 is
    31 06) are both ASCII, so such text can be good UTF-8 as well. The byte 06 gives it away.
    """
    if len(data) % 2 or b"\x06" not in data:
        return None
    by_name = {"utf-16-le": data[1::2], "utf-16-be": data[0::2]}
    name, high = max(by_name.items(), key=lambda item: item[1].count(6))
    # Blocks an Arabic text draws on: Latin, Arabic, general punctuation, presentation forms.
    usual = _count(high, b"\x00\x06\x20\xfb\xfc\xfd\xfe")
    return name if 100 * usual >= 95 * len(high) else None


def _refuse_broken_utf8(data: bytes, path: Path, start: int) -> None:
    """Raise ToolkitError for UTF-8 with a few damaged bytes, which would be misread as 8-bit."""
    text = data.decode("utf-8", "replace")
    if 50 * text.count("\ufffd") <= sum(map(is_arabic, text)):
        remedy = "repair or save it again, or name its encoding"
        raise ToolkitError(f"{path}: is UTF-8 but broken at byte {start}; {remedy}")


def _decode_declared(data: bytes, declared: str | None) -> tuple[str, str] | None:
    if declared is None:
        return None
    try:
        text = data.decode(declared)
    except (LookupError, ValueError):
        return None
    return (text, declared.lower()) if has_arabic(text) else None


def _detect(data: bytes, path: Path) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=list(_EIGHT_BIT)).best()
    # Very short texts leave the detector without an answer; press files of one byte a letter are
    # Windows-1256 nearly always, if they are Arabic at all.
    codec = best.encoding if best is not None else "cp1256"
    text = data.decode(codec, "replace")
    letters = sum(map(str.isalpha, text))
    if "\ufffd" in text or (best is None and 2 * sum(map(is_arabic, text)) < letters):
        raise ToolkitError(f"{path}: its encoding cannot be told; name it, or save it as UTF-8")
    return text, _EIGHT_BIT.get(codec, codec)


def _count(data: bytes, wanted: bytes) -> int:
    """How many bytes of `data` are among `wanted`."""
    return len(data) - len(data.translate(None, wanted))
