"""SQLite's own checks before and after a plan, and what of them is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.connection.violations import Violations
from pipeline_browser.model.errors import Cancelled, PipelineBrowserError
from pipeline_browser.model.migrations.rehearsal.facts import BrokenReference

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database

_MOST = 100_000  # lines of an integrity check; SQLite ends at a hundred unless it is told otherwise


def broken_references(database: Database, cancellation: Cancellation) -> tuple[BrokenReference, ...]:
    """Return every row whose parent is missing.

    Raises:
        Cancelled: on request.
    """
    with database.interruptible(cancellation):
        rows = Violations.found(database.connection).rows
    cancellation.check()
    keys: dict[tuple[str, int], tuple[str, ...]] = {}
    for table, _, _, key in rows:
        if (table, key) not in keys:
            keys[str(table), int(str(key))] = _columns(database, str(table), int(str(key)))
    return tuple(
        BrokenReference(
            str(table), None if row is None else int(str(row)), str(parent), keys[str(table), int(str(key))]
        )
        for table, row, parent, key in rows
    )


def _columns(database: Database, table: str, key: int) -> tuple[str, ...]:
    rows = database.query(
        'SELECT "from" FROM pragma_foreign_key_list(?) WHERE id = ? ORDER BY seq', (table, key)
    )
    return tuple(str(name) for (name,) in rows)


def damage(database: Database, cancellation: Cancellation, *, quick: bool) -> tuple[str, ...]:
    """Return what the integrity check complains about, line by line; none where all is well.

    Args:
        quick: leave out whether indexes hold what their tables do, which takes most of the time.

    Raises:
        Cancelled: on request.
    """
    check = "quick_check" if quick else "integrity_check"
    try:
        rows = database.query(f"PRAGMA {check}({_MOST})", cancellation=cancellation)
    except Cancelled:
        raise
    except PipelineBrowserError as error:  # a collation or function that only its own program knows
        return (f"The check cannot run: {error.cause or error.summary}",)
    lines = [line for (text,) in rows for line in str(text).splitlines()]
    return () if lines == ["ok"] else tuple(lines)
