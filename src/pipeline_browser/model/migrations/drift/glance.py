"""Whether a schema is word for word what its applied migrations make: most databases need no closer look.

Comparing what SQLite stores takes a fraction of what reading two schemas does, and a third of the imports.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.making_statements import making_statements
from pipeline_browser.model.migrations.replay import scratch
from pipeline_browser.model.sql_tokens import fold, normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.source import Migration, MigrationSource

_Texts = dict[tuple[str, ...], str]
# Neither what SQLite makes for itself nor the indexes of constraints, which have no text.
_TEXTS = """SELECT type, name, tbl_name, sql FROM main.sqlite_master
    WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"""


def is_word_for_word(
    database: Database, source: MigrationSource, ledger: Ledger, cancellation: Cancellation | None = None
) -> bool:
    """Whether every text of the schema is the one that the applied migrations make; false if in doubt.

    Blanks, comments, quotes and the case of names do not count; all else needs a closer look.

    Raises:
        Cancelled: and every error of reading the database.
    """
    applied = _applied(source, ledger)
    if applied is None:
        return False
    with scratch(cancellation) as copy:
        if any(copy.replay(making_statements(each)) for each in applied):
            return False
        promised = _texts(copy.database, source)
    found = _texts(database, source, cancellation)
    return promised == found or _mean_the_same(promised, found)


def _mean_the_same(promised: _Texts, found: _Texts) -> bool:
    return promised.keys() == found.keys() and all(
        text == found[thing] or normalised(text) == normalised(found[thing])
        for thing, text in promised.items()
    )


def _applied(source: MigrationSource, ledger: Ledger) -> Sequence[Migration] | None:
    """Return the applied migrations by version; None where not all of them are known and done."""
    found = []
    for row in ledger.rows:
        up = source.up(row.version)
        if up is None or not row.success:
            return None
        found.append(up)
    return found or None


def _texts(database: Database, source: MigrationSource, cancellation: Cancellation | None = None) -> _Texts:
    """Return the texts by what they are of: kind, name, table."""
    ledger = fold(source.config.table_name)
    rows = database.query(_TEXTS, cancellation=cancellation)
    things = {tuple(fold(str(each)) for each in thing): str(text) for *thing, text in rows}
    return {thing: text for thing, text in things.items() if thing[-1] != ledger}
