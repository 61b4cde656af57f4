"""Reading the index, a few thousand pipelines at a time, so that other jobs come in between."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.listing.index import SearchIndex
from pipeline_browser.model.pipelines.listing.masks import numbers_of
from pipeline_browser.model.pipelines.listing.moments import moment
from pipeline_browser.model.pipelines.listing.searching import (
    PIPELINE_TEXTS,
    STAGE_TEXTS,
    entry_text,
    has_entries,
    main,
    text_of,
)
from pipeline_browser.model.pipelines.listing.stamp import Stamp, read_stamp
from pipeline_browser.model.pipelines.shape import (
    CONFIGURATION,
    PARAMETERS,
    PIPELINES,
    STAGES,
    Shape,
    read_shape,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.reading import Handle

ENTRY = ("e.key", "e.value")
AT_ONCE = 4_000  # pipelines of a slice: about 80 ms
SHARED = 16  # pipelines of a slice that have a text, from which on it is kept once for all of them
LARGEST = 40_000_000  # characters of all texts; more are looked for in the database


@dataclass(slots=True)
class _Part:
    """Some pipelines: what each has for itself, and what several have."""

    handles: list[Handle]
    texts: list[str]
    terms: dict[str, list[str]]  # lists of numbers, as SQLite joins them


class IndexBuilder:
    """Collects slices into an index. One job at a time works on it.

    Attributes:
        is_complete: all pipelines were read.
        too_large: their texts take too much memory; there will be no index.
    """

    def __init__(self, *, shared: int = SHARED, largest: int = LARGEST) -> None:
        self._least_shared = shared
        self._largest = largest
        self.is_complete = False
        self.too_large = False
        self._handles: list[Handle] = []
        self._texts: list[str] = []
        self._shared: dict[str, array[int]] = {}
        self._characters = 0
        self._stamp: Stamp | None = None

    def read_on(
        self, database: Database, *, count: int = AT_ONCE, cancellation: Cancellation | None = None
    ) -> None:
        """Read the next slice; what was cancelled is read again by the next call. Locks are not waited for.

        Raises:
            DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
        """
        others = database.version()
        with moment(database, cancellation, patient=False):
            self._stamp = self._stamp or read_stamp(database, others)
            shape = read_shape(database)
            after = self._handles[-1] if self._handles else None
            part = _read(database, shape, _next(shape, after), [*_bound(after), count])
        self._take(part)
        self.is_complete = len(part.handles) < count

    def index(self) -> SearchIndex | None:
        """Return the index; None where there is none."""
        if self.too_large or not self.is_complete or self._stamp is None:
            return None
        return SearchIndex(self._handles, self._texts, self._shared, self._stamp)

    def _take(self, part: _Part) -> None:
        start = len(self._handles)
        own = part.texts
        for term, joined in part.terms.items():
            known = self._shared.get(term)
            numbers = numbers_of(",".join(joined))
            if known is None and len(numbers) < self._least_shared:
                for number in numbers:
                    own[number] += f"\n{term}"
                continue
            if known is None:
                known = self._shared[term] = array("I")
            known.extend(array("I", sorted({number + start for number in numbers})))
        self._handles += part.handles
        self._texts += own
        self._characters += sum(map(len, own)) + sum(map(len, part.terms))
        self.too_large = self._characters > self._largest


def texts_of(database: Database, shape: Shape, handles: Sequence[Handle]) -> dict[Handle, str]:
    """Return all that some pipelines hold, each as one folded text; empty for those that are gone."""
    found = dict.fromkeys(handles, "")
    for start in range(0, len(handles), AT_ONCE):
        some = list(handles[start : start + AT_ONCE])
        part = _read(database, shape, _chosen(shape, len(some)), some)
        for term, joined in part.terms.items():
            for number in set(numbers_of(",".join(joined))):
                part.texts[number] += f"\n{term}"
        found |= dict(zip(part.handles, part.texts, strict=True))
    return found


def _bound(after: Handle | None) -> list[Handle]:
    return [] if after is None else [after]


def _key(shape: Shape) -> str:
    table = shape.table(PIPELINES)
    return table.rowid if table is not None and table.rowid else "id"


def _next(shape: Shape, after: Handle | None) -> str:
    """Return the SQL of the pipelines after a handle, as many as are bound last."""
    key = _key(shape)
    known = f"{key} IS NOT NULL" if after is None else f"{key} > ?1"
    return f"{known} ORDER BY {key} LIMIT ?{1 if after is None else 2}"


def _chosen(shape: Shape, count: int) -> str:
    marks = ", ".join(f"?{place}" for place in range(1, count + 1))
    return f"{_key(shape)} IN ({marks}) ORDER BY {_key(shape)}"


def _read(database: Database, shape: Shape, which: str, values: Sequence[object]) -> _Part:
    """Return the texts of some pipelines."""
    if not shape.has(PIPELINES, "id"):
        return _Part([], [], {})
    key = _key(shape)
    names = ", ".join(text_of(each) for each in PIPELINE_TEXTS if shape.has(PIPELINES, each))
    rows = database.query(f"SELECT {key}, {names} FROM {main(PIPELINES)} WHERE {which}", values)
    handles = [row[0] if isinstance(row[0], int) else str(row[0]) for row in rows]
    part = _Part(handles, [_folded(row[1:]) for row in rows], {})
    chosen = f"SELECT id, row_number() OVER (ORDER BY {key}) - 1 AS n FROM {main(PIPELINES)} WHERE {which}"
    for terms in _terms(shape):
        sql = f"WITH part AS MATERIALIZED ({chosen}) {terms}"
        for term, joined in database.query(sql, values):
            if term:
                part.terms.setdefault(_folded((term,)), []).append(joined)
    return part


def _terms(shape: Shape) -> Iterator[str]:
    """Yield statements for what is below the pipelines of ``part``: texts, and the numbers that have them."""
    below = f"part CROSS JOIN {main(STAGES)} s ON s.pipeline_id = part.id"
    there = [each for each in STAGE_TEXTS if shape.has(STAGES, each)]
    columns = [f"coalesce({text_of(f's.{each}')}, '')" for each in there]
    if shape.has(STAGES, "pipeline_id") and columns:
        yield _grouped(" || char(10) || ".join(columns), below, [f"s.{each}" for each in there])
    if (
        shape.has(STAGES, "pipeline_id")
        and shape.has(STAGES, "id")
        and _may_read(shape, PARAMETERS, "stage_id")
    ):
        joined = f"{below} CROSS JOIN {main(PARAMETERS)} e ON e.stage_id = s.id"
        yield _grouped(entry_text("e"), joined, ENTRY)
    if _may_read(shape, CONFIGURATION, "pipeline_id"):
        joined = f"part CROSS JOIN {main(CONFIGURATION)} e ON e.pipeline_id = part.id"
        yield _grouped(entry_text("e"), joined, ENTRY)


def _may_read(shape: Shape, table: str, owner: str) -> bool:
    return has_entries(shape, table) and shape.has(table, owner)


def _grouped(text: str, source: str, columns: Sequence[str]) -> str:
    # Grouped by what is stored: making a text of every row first would take half as long again.
    return f"SELECT {text}, group_concat(part.n) FROM {source} GROUP BY {', '.join(columns)}"


def _folded(values: Sequence[object]) -> str:
    return "\n".join("" if value is None else str(value) for value in values).casefold()
