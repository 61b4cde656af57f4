"""What the lint found, as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pipeline_browser.model.metrics.lint.rules import Rule
    from pipeline_browser.model.pipelines.listing.stamp import Stamp


@dataclass(frozen=True, slots=True)
class Twin:
    """Another run that had the same input, and made another output of it.

    Attributes:
        stages: what is known to differ between the pipelines, in words; empty where nothing does.
    """

    key: int
    pipeline: str
    output_checksum: str
    stages: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a run breaks.

    Attributes:
        words: what contradicts what, with the run's own figures.
        twins: the runs that it is compared with, where it is others.
    """

    rule: Rule
    words: str
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class KnownLint:
    """What the lint found in all runs of one moment, so that nobody has to look again.

    Attributes:
        bits: the broken rules (``rules_of``) of the runs that break any, by key.
    """

    stamp: Stamp
    bits: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class CheckedRun:
    """A run with what was found."""

    key: int
    pipeline: str | None
    pipeline_id: str | None
    findings: tuple[Finding, ...] = field(default=())
