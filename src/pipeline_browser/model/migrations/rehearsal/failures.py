"""What stops a rehearsal itself, in words: nothing is known about the plan then, and nothing is left."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.connection.sqlite_errors import OWN_FAULTS, translate
from pipeline_browser.model.errors import (
    Cancelled,
    DatabaseBusy,
    DatabaseFull,
    MigrationFailed,
    PipelineBrowserError,
    RehearsalFailed,
)
from pipeline_browser.model.migrations.rehearsal.place import no_space_left

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pipeline_browser.model.migrations.plan import Plan

_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_OTHER_FOLDER = "Name another folder for the copy, or look after the disk that it was on."
_OWN = (RehearsalFailed, DatabaseBusy, Cancelled)


@contextmanager
def failing_as_rehearsal(place: Path | None, size: int) -> Iterator[None]:
    """Raise whatever goes wrong in the block as an error about the rehearsal.

    Args:
        place: the folder that the copy is in.
        size: bytes of the database.
    """
    try:
        yield
    except _OWN:
        raise
    except OWN_FAULTS as error:
        raise _failed(translate(error, place), place, size) from error
    except (PipelineBrowserError, OSError) as error:
        raise _failed(error, place, size) from error


def is_about_the_copy(error: PipelineBrowserError, plan: Plan) -> bool:
    """Whether a run ended for a reason that lies in the copy's place: that is no verdict on the plan."""
    limited = any(
        statement.begins_with("PRAGMA", "MAX_PAGE_COUNT")
        for step in plan.to_apply
        for statement in step.statements
    )
    return (_is_full(error) or _is_disk_error(error)) and not limited


def _failed(error: PipelineBrowserError | OSError, place: Path | None, size: int) -> PipelineBrowserError:
    if isinstance(error, _OWN):
        return error
    if _is_full(error):
        return no_space_left(place, size, _sqlite_words(error))
    why = (error.strerror or str(error)) if isinstance(error, OSError) else error.cause
    if not why or why == _sqlite_words(error):
        why = f"SQLite says: {_sqlite_words(error) or error}"
    disk = isinstance(error, OSError) or _is_disk_error(error)
    return RehearsalFailed(
        "The plan could not be rehearsed",
        path=place,
        cause=f"{why.rstrip('.')}. The database itself was only read, and the copy is gone.",
        for_room=disk,
        remedy=_OTHER_FOLDER if disk or isinstance(error, OSError) else error.remedy,
        details=str(error),
    )


def _is_disk_error(error: PipelineBrowserError) -> bool:
    return "disk I/O error" in _sqlite_words(error)


def _is_full(error: PipelineBrowserError | OSError) -> bool:
    if isinstance(error, OSError):
        return error.errno in _NO_SPACE
    # For a backup the module tells no code, only words.
    return isinstance(error, DatabaseFull) or "disk is full" in _sqlite_words(error)


def _sqlite_words(error: PipelineBrowserError | OSError) -> str:
    if isinstance(error, MigrationFailed):
        return error.sqlite_message
    return error.details.partition(": ")[2] if isinstance(error, PipelineBrowserError) else str(error)
