"""``.env`` files, read as sqlx reads them: the nearest one upwards, and the real environment wins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_NAME = re.compile(r"[ \t]*(?:export[ \t]+)?([A-Za-z_][A-Za-z0-9_.]*)[ \t]*=[ \t]*(?:#[^\n]*)?")
_SKIPPED = re.compile(r"(?:[ \t\r]*(?:#[^\n]*)?\n)+")
_IN_BRACES = re.compile(r"\{([^}\n]*)\}")
_BARE_NAME = re.compile(r"[^\W_]*")  # sqlx ends a bare name at an underscore
_ESCAPES = {"n": "\n", "\\": "\\", "'": "'", '"': '"', "$": "$", " ": " "}


def with_dotenv(environment: Mapping[str, str], folder: Path) -> dict[str, str]:
    """Return ``environment`` completed by the nearest ``.env`` from ``folder`` upwards."""
    return {**_variables(_nearest(folder), environment), **environment}


def _nearest(folder: Path) -> str:
    for each in (folder, *folder.parents):
        file = each / ".env"
        try:
            if file.is_file():
                return _decoded(file.read_bytes())
        except OSError:
            return ""
    return ""


def _decoded(data: bytes) -> str:
    # As sqlx: everything from the first line that is not UTF-8 on is left out, without a word.
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return data[: data.rfind(b"\n", 0, error.start) + 1].decode("utf-8-sig")


def _variables(text: str, environment: Mapping[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _Reader(text + "\n", environment, found).assignments():
        found.setdefault(name, value)
    return found


class _BrokenLine(Exception):
    """The rest of the file is left out, as sqlx does."""


class _Reader:
    """Reads one file from its start; ``found`` is filled by the caller and used for ``$NAME``."""

    def __init__(self, text: str, environment: Mapping[str, str], found: Mapping[str, str]) -> None:
        self._text = text
        self._environment = environment
        self._found = found
        self._at = 0

    def assignments(self) -> Iterator[tuple[str, str]]:
        try:
            while self._skip_blank() < len(self._text):
                name = self._match(_NAME)
                yield name[1], self._value()
        except _BrokenLine:
            return

    def _skip_blank(self) -> int:
        blank = _SKIPPED.match(self._text, self._at)
        self._at = blank.end() if blank else self._at
        return self._at

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self._text, self._at)
        if match is None:
            raise _BrokenLine
        self._at = match.end()
        return match

    def _value(self) -> str:
        parts: list[str] = []
        quote = ""
        while (character := self._next()) not in ("\n", "\r") or quote:
            if character == quote:
                quote = ""
            elif not quote and character in "'\"":
                quote = character
            elif not quote and character in " \t":
                self._match(re.compile(r"[ \t]*(?:#[^\n]*)?\r?(?=\n)"))
            else:
                parts.append(self._part(character, quote))
        return "".join(parts)

    def _part(self, character: str, quote: str) -> str:
        if quote == "'":
            return character
        if character == "\\":
            return self._escaped()
        return self._substituted() if character == "$" else character

    def _next(self) -> str:
        if self._at >= len(self._text):
            raise _BrokenLine  # a quotation mark that is never closed
        self._at += 1
        return self._text[self._at - 1]

    def _escaped(self) -> str:
        character = self._next()
        if character == "\n":
            self._at -= 1  # a backslash at the end of a line is dropped
            return ""
        if character not in _ESCAPES:
            raise _BrokenLine
        return _ESCAPES[character]

    def _substituted(self) -> str:
        if self._text.startswith("{", self._at):
            return self._looked_up(self._match(_IN_BRACES)[1])
        value = self._looked_up(self._match(_BARE_NAME)[0])
        # sqlx takes what ends a bare name literally, be it a quotation mark, a blank or a backslash.
        ends = self._text[self._at]
        return value if ends in "$\r\n" else value + self._next()

    def _looked_up(self, name: str) -> str:
        return self._environment.get(name, self._found.get(name, ""))
