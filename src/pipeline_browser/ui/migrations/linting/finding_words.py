"""What the history says about findings: how many, how grave, which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.plan import Severity
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.migrations.plan_words import warning_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.migrations.lint.facts import Finding

_TOLD = 8  # in a tooltip; more are counted


def gravest_finding(findings: Sequence[Finding]) -> Severity | None:
    """Return the weight of the gravest one."""
    weights = (finding.warning.severity for finding in findings)
    return max(weights, key=lambda severity: severity.weight, default=None)


def findings_text(findings: Sequence[Finding]) -> str:
    """Return how many there are; nothing where there are none."""
    return figure(len(findings)) if findings else ""


def findings_summary(findings: Sequence[Finding]) -> str:
    """Return how many there are of each weight: ``1 danger, 2 notes``."""
    counts = {each: sum(finding.warning.severity is each for finding in findings) for each in Severity}
    return ", ".join(counted(counts[each], each.value) for each in reversed(Severity) if counts[each])


def findings_tooltip(findings: Sequence[Finding]) -> str:
    """Return the first findings, the gravest first; nothing where there are none, or none are known yet."""
    ordered = sorted(findings, key=lambda each: -each.warning.severity.weight)
    lines = [shown(warning_words(each.warning)) for each in ordered[:_TOLD]]
    more = len(findings) - _TOLD
    return "\n".join([*lines, f"and {more} more"] if more > 0 else lines)


def findings_rank(findings: Sequence[Finding]) -> tuple[int, int]:
    """Return what orders rows: the gravest, then how many of them."""
    gravest = gravest_finding(findings)
    number = sum(each.warning.severity is gravest for each in findings)
    return (-1 if gravest is None else gravest.weight, number)


def are_as_grave(findings: Sequence[Finding], severity: Severity) -> bool:
    """Whether one of them weighs at least that much."""
    return any(each.warning.severity.weight >= severity.weight for each in findings)
