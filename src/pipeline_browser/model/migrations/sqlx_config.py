"""The part of sqlx.toml (sqlx 0.9) that concerns migrations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

CONFIG_NAME = "sqlx.toml"
LEDGER_TABLE = "_sqlx_migrations"

# sqlx 0.9 knows these too; they are for its macros and drivers, so nothing looks into them here.
_FOREIGN_TABLES = frozenset(("macros", "drivers"))
_MIGRATE_KEYS = frozenset(("create-schemas", "table-name", "migrations-dir", "ignored-chars", "defaults"))
_TYPES = ("inferred", "simple", "reversible")
_VERSIONINGS = ("inferred", "timestamp", "sequential")


@dataclass(frozen=True, slots=True)
class SqlxConfig:
    """What sqlx.toml says; the defaults are those without a file.

    Attributes:
        table_name: the ledger's name, without quotes and without the schema ``main``.
        ignored_chars: characters removed before hashing.
        migration_type: ``inferred``, ``simple`` or ``reversible``: what ``add`` writes.
        versioning: ``inferred``, ``timestamp`` or ``sequential``: how ``add`` numbers.
    """

    table_name: str = LEDGER_TABLE
    migrations_dir: str = "migrations"
    create_schemas: tuple[str, ...] = ()
    ignored_chars: frozenset[str] = frozenset()
    migration_type: str = "inferred"
    versioning: str = "inferred"
    database_url_var: str = "DATABASE_URL"


def read_sqlx_config(file: Path) -> SqlxConfig:
    """Read a sqlx.toml; a missing file gives the defaults.

    Raises:
        SourceError: not TOML, an unknown key (sqlx refuses those too), or a value of the wrong type.
    """
    text = _text(file)
    return SqlxConfig() if text is None else _Reader(file).config(_parse(file, text))


def _text(file: Path) -> str | None:
    try:
        return file.read_bytes().decode()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise _broken(file, f"It cannot be read: {error}") from error


def _parse(file: Path, text: str) -> dict[str, object]:
    # Imported here: most folders have no sqlx.toml, and every start would pay for the parser.
    import tomllib  # noqa: PLC0415

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(file, f"It is not TOML: {error}") from error


class _Reader:
    """Checks one parsed file, key by key, and says where something is wrong."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def config(self, document: dict[str, object]) -> SqlxConfig:
        self._only_known(document, _FOREIGN_TABLES | {"migrate", "common"}, "")
        migrate = self._table(document, "migrate", _MIGRATE_KEYS)
        defaults = self._table(migrate, "defaults", frozenset(("migration-type", "migration-versioning")))
        common = self._table(document, "common", frozenset(("database-url-var",)))
        return SqlxConfig(
            table_name=self._ledger_name(self._string(migrate, "table-name", LEDGER_TABLE)),
            migrations_dir=self._string(migrate, "migrations-dir", "migrations"),
            create_schemas=self._strings(migrate, "create-schemas"),
            ignored_chars=self._characters(migrate, "ignored-chars"),
            migration_type=self._choice(defaults, "migration-type", _TYPES),
            versioning=self._choice(defaults, "migration-versioning", _VERSIONINGS),
            database_url_var=self._string(common, "database-url-var", "DATABASE_URL"),
        )

    def _table(self, parent: dict[str, object], key: str, known: frozenset[str]) -> dict[str, object]:
        table = parent.get(key, {})
        if not isinstance(table, dict):
            raise _broken(self._file, f"`{key}` must be a table.")
        self._only_known(table, known, f"{key}.")
        return table

    def _only_known(self, table: dict[str, object], known: frozenset[str], prefix: str) -> None:
        for key in table:
            if key not in known:
                expected = ", ".join(sorted(known))
                raise _broken(self._file, f"`{prefix}{key}` is no key that sqlx knows; it knows {expected}.")

    def _string(self, table: dict[str, object], key: str, default: str) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or not value:
            raise _broken(self._file, f"`{key}` must be a text that is not empty.")
        return value

    def _strings(self, table: dict[str, object], key: str) -> tuple[str, ...]:
        values = table.get(key, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise _broken(self._file, f"`{key}` must be a list of texts.")
        return tuple(values)

    def _characters(self, table: dict[str, object], key: str) -> frozenset[str]:
        values = self._strings(table, key)
        if not all(len(value) == 1 for value in values):
            raise _broken(self._file, f"`{key}` must be a list of single characters.")
        return frozenset(values)

    def _choice(self, table: dict[str, object], key: str, choices: tuple[str, ...]) -> str:
        value = self._string(table, key, choices[0])
        if value not in choices:
            raise _broken(self._file, f"`{key}` must be one of {', '.join(choices)}, not `{value}`.")
        return value

    def _ledger_name(self, text: str) -> str:
        # sqlx pastes the text into its SQL, so quotes and the schema `main` mean the same plain name.
        name = _unquoted(text.removeprefix("main."))
        if not name or ("." in name and name == text):
            raise _broken(
                self._file, f"`table-name` is `{text}`, but only tables of `main` can be the ledger."
            )
        return name


def _unquoted(name: str) -> str:
    for opening, closing in ('""', "``", "[]"):
        if len(name) > 1 and name.startswith(opening) and name.endswith(closing):
            return name[1:-1].replace(closing * 2, closing)
    return name


def _broken(file: Path, cause: str) -> SourceError:
    return SourceError(
        f"{file.name} cannot be used",
        path=file,
        cause=cause,
        remedy="Correct or remove the file; nothing was done.",
        sqlx_message=f"error parsing config file {file}: {cause}",
    )
