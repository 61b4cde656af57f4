"""In what a word is looked for, as SQL: the same texts that the index in memory holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, PIPELINES, STAGES, Shape

if TYPE_CHECKING:
    from collections.abc import Iterable

SECRETS = ("key", "nonce", "salt")
"""Parameters whose values are random text, or must not be seen: neither found nor shown."""

LONGEST = 1_000  # characters of a value that are looked in
STAGE_TEXTS = ("name", "stage_type", "algorithm")
PIPELINE_TEXTS = ("name", "id")


def main(table: str) -> str:
    """Return a table of the program, quoted."""
    return f"main.{quote_identifier(table)}"


def text_of(column: str) -> str:
    """Return the SQL of a column's text; what is no text or number holds no words."""
    return f"CASE WHEN typeof({column}) = 'blob' THEN '' ELSE substr({column}, 1, {LONGEST}) END"


def entry_text(alias: str) -> str:
    """Return the SQL of a parameter or entry as ``key=value``, secrets without their value."""
    key, value = f"{alias}.key", f"{alias}.value"
    secrets = ", ".join(f"'{secret}'" for secret in SECRETS)
    shown = f"CASE WHEN lower({key}) IN ({secrets}) THEN '' ELSE coalesce({text_of(value)}, '') END"
    return f"coalesce({text_of(key)}, '') || '=' || {shown}"


def has_entries(shape: Shape, table: str) -> bool:
    """Whether a table of parameters or entries can be looked in."""
    return shape.has(table, "key") and shape.has(table, "value")


def pattern(word: str) -> str:
    r"""Return the pattern of LIKE that finds a word anywhere; to be used with ``ESCAPE '\'``."""
    escaped = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def holds_word(shape: Shape, place: int) -> str:
    """Return the condition that a pipeline ``p`` holds the word whose pattern is bound at a place."""
    found = [_any_like((f"p.{each}" for each in PIPELINE_TEXTS if shape.has(PIPELINES, each)), place)]
    below = [_in_stages(shape, place), _in_entries(shape, CONFIGURATION, "pipeline_id", place)]
    found += [f"p.id IN ({each})" for each in below if each]
    return "(" + " OR ".join(found) + ")"


def _in_stages(shape: Shape, place: int) -> str:
    if not shape.has(STAGES, "pipeline_id"):
        return ""
    found = _any_like((f"s.{each}" for each in STAGE_TEXTS if shape.has(STAGES, each)), place)
    parameters = _in_entries(shape, PARAMETERS, "stage_id", place)
    if parameters and shape.has(STAGES, "id"):
        found += f" OR s.id IN ({parameters})"
    return f"SELECT s.pipeline_id FROM {main(STAGES)} s WHERE {found}"


def _in_entries(shape: Shape, table: str, owner: str, place: int) -> str:
    if not (has_entries(shape, table) and shape.has(table, owner)):
        return ""
    return f"SELECT e.{owner} FROM {main(table)} e WHERE {_like(entry_text('e'), place)}"


def _any_like(columns: Iterable[str], place: int) -> str:
    return " OR ".join(_like(text_of(column), place) for column in columns) or "0"


def _like(text: str, place: int) -> str:
    return f"{text} LIKE ?{place} ESCAPE '\\'"
