"""Runs as columns of numbers: what every figure, series and chart is computed from."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from pipeline_browser.model.metrics.reading import ReadRuns

    Doubles = NDArray[np.float64]
    Wholes = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Some runs of one moment, in any order; arrays of one length, not to be written to.

    NaN stands for what a row does not say, or says in a way that is no number.

    Attributes:
        keys: rowids of ``processing_metrics``.
        started, ended: milliseconds since 1970 UTC.
        times: bits of MISSING_START, UNREADABLE_START, MISSING_END, UNREADABLE_END (``reading.py``).
        status: numbers of ``Status``.
        duration: milliseconds: as stated, else end minus start.
        throughput: bytes per second: as stated, else processed bytes by duration.
        ratio: output by input: as stated, else by the sizes of the files.
        processed, total, input_size, output_size: bytes.
        chunks: processed ones.
        algorithm: numbers of ``algorithms``: how the pipeline compresses, ``brotli`` or ``brotli + zstd``.
        now: milliseconds since 1970 UTC.
    """

    keys: Wholes
    started: Doubles
    ended: Doubles
    times: Wholes
    status: Wholes
    duration: Doubles
    throughput: Doubles
    ratio: Doubles
    processed: Doubles
    total: Doubles
    chunks: Doubles
    errors: Doubles
    warnings: Doubles
    input_size: Doubles
    output_size: Doubles
    algorithm: Wholes
    algorithms: tuple[str, ...]
    now: int

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def when(self) -> Doubles:
        """Where runs stand in time, in milliseconds since 1970 UTC: start, else end, else NaN."""
        return np.where(np.isnan(self.started), self.ended, self.started)

    def taken(self, positions: NDArray[np.intp] | NDArray[np.bool_]) -> Runs:
        """Return some of the runs, by position or mask."""
        arrays = (each.name for each in fields(self) if isinstance(getattr(self, each.name), np.ndarray))
        return replace(self, **{name: getattr(self, name)[positions] for name in arrays})

    def with_keys(self, keys: Sequence[int] | Wholes) -> Runs:
        """Return the runs with some keys, in their order; this must hold all runs, as ``runs_of`` makes it.

        Keys that are not among them came later, and are left out.
        """
        wanted = np.asarray(keys, dtype=np.int64)
        if not len(self) or not len(wanted):
            return self.taken(np.zeros(0, dtype=np.intp))
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self) - 1)
        return self.taken(places[self.keys[places] == wanted])


NO_COMPRESSION = "no compression"


def runs_of(read: ReadRuns) -> Runs:
    """Return what was read as numpy's arrays, without copying where nothing is missing."""
    columns: dict[str, Any] = {name: _doubles(np.frombuffer(each)) for name, each in read.columns.items()}
    for name in ("times", "status"):
        columns[name] = columns[name].astype(np.int64)
    keys = np.frombuffer(read.keys, dtype=np.int64)
    algorithms, numbers = _algorithms(keys, read.compression)
    return Runs(keys=keys, algorithm=numbers, algorithms=algorithms, now=read.now, **columns)


def _doubles(column: Doubles) -> Doubles:
    missing = np.isinf(column)
    return np.where(missing, np.nan, column) if missing.any() else column


def _algorithms(
    keys: Wholes, compression: Sequence[tuple[str, Sequence[int]]]
) -> tuple[tuple[str, ...], Wholes]:
    """Return the words for each way to compress, and the number of each run's."""
    ways = [NO_COMPRESSION]
    numbers = np.zeros(len(keys), dtype=np.int64)
    for name, some in compression:
        places = np.unique(np.searchsorted(keys, np.asarray(some, dtype=np.int64)))
        before = numbers[places]
        for number in np.unique(before).tolist():
            ways.append(name if number == 0 else f"{ways[number]} + {name}")
            numbers[places[before == number]] = len(ways) - 1
    return tuple(ways), numbers
