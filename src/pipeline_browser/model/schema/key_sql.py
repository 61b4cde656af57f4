"""A foreign key as the SQL of a table constraint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.engine import quote_identifier

if TYPE_CHECKING:
    from pipeline_browser.model.schema.facts import ForeignKey


def foreign_key_sql(key: ForeignKey) -> str:
    """Return ``FOREIGN KEY ("a") REFERENCES "p" ("id") ON DELETE CASCADE``, so that SQLite takes it back."""
    target = quote_identifier(key.parent)
    if not key.implicit:
        target += f" {_list(key.parent_columns)}"
    parts = [f"FOREIGN KEY {_list(key.columns)} REFERENCES {target}"]
    for event, action in (("DELETE", key.on_delete), ("UPDATE", key.on_update)):
        if action != "NO ACTION":
            parts.append(f"ON {event} {action}")
    if key.initially_deferred:
        parts.append("DEFERRABLE INITIALLY DEFERRED")
    return " ".join(parts)


def _list(names: tuple[str, ...]) -> str:
    return f"({', '.join(map(quote_identifier, names))})"
