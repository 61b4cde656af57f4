"""An error as a person, a script and a JSON reader see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model import errors

if TYPE_CHECKING:
    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.errors import PipelineBrowserError

_WITH_DATABASE = "error returned from database: "
_ANY = "while executing migrations: "
_EXECUTING = _ANY + _WITH_DATABASE
# What sqlx prints where SQLite refuses; it has no words of its own for the causes that we tell apart.
_SQLX_WORDS: tuple[tuple[type[PipelineBrowserError], str], ...] = (
    (errors.NotADatabase, _EXECUTING + "(code: 26) file is not a database"),
    (errors.DatabaseDamaged, _EXECUTING + "(code: 11) database disk image is malformed"),
    (errors.DatabaseFileError, _WITH_DATABASE + "(code: 14) unable to open database file"),
    (errors.DatabaseBusy, _EXECUTING + "(code: 5) database is locked"),
    (errors.DatabaseReadOnly, _EXECUTING + "(code: 8) attempt to write a readonly database"),
    (errors.DatabaseFull, _EXECUTING + "(code: 13) database or disk is full"),
)


def tell_failure(
    console: Console, error: PipelineBrowserError, *, as_sqlx: bool, version: int | None = None
) -> None:
    """Print an error; ``as_sqlx`` puts sqlx's line on standard output and ours on standard error.

    Args:
        version: the migration that was to run, where sqlx names it.
    """
    lines = [*error.lines(), *_place(error)]
    if as_sqlx:
        words = sqlx_words(error)
        if version is not None:
            words = words.replace(_ANY, f"while executing migration {version}: ")
        console.say(f"error: {words}")
        lines = [line for line in lines if line != words]
    else:
        console.note(f"error: {lines[0]}")
        lines = lines[1:]
    if console.verbose and error.details:
        lines += error.details.splitlines()
    for line in lines:
        console.note(f"  {line}")


def _place(error: PipelineBrowserError) -> list[str]:
    """Return where in which file a statement failed, and the statement."""
    if not isinstance(error, errors.MigrationFailed) or error.path is None:
        return []
    first_line, _, rest = error.statement.partition("\n")
    more = " …" if rest else ""
    return [f"{error.path.name}:{error.line}:{error.column}: {error.sqlite_message}", f"  {first_line}{more}"]


def sqlx_words(error: PipelineBrowserError) -> str:
    """Return what sqlx prints for it after ``error: ``, else our own summary."""
    words = getattr(error, "sqlx_message", "")
    return words or next((text for kind, text in _SQLX_WORDS if isinstance(error, kind)), error.summary)


def failure_facts(error: PipelineBrowserError) -> dict[str, object]:
    """Return an error for a JSON document."""
    return {
        "kind": type(error).__name__,
        "message": sqlx_words(error),
        "summary": error.summary,
        "cause": error.cause,
        "outcome": error.outcome,
        "remedy": error.remedy,
        "details": error.details,
        "path": None if error.path is None else str(error.path),
        "version": getattr(error, "version", None),
        **_statement_facts(error),
    }


def _statement_facts(error: PipelineBrowserError) -> dict[str, object]:
    if not isinstance(error, errors.MigrationFailed):
        return {}
    return {
        "statement": error.statement,
        "line": error.line,
        "column": error.column,
        "sqlite_message": error.sqlite_message,
    }
