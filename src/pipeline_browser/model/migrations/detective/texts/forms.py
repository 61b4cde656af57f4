"""The same text in other forms: line endings, byte-order mark, blanks, final newlines, indentation, encoding.

A checksum tells nothing about the text that it is of. So the forms that editors, git and copying leave are
tried one by one, those with the fewest changes first.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.facts import FormChange

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from pipeline_browser.model.cancellation import Cancellation

BYTE_ORDER_MARK = "\ufeff"
LONG = 500_000  # characters
MOST_CHARACTERS = 40_000_000  # hashed for one text, in all its forms: about a quarter of a second
_ENDING = re.compile(r"\r\n|\r|\n")
_TRAILING = re.compile(r"[ \t]+(?=\r?\n|\r|\Z)")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_Change = tuple[FormChange | None, "Callable[[str], str]"]


@dataclass(frozen=True, slots=True)
class Form:
    """A text in one form, and what was changed to get it."""

    text: str
    changes: tuple[FormChange, ...]


def forms_of(text: str, *, thorough: bool = True) -> Iterator[Form]:
    """Yield the text itself, then its other forms, those with few changes first, each once.

    Args:
        thorough: also other blanks, indentation and encodings, not only line endings and byte-order mark;
            of a long text, whose every form takes its time, only other newlines at the end.
    """
    rest = (_BLANKS, _FINALS, _INDENTATIONS, _ENCODINGS) if len(text) <= LONG else (_FINALS,)
    dimensions = (_ENDINGS, _MARKS, *(rest if thorough else ()))
    ways = sorted(product(*(tuple(_effective(each, text)) for each in dimensions)), key=_effort)
    seen: set[bytes] = set()
    for way in ways:
        if len(_changes(way)) > _MOST_CHANGES:
            return
        changed = _applied(text, way)
        mark = _mark(changed)
        if mark not in seen:
            seen.add(mark)
            yield Form(changed, _changes(way))


def find_form(
    text: str,
    wanted: Collection[bytes],
    ignored_chars: frozenset[str],
    *,
    thorough: bool = True,
    cancellation: Cancellation | None = None,
) -> tuple[Form, bytes] | None:
    """Return the first form of the text that has one of the checksums, and which it is.

    Raises:
        Cancelled: on request.
    """
    budget = MOST_CHARACTERS
    lengths = {len(checksum) for checksum in wanted}
    for form in forms_of(text, thorough=thorough):
        if cancellation is not None:
            cancellation.check()
        for checksum in checksums_of(form.text, ignored_chars, lengths):
            if checksum in wanted:
                return form, checksum
        budget -= len(form.text) + 1
        if budget < 0:
            return None
    return None


def form_changes(old: str, new: str) -> tuple[FormChange, ...]:
    """Return what of the form differs between two texts, whatever else does."""
    told = []
    if _endings(old) != _endings(new):
        told.append(FormChange.LINE_ENDINGS)
    if old.startswith(BYTE_ORDER_MARK) != new.startswith(BYTE_ORDER_MARK):
        told.append(FormChange.BYTE_ORDER_MARK)
    return tuple(told)


def line_endings(text: str) -> str:
    """Return how the lines end in words: ``LF``, ``CRLF``, ``CR``, ``mixed (LF and CRLF)`` or empty."""
    found = _endings(text)
    names = [name for ending, name in (("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR")) if ending in found]
    return f"mixed ({' and '.join(names)})" if len(names) > 1 else "".join(names)


def plain_lines(text: str) -> str:
    """Return the text without byte-order mark, with LF alone."""
    return _ENDING.sub("\n", text.removeprefix(BYTE_ORDER_MARK))


def _endings(text: str) -> frozenset[str]:
    return frozenset(_ENDING.findall(text))


def checksums_of(text: str, ignored: frozenset[str], lengths: Collection[int]) -> Iterator[bytes]:
    """Yield the checksums of a text that are so many bytes long: SHA-384, SHA-256."""
    if ignored:
        text = text.translate(dict.fromkeys(map(ord, ignored)))
    data = text.encode("utf-8", "replace")  # what is no UTF-8 never was in a file
    for algorithm in (hashlib.sha384, hashlib.sha256):  # sqlx's, and that of an older convention
        if algorithm().digest_size in lengths:
            yield algorithm(data).digest()


# --- the ways, each a change of form and what it does; the first of each dimension leaves the text alone ---


def _same(text: str) -> str:
    return text


def _with_endings(ending: str) -> Callable[[str], str]:
    return lambda text: text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", ending)


def _from_crlf(text: str) -> str:
    return text.replace("\r\n", "\n")  # git on the way in: lone carriage returns stay


def _to_crlf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")  # git on the way out


def _other_mark(text: str) -> str:
    return text.removeprefix(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else BYTE_ORDER_MARK + text


def _without_trailing(text: str) -> str:
    return _TRAILING.sub("", text)


def _without_final(text: str) -> str:
    return text.rstrip("\r\n")


def _one_final(text: str) -> str:
    return _without_final(text) + _own_ending(text)


def _two_finals(text: str) -> str:
    return _without_final(text) + 2 * _own_ending(text)


def _stripped_end(text: str) -> str:
    return text.rstrip() + _own_ending(text)


def _own_ending(text: str) -> str:
    found = _ENDING.search(text)
    return found[0] if found else "\n"


def _tabs_as(blanks: int) -> Callable[[str], str]:
    return lambda text: _INDENT.sub(lambda indent: indent[0].expandtabs(blanks), text)


def _as_tabs(blanks: int) -> Callable[[str], str]:
    return lambda text: _INDENT.sub(lambda indent: indent[0].replace(" " * blanks, "\t"), text)


def _recoded(wrong: str) -> Callable[[str], str]:
    """Undo a text that was read in a wrong encoding and saved as UTF-8."""

    def undo(text: str) -> str:
        try:
            return text.encode(wrong).decode()
        except UnicodeError:
            return text

    return undo


def _misread(wrong: str) -> Callable[[str], str]:
    def misread(text: str) -> str:
        try:
            return text.encode().decode(wrong)
        except UnicodeError:
            return text

    return misread


def _normal(form: str) -> Callable[[str], str]:
    return lambda text: unicodedata.normalize(form, text)  # type: ignore[arg-type]


_ENDINGS: tuple[_Change, ...] = (
    (None, _same),
    *(
        (FormChange.LINE_ENDINGS, way)
        for way in (_from_crlf, _to_crlf, *map(_with_endings, ("\n", "\r\n", "\r")))
    ),
)
_MARKS: tuple[_Change, ...] = ((None, _same), (FormChange.BYTE_ORDER_MARK, _other_mark))
_BLANKS: tuple[_Change, ...] = ((None, _same), (FormChange.TRAILING_BLANKS, _without_trailing))
_FINALS: tuple[_Change, ...] = (
    (None, _same),
    *((FormChange.FINAL_NEWLINES, way) for way in (_without_final, _one_final, _two_finals, _stripped_end)),
)
_INDENTATIONS: tuple[_Change, ...] = (
    (None, _same),
    *((FormChange.INDENTATION, way) for way in (*map(_tabs_as, (4, 2, 8)), *map(_as_tabs, (4, 2, 8)))),
)
_ENCODINGS: tuple[_Change, ...] = (
    (None, _same),
    *((FormChange.ENCODING, _recoded(wrong)) for wrong in ("cp1252", "latin-1")),
    *((FormChange.ENCODING, _misread(wrong)) for wrong in ("cp1252", "latin-1")),
    *((FormChange.ENCODING, _normal(form)) for form in ("NFC", "NFD")),
)
_MOST_CHANGES = 3


def _effective(dimension: tuple[_Change, ...], text: str) -> Iterator[_Change]:
    """Leave out what changes nothing in this text, or the same as one before it."""
    results: set[bytes] = set()
    for kind, change in dimension:
        mark = _mark(change(text))
        if mark not in results:
            results.add(mark)
            yield kind, change


def _mark(text: str) -> bytes:
    """Return what is equal for equal texts alone, and small: a text may be of megabytes."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _applied(text: str, way: tuple[_Change, ...]) -> str:
    # Encoding first, the byte-order mark after it and last of all, so that no other way meets it.
    for _, change in reversed(way):
        text = change(text)
    return text


def _changes(way: tuple[_Change, ...]) -> tuple[FormChange, ...]:
    return tuple(kind for kind, _ in way if kind is not None)


def _effort(way: tuple[_Change, ...]) -> tuple[int, list[int]]:
    """Return what orders ways: few changes first, of those the likely ones; a long text is tried in few."""
    places = [place for place, (kind, _) in enumerate(way) if kind is not None]
    return len(places), places
