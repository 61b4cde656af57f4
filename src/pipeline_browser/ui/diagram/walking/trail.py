"""Where somebody was before, one after the other, as a browser keeps it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.ui.diagram.walking.subject import Subject

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Step:
    """A place on the trail.

    Attributes:
        passing: one was there only while typing what to find; the next such step takes its place.
    """

    subject: Subject
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Trail:
    """Steps, and the one that somebody is at; -1 before the first."""

    steps: tuple[Step, ...] = ()
    at: int = -1

    @property
    def here(self) -> Subject | None:
        """The last step that was taken, or gone back to."""
        return self.steps[self.at].subject if self.at >= 0 else None

    @property
    def behind(self) -> range:
        """The steps before, the nearest first."""
        return range(self.at - 1, -1, -1)

    @property
    def ahead(self) -> range:
        """The steps that one came back from, the nearest first."""
        return range(self.at + 1, len(self.steps))

    def visit(self, subject: Subject, *, passing: bool = False) -> Trail:
        """Return the trail with one more step; what was ahead is gone. The same place is no new step."""
        step = Step(subject, passing)
        if self.here is not None and _same_place(self.here, subject):
            return self._with(self.steps[: self.at], step, self.steps[self.at + 1 :])
        keeps = not (passing and self.at >= 0 and self.steps[self.at].passing)
        return self._with(self.steps[: self.at + keeps], step)

    def go(self, at: int) -> Trail:
        """Return the trail with somebody at another step."""
        return replace(self, at=at)

    def _with(self, before: tuple[Step, ...], step: Step, after: tuple[Step, ...] = ()) -> Trail:
        kept = before[-_LONGEST:]
        return Trail((*kept, step, *after), len(kept))


def _same_place(one: Subject, other: Subject) -> bool:
    """Whether only other columns are marked."""
    return (one.tables, one.key) == (other.tables, other.key)
