"""The columns of the history table, each a description of what it shows, sorts by and copies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pipeline_browser.model.literal_text import escape_for_terminal as shown
from pipeline_browser.ui.formats import figure
from pipeline_browser.ui.migrations.formats import (
    brief,
    checksum_kind,
    milliseconds,
    short_checksum,
    shown_time,
    time_tooltip,
)
from pipeline_browser.ui.migrations.linting.finding_words import (
    findings_rank,
    findings_summary,
    findings_text,
    findings_tooltip,
)
from pipeline_browser.ui.migrations.state_words import explanation

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.migrations.history import HistoryEntry
    from pipeline_browser.ui.copying import RawValue

SortKey = tuple[bool, object]


@dataclass(frozen=True, slots=True)
class HistoryColumn:
    """One column.

    Attributes:
        key: a stable id under which its width is remembered.
        title: with the unit of its figures.
        text: what the cell shows; ``utc`` chooses the zone of times.
        raw: the value itself, for copying and, where ``order`` is not given, for sorting.
        tooltip: the whole of what the cell shows a part of.
        order: what orders the rows where that is not the value itself.
        number: right-aligned, with tabular figures.
        fixed_width: in the fixed-width font.
        characters: its first width, in digits.
        shown: whether it shows at first.
    """

    key: str
    title: str
    text: Callable[[HistoryEntry, bool], str]
    raw: Callable[[HistoryEntry], RawValue]
    tooltip: Callable[[HistoryEntry], str]
    characters: int
    number: bool = False
    fixed_width: bool = False
    shown: bool = True
    order: Callable[[HistoryEntry], object] | None = None

    def sort_key(self, entry: HistoryEntry) -> SortKey:
        """Return what orders the rows: numbers as numbers, what is not there last."""
        if self.order is not None:
            return (False, self.order(entry))
        value = self.raw(entry)
        if isinstance(value, str):
            value = value.casefold()
        return (value is None, value if value is not None else 0)


def _checksum(entry: HistoryEntry) -> bytes | None:
    if entry.row:
        return entry.row.checksum
    return entry.migration.checksum if entry.migration else None


def _checksum_tooltip(entry: HistoryEntry) -> str:
    lines = []
    if entry.row:
        lines.append(f"In the ledger ({checksum_kind(entry.row.checksum)}):\n{entry.row.checksum.hex()}")
    if entry.migration and not (entry.row and entry.migration.checksum == entry.row.checksum):
        lines.append(
            f"In the folder ({checksum_kind(entry.migration.checksum)}):\n{entry.migration.checksum.hex()}"
        )
    return "\n".join([*lines, entry.note] if entry.note else lines)


def _time(entry: HistoryEntry, utc: bool) -> str:  # noqa: FBT001 - the shape of a column's text
    return shown(shown_time(entry.row.installed_on, utc=utc)) if entry.row else ""


def _time_tooltip(entry: HistoryEntry) -> str:
    return time_tooltip(entry.row.installed_on, now=datetime.now(UTC)) if entry.row else "Not applied"


def _milliseconds_tooltip(entry: HistoryEntry) -> str:
    if not entry.row:
        return "Not applied"
    if entry.row.milliseconds is None:
        return "Applied, but the program that did it ended before it had noted the time"
    return f"{figure(entry.row.milliseconds, 6)} ms"


def _file(entry: HistoryEntry) -> str | None:
    return entry.migration.file_name if entry.migration else None


def _reversible_tooltip(entry: HistoryEntry) -> str:
    return shown(entry.down.file_name) if entry.down else "No down file beside it"


COLUMNS: tuple[HistoryColumn, ...] = (
    HistoryColumn(
        "version",
        "Version",
        lambda e, _: str(e.version),
        lambda e: e.version,
        lambda e: str(e.version),
        15,
        number=True,
    ),
    HistoryColumn(
        "description",
        "Description",
        lambda e, _: shown(brief(e.description)),
        lambda e: e.description,
        lambda e: shown(brief(e.description)),
        22,
    ),
    HistoryColumn("state", "Status", lambda e, _: e.state.value, lambda e: e.state.value, explanation, 13),
    HistoryColumn(
        "findings",
        "Lint",
        lambda e, _: findings_text(e.findings),
        lambda e: findings_summary(e.findings) or None,
        lambda e: findings_tooltip(e.findings),
        5,
        order=lambda e: findings_rank(e.findings),
    ),
    HistoryColumn(
        "installed_on",
        "Applied at",
        _time,
        lambda e: e.row.installed_on if e.row else None,
        _time_tooltip,
        18,
    ),
    HistoryColumn(
        "execution_time",
        "Time (ms)",
        lambda e, _: milliseconds(e.row.milliseconds) if e.row else "",
        lambda e: e.row.milliseconds if e.row else None,
        _milliseconds_tooltip,
        10,
        number=True,
    ),
    HistoryColumn(
        "checksum",
        "Checksum",
        lambda e, _: short_checksum(_checksum(e) or b""),
        _checksum,
        _checksum_tooltip,
        13,
        fixed_width=True,
    ),
    HistoryColumn(
        "reversible",
        "Reversible",
        lambda e, _: "yes" if e.reversible else "no",
        lambda e: int(e.reversible),
        _reversible_tooltip,
        5,
    ),
    HistoryColumn(
        "file",
        "File",
        lambda e, _: shown(_file(e) or ""),
        _file,
        lambda e: shown(str(e.migration.path)) if e.migration else "",
        30,
        shown=False,
    ),
    HistoryColumn(
        "note", "Note", lambda e, _: e.note, lambda e: e.note or None, lambda e: e.note, 30, shown=False
    ),
)


def matches(entry: HistoryEntry, words: str) -> bool:
    """Whether every one of ``words`` stands in the version, description, status, file, note or findings."""
    facts = (str(entry.version), entry.description, entry.state.value, _file(entry) or "", entry.note)
    rules = (finding.warning.rule for finding in entry.findings)
    text = " ".join((*facts, *rules)).casefold()
    return all(word in text for word in words.casefold().split())
