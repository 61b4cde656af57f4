"""The texts of new migration files: their heads, and the way back of those that have no down file."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline_browser.model.migrations.source import MigrationKind
from pipeline_browser.model.rust_text import lossy

HEAD_LINES = 4  # of ``head``, with the empty one
SQLX_LINES = {
    MigrationKind.SIMPLE: "-- Add migration script here\n",
    MigrationKind.UP: "-- Add up migration script here\n",
    MigrationKind.DOWN: "-- Add down migration script here\n",
}
_DRAFT_ROLLBACKS = {
    MigrationKind.SIMPLE: "at the end of this file, as a comment",
    MigrationKind.UP: "the down file of this version",
    MigrationKind.DOWN: "the up file of this version",
}
_ROLLBACKS = {
    MigrationKind.SIMPLE: "how to undo this by hand, or why it cannot be undone",
    MigrationKind.UP: "the down file of this version",
    MigrationKind.DOWN: "the up file of this version",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """What a new migration does, and what takes it back, as SQL without heads."""

    up: str
    down: str


def body_of(draft: Draft, kind: MigrationKind) -> str:
    """Return what follows the head of a file."""
    if kind is MigrationKind.DOWN:
        return _ended(draft.down)
    return _ended(draft.up) if kind is MigrationKind.UP else with_rollback(draft.up, draft.down)


def with_rollback(up: str, down: str) -> str:
    """Return the text of a file that has no down file beside it: its way back is a comment at its end."""
    return f"{_ended(up)}\n{rollback_comment(down)}" if down.strip() else _ended(up)


def _ended(sql: str) -> str:
    return f"{sql.rstrip()}\n" if sql.strip() else ""


def rollback_comment(down: str) -> str:
    """Return what takes a migration back as a comment, for a file that has no down file beside it."""
    lines = ["Rollback:", *down.strip().splitlines()]
    return "".join(f"-- {line}".rstrip() + "\n" for line in lines)


def head(name: str, description: str, kind: MigrationKind, *, drafted: bool = False) -> str:
    """Return what a file begins with: its name, its description, and where its way back is."""
    rollbacks = _DRAFT_ROLLBACKS if drafted else _ROLLBACKS
    lines = (
        f"-- Migration: {_one_line(name)}",
        f"-- Description: {_one_line(description)}",
        f"-- Rollback: {rollbacks[kind]}",
    )
    return "\n".join(lines) + "\n\n"


def _one_line(text: str) -> str:
    # A comment ends with its line: what follows a newline would be run as SQL.
    return " ".join(lossy(text).split())
