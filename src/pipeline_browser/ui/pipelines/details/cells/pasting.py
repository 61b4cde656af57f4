"""Rows of ``key<TAB>value`` from the clipboard: what they set, and which of them cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue.entries import judge_key
from pipeline_browser.model.pipelines.catalogue.fields import judge
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.ui.pipelines.details.cells.entry_cells import Owner

MOST = 1_000  # rows: a clipboard may hold a whole table of something else
_SHOWN = 5  # refused rows that are named
_LONGEST = 40  # characters of one


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a text would set.

    Attributes:
        cells: keys and values as they are to be stored.
        refused: rows that cannot be used, each with the reason.
    """

    cells: tuple[tuple[str, str], ...] = ()
    refused: tuple[str, ...] = ()


def rows_of_text(text: str) -> list[list[str]]:
    """Return the cells of a text of several columns; none where it has no tab, so is one value."""
    if "\t" not in text:
        return []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line.split("\t") for line in lines if line.strip()]


def pasted(owner: Owner, rows: Sequence[Sequence[str]]) -> Pasted:
    """Return what rows set; a line of titles is left out, of a key that comes again the last one counts."""
    if len(rows) > MOST:
        reason = f"{counted(len(rows), 'row')} at once are too many; {MOST:,} can be pasted."
        return Pasted(refused=(reason,))
    cells: dict[str, str] = {}
    refused = []
    for number, row in enumerate(rows, 1):
        if number == 1 and _is_title(row):
            continue
        reason = _take(owner, row, cells)
        if reason:
            refused.append(f"Row {number} “{_brief(row[0])}”: {reason}")
    return Pasted(tuple(cells.items()), tuple(refused))


def refusal(refused: tuple[str, ...]) -> str:
    """Return why nothing was pasted, row by row."""
    more = f"\nand {len(refused) - _SHOWN} more" if len(refused) > _SHOWN else ""
    return "Nothing was pasted.\n" + "\n".join(refused[:_SHOWN]) + more


def _take(owner: Owner, row: Sequence[str], cells: dict[str, str]) -> str:
    """Add what a row sets; return why it cannot be used, empty if it can."""
    if len(row) == 1:
        return "there is no tab between key and value."
    # The grid's own third column, and empty cells that a spreadsheet leaves, do not count.
    if any(part.strip() for part in row[3:]):
        return "it has more than a key and a value."
    key, value = row[0].strip(), row[1]
    judgement = judge_key(key)
    if not judgement.can_be_stored:
        return judgement.reason
    worth = judge(owner.field(key), value)
    if not worth.can_be_stored:
        return worth.reason
    cells[key] = str(worth.value)
    return ""


def _is_title(row: Sequence[str]) -> bool:
    return [part.strip().lower() for part in row[:2]] == ["key", "value"]


def _brief(key: str) -> str:
    """Return the beginning of a key; never the value, which may be a secret."""
    return shown(key if len(key) <= _LONGEST else f"{key[:_LONGEST]}…")
