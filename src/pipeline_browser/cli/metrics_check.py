"""``metrics check``: which runs contradict themselves, with their own figures."""

from __future__ import annotations

from dataclasses import asdict
from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.cli.metrics_filter import chosen_filter, now_in_milliseconds
from pipeline_browser.cli.pipelines_each import Job, Result, each_database
from pipeline_browser.cli.pipelines_texts import counted, literal
from pipeline_browser.cli.targets import WrongUsage
from pipeline_browser.model.metrics.lint.checking import count_rules, explain, read_bits
from pipeline_browser.model.metrics.lint.rules import BY_ID, RULES, bit_of
from pipeline_browser.model.metrics.names import NO_NAME
from pipeline_browser.model.metrics.selecting import where_of
from pipeline_browser.model.metrics.source import source_of
from pipeline_browser.model.pipelines.shape import read_shape

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Iterable

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.metrics.filters import Filter
    from pipeline_browser.model.metrics.lint.facts import CheckedRun, Finding
    from pipeline_browser.model.metrics.lint.rules import Rule

_LINES_AT_ONCE = 500  # each write is flushed


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print what contradicts itself in the runs of every database."""
    rules = _rules(arguments.rule)
    if arguments.rules:
        return _print_rules(rules, console)
    return each_database(arguments, console, partial(_check, chosen_filter(arguments), rules))


def _rules(text: str | None) -> tuple[Rule, ...]:
    if text is None:
        return RULES
    wanted = [name.strip().lower() for name in text.split(",")]
    for name in wanted:
        if name not in BY_ID:
            raise WrongUsage(f"'{name}' is no rule. There are {', '.join(BY_ID)}")
    return tuple(rule for rule in RULES if rule.id in wanted)


def _print_rules(rules: Iterable[Rule], console: Console) -> int:
    console.text("\n".join(f"{rule.id}: {rule.title}. Tolerance: {rule.tolerance}" for rule in rules))
    if console.as_json:
        console.document({"rules": [_rule_facts(rule) for rule in rules]})
    return 0


def _check(wanted: Filter, rules: Collection[Rule], job: Job) -> Result:
    with job.database.reading(cancellation=job.cancellation):
        shape = read_shape(job.database)
        source = source_of(shape, now_in_milliseconds())
        where = where_of(source, shape, wanted)
        sql = f"SELECT count(*) FROM {source.runs(where.sql)} WHERE {where.sql}"
        runs = int(job.database.query(sql, where.values, cancellation=job.cancellation)[0][0])
        mask = sum(map(bit_of, rules))
        found = read_bits(job.database, source, where, cancellation=job.cancellation)
        bits = {key: each & mask for key, each in found.items() if each & mask}
        checked = explain(job.database, source, shape, list(bits), cancellation=job.cancellation)
        report = _Report(job, rules)
        for run_ in checked:
            report.add(run_)
    counts = {rule: number for rule, number in count_rules(bits).items() if BY_ID[rule] in rules}
    report.end(_summary(runs, len(bits), counts))
    facts = {"runs": runs, "contradictory": len(bits), "rules": counts, "findings": report.facts}
    return Result(int(bool(bits)), facts)


class _Report:
    """Prints a line a finding, or collects them for a JSON document."""

    def __init__(self, job: Job, rules: Collection[Rule]) -> None:
        self.facts: list[dict[str, object]] = []
        self._console = job.console
        self._rules = rules
        self._lines: list[str] = []

    def add(self, run: CheckedRun) -> None:
        """Take a run with what was found."""
        for finding in run.findings:
            if finding.rule not in self._rules:
                continue
            if self._console.as_json:
                self.facts.append(_finding_facts(run, finding))
            else:
                name = literal(run.pipeline or run.pipeline_id or NO_NAME)
                self._lines.append(f"{name}: {finding.rule.id}: {finding.words}")
        if len(self._lines) >= _LINES_AT_ONCE:
            self._write()

    def end(self, summary: str) -> None:
        """Print what is left."""
        self._lines.append(summary)
        self._write()

    def _write(self) -> None:
        if self._lines:
            self._console.text("\n".join(self._lines))
        self._lines.clear()


def _summary(runs: int, contradictory: int, counts: dict[str, int]) -> str:
    if not runs:
        return "no runs"
    if not contradictory:
        return f"{counted(runs, 'run')}: none contradicts itself"
    told = ", ".join(f"{rule} {number}" for rule, number in counts.items() if number)
    verb = "contradicts itself" if contradictory == 1 else "contradict themselves"
    return f"{counted(runs, 'run')}: {contradictory} {verb} ({told})"


def _finding_facts(run: CheckedRun, finding: Finding) -> dict[str, object]:
    return {
        "key": run.key,
        "pipeline": run.pipeline,
        "pipeline_id": run.pipeline_id,
        "rule": finding.rule.id,
        "words": finding.words,
        "others": [asdict(twin) for twin in finding.twins],
    }


def _rule_facts(rule: Rule) -> dict[str, str]:
    return {"id": rule.id, "title": rule.title, "tolerance": rule.tolerance}
