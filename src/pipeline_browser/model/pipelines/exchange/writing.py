"""Pipelines as TOML for people: what is usual in a short form, what is odd in one that loses nothing.

Ids and moments are left out: they belong to a database. The order of stages is the order in the file. A cell
that TOML has no word for is a small table: ``{ null = true }``, ``{ blob = "base64" }``, for text that is not
UTF-8 ``{ text = "base64" }``, for a secret that was not to be written ``{ left_out = true }``.
"""

from __future__ import annotations

import base64
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

import tomli_w

from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.exchange.documents import (
    FLAGS,
    FORMAT,
    PIPELINE_FIELDS,
    STAGE_FIELDS,
    VERSION,
)
from pipeline_browser.model.pipelines.operations.new_rows import as_new_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewPipeline, NewStage, Others
    from pipeline_browser.model.pipelines.values import Value

_REMEMBERED = 5_000  # keys and texts, most of which come again with every stage
_HEAD = f'# Pipelines of Adaptive Pipeline.\nformat = "{FORMAT}"\nversion = {VERSION}\n'
_WITHOUT_SECRETS = """#
# SECRETS WERE LEFT OUT: values of key, nonce, salt and of entries named like passwords stand here as
# { left_out = true }. A stage that encrypts cannot run, and what it encrypted cannot be read, without them.
"""
_WITH_SECRETS = """#
# THIS FILE HOLDS SECRETS in clear text: whoever reads it can decrypt what these pipelines have encrypted.
"""


def pipelines_as_toml(pipelines: Sequence[Pipeline], *, secrets: bool = False) -> str:
    """Return pipelines as TOML, in the order given.

    Args:
        secrets: write them too, in clear text; the file says so, or that they were left out.
    """
    contents = [as_new_pipeline(pipeline, pipeline.name) for pipeline in pipelines]
    lines = _HEAD.splitlines()
    if any(map(_has_secrets, contents)):
        note = _WITH_SECRETS if secrets else _WITHOUT_SECRETS
        lines[1:1] = note.splitlines()
    for content in contents:
        lines += _pipeline(content, secrets=secrets)
    return "\n".join(lines) + "\n"


def holds_secrets(text: str) -> bool:
    """Whether a text that was made here holds secrets in clear text."""
    return _WITH_SECRETS in text[: len(_WITH_SECRETS) + len(_HEAD)]


def _has_secrets(content: NewPipeline) -> bool:
    entries = [*content.configuration, *(entry for stage in content.stages for entry in stage.parameters)]
    return any(is_secret(entry.key) for entry in entries)


def _pipeline(content: NewPipeline, *, secrets: bool) -> Iterator[str]:
    yield from ("", "[[pipelines]]")
    yield from _cells(content, PIPELINE_FIELDS)
    yield from _others("pipelines", content.others)
    yield from _entries("pipelines.configuration", content.configuration, secrets=secrets)
    for stage in content.stages:
        yield from _stage(stage, secrets=secrets)


def _stage(stage: NewStage, *, secrets: bool) -> Iterator[str]:
    yield from ("", "[[pipelines.stages]]")
    yield from _cells(stage, STAGE_FIELDS)
    yield from _others("pipelines.stages", stage.others)
    yield from _entries("pipelines.stages.parameters", stage.parameters, secrets=secrets)


def _cells(thing: NewPipeline | NewStage, fields: Iterable[str]) -> Iterator[str]:
    for name in fields:
        value = getattr(thing, name)
        if name != "chunk_size" or value is not None:
            yield f"{name} = {_cell(value, flag=name in FLAGS)}"
    yield from _archived(thing.archived)


def _archived(value: Value) -> Iterator[str]:
    if value != 0 or not isinstance(value, int):
        yield f"archived = {_cell(value, flag=True)}"


def _others(table: str, others: Others) -> Iterator[str]:
    if others:
        yield from ("", f"[{table}.other]")
        yield from (f"{_key(column)} = {_cell(value)}" for column, value in others)


def _entries(table: str, entries: Sequence[NewEntry], *, secrets: bool) -> Iterator[str]:
    """Write entries as ``key = value``; those with more to say, or with a key twice, as rows."""
    times = Counter(entry.key for entry in entries)
    plain = [entry for entry in entries if _is_plain(entry) and times[entry.key] == 1]
    if plain:
        yield from ("", f"[{table}]")
        yield from (f"{_key(str(entry.key))} = {_secret_or(entry, secrets=secrets)}" for entry in plain)
    for entry in entries:
        if not (_is_plain(entry) and times[entry.key] == 1):
            yield from ("", f"[[{table}_rows]]")
            yield from (f"key = {_cell(entry.key)}", f"value = {_secret_or(entry, secrets=secrets)}")
            yield from _archived(entry.archived)
            yield from _others(f"{table}_rows", entry.others)


def _is_plain(entry: NewEntry) -> bool:
    is_text = isinstance(entry.key, str) and not _is_odd(entry.key)
    return is_text and not entry.others and entry.archived == 0 and isinstance(entry.archived, int)


def _secret_or(entry: NewEntry, *, secrets: bool) -> str:
    return "{ left_out = true }" if is_secret(entry.key) and not secrets else _cell(entry.value)


def _cell(value: Value, *, flag: bool = False) -> str:
    if value is None:
        return "{ null = true }"
    if isinstance(value, bytes):
        return f'{{ blob = "{base64.b64encode(value).decode("ascii")}" }}'
    if isinstance(value, str) and _is_odd(value):
        raw = value.encode("utf-8", "surrogateescape")
        return f'{{ text = "{base64.b64encode(raw).decode("ascii")}" }}'
    if flag and isinstance(value, int) and value in {0, 1}:
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    return tomli_w.dumps({"v": value}).removeprefix("v = ").removesuffix("\n")


@lru_cache(_REMEMBERED)
def _text(text: str) -> str:
    return _escaped(tomli_w.dumps({"v": text}).removeprefix("v = ").removesuffix("\n"))


@lru_cache(_REMEMBERED)
def _key(text: str) -> str:
    return _escaped(tomli_w.dumps({text: 0}).removesuffix(" = 0\n"))


def _is_odd(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)


def _escaped(written: str) -> str:
    """Spell out what acts on a screen instead of showing: it can only stand inside of a quoted text."""
    if written.isascii() and written.isprintable():
        return written
    written = written.replace("\t", "\\t")
    return "".join(each if escape_for_terminal(each) == each else _spelt(each) for each in written)


def _spelt(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
