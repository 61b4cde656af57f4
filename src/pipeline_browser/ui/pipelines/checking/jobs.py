"""What the checker lets the worker do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.moments import moment
from pipeline_browser.model.pipelines.loadability.checking import (
    DatabaseCheck,
    check_pipeline,
    check_pipelines,
)
from pipeline_browser.model.pipelines.reading import handle_of
from pipeline_browser.model.pipelines.rows import read_rows
from pipeline_browser.model.pipelines.shape import PIPELINES, read_shape

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict
    from pipeline_browser.model.pipelines.reading import Handle
    from pipeline_browser.ui.background import Progress


@dataclass(frozen=True, slots=True)
class Judged:
    """Single pipelines.

    Attributes:
        looked_for: all that an edit touched, those too that it deleted.
        verdicts: on those that are there.
    """

    looked_for: frozenset[Handle]
    verdicts: tuple[PipelineVerdict, ...]


def judge_slice(
    check: DatabaseCheck | None, database: Database, progress: Progress, cancellation: Cancellation
) -> tuple[DatabaseCheck, bool]:
    """Look at the next pipelines; the first slice makes the check. Return whether there may be more.

    Raises:
        DatabaseBusy: another program holds the database; nobody waits for this, so neither does it.
    """
    with moment(database, cancellation, patient=False):
        check = check or DatabaseCheck(database)
    return check, check.advance(cancellation=cancellation)


def judge_one(
    handle: Handle, database: Database, progress: Progress, cancellation: Cancellation
) -> PipelineVerdict | None:
    """Judge a pipeline in full."""
    return check_pipeline(database, handle, cancellation=cancellation)


def judge_edited(edit: Edit, database: Database, progress: Progress, cancellation: Cancellation) -> Judged:
    """Judge the pipelines that an edit touched."""
    touched = {handle_of(each.row) for each in edit.changes if each.row.table == PIPELINES}
    table = read_shape(database).table(PIPELINES)
    ids = [each for each in edit.pipelines if each is not None]
    if table is not None:
        touched |= {handle_of(row) for row in read_rows(database, table, "id", ids)}
    return Judged(frozenset(touched), check_pipelines(database, touched, cancellation=cancellation))
