"""``migrate explain``: why a migration is modified, missing or failed, and what mends it; never writes."""

from __future__ import annotations

from contextlib import closing
from itertools import groupby
from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.explanation_facts import explanation_facts, proof_facts
from pipeline_browser.cli.targets import open_for_reading
from pipeline_browser.model.migrations.detective.explaining import explain_all
from pipeline_browser.model.migrations.detective.facts import Cause
from pipeline_browser.model.migrations.detective.words import (
    git_words,
    nothing_amiss,
    state_name,
    story,
    verdict,
    verdict_points,
)

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.detective.facts import Explanation, Findings
    from pipeline_browser.model.migrations.detective.words import Story

NOTHING, EXPLAINED = 0, 2
# Lines of a difference that are shown, unless everything is wanted: other line endings are in every line.
_LINES, _LINES_OF_A_FORM = 40, 6


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Explain the migrations of every database."""
    return each_database(arguments, console, _explain, as_sqlx=False)


def _explain(job: Job) -> Result:
    with closing(open_for_reading(job.location, job.arguments, job.cancellation)) as database:
        findings = explain_all(
            database,
            job.source,
            versions=job.arguments.migration or None,
            git=not job.arguments.no_git,
            cancellation=job.cancellation,
        )
    _tell(job.console, findings)
    facts = {
        "explanations": [explanation_facts(each, findings.proof) for each in findings.explanations],
        "schema": proof_facts(findings.proof),
        "git": {"problem": findings.git.problem, "texts": findings.git.texts},
    }
    return Result(EXPLAINED if findings.explanations else NOTHING, facts)


def _tell(console: Console, findings: Findings) -> None:
    if not findings.explanations:
        console.say(f"Nothing to explain: {nothing_amiss(findings)}")
        return
    for told, explanations in groupby(findings.explanations, lambda each: story(each, findings.proof)):
        _tell_alike(console, told, list(explanations))
    console.say(verdict(findings.proof))
    for point in verdict_points(findings.proof):
        console.say(f"  {point}")
    if findings.git.problem and (words := git_words(findings)):
        console.note(words)


def _tell_alike(console: Console, told: Story, explanations: Sequence[Explanation]) -> None:
    """Tell once what is the same of several, such as of all files of another program's folder."""
    for each in explanations:
        console.say(f"{each.entry.version} {each.entry.description}: {state_name(each)}")
    console.say(f"  {told.title}")
    for line in told.lines():
        console.say(f"  {line}")
    for each in explanations:
        _tell_difference(console, each)


def _tell_difference(console: Console, explanation: Explanation) -> None:
    if explanation.difference is None:
        return
    lines = list(explanation.difference.unified())
    most = _LINES_OF_A_FORM if explanation.cause is Cause.FORM else _LINES
    shown = lines if console.verbose else lines[:most]
    for line in shown:
        console.say(f"    {line}")
    if len(shown) < len(lines):
        console.say(f"    … {len(lines) - len(shown):,} more lines (-v shows them)")
