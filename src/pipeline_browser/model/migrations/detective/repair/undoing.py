"""SQL that takes a repair back, for a person with any SQLite shell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier, quote_literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.detective.repair.facts import LedgerChange, RepairPlan
    from pipeline_browser.model.migrations.ledger import LedgerRow


def undo_sql(plan: RepairPlan) -> str:
    """Return the statements that bring the rows back to what they were before; empty for an empty plan."""
    if not plan.changes:
        return ""
    name = quote_identifier(plan.findings.source.config.table_name)
    return "\n".join(["BEGIN IMMEDIATE;", *_statements(plan.changes[::-1], name), "COMMIT;"]) + "\n"


def _statements(changes: tuple[LedgerChange, ...], table: str) -> Iterator[str]:
    for change in changes:
        if change.new is None:
            yield (
                f"INSERT INTO {table} (version, description, installed_on, success, checksum, execution_time)"
                f" VALUES ({_values(change.old)});"
            )
        else:
            yield _update(change.old, change.new, table)


def _update(old: LedgerRow, new: LedgerRow, table: str) -> str:
    cells = [f"checksum = {_blob(old.checksum)}"]
    if old.version != new.version:
        cells.append(f"version = {old.version}")
    if old.success != new.success:
        cells.append(f"success = {int(old.success)}")
    if old.execution_time != new.execution_time:
        cells.append(f"execution_time = {old.execution_time}")
    where = f"version = {new.version} AND checksum = {_blob(new.checksum)}"
    return f"UPDATE {table} SET {', '.join(cells)}\n  WHERE {where};"


def _values(row: LedgerRow) -> str:
    texts = (_text(row.description), _text(row.installed_on))
    return (
        f"{row.version}, {', '.join(texts)}, {int(row.success)}, {_blob(row.checksum)}, {row.execution_time}"
    )


def _text(text: str) -> str:
    if text.isprintable():
        return quote_literal(text)
    # What acts on a terminal, or ends a text in C, must survive copying.
    return f"CAST({_blob(text.encode('utf-8', 'surrogateescape'))} AS TEXT)"


def _blob(value: bytes) -> str:
    return f"X'{value.hex().upper()}'"
