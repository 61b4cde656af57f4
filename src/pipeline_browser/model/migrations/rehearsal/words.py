"""What a rehearsal says in a line: its verdict, the checks, the space; figures as the caller writes them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.model.migrations.rehearsal.facts import Fate, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pipeline_browser.model.errors import CascadeLoss
    from pipeline_browser.model.migrations.rehearsal.facts import Rehearsal, TableRows


@dataclass(frozen=True, slots=True)
class Figures:
    """How figures are written: numbers, bytes, nanoseconds."""

    number: Callable[[int], str]
    size: Callable[[int], str]
    duration: Callable[[int], str]

    def counted(self, number: int, noun: str) -> str:
        """Return ``1 row``, ``3 rows``."""
        return f"{self.number(number)} {noun if number == 1 else noun + 's'}"


def verdict_line(rehearsal: Rehearsal, figures: Figures) -> str:
    """Return the outcome in one sentence, without a full stop."""
    if rehearsal.verdict is Verdict.NOTHING:
        return "There is nothing to do"
    if rehearsal.verdict is Verdict.FAILS:
        return _failure_line(rehearsal)
    parts = [f"Would succeed in about {figures.duration(rehearsal.times.run)}", _changed(rehearsal, figures)]
    parts.append(_lost(rehearsal, figures))
    parts += _new_findings(rehearsal, figures)
    return "; ".join(parts)


def _failure_line(rehearsal: Rehearsal) -> str:
    error = rehearsal.error
    if not rehearsal.tried or error is None:
        return f"Would be refused: {error.summary if error is not None else ''}"
    version = getattr(error, "version", None)
    return "Would fail" if version is None else f"Would fail at migration {version}"


def _changed(rehearsal: Rehearsal, figures: Figures) -> str:
    number = len(changed_tables(rehearsal))
    if not number:
        return "no table changes"
    return f"{figures.counted(number, 'table')} change{'s' if number == 1 else ''}"


def changed_tables(rehearsal: Rehearsal) -> frozenset[str]:
    """Return the tables that come, go, change their shape or the number of their rows."""
    shaped = {each.table for each in rehearsal.difference.differences}
    return frozenset(
        each.name
        for each in rehearsal.tables
        if each.fate is not Fate.STAYS or each.change or each.name in shaped
    )


def _lost(rehearsal: Rehearsal, figures: Figures) -> str:
    if not rehearsal.rows_lost:
        return "no row is lost"
    lost = [each for each in rehearsal.tables if each.lost]
    words = f"{figures.counted(rehearsal.rows_lost, 'row')} of {_names(lost)}"
    goes = "goes" if rehearsal.rows_lost == 1 else "go"
    if rehearsal.unannounced:
        return f"{words} {goes} without a warning of the plan"
    return f"{words} {goes}, as the plan warns"


def _names(tables: list[TableRows]) -> str:
    names = [each.name for each in tables]
    if len(names) > 3:
        return f"{len(names)} tables"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}"


def _new_findings(rehearsal: Rehearsal, figures: Figures) -> Iterator[str]:
    fresh = rehearsal.new_findings
    if fresh.references:
        yield f"{figures.counted(len(fresh.references), 'row')} would lack a parent"
    if fresh.damage:
        yield f"the integrity check finds {figures.counted(len(fresh.damage), 'new problem')}"


def reach_line(rehearsal: Rehearsal) -> str:
    """Return how far a run came that fails."""
    return rehearsal.error.outcome if rehearsal.error is not None else ""


def references_line(rehearsal: Rehearsal, figures: Figures) -> str:
    """Return what the foreign key check found before and after."""
    before, after = rehearsal.before.checks.references, rehearsal.after.checks.references
    return _check_line(
        "Foreign keys",
        len(before),
        len(after),
        len(rehearsal.new_findings.references),
        "broken reference",
        figures,
    )


def damage_line(rehearsal: Rehearsal, figures: Figures) -> str:
    """Return what the integrity check found before and after."""
    before, after = rehearsal.before.checks.damage, rehearsal.after.checks.damage
    title = "Integrity (quick check)" if rehearsal.after.checks.quick else "Integrity"
    return _check_line(title, len(before), len(after), len(rehearsal.new_findings.damage), "problem", figures)


def _check_line(what: str, before: int, after: int, new: int, noun: str, figures: Figures) -> str:
    if not before and not after:
        return f"{what}: nothing wrong, before and after"
    found = f"{figures.counted(before, noun)} before, {figures.number(after)} after"
    return f"{what}: {found}, {figures.number(new) if new else 'none'} of them new"


def time_line(rehearsal: Rehearsal, figures: Figures) -> str:
    """Return the time that is to be expected, and where it comes from."""
    times = rehearsal.times
    commit = f", {figures.duration(times.commit)} of it in the one COMMIT" if times.commit else ""
    return f"{figures.duration(times.run)} on the copy{commit}; expect about the same on the database"


def work_line(rehearsal: Rehearsal, figures: Figures) -> str:
    """Return what the rehearsal itself took."""
    times = rehearsal.times
    return (
        f"The rehearsal took {figures.duration(times.copy)} to copy"
        f" and {figures.duration(times.checks)} to count and check"
    )


def space_lines(rehearsal: Rehearsal, figures: Figures) -> tuple[str, ...]:
    """Return what room the run needs, and whether it is there."""
    return tuple(_space_lines(rehearsal, figures))


def _space_lines(rehearsal: Rehearsal, figures: Figures) -> Iterator[str]:
    space = rehearsal.space
    grows = f"grows by {figures.size(space.growth)}" if space.growth else "does not grow"
    yield f"The file {grows}: {figures.size(space.before)} before, {figures.size(space.after)} after"
    if space.journal:
        yield f"The journal beside it reaches {figures.size(space.journal)}"
    if space.temporary:
        yield f"SQLite's temporary files reach {figures.size(space.temporary)}, wherever it keeps them"
    if space.free is None:
        return
    needed, free = figures.size(space.needed), figures.size(space.free)
    if space.fits:
        yield f"{needed} must be free beside the database; {free} are"
    else:
        yield f"It will not fit: {needed} must be free beside the database, and only {free} are"


def loss_line(loss: CascadeLoss, figures: Figures, *, allowed: bool) -> str:
    """Return what dropping a parent does to the rows of another table."""
    rows = figures.counted(loss.before - loss.after, "row")
    does = "blanks the reference of" if loss.blanked else "deletes"
    return (
        f"Dropping {loss.parent} {does} {rows} of {loss.table} by cascade{', as allowed' if allowed else ''}"
    )


def rows_line(rows: TableRows, figures: Figures) -> str:
    """Return what becomes of a table, without its figures: ``new``, ``dropped``, ``was old_name``."""
    if rows.fate is Fate.RENAMED:
        return f"was {rows.earlier_name}"
    return "" if rows.fate is Fate.STAYS else rows.fate.value


def deed_words(rehearsal: Rehearsal, figures: Figures) -> str:
    """Return what was rehearsed: ``3 migrations applied, all or nothing``."""
    plan = rehearsal.plan
    done = "reverted" if plan.direction is Direction.REVERT else "applied"
    way = "all or nothing" if plan.atomic else "one transaction each"
    return f"{figures.counted(len(plan.to_apply), 'migration')} {done}, {way}"
