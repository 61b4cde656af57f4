"""What a schema is made of: tables, columns, keys, indexes, views and triggers as frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from pipeline_browser.model.sql_tokens import fold


class TableKind(Enum):
    """What stands behind a table's name."""

    ORDINARY = "table"
    VIRTUAL = "virtual table"
    SHADOW = "shadow table"  # where a virtual table keeps its content; not for people's hands


class Generated(Enum):
    """Whether a generated column is computed on reading or kept."""

    VIRTUAL = "virtual"
    STORED = "stored"


class ForeignKeyProblem(Enum):
    """Why SQLite cannot enforce a foreign key."""

    MISSING_TABLE = "the parent table does not exist"
    MISSING_COLUMN = "the parent table lacks a column"
    NOT_UNIQUE = "the parent columns are neither its primary key nor unique"
    MISMATCH = "the parent's primary key does not fit"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        type: as declared; empty if none is.
        default: SQL text of the default, or None.
        primary_key: position in the primary key from 1; 0 if it is not part of it.
        hidden: of a virtual table, and left out by ``SELECT *``.
        expression: SQL text of a generated column.
        collation: by name; ``BINARY`` unless declared.
    """

    name: str
    type: str = ""
    not_null: bool = False
    default: str | None = None
    primary_key: int = 0
    hidden: bool = False
    generated: Generated | None = None
    expression: str | None = None
    collation: str = "BINARY"


@dataclass(frozen=True, slots=True)
class IndexColumn:
    """One key of an index.

    Attributes:
        name: of the column, ``rowid`` for the row's number; None for an expression.
        expression: SQL text, with its COLLATE if it has one.
    """

    name: str | None
    expression: str | None = None
    descending: bool = False
    collation: str = "BINARY"


@dataclass(frozen=True, slots=True)
class Index:
    """An index of a table.

    Attributes:
        origin: ``c`` made by CREATE INDEX, ``u`` by a UNIQUE constraint, ``pk`` by a primary key.
        where: SQL text of a partial index's condition.
        ddl: the stored text; None for an index that a constraint made.
    """

    name: str
    table: str
    columns: tuple[IndexColumn, ...]
    unique: bool = False
    origin: str = "c"
    where: str | None = None
    ddl: str | None = None


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """A reference from columns of ``table`` to columns of ``parent``.

    Attributes:
        parent: as the parent table spells itself; as written where it is missing.
        parent_columns: likewise; the parent's primary key where none were written.
        implicit: no parent columns were written.
        match: as written and ignored by SQLite; ``NONE`` if not written.
        deferrable: DEFERRABLE is written; it means nothing unless it is initially deferred too.
    """

    table: str
    columns: tuple[str, ...]
    parent: str
    parent_columns: tuple[str, ...]
    implicit: bool = False
    on_update: str = "NO ACTION"
    on_delete: str = "NO ACTION"
    match: str = "NONE"
    deferrable: bool = False
    initially_deferred: bool = False
    problem: ForeignKeyProblem | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with all that hangs on it, its triggers aside.

    Attributes:
        module: of a virtual table, as written; empty otherwise.
        shadow_of: the virtual table whose content this is; empty otherwise.
        checks: SQL texts of the CHECK constraints, in the order of the text.
        conflicts: ON CONFLICT clauses in words: ``NOT NULL name: IGNORE``.
        ddl: the stored text, literally.
    """

    name: str
    kind: TableKind = TableKind.ORDINARY
    columns: tuple[Column, ...] = ()
    indexes: tuple[Index, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    checks: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    module: str = ""
    shadow_of: str = ""
    without_rowid: bool = False
    strict: bool = False
    autoincrement: bool = False
    ddl: str = ""

    @property
    def internal(self) -> bool:
        """Whether it is SQLite's own (``sqlite_sequence`` and the like)."""
        return is_internal(self.name)

    @property
    def primary_key(self) -> tuple[str, ...]:
        """The names of the primary key's columns, in its order; empty without one."""
        keyed = [column for column in self.columns if column.primary_key]
        return tuple(column.name for column in sorted(keyed, key=_key_position))

    def column(self, name: str) -> Column | None:
        """Return the column that SQLite would take ``name`` for."""
        if (same := next((column for column in self.columns if column.name == name), None)) is not None:
            return same
        folded = fold(name)
        return next((column for column in self.columns if fold(column.name) == folded), None)

    def unique_alone(self, name: str) -> bool:
        """Whether a UNIQUE constraint or a whole unique index makes this one column unique."""
        return any(
            index.unique and index.where is None and tuple(key.name for key in index.columns) == (name,)
            for index in self.indexes
        )


@dataclass(frozen=True, slots=True)
class View:
    """A view; ``columns`` is empty and ``problem`` says why if they cannot be found out."""

    name: str
    columns: tuple[str, ...] = ()
    problem: str = ""
    ddl: str = ""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger.

    Attributes:
        table: or view, that it watches.
        timing: ``BEFORE``, ``AFTER``, ``INSTEAD OF``; empty if the text does not tell.
        event: ``INSERT``, ``UPDATE``, ``DELETE``; empty if the text does not tell.
        columns: of ``UPDATE OF``; empty means any.
    """

    name: str
    table: str
    timing: str = ""
    event: str = ""
    columns: tuple[str, ...] = ()
    ddl: str = ""


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """Something that could not be read; the rest of the schema is as it is.

    Attributes:
        kind: ``table``, ``index``, ``view``, ``trigger`` or ``schema``.
        name: of the object; empty for the schema itself.
        message: SQLite's own words, or ours.
    """

    kind: str
    name: str
    message: str


@dataclass(frozen=True, slots=True)
class Schema:
    """Everything in ``sqlite_master``, in its order."""

    tables: tuple[Table, ...] = ()
    views: tuple[View, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    problems: tuple[SchemaProblem, ...] = ()

    def table(self, name: str) -> Table | None:
        """Return the table that SQLite would take ``name`` for."""
        folded = fold(name)
        return next((table for table in self.tables if fold(table.name) == folded), None)

    def view(self, name: str) -> View | None:
        """Return the view that SQLite would take ``name`` for."""
        folded = fold(name)
        return next((view for view in self.views if fold(view.name) == folded), None)

    def triggers_of(self, table: str) -> tuple[Trigger, ...]:
        """Return the triggers that watch a table or view."""
        folded = fold(table)
        return tuple(trigger for trigger in self.triggers if fold(trigger.table) == folded)

    @property
    def user_tables(self) -> tuple[Table, ...]:
        """The tables that somebody made: without SQLite's own and without shadow tables."""
        return tuple(t for t in self.tables if not t.internal and t.kind is not TableKind.SHADOW)


def is_internal(name: str) -> bool:
    """Whether SQLite reserves the name for itself."""
    return fold(name).startswith("sqlite_")


def _key_position(column: Column) -> int:
    return column.primary_key
