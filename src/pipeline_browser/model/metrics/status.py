"""How a run stands: completed, failed, running, stalled or not started."""

from __future__ import annotations

from enum import IntEnum

STALLED_AFTER = 3_600_000  # milliseconds without an end: an hour, whatever the run's size
STALLED_TIMES = 10  # or so many times what the whole run would take at the throughput that its row states


class Status(IntEnum):
    """In the order in which they call for a look; the number is what SQL computes."""

    FAILED = 0
    STALLED = 1
    RUNNING = 2
    NOT_STARTED = 3
    COMPLETED = 4

    @property
    def words(self) -> str:
        """The word that a person reads."""
        return self.name.lower().replace("_", " ")

    @property
    def explanation(self) -> str:
        """What must be so for a run to have this status."""
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    Status.FAILED: "It ended (an end time or a duration is there) with errors, or before all bytes were"
    " processed.",
    Status.STALLED: "No end time and no duration, and it started more than an hour ago, and longer ago than"
    " ten times what its throughput would need for all bytes. Its process has probably ended without a word.",
    Status.RUNNING: "It has started; there is no end time and no duration yet.",
    Status.NOT_STARTED: "No start, no end, nothing processed.",
    Status.COMPLETED: "It ended without errors, and all bytes were processed.",
}


_FAILED = "coalesce(m.errors, 0) > 0"
_SHORT = "coalesce(m.processed, 0) < coalesce(m.total, 0)"
_NEEDED = (  # milliseconds
    f"CASE WHEN m.throughput > 0 THEN {STALLED_TIMES} * 1000.0 * coalesce(m.total, 0) / m.throughput"
    " ELSE 0 END"
)
# Without any time only errors and bytes can tell.
_TIMELESS = (
    f"CASE WHEN {_FAILED} THEN {Status.FAILED:d} "
    f"WHEN coalesce(m.processed, 0) = 0 THEN {Status.NOT_STARTED:d} "
    f"WHEN {_SHORT} THEN {Status.RUNNING:d} ELSE {Status.COMPLETED:d} END"
)
STATUS_SQL = (
    "CASE WHEN m.has_end OR m.has_duration THEN "
    f"CASE WHEN {_FAILED} OR {_SHORT} THEN {Status.FAILED:d} ELSE {Status.COMPLETED:d} END "
    f"WHEN NOT m.has_start THEN {_TIMELESS} "
    f"WHEN m.now - m.started > max({STALLED_AFTER}, {_NEEDED}) THEN {Status.STALLED:d} "
    f"ELSE {Status.RUNNING:d} END"
)
"""The status of a run ``m`` (see ``source.py``) as its number."""
