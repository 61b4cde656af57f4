"""``pipelines check``: would Adaptive Pipeline load the pipelines, and run them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.pipelines_check_lines import problem_line, refusal_lines, summary_line
from pipeline_browser.cli.pipelines_each import Job, Result, each_database
from pipeline_browser.model.pipelines.loadability.checking import check_database
from pipeline_browser.model.pipelines.loadability.problem import Problem, Severity

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.pipelines.loadability.verdict import DatabaseVerdict, PipelineVerdict

_LINES_AT_ONCE = 500  # each write is flushed


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print what stands against the pipelines of every database."""
    return each_database(arguments, console, _check)


def _check(job: Job) -> Result:
    report = _JsonReport() if job.console.as_json else _LineReport(job)
    verdict = check_database(job.database, cancellation=job.cancellation, found=report.add)
    report.finish(verdict)
    return Result(_code(verdict, run=job.arguments.run), report.facts)


def _code(verdict: DatabaseVerdict, *, run: bool) -> int:
    if not verdict.shows_all:
        return 1
    return int(run and bool(verdict.counts.get(Severity.CANNOT_RUN)))


class _LineReport:
    """Prints one line a problem while pipelines are looked at."""

    def __init__(self, job: Job) -> None:
        self.facts: dict[str, object] = {}
        self._console = job.console
        self._archived = bool(job.arguments.archived)
        self._lines: list[str] = []

    def add(self, verdict: PipelineVerdict) -> None:
        """Print what stands against a pipeline."""
        if not verdict.active and not self._archived:
            return
        self._lines += [problem_line(problem, verdict) for problem in verdict.problems]
        if len(self._lines) >= _LINES_AT_ONCE:
            self._write()

    def finish(self, verdict: DatabaseVerdict) -> None:
        """Print what is to be said about the database, and how many pipelines are how."""
        self._lines += refusal_lines(verdict.refused)
        self._lines += [problem_line(note, None) for note in verdict.notes]
        self._lines.append(summary_line(verdict))
        self._write()

    def _write(self) -> None:
        if self._lines:
            self._console.text("\n".join(self._lines))
        self._lines.clear()


class _JsonReport:
    """Collects what a JSON document says."""

    def __init__(self) -> None:
        self.facts: dict[str, object] = {}
        self._pipelines: list[dict[str, object]] = []
        self._verdicts: list[PipelineVerdict] = []

    def add(self, verdict: PipelineVerdict) -> None:
        """Take a pipeline."""
        self._verdicts.append(verdict)

    def finish(self, verdict: DatabaseVerdict) -> None:
        """Make the document."""
        refused = None if verdict.refused is None else f"{verdict.refused.reason} {verdict.refused.remedy}"
        self.facts = {
            "loads": verdict.loads,
            "refused": refused,
            "listed": verdict.listed if verdict.loads else 0,
            "pipelines": [_pipeline_facts(each, verdict) for each in self._verdicts],
            "notes": [_problem_facts(note) for note in verdict.notes],
        }


def _pipeline_facts(verdict: PipelineVerdict, whole: DatabaseVerdict) -> dict[str, object]:
    refused = whole.refused is not None
    return {
        "id": _plain(verdict.id),
        "name": _plain(verdict.name),
        "active": verdict.active,
        "listed": verdict.listed and whole.loads,
        "loads": verdict.loads and not refused,
        "runs": verdict.runs and not refused,
        "problems": [_problem_facts(problem) for problem in verdict.problems],
    }


def _problem_facts(problem: Problem) -> dict[str, object]:
    return {
        "severity": problem.severity.name.lower(),
        "table": problem.place.table,
        "rowid": problem.place.rowid,
        "key": [_plain(value) for value in problem.place.key],
        "stage": _plain(problem.stage),
        "column": problem.column,
        "value": _plain(problem.value),
        "reason": problem.reason,
        "remedy": problem.remedy,
        "cure": None if problem.cure is None else problem.cure.label,
    }


def _plain(value: object) -> object:
    """Return a value as JSON has it; a blob as SQLite writes it."""
    return f"x'{value.hex()}'" if isinstance(value, bytes) else value
