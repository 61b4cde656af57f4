"""One look at the copy: its schema, the rows of every table, and SQLite's own checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import Cancelled, PipelineBrowserError
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.model.migrations.rehearsal.checking import broken_references, damage
from pipeline_browser.model.migrations.rehearsal.counting import counted_rows
from pipeline_browser.model.migrations.rehearsal.facts import Checks, Moment
from pipeline_browser.model.migrations.rehearsal.progress import Examining
from pipeline_browser.model.schema import read_schema
from pipeline_browser.model.schema.difference import DifferenceKind

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.rehearsal.progress import RehearsalProgress


def look(
    copy: Database,
    ledger: str,
    tell: RehearsalProgress,
    cancellation: Cancellation,
    *,
    before: bool,
    quick: bool,
) -> Moment:
    """Return what is there before the plan ran, or after it.

    Args:
        ledger: the table whose rows do not count.

    Raises:
        Cancelled: on request.
    """
    schema = read_schema(copy, cancellation=cancellation)
    tell(Examining("counting rows", before))
    rows = counted_rows(copy, schema, ledger, cancellation)
    tell(Examining("checking foreign keys", before))
    references = broken_references(copy, cancellation)
    tell(Examining("checking integrity", before))
    checks = Checks(references, damage(copy, cancellation, quick=quick), quick)
    ((size,),) = copy.query("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
    return Moment(schema, rows, checks, int(size))


def unlike_promise(copy: Database, plan: Plan, cancellation: Cancellation) -> tuple[str, ...]:
    """Return what is not as the migrations promise after the plan ran; nothing where nobody can tell.

    Raises:
        Cancelled: on request.
    """
    try:
        drift = find_drift(copy, plan.source, ignore_missing=True, cancellation=cancellation)
    except Cancelled:
        raise
    except PipelineBrowserError:
        return ()
    # What is there beside the promise is nobody's loss; the plan has nothing to do with it.
    lacking = drift.difference.of_kind(DifferenceKind.MISSING, DifferenceKind.CHANGED)
    return tuple(each.sentence() for each in lacking)
