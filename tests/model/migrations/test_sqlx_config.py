from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.sqlx_config import SqlxConfig, read_sqlx_config

if TYPE_CHECKING:
    from pathlib import Path


def config(tmp_path: Path, text: str | bytes) -> SqlxConfig:
    file = tmp_path / "sqlx.toml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_sqlx_config(file)


def test_without_a_file_everything_is_as_sqlx_has_it(tmp_path: Path) -> None:
    assert read_sqlx_config(tmp_path / "sqlx.toml") == SqlxConfig()
    assert config(tmp_path, "") == SqlxConfig()


def test_every_key_is_read(tmp_path: Path) -> None:
    text = """
        [common]
        database-url-var = "OTHER_URL"
        [drivers.sqlite]
        unsafe-load-extensions = ["x"]
        [macros.type-overrides]
        a = "b"
        [migrate]
        table-name = "steps"
        migrations-dir = "db/steps"
        create-schemas = ["a", "b"]
        ignored-chars = ["\\r", " "]
        [migrate.defaults]
        migration-type = "reversible"
        migration-versioning = "sequential"
    """
    assert config(tmp_path, text) == SqlxConfig(
        table_name="steps",
        migrations_dir="db/steps",
        create_schemas=("a", "b"),
        ignored_chars=frozenset("\r "),
        migration_type="reversible",
        versioning="sequential",
        database_url_var="OTHER_URL",
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [("main.steps", "steps"), ('"the steps"', "the steps"), ('main."a""b"', 'a"b'), ('"a.b"', "a.b")],
)
def test_the_name_of_the_ledger_is_read_as_sqlite_would(tmp_path: Path, written: str, name: str) -> None:
    assert config(tmp_path, f"[migrate]\ntable-name = '{written}'").table_name == name


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[migrate", "not TOML"),
        (b"\xff", "cannot be read"),
        ("[migrat]", "migrat"),
        ("[migrate]\ntable_name = 'x'", "migrate.table_name"),
        ("[migrate.defaults]\ntype = 'x'", "defaults.type"),
        ("[common]\nurl = 'x'", "common.url"),
        ("migrate = 1", "must be a table"),
        ("[migrate]\ntable-name = 1", "table-name"),
        ("[migrate]\ntable-name = ''", "table-name"),
        ("[migrate]\ntable-name = 'other.steps'", "only tables of `main`"),
        ("[migrate]\nignored-chars = '\\r'", "ignored-chars"),
        ("[migrate]\nignored-chars = ['ab']", "single characters"),
        ("[migrate]\ncreate-schemas = [1]", "create-schemas"),
        ("[migrate.defaults]\nmigration-type = 'both'", "migration-type"),
    ],
)
def test_what_sqlx_would_refuse_is_refused_and_named(tmp_path: Path, text: str | bytes, named: str) -> None:
    with pytest.raises(SourceError) as caught:
        config(tmp_path, text)
    assert named in caught.value.cause
    assert caught.value.path == tmp_path / "sqlx.toml"
