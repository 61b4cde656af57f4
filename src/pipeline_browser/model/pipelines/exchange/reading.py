"""From a TOML text to documents; whatever is wrong with it is told with its line."""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.errors import ImportRefused
from pipeline_browser.model.pipelines.exchange.documents import (
    FLAGS,
    FORMAT,
    PIPELINE_FIELDS,
    STAGE_FIELDS,
    VERSION,
    LeftOut,
    PipelineDocument,
)
from pipeline_browser.model.pipelines.exchange.places import Place, line_of
from pipeline_browser.model.pipelines.operations.new_rows import (
    KNOWN_COLUMNS,
    NewEntry,
    NewPipeline,
    NewStage,
    Others,
)
from pipeline_browser.model.pipelines.shape import folded
from pipeline_browser.model.pipelines.values import Value, why_not_storable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LARGEST = 64 << 20  # bytes; pipelines are small, and a larger file is none of ours
_MOST_STAGES = 10_000  # of one pipeline; stage_order fits 32 bits, and nobody reads more
_LEFT_OUT = object()
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")


def read_documents(content: bytes, *, path: Path | None = None) -> tuple[PipelineDocument, ...]:
    """Return the pipelines of a file.

    Args:
        path: to name the file by.

    Raises:
        ImportRefused: it is no such file; with the line where that is known.
    """
    if len(content) > LARGEST:
        cause = f"It is larger than the {LARGEST >> 20} MiB that files of pipelines may have."
        raise ImportRefused(_summary(path), path=path, cause=cause)
    text = _decoded(content, path).replace("\r\n", "\n")
    try:
        return tuple(_Reader(_parsed(text, path)).documents(text))
    except _Wrong as wrong:
        raise _refused(path, wrong.reason, line_of(text, wrong.place)) from None


def _decoded(content: bytes, path: Path | None) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _refused(path, "The text is not UTF-8.", line) from error


def _parsed(text: str, path: Path | None) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = _AT_LINE.search(message)
        line = int(found[1]) if found else text.count("\n") + 1
        raise _refused(path, f"This is no TOML: {_AT_LINE.sub('', message)}.", line) from error
    except (ValueError, RecursionError, OverflowError) as error:  # a number or a nesting without end
        raise _refused(
            path, "A number has too many digits, or values lie too deep in each other.", 0
        ) from error


def _refused(path: Path | None, reason: str, line: int) -> ImportRefused:
    return ImportRefused(
        _summary(path),
        path=path,
        cause=f"Line {line:,}: {reason}" if line else reason,
        remedy="Correct the file, or export it again. Nothing was written.",
        line=line,
    )


def _summary(path: Path | None) -> str:
    return "The text cannot be imported" if path is None else f"The file cannot be imported: {path}"


class _Wrong(Exception):
    def __init__(self, place: Place, reason: str) -> None:
        super().__init__(reason)
        self.place = place
        self.reason = reason


@dataclass(slots=True)
class _Reader:
    """Walks through what tomllib made of a text, and knows where it is."""

    found: dict[str, Any]
    _left_out: list[LeftOut] = field(default_factory=list)

    def documents(self, text: str) -> Iterator[PipelineDocument]:
        self._check_head()
        lines = _lines_of_pipelines(text)
        for number, each in enumerate(_tables(self.found, "pipelines", ())):
            self._left_out = []
            content = self._pipeline(each, ("pipelines", number))
            yield PipelineDocument(content, tuple(self._left_out), next(lines, 0))

    def _check_head(self) -> None:
        _check_known(self.found, ("format", "version", "pipelines"), ())
        if self.found.get("format") != FORMAT:
            raise _Wrong(("format",), f'This is no file of pipelines: it does not say format = "{FORMAT}".')
        if self.found.get("version") != VERSION or self.found["version"] is True:
            raise _Wrong(("version",), f"Only version {VERSION} of the format can be read here.")

    def _pipeline(self, table: Mapping[str, Any], place: Place) -> NewPipeline:
        known = (*PIPELINE_FIELDS, "archived", "other", "stages", "configuration", "configuration_rows")
        _check_known(table, known, place)
        stages = _tables(table, "stages", place)
        if len(stages) > _MOST_STAGES:
            raise _Wrong((*place, "stages"), f"More than {_MOST_STAGES:,} stages are not imported.")
        return NewPipeline(
            name=_required(table, "name", place),
            archived=_cell(table, "archived", place, 0),
            others=_others(table, "pipelines", place),
            configuration=self._entries(table, "configuration", place, None),
            stages=tuple(
                self._stage(stage, (*place, "stages", number), number) for number, stage in enumerate(stages)
            ),
        )

    def _stage(self, table: Mapping[str, Any], place: Place, number: int) -> NewStage:
        _check_known(table, (*STAGE_FIELDS, "archived", "other", "parameters", "parameters_rows"), place)
        return NewStage(
            name=_required(table, "name", place),
            stage_type=_required(table, "stage_type", place),
            algorithm=_required(table, "algorithm", place),
            enabled=_cell(table, "enabled", place, 1),
            parallel_processing=_cell(table, "parallel_processing", place, 1),
            chunk_size=_cell(table, "chunk_size", place, None),
            archived=_cell(table, "archived", place, 0),
            others=_others(table, "pipeline_stages", place),
            parameters=self._entries(table, "parameters", place, number),
        )

    def _entries(
        self, table: Mapping[str, Any], name: str, place: Place, stage: int | None
    ) -> tuple[NewEntry, ...]:
        entries = []
        where = (*place, name)
        for key in _table(table, name, place):
            value = self._value(table[name], key, where, key, stage)
            if value is not _LEFT_OUT:
                entries.append(NewEntry(key, value))
        owner = "stage_parameters" if name == "parameters" else "pipeline_configuration"
        for number, row in enumerate(_tables(table, f"{name}_rows", place)):
            there = (*place, f"{name}_rows", number)
            _check_known(row, ("key", "value", "archived", "other"), there)
            named = _required(row, "key", there)
            value = self._value(row, "value", there, named, stage)
            if value is not _LEFT_OUT:
                archived = _cell(row, "archived", there, 0)
                entries.append(NewEntry(named, value, archived, _others(row, owner, there)))
        return tuple(entries)

    def _value(self, table: Mapping[str, Any], name: str, place: Place, key: Value, stage: int | None) -> Any:  # noqa: ANN401 - a Value, or that it was left out
        if table.get(name) == {"left_out": True}:
            self._left_out.append(LeftOut(stage, str(key)))
            return _LEFT_OUT
        return _required(table, name, place)


def _lines_of_pipelines(text: str) -> Iterator[int]:
    header = re.compile(r"\s*\[\[\s*pipelines\s*\]\]")
    return (number for number, line in enumerate(text.split("\n"), 1) if header.match(line))


def _check_known(table: Mapping[str, Any], known: tuple[str, ...], place: Place) -> None:
    for name in table:
        if name not in known:
            raise _Wrong((*place, name), f"“{name}” is not known here. Known are {', '.join(known)}.")


def _table(table: Mapping[str, Any], name: str, place: Place) -> dict[str, Any]:
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise _Wrong((*place, name), f"“{name}” must be a table: [{_header(place, name)}].")
    return found


def _tables(table: Mapping[str, Any], name: str, place: Place) -> list[dict[str, Any]]:
    found = table.get(name, [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise _Wrong((*place, name), f"“{name}” must be an array of tables: [[{_header(place, name)}]].")
    return found


def _header(place: Place, name: str) -> str:
    return ".".join([*(each for each in place if isinstance(each, str)), name])


def _required(table: Mapping[str, Any], name: str, place: Place) -> Value:
    if name not in table:
        raise _Wrong(place, f"“{name}” is missing.")
    return _cell(table, name, place, None)


def _cell(table: Mapping[str, Any], name: str, place: Place, missing: Value) -> Value:
    value = table.get(name, missing)
    where = (*place, name)
    if isinstance(value, bool):
        if name in FLAGS and "other" not in place:
            return int(value)
        raise _Wrong(where, f"“{name}” cannot be true or false here; as a text, write it in quotes.")
    if isinstance(value, dict):
        return _marked(value, where)
    if value is not None and not isinstance(value, str | int | float):
        raise _Wrong(where, f"“{name}” must be a text or a number; as a text, write it in quotes.")
    why = why_not_storable(value)
    if why or value != value:  # noqa: PLR0124 - only what is no number differs from itself
        raise _Wrong(where, why or f"“{name}” is no number that SQLite stores.")
    return value


def _marked(value: dict[str, Any], place: Place) -> Value:
    """Return what a small table stands for."""
    if value == {"null": True}:
        return None
    kind, content = next(iter(value.items()), ("", None))
    if len(value) != 1 or kind not in {"blob", "text"} or not isinstance(content, str):
        reason = "A table in place of a value is { null = true }, { blob = …base64… } or { text = …base64… }."
        raise _Wrong(place, reason)
    try:
        raw = base64.b64decode(content, validate=True)
    except (binascii.Error, ValueError):
        raise _Wrong(place, "This is no base64.") from None
    return raw if kind == "blob" else raw.decode("utf-8", "surrogateescape")


def _others(table: Mapping[str, Any], owner: str, place: Place) -> Others:
    where = (*place, "other")
    found = _table(table, "other", place)
    for column in found:
        if folded(column) in KNOWN_COLUMNS[owner]:
            raise _Wrong((*where, column), f"“{column}” is a column of the program and cannot stand here.")
    return tuple((folded(column), _cell(found, column, where, None)) for column in found)
