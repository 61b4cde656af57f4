"""``migrate lint``: what could be better about migration files, in lines as compilers print theirs."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.cli.cancelling import run_cancellable
from pipeline_browser.cli.targets import WrongUsage, choose_source, locate, open_for_reading
from pipeline_browser.model.migrations.lint.allowing import read_allowances
from pipeline_browser.model.migrations.lint.facts import report_of
from pipeline_browser.model.migrations.lint.linting import lint_source
from pipeline_browser.model.migrations.lint.rules import BY_ID, RULES
from pipeline_browser.model.migrations.plan import Severity

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.lint.facts import Finding, LintReport, Rule
    from pipeline_browser.model.migrations.source import MigrationSource

FOUND = 1


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the findings about a folder, or what its rules are.

    Raises:
        WrongUsage: a rule that there is not, or two folders.
        PipelineBrowserError: the migrations or the database cannot be read.
    """
    if arguments.rules:
        return _list_rules(console)
    if arguments.explain is not None:
        return _explain(console, _known(arguments.explain))
    chosen = _chosen(arguments)
    source = _source(arguments, console)
    work = _Work(source, arguments)
    report = _only(run_cancellable(work.report), chosen)
    return _tell(console, source, report, Severity(arguments.fail_on))


@dataclass(frozen=True, slots=True)
class _Work:
    """What is done in a thread of its own, so that Ctrl-C is heard."""

    source: MigrationSource
    arguments: argparse.Namespace

    def report(self, cancellation: Cancellation) -> LintReport:
        allowances, now = read_allowances(self.source.folder), datetime.now(UTC)
        if self.arguments.database_url is None:
            return lint_source(self.source, now=now, allowances=allowances, cancellation=cancellation)
        from pipeline_browser.model.migrations.lint.database import lint_database  # noqa: PLC0415 - seldom

        location = locate(self.arguments.database_url)
        with closing(open_for_reading(location, self.arguments, cancellation)) as database:
            return lint_database(
                database, self.source, now=now, allowances=allowances, cancellation=cancellation
            )


def _source(arguments: argparse.Namespace, console: Console) -> MigrationSource:
    if arguments.folder is not None:
        if arguments.source is not None or arguments.bundled:
            raise WrongUsage("the argument 'FOLDER' cannot be used with '--source' or '--bundled'")
        arguments.source = arguments.folder
    return choose_source(arguments, console)


def _chosen(arguments: argparse.Namespace) -> frozenset[str]:
    """Return the ids of the rules that are wanted."""
    everything = frozenset(BY_ID)
    if arguments.only_rules:
        return frozenset(_ids(arguments.only_rules))
    return everything - frozenset(_ids(arguments.except_rules))


def _ids(values: Sequence[str]) -> list[str]:
    return [_known(name.strip()).id for value in values for name in value.split(",") if name.strip()]


def _known(name: str) -> Rule:
    rule = BY_ID.get(name.lower())
    if rule is None:
        raise WrongUsage(f"there is no rule '{name}'; --rules lists them")
    return rule


def _only(report: LintReport, chosen: frozenset[str]) -> LintReport:
    return report_of([each for each in report.findings if each.warning.rule in chosen], report.silenced)


def _tell(console: Console, source: MigrationSource, report: LintReport, threshold: Severity) -> int:
    gravest = report.gravest
    code = FOUND if gravest is not None and gravest.weight >= threshold.weight else 0
    for finding in report.findings:
        console.say(finding_line(finding))
    if console.as_json:
        console.document(_document(source, report, code))
    elif console.is_read or not report.findings:
        console.say(summary(source, report))
    return code


def finding_line(finding: Finding) -> str:
    """Return ``file:line:column: severity: sentence [rule]``; without a place where there is none."""
    warning = finding.warning
    place = "".join(f":{number}" for number in (warning.line, warning.column) if number is not None)
    file = _shown_path(finding.migration.path)
    return f"{file}{place}: {warning.severity.value}: {warning.text} [{warning.rule}]"


def _shown_path(path: Path) -> Path:
    """Return a path as seen from the current folder, so that editors and terminals find it."""
    try:
        return path.relative_to(Path.cwd())
    except (ValueError, OSError):
        return path


def summary(source: MigrationSource, report: LintReport) -> str:
    """Return how much was looked at and found, in one line."""
    files = _counted(len(source.migrations), "file")
    counts = [
        _counted(number, severity.value)
        for severity in reversed(Severity)
        if (number := sum(each.warning.severity is severity for each in report.findings))
    ]
    allowed = f" ({_counted(report.silenced, 'finding')} allowed)" if report.silenced else ""
    return f"{files}: {', '.join(counts) or 'no findings'}{allowed}"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number:,} {word}s"


def _document(source: MigrationSource, report: LintReport, code: int) -> dict[str, object]:
    return {
        "exit_code": code,
        "source": str(source.folder),
        "bundled": source.bundled,
        "files": len(source.migrations),
        "allowed": report.silenced,
        "findings": [
            {
                "rule": each.warning.rule,
                "severity": each.warning.severity.value,
                "file": str(each.migration.path),
                "version": each.migration.version,
                "line": each.warning.line,
                "column": each.warning.column,
                "text": each.warning.text,
            }
            for each in report.findings
        ],
    }


def _list_rules(console: Console) -> int:
    width = max(len(rule.id) for rule in RULES)
    for rule in RULES:
        console.say(f"{rule.id:{width}}  {rule.severity.value:7}  {rule.title}")
    if console.as_json:
        console.document({"rules": [_rule_facts(rule) for rule in RULES]})
    return 0


def _explain(console: Console, rule: Rule) -> int:
    from pipeline_browser.model.migrations.lint.page import rule_page  # noqa: PLC0415 - rarely needed

    console.text(rule_page(rule))
    if console.as_json:
        console.document(_rule_facts(rule))
    return 0


def _rule_facts(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.id,
        "severity": rule.severity.value,
        "title": rule.title,
        "sentence": rule.sentence,
        "why": rule.why,
        "practice": rule.practice,
    }
