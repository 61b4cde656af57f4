"""An edit in the making, inside of the transaction that writes it."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import EditConflict, EditRefused, RowConflict
from pipeline_browser.model.pipelines.applying import Writing
from pipeline_browser.model.pipelines.changes import Edit, RowChange
from pipeline_browser.model.pipelines.rows import StoredRow, is_entry, read_again, read_rows, read_same_key
from pipeline_browser.model.pipelines.shape import PIPELINES, STAGES, Shape, read_shape
from pipeline_browser.model.pipelines.timestamps import now_rfc3339
from pipeline_browser.model.pipelines.values import same_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.terms import Terms
    from pipeline_browser.model.pipelines.values import Value


@contextmanager
def drafting(database: Database, terms: Terms) -> Iterator[Draft]:
    """Open a transaction and give a draft; what the block finished is committed at its end."""
    with database.transaction(cancellation=terms.cancellation):
        yield Draft(database, Writing(database, read_shape(database), terms))


@dataclass(slots=True)
class Draft:
    """Collects changes. Each row is changed at most once in an edit.

    Attributes:
        now: the moment of the edit, the same for all its rows.
    """

    database: Database
    writing: Writing
    now: str = field(default_factory=now_rfc3339)
    _changes: list[RowChange] = field(default_factory=list)
    _gone: set[tuple[object, ...]] = field(default_factory=set)

    @property
    def shape(self) -> Shape:
        """The tables that are there."""
        return self.writing.shape

    @property
    def terms(self) -> Terms:
        """What may be overwritten."""
        return self.writing.terms

    # What is there.

    def current(self, seen: StoredRow, /, **cells: Value) -> StoredRow:
        """Return a row as it is now.

        Args:
            cells: what is to be written; these columns must still hold what was seen, or hold that already.

        Raises:
            EditConflict: they do not (unless that is to be overwritten), or the row is gone.
        """
        return self.all_current([seen], **cells)[0]

    def all_current(self, seen: Sequence[StoredRow], /, **cells: Value) -> list[StoredRow]:
        """Return rows as they are now, with all their conflicts at once; see ``current``."""
        found = [self.state(row, **cells) for row in seen]
        self.check_no_conflict(each for each in found if isinstance(each, RowConflict))
        return [each for each in found if isinstance(each, StoredRow)]

    def state(self, seen: StoredRow, /, **cells: Value) -> StoredRow | RowConflict:
        """Return a row as it is now, or the conflict that ``current`` would raise."""
        self.writing.obstacles.check_storable(cells)
        now = read_again(self.database, self.writing.table(seen.table), seen)
        if now is not None and not any(_clashes(now, cells, column) for column in seen.differing(now)):
            return now
        final = now is None and not is_entry(seen)  # an entry that is gone can come back with what is written
        if self.terms.allow(seen, now) and not final:
            return now or seen
        return RowConflict(seen, seen.having(**cells), now, final)

    def stages(self, *seen: Pipeline) -> list[StoredRow]:
        """Return the stages of pipelines in order, which must be the same, in the same order, as were seen.

        Raises:
            EditConflict: stages came, went or were moved.
        """
        self.check_no_conflict(conflict for pipeline in seen for conflict in self._moved_stages(pipeline))
        return [row for pipeline in seen for row in self.stages_of(pipeline.id)]

    def _moved_stages(self, seen: Pipeline) -> Iterator[RowConflict]:
        table = self.writing.table(STAGES)
        known = {table.identity(stage.row): stage.row for stage in seen.stages}
        for row in self.stages_of(seen.id):
            before = known.pop(table.identity(row), None)
            if not _same_place(before, row) and not self.terms.allow(row, row):
                yield RowConflict(before, before, row)
        for row in known.values():
            if not self.terms.allow(row, None):
                yield RowConflict(row, row, None)

    def stages_of(self, pipeline: Value) -> list[StoredRow]:
        """Return the stages of a pipeline in order, as they are now."""
        table = self.writing.table(STAGES)
        order = "stage_order" if "stage_order" in table.columns else ""
        return [] if pipeline is None else read_rows(self.database, table, "pipeline_id", [pipeline], order)

    def same_id(self, row: StoredRow) -> list[StoredRow]:
        """Return all rows of a row's id."""
        id_ = row.get("id")
        table = self.writing.table(row.table)
        return [] if id_ is None else read_rows(self.database, table, "id", [id_])

    def same_key(self, row: StoredRow) -> StoredRow | None:
        """Return the row that has the same key already, if any."""
        return read_same_key(self.database, self.writing.table(row.table), row)

    def identity(self, row: StoredRow) -> tuple[object, ...]:
        """Return what tells a row from all others."""
        return row.table, *self.writing.table(row.table).identity(row)

    # What is to be refused.

    def check_no_conflict(self, conflicts: Iterable[RowConflict]) -> None:
        """Refuse where there are conflicts.

        Raises:
            EditConflict: with all of them.
        """
        found = tuple(conflicts)
        if found:
            raise EditConflict(found, path=self.database.path)

    def refused(self, summary: str, cause: str, remedy: str = "") -> EditRefused:
        """Return the error that says so."""
        return EditRefused(summary, path=self.database.path, cause=cause, remedy=remedy)

    # What is to be done.

    def change(self, row: StoredRow, /, **cells: Value) -> None:
        """Set cells of a row that was read in this transaction; ``updated_at`` follows if any differs."""
        if row.having(**cells).differing(row):
            moved: dict[str, Value] = {"updated_at": self.now, **cells}
            self._changes.append(RowChange(row, row.having(**moved)))

    def touch(self, pipeline_id: Value) -> None:
        """Let ``updated_at`` of a pipeline follow a change below it."""
        if pipeline_id is None or any(self._is_pipeline(change.row, pipeline_id) for change in self._changes):
            return
        table = self.shape.table(PIPELINES)
        if table is not None and table.is_table and "updated_at" in table.columns:
            for row in read_rows(self.database, table, "id", [pipeline_id]):
                self._changes.append(RowChange(row, row.having(updated_at=self.now), aside=True))

    def insert(self, table: str, /, **cells: Value) -> StoredRow:
        """Add a row, with what the table has of these cells and of the two moments."""
        row = self.new_row(table, **cells)
        self._changes.append(RowChange(None, row))
        return row

    def new_row(self, table: str, /, **cells: Value) -> StoredRow:
        """Return a row of these cells that is not added yet."""
        self.writing.obstacles.check_storable(cells)
        columns = self.writing.table(table).columns
        all_cells: dict[str, Value] = {"archived": 0, "created_at": self.now, "updated_at": self.now, **cells}
        known = tuple(column for column in columns if column in all_cells)
        return StoredRow(table, None, known, tuple(all_cells[column] for column in known))

    def delete(self, row: StoredRow) -> None:
        """Take a row away; those below it come first."""
        if self.identity(row) not in self._gone:
            self._gone.add(self.identity(row))
            self._changes.append(RowChange(row, None))

    def finish(self, words: str, *pipelines: Value) -> Edit:
        """Write everything and return the edit; one without changes where nothing was to be done."""
        changes = () if all(change.aside for change in self._changes) else tuple(self._changes)
        return self.writing.write(Edit(words, changes, pipelines))

    @staticmethod
    def _is_pipeline(row: StoredRow, pipeline_id: Value) -> bool:
        return row.table == PIPELINES and row.get("id") == pipeline_id


def _clashes(now: StoredRow, cells: Mapping[str, Value], column: str) -> bool:
    return column in cells and not same_value(now[column], cells[column])


def _same_place(seen: StoredRow | None, row: StoredRow) -> bool:
    return seen is not None and not {"stage_order", "pipeline_id"} & set(seen.differing(row))


def named(value: Value) -> str:
    """Return a name for the words of an edit: not too long for a menu."""
    text = "without a name" if value in (None, "") else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def counted(number: int, thing: str) -> str:
    """Return ``1 stage``, ``2 stages``, ``3 entries``."""
    if number == 1:
        return f"1 {thing}"
    return f"{number:,} {thing[:-1]}ies" if thing.endswith("y") else f"{number:,} {thing}s"


_LONGEST = 40  # characters
