"""What the rehearsal's dialog says: verdict, titles, rows of its tables; no widgets."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.plan import Direction
from pipeline_browser.model.migrations.rehearsal import words
from pipeline_browser.model.migrations.rehearsal.change_words import change_sentences
from pipeline_browser.model.migrations.rehearsal.facts import BrokenReference, Fate, Verdict
from pipeline_browser.model.migrations.rehearsal.report import report_lines
from pipeline_browser.model.migrations.rehearsal.words import Figures
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted, figure, file_size
from pipeline_browser.ui.migrations.formats import duration, first_line
from pipeline_browser.ui.migrations.run_state import named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.errors import CascadeLoss
    from pipeline_browser.model.migrations.plan import Plan
    from pipeline_browser.model.migrations.rehearsal.facts import Rehearsal, TableRows

FIGURES = Figures(figure, file_size, duration)
_MOST = 1_000  # findings of a check that are listed one by one
_NONE = "none"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row of one of the tables.

    Attributes:
        cells: what its columns say.
        icon: of our own, before the first cell; it stands for the meaning.
        share: how long the bar in the last cell is, 0 to 1; None without a bar.
        indented: belongs to the row before it.
    """

    cells: tuple[str, ...]
    icon: str = ""
    meaning: Meaning | None = None
    share: float | None = None
    indented: bool = False


def title_words(plan: Plan, name: str) -> str:
    """Return what is rehearsed, on which database."""
    number = counted(len(plan.to_apply), "migration")
    return (
        f"Rehearse {'reverting ' if plan.direction is Direction.REVERT else ''}{number} on a copy of {name}"
    )


def verdict_meaning(rehearsal: Rehearsal) -> Meaning:
    """Return how much the verdict weighs."""
    if rehearsal.verdict is Verdict.FAILS:
        return Meaning.BAD
    doubts = rehearsal.rows_lost or rehearsal.losses or rehearsal.unlike_promise or not rehearsal.space.fits
    return Meaning.WARNING if doubts or rehearsal.verdict is Verdict.LOSES else Meaning.GOOD


def verdict_words(rehearsal: Rehearsal) -> str:
    """Return the verdict in one sentence."""
    return words.verdict_line(rehearsal, FIGURES)


def verdict_paragraphs(rehearsal: Rehearsal) -> tuple[str, ...]:
    """Return what must be known beside the verdict: why it fails, what goes by cascade, what does not fit."""
    return tuple(_paragraphs(rehearsal))


def _paragraphs(rehearsal: Rehearsal) -> Iterator[str]:
    error = rehearsal.error
    if error is not None:
        yield from _failure(rehearsal)
    elif rehearsal.losses:
        yield from (words.loss_line(each, FIGURES, allowed=True) + "." for each in rehearsal.losses)
    if rehearsal.unlike_promise:
        things = counted(len(rehearsal.unlike_promise), "thing")
        yield f"Even then {things} would not be as the migrations promise; they are listed under Schema."
    if rehearsal.tried and not rehearsal.space.fits:
        yield words.space_lines(rehearsal, FIGURES)[-1] + "."


def _failure(rehearsal: Rehearsal) -> Iterator[str]:
    error = rehearsal.error
    if error is None:
        return
    message, line = getattr(error, "sqlite_message", ""), getattr(error, "line", 0)
    if message and error.path is not None:
        yield f"{error.path.name}, line {line}, column {getattr(error, 'column', 1)}: {message}"
        yield first_line(str(getattr(error, "statement", "")))
    yield from error.lines()[0 if not message else 1 :]


def no_change_words(rehearsal: Rehearsal) -> str:
    """Return what is said where there are no changes of the schema."""
    if rehearsal.error is not None:
        return "Nothing of the schema would be changed."
    return "The plan does not change the schema."


def schema_rows(rehearsal: Rehearsal) -> list[FactRow]:
    """Return every change of the schema."""
    return [*map(_schema_row, change_sentences(rehearsal)), *map(_unlike_row, rehearsal.unlike_promise)]


def _unlike_row(sentence: str) -> FactRow:
    return FactRow((f"Not as the migrations promise, even then: {sentence}",), "warning", Meaning.WARNING)


def _schema_row(sentence: str) -> FactRow:
    gone = " loses " in sentence or sentence.endswith(" is dropped")
    come = " gains " in sentence or sentence.endswith(" is added")
    icon, meaning = ("delete", Meaning.BAD) if gone else ("add", Meaning.GOOD) if come else ("rename", None)
    return FactRow((sentence,), icon, meaning)  # as it is: it may begin with a table's name


def table_rows(rehearsal: Rehearsal) -> list[FactRow]:
    """Return the tables with their rows before and after."""
    return [table_row(each) for each in rehearsal.tables]


def table_row(rows: TableRows) -> FactRow:
    """Return one table: its rows, and a mark where it loses any."""
    change = f"{'+' if rows.change > 0 else ''}{figure(rows.change)}" if rows.change else "0"
    remark = words.rows_line(rows, FIGURES)
    if rows.lost:
        lost = "as the plan warns" if rows.announced else "lost without a warning of the plan"
        remark = f"{remark}, {lost}" if remark else lost
    cells = (rows.name, _count(rows.before), _count(rows.after), change, remark)
    return FactRow(cells, *_mark(rows))


def _mark(rows: TableRows) -> tuple[str, Meaning | None]:
    if rows.lost:
        return ("warning", Meaning.WARNING) if rows.announced else ("bad", Meaning.BAD)
    if rows.fate is Fate.ADDED:
        return "add", Meaning.GOOD
    return ("delete", Meaning.NEUTRAL) if rows.fate is Fate.DROPPED else ("table", None)


def _count(rows: int | None) -> str:
    return _NONE if rows is None else figure(rows)


def check_rows(rehearsal: Rehearsal) -> list[FactRow]:
    """Return what both checks found, what is new first."""
    new, old = rehearsal.new_findings, rehearsal.old_findings
    fresh, known = (map(BrokenReference.sentence, each.references) for each in (new, old))
    return [
        _summary(words.references_line(rehearsal, FIGURES), bool(new.references)),
        *_findings(fresh, known, len(rehearsal.after.checks.references)),
        _summary(words.damage_line(rehearsal, FIGURES), bool(new.damage)),
        *_findings(new.damage, old.damage, len(rehearsal.after.checks.damage)),
    ]


def _summary(line: str, new: bool) -> FactRow:  # noqa: FBT001 - two words say it all
    good = line.endswith("before and after")
    icon, meaning = ("bad", Meaning.BAD) if new else ("check", Meaning.GOOD)
    if not new and not good:
        icon, meaning = "warning", Meaning.WARNING
    return FactRow((line,), icon, meaning)


def _findings(new: Iterable[str], old: Iterable[str], number: int) -> Iterator[FactRow]:
    told = chain((f"New: {line}" for line in new), (f"As before: {line}" for line in old))
    for line in islice(told, _MOST):
        yield FactRow((line,), indented=True)
    if number > _MOST:
        yield FactRow((f"and {figure(number - _MOST)} more",), indented=True)


def time_rows(rehearsal: Rehearsal) -> list[FactRow]:
    """Return migrations with their slow statements, and how much of the whole each takes."""
    return list(_time_rows(rehearsal))


def _time_rows(rehearsal: Rehearsal) -> Iterator[FactRow]:
    whole = max(1, rehearsal.times.run)
    for each in rehearsal.times.migrations:
        name = named(each.migration) + ("" if each.finished else " (not finished)")
        yield FactRow((name, duration(each.elapsed), ""), share=each.elapsed / whole)
        for statement in each.statements:
            text = f"line {statement.line}: {first_line(statement.text)}"
            share = statement.elapsed / whole
            yield FactRow((text, duration(statement.elapsed), ""), share=share, indented=True)
        if each.commit * 100 > whole:
            yield FactRow(("COMMIT", duration(each.commit), ""), share=each.commit / whole, indented=True)
    if rehearsal.times.commit:
        commit = rehearsal.times.commit
        yield FactRow(("COMMIT of the whole plan", duration(commit), ""), share=commit / whole)


def space_and_notes(rehearsal: Rehearsal, *, backup: bool) -> list[FactRow]:
    """Return time, space, and in what the real run may differ.

    Args:
        backup: a copy is saved beside the database before the real run.
    """
    fits = rehearsal.space.fits
    lines = [f"{line}." for line in words.space_lines(rehearsal, FIGURES)]
    rows = [FactRow((f"{words.time_line(rehearsal, FIGURES)}.",), "info")]
    rows += [FactRow((line,), "info") for line in lines[:-1]]
    rows.append(FactRow((lines[-1],), "check" if fits else "bad", Meaning.GOOD if fits else Meaning.BAD))
    if backup:
        rows.append(_backup_row(rehearsal))
    rows.append(FactRow((f"{words.work_line(rehearsal, FIGURES)}.",), "info"))
    return rows + [FactRow((note,), "info") for note in rehearsal.notes]


def _backup_row(rehearsal: Rehearsal) -> FactRow:
    space = rehearsal.space
    line = f"The backup that is made first needs another {file_size(space.before)}"
    if space.free is None or space.free >= space.needed + space.before:
        return FactRow((f"{line}.",), "info")
    return FactRow((f"{line}, and there is no room for both.",), "bad", Meaning.BAD)


def apply_words(rehearsal: Rehearsal) -> str:
    """Return the button's deed and its extent, with the rows that go along."""
    plan = rehearsal.plan
    verb = "Revert" if plan.direction is Direction.REVERT else "Apply"
    text = f"{verb} {counted(len(plan.to_apply), 'migration')}"
    return f"{text} and {_loss_deeds(rehearsal.losses)}" if rehearsal.losses else text


def allow_words(losses: tuple[CascadeLoss, ...]) -> str:
    """Return the words of the button that rehearses again and accepts what cascades take."""
    rows = counted(sum(each.before - each.after for each in losses), "row")
    return f"Rehearse with {rows} {'blanked' if all(each.blanked for each in losses) else 'lost'} by cascade"


def _loss_deeds(losses: tuple[CascadeLoss, ...]) -> str:
    deleted = sum(each.before - each.after for each in losses if not each.blanked)
    blanked = sum(each.before - each.after for each in losses if each.blanked)
    parts = [f"delete {counted(deleted, 'row')}"] if deleted else []
    parts += [f"blank {counted(blanked, 'reference')}"] if blanked else []
    return " and ".join(parts) or "allow it"


def report(rehearsal: Rehearsal, title: str) -> str:
    """Return everything as text, for the clipboard."""
    return "\n".join((title, "", *report_lines(rehearsal, FIGURES))) + "\n"
