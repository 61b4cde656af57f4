"""``migrate explain``: why a migration is modified, missing or failed, and what mends it; never writes."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.cli.each_database import Job, Result, each_database
from pipeline_browser.cli.explanation_facts import explanation_facts, proof_facts
from pipeline_browser.cli.targets import open_for_reading
from pipeline_browser.model.migrations.detective.explaining import explain_all
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

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.migrations.detective.facts import Explanation, Findings

NOTHING, EXPLAINED = 0, 2
_LINES = 40  # of a difference, unless everything is wanted


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
    for explanation in findings.explanations:
        _tell_one(console, explanation, findings)
    console.say(verdict(findings.proof))
    for point in verdict_points(findings.proof):
        console.say(f"  {point}")
    if findings.git.problem:
        console.note(git_words(findings.git))


def _tell_one(console: Console, explanation: Explanation, findings: Findings) -> None:
    entry, told = explanation.entry, story(explanation, findings.proof)
    console.say(f"{entry.version} {entry.description}: {state_name(explanation)}")
    console.say(f"  {told.title}")
    for line in told.lines():
        console.say(f"  {line}")
    if explanation.difference is not None:
        lines = list(explanation.difference.unified())
        shown = lines if console.verbose else lines[:_LINES]
        for line in shown:
            console.say(f"    {line}")
        if len(shown) < len(lines):
            console.say(f"    … {len(lines) - len(shown):,} more lines (-v shows them)")
