"""What a new migration does to a database that the migrations before it have just made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.replay import scratch
from pipeline_browser.model.migrations.writing.words import place
from pipeline_browser.model.schema.recreating import recreate
from pipeline_browser.model.sql_text import split_statements
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.writing.proposal import Proposal
    from pipeline_browser.model.schema.facts import Schema

_ALONE = "run this SQL on the one database instead of keeping it among the migrations"


def anew(proposal: Proposal, made: Schema, cancellation: Cancellation | None = None) -> tuple[str, ...]:
    """Return what the migration spoils where nothing has drifted, without full stops.

    SQLite knows no ADD COLUMN IF NOT EXISTS: what brings one drifted database back stops at every other one.

    Args:
        made: what the migrations of the source make of an empty database.

    Raises:
        Cancelled: on request.
    """
    with scratch(cancellation) as copy:
        recreate(made, copy.database)
        failure = copy.replay(list(split_statements(proposal.numbered.up)))
    if failure is not None:
        return (f"a database without that drift, such as a new one, stops at {place(failure)}; {_ALONE}",)
    emptied = tuple(_emptied(proposal, made))
    if not emptied:
        return ()
    return (f"a database without that drift loses the values of {', '.join(emptied)}; {_ALONE}",)


def _emptied(proposal: Proposal, made: Schema) -> Iterator[str]:
    """Yield the columns that a rebuild does not copy, since the database that it is made for lacks them."""
    for table in proposal.before.user_tables:
        there, wanted = made.table(table.name), proposal.after.table(table.name)
        if there is None or wanted is None:
            continue
        copied = {fold(column.name) for column in table.columns}
        kept = {fold(column.name) for column in wanted.columns if column.generated is None}
        for column in there.columns:
            if fold(column.name) in kept - copied:
                yield f"{table.name}.{column.name}"
