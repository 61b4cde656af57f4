"""Reading one moment of the database, waiting for a lock or not."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.deadline import deadline
from pipeline_browser.model.errors import Cancelled, DatabaseBusy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database

SOON = 0.1  # seconds


@contextmanager
def moment(
    database: Database, cancellation: Cancellation | None = None, *, patient: bool = True
) -> Iterator[None]:
    """Let all queries of the block see one moment; the cancellation interrupts them.

    Args:
        patient: wait for another program's lock as long as the database is set to; otherwise hardly.

    Raises:
        DatabaseBusy: another program holds the lock.
        Cancelled: while waiting, or by a query of the block.
    """
    with ExitStack() as stack:
        if patient:
            stack.enter_context(database.reading(cancellation=cancellation))
        else:
            _enter_soon(stack, database, cancellation)
        stack.enter_context(database.interruptible(cancellation))
        yield


def _enter_soon(stack: ExitStack, database: Database, cancellation: Cancellation | None) -> None:
    with deadline(SOON, cancellation) as over:
        try:
            stack.enter_context(database.reading(cancellation=over))
        except Cancelled:
            if cancellation is not None:
                cancellation.check()
            raise DatabaseBusy("Another program holds the database", path=database.path) from None
