"""SQL that tells usual rows from those that must be looked at closely; it decides nothing else.

Usual rows are the great majority, and SQLite finds them several times quicker than Python could. Whatever
this SQL is not sure about is read whole and judged by the rules.
"""

from __future__ import annotations

import calendar
import secrets
from dataclasses import dataclass

from pipeline_browser.model.engine import quote_literal
from pipeline_browser.model.pipelines.catalogue.stages import STAGE_TYPE_NAMES

_LAST_DAYS = ", ".join(
    f"'{month:02d}-{day:02d}'"
    for month in range(1, 13)
    for day in range(29, calendar.monthrange(2025, month)[1] + 1)  # 29 February is not usual
)
_SECONDS = "[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]"
# As this version of the program writes them, as older ones did, and as our sample does.
_TIMES = tuple(
    f"{_SECONDS}{tail}" for tail in (f".{'[0-9]' * 9}+00:00", "Z", f".{'[0-9]' * 6}+00:00", "+00:00")
)
# Parameters whose value decides something; of all others it only matters that it is a plain text.
_DECISIVE = (
    "algorithm",
    "level",
    "mask_char",
    "preserve_format",
    "enabled",
    "variant",
    "patterns",
    "format",
    "key",
    "nonce",
    "salt",
)


_SHORT = 16  # characters; shorter values are few, and nonces are no shorter


@dataclass(frozen=True, slots=True)
class Signs:
    """Three characters that no text of a database contains but by design: chosen anew for every check."""

    between: str
    instead: str
    odd: str

    @classmethod
    def choose(cls) -> Signs:
        """Choose them among 130,000 private ones."""
        chosen: set[str] = set()
        while len(chosen) < 3:
            chosen.add(chr(0xF0000 + secrets.randbelow(0xFFFD)))
        return cls(*chosen)


def usual_pipeline(columns: frozenset[str], latest_id: str) -> str:
    """Return an expression that is true for rows of ``pipelines`` in which no rule can find anything.

    Args:
        latest_id: the first id whose time lies too far ahead.
    """
    if not {"id", "name", "archived", "created_at", "updated_at"} <= columns:
        return "0"
    return " AND ".join(
        (
            f"{_is_text('id')} AND length(id) = 26",
            "id GLOB '[0-7]*' AND id NOT GLOB '*[^0-9A-HJKMNP-TV-Z]*'",
            f"id > '{'0' * 26}' AND id < {quote_literal(latest_id)}",
            f"{_is_text('name')} AND name NOT GLOB '*[^-a-zA-Z0-9 _.]*'",
            "instr(name, '..') = 0 AND length(name) BETWEEN 1 AND 1000",
            "typeof(archived) = 'integer' AND archived IN (0, 1)",
            usual_time("created_at"),
            usual_time("updated_at"),
            _without_nul("id || name || created_at || updated_at"),
        )
    )


NUMBERS = ("enabled", "parallel_processing", "chunk_size", "archived")
"""The columns of a stage that belong to its signature beside the text that ``usual_stage`` makes."""


def usual_stage(columns: frozenset[str], parameter_columns: frozenset[str], signs: Signs) -> str:
    """Return an expression for all texts that the rules go by, parameters too; NULL if a cell is unusual."""
    needed = {"id", "name", "stage_type", "stage_order", "algorithm", "created_at", "updated_at"}
    if not {*needed, *NUMBERS[:-1]} <= columns or not {"stage_id", "key", "value"} <= parameter_columns:
        return "NULL"
    usual = " AND ".join(
        (
            _plain("s.id"),
            _plain("s.name"),
            "typeof(s.stage_order) = 'integer' AND s.stage_order BETWEEN -2147483648 AND 2147483647",
            f"s.stage_type IN ({', '.join(map(quote_literal, STAGE_TYPE_NAMES))})",
            _is_text("s.algorithm"),
            "typeof(s.enabled) = 'integer' AND typeof(s.parallel_processing) = 'integer'",
            "typeof(s.chunk_size) IN ('integer', 'null')",
            "typeof(s.archived) = 'integer'" if "archived" in columns else "1",
            usual_time("s.created_at"),
            f"(s.updated_at = s.created_at OR ({usual_time('s.updated_at')}))",
            _without_nul("s.id || s.name || s.created_at || s.updated_at"),
        )
    )
    between = f" || {quote_literal(signs.between)} || "
    texts = between.join(("s.stage_type", "s.algorithm", _parameters(parameter_columns, signs)))
    return f"CASE WHEN {usual} THEN {texts} END"


def _parameters(columns: frozenset[str], signs: Signs) -> str:
    """Return an expression with all parameters of a stage."""
    between, instead, odd = map(quote_literal, (signs.between, signs.instead, signs.odd))
    pair = f"q.key || {between} || {_parameter_value(instead)}"
    if "archived" in columns:
        # An archived one is told with its value, which is shown.
        archived = f"{instead} || q.key || {between} || q.value"
        pair = f"CASE q.archived WHEN 0 THEN {pair} WHEN 1 THEN {archived} ELSE {odd} END"
    each = f"CASE WHEN {_is_text('q.key')} AND {_is_text('q.value')} THEN {pair} ELSE {odd} END"
    rows = f"SELECT group_concat({each}, {between}) FROM stage_parameters q WHERE q.stage_id = s.id"
    return f"ifnull(({rows}), '')"


def _parameter_value(instead: str) -> str:
    """Return an expression that is the same for all sound keys, and for all labels, paths and the like."""
    decisive = ", ".join(map(quote_literal, _DECISIVE))
    return (
        f"CASE WHEN length(q.value) < {_SHORT} THEN q.value "
        f"WHEN q.key IN ('key', 'nonce', 'salt') AND ({is_base64('q.value')}) "
        f"THEN {instead} || length(q.value) "
        f"WHEN q.key NOT IN ({decisive}) AND {_plain('q.value')} AND {_without_nul('q.value')} "
        f"THEN {instead} ELSE q.value END"
    )


def _is_text(column: str) -> str:
    # Texts sort behind numbers and before blobs: quicker than typeof().
    return f"{column} >= '' AND {column} < x''"


def is_base64(value: str) -> str:
    """Return a condition for 12, 16 and 32 bytes; bits behind the last byte must be zero."""
    digits = "*[^A-Za-z0-9+/]*"
    return (
        f"{_without_nul(value)} AND ("
        f"(length({value}) = 44 AND substr({value}, 1, 43) NOT GLOB '{digits}' "
        f"AND substr({value}, 43) GLOB '[AEIMQUYcgkosw048]=') "
        f"OR (length({value}) = 16 AND {value} NOT GLOB '{digits}') "
        f"OR (length({value}) = 24 AND substr({value}, 1, 22) NOT GLOB '{digits}' "
        f"AND substr({value}, 22) GLOB '[AQgw]=='))"
    )


def _plain(value: str) -> str:
    """Return a condition for a text that is not empty, of ASCII characters that can be seen, up to a NUL."""
    return f"{value} > '' AND {value} < x'' AND {value} NOT GLOB '*[^ -~]*'"


def _without_nul(text: str) -> str:
    # GLOB and length() end at a NUL, and whatever follows it, UTF-8 or not, would not be seen.
    return f"instr({text}, char(0)) = 0"


def plain_or_empty(value: str) -> str:
    """Return a condition for a text, also an empty one, of ASCII characters that can be seen."""
    return f"{value} = '' OR ({_plain(value)} AND {_without_nul(value)})"


def usual_time(column: str) -> str:
    """Return a condition for the timestamps that the program writes, up to a NUL; 29 February is none."""
    shapes = " OR ".join(f"{column} GLOB '{pattern}'" for pattern in _TIMES)
    return (
        f"({shapes}) AND {column} < x'' AND substr({column}, 12, 2) <= '23' "
        f"AND substr({column}, 6, 2) BETWEEN '01' AND '12' AND substr({column}, 9, 2) >= '01' "
        f"AND (substr({column}, 9, 2) <= '28' OR substr({column}, 6, 5) IN ({_LAST_DAYS}))"
    )
