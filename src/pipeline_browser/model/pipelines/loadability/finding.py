"""What a rule finds, before it is known in which row of which pipeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.problem import CureKind, Severity
    from pipeline_browser.model.pipelines.values import Value


@dataclass(frozen=True, slots=True)
class Remedy:
    """A cure without its row."""

    kind: CureKind
    label: str
    column: str = ""
    value: Value = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem without its row, so that equal stages share it.

    Attributes:
        parameter: the column is the key of a parameter (of a configuration entry, for a pipeline).
        there: the parameter has a row; otherwise the problem is that it is missing.
        while_active: it matters only in a pipeline that is not archived itself.
    """

    severity: Severity
    column: str
    value: Value
    reason: str
    advice: str
    cure: Remedy | None = None
    parameter: bool = False
    there: bool = True
    while_active: bool = False
