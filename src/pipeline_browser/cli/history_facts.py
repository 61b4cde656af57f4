"""The history of a database as facts for a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.migrations.history import HistoryEntry


def history_facts(entries: Iterable[HistoryEntry]) -> list[dict[str, object]]:
    """Return every migration of source and ledger, by version."""
    return [_entry(entry) for entry in entries]


def _entry(entry: HistoryEntry) -> dict[str, object]:
    migration, row = entry.migration, entry.row
    return {
        "version": entry.version,
        "description": entry.description,
        "state": entry.state.value,
        "note": entry.note,
        "reversible": entry.reversible,
        "file": None if migration is None else str(migration.path),
        "checksum": None if migration is None else migration.checksum.hex(),
        "applied_checksum": None if row is None else row.checksum.hex(),
        "installed_on": None if row is None else row.installed_on,
        "success": None if row is None else row.success,
        "execution_ms": None if row is None else row.milliseconds,
    }
