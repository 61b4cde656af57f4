"""A whole rehearsal as text in sections, for the command line and the clipboard."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.rehearsal import words
from pipeline_browser.model.migrations.rehearsal.change_words import change_sentences
from pipeline_browser.model.migrations.rehearsal.facts import BrokenReference, Fate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from pipeline_browser.model.migrations.rehearsal.facts import Rehearsal, TableRows
    from pipeline_browser.model.migrations.rehearsal.words import Figures

_MOST = 100  # findings of a check, or unchanged tables, that are told one by one


def report_lines(rehearsal: Rehearsal, figures: Figures) -> Iterator[str]:
    """Yield the report, the verdict first; names are as they are, so whoever prints them escapes them."""
    yield words.verdict_line(rehearsal, figures)
    if rehearsal.error is not None:
        yield from _indented(rehearsal.error.lines()[0 if rehearsal.tried else 1 :])
        yield from _indented(_place(rehearsal))
    if not rehearsal.tried:
        return
    for title, lines in _sections(rehearsal, figures):
        yield ""
        yield title
        yield from _indented(lines)


def _sections(rehearsal: Rehearsal, figures: Figures) -> Iterator[tuple[str, Sequence[str]]]:
    changes = change_sentences(rehearsal)
    yield "Schema", changes or ["nothing changes"]
    if rehearsal.unlike_promise:
        yield "Not as the migrations promise, even then", rehearsal.unlike_promise
    yield "Rows", list(_rows(rehearsal, figures))
    yield "Checks", list(_checks(rehearsal, figures))
    yield "Time", list(_times(rehearsal, figures))
    yield "Space", words.space_lines(rehearsal, figures)
    if rehearsal.notes:
        yield "What may differ", rehearsal.notes


def _place(rehearsal: Rehearsal) -> Iterator[str]:
    error = rehearsal.error
    line, path = getattr(error, "line", 0), error.path if error is not None else None
    if line and path is not None:
        yield f"{path.name}:{line}:{getattr(error, 'column', 1)}: {getattr(error, 'sqlite_message', '')}"
        yield f"  {str(getattr(error, 'statement', '')).partition(chr(10))[0]}"


def _rows(rehearsal: Rehearsal, figures: Figures) -> Iterator[str]:
    changed = [each for each in rehearsal.tables if each.fate is not Fate.STAYS or each.change]
    yield from _columns([_row(each, figures) for each in changed])
    left = len(rehearsal.tables) - len(changed)
    if left:
        yield f"{figures.counted(left, 'table')} keep{'s' if left == 1 else ''} every row"
    if not rehearsal.tables:
        yield "there are no tables"
    allowed = rehearsal.allow_cascade
    yield from (words.loss_line(each, figures, allowed=allowed) for each in rehearsal.losses)


def _row(rows: TableRows, figures: Figures) -> tuple[str, str, str, str]:
    change = f"{'+' if rows.change > 0 else ''}{figures.number(rows.change)}"
    remark = words.rows_line(rows, figures)
    if rows.lost and not rows.announced:
        remark = f"{remark}, without a warning" if remark else "without a warning"
    return rows.name, f"{_count(rows.before, figures)} → {_count(rows.after, figures)}", change, remark


def _count(rows: int | None, figures: Figures) -> str:
    return "none" if rows is None else figures.number(rows)


def _columns(rows: list[tuple[str, str, str, str]]) -> Iterator[str]:
    widths = [max((len(row[at]) for row in rows), default=0) for at in range(3)]
    for name, figures, change, remark in rows:
        yield f"{name:<{widths[0]}}  {figures:>{widths[1]}}  {change:>{widths[2]}}  {remark}".rstrip()


def _checks(rehearsal: Rehearsal, figures: Figures) -> Iterator[str]:
    new, old = rehearsal.new_findings, rehearsal.old_findings
    yield words.references_line(rehearsal, figures)
    fresh, known = (map(BrokenReference.sentence, each.references) for each in (new, old))
    yield from _findings(fresh, known, len(rehearsal.after.checks.references), figures)
    yield words.damage_line(rehearsal, figures)
    yield from _findings(new.damage, old.damage, len(rehearsal.after.checks.damage), figures)


def _findings(new: Iterable[str], old: Iterable[str], number: int, figures: Figures) -> Iterator[str]:
    told = chain((f"new: {line}" for line in new), (f"as before: {line}" for line in old))
    yield from _indented(islice(told, _MOST))
    if number > _MOST:
        yield f"  and {figures.number(number - _MOST)} more"


def _times(rehearsal: Rehearsal, figures: Figures) -> Iterator[str]:
    yield words.time_line(rehearsal, figures)
    for each in rehearsal.times.migrations:
        name = f"{each.migration.version} {each.migration.description}".rstrip()
        yield f"{name}: {figures.duration(each.elapsed)}{'' if each.finished else ', not finished'}"
        for statement in each.statements:
            yield f"  line {statement.line}: {figures.duration(statement.elapsed)}  {statement.text}"
        if each.commit * 100 > rehearsal.times.run:
            yield f"  COMMIT: {figures.duration(each.commit)}"
    yield words.work_line(rehearsal, figures)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
