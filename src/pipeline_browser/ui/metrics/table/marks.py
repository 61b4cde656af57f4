"""The mark and the meaning of a status, and of what the lint says."""

from __future__ import annotations

from pipeline_browser.model.metrics.status import Status
from pipeline_browser.ui.colours import Meaning

STATUS_MARKS = {
    Status.FAILED: ("bad", Meaning.BAD),
    Status.STALLED: ("stop", Meaning.WARNING),
    Status.RUNNING: ("pending", Meaning.WAITING),
    Status.NOT_STARTED: ("missing", Meaning.NEUTRAL),
    Status.COMPLETED: ("check", Meaning.GOOD),
}
LINT_MARK = ("warning", Meaning.WARNING)
