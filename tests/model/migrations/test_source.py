from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.source import MigrationKind, MigrationSource, read_source
from pipeline_browser.model.migrations.sqlx_config import SqlxConfig
from tests.oracle import Sqlx, find_sqlx


@pytest.fixture(scope="module")
def sqlx() -> Sqlx:
    return find_sqlx()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    folder.mkdir()
    return folder


def write(folder: Path, **texts: str | bytes) -> None:
    for name, text in texts.items():
        data = text.encode() if isinstance(text, str) else text
        (folder / f"{name.lstrip('v')}.sql").write_bytes(data)


def touch(folder: Path, name: str) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/" + name.encode("utf-8", "surrogateescape"))).touch()


def listed(source: MigrationSource) -> str:
    return "".join(f"{each.version}/pending {each.description}\n" for each in source.ups)


def what_sqlx_says(sqlx: Sqlx, folder: Path) -> str:
    url = f"sqlite:{folder.parent / 'oracle.db'}?mode=rwc"
    return sqlx("migrate", "info", "-D", url, "--source", str(folder), folder=folder.parent).out


@pytest.mark.parametrize(
    "name",
    [
        "0004_a.sql",
        "+2_b.sql",
        "-3_c.sql",
        "0_d.sql",
        "-0000_z.sql",
        "5_.sql",
        "9_up.sql",
        "11_a__b.sql",
        "12_foo.sql.sql",
        "13_.up.sql",
        "14_x.up.sql.up.sql",
        "15_x.UP.sql",
        "16_x.SQL",
        "17.sql",
        "18_x.down.sql.sql",
        "19_x.sql.down.sql",
        "20_.down.sql",
        "21_up.sql.up.sql",
        "-9223372036854775808_x.sql",
        "9223372036854775807_x.sql",
        "22_\udcff\udce2\udc82.sql",
        "23_a\nb.sql",
        "24_\x1b[31mred.sql",
        "25_x.sql.up.sql",
        "26_x.up.up.sql",
        "README",
        "27_x.sql~",
        # refused
        "_x.sql",
        "V1__x.sql",
        " 1_x.sql",
        "1 _x.sql",
        "._1_x.sql",
        "9223372036854775808_x.sql",
        "-9223372036854775809_x.sql",
        "\uff11_x.sql",
        "+_x.sql",
        "-_x.sql",
        "1.0_x.sql",
        "0x1_x.sql",
        'a\tb"\\\x1b_x.sql',
        "it's_x.sql",
        "e\u0301_x.sql",
        "\u202e\u00a0\u200b\U0001f600_x.sql",
        "\udcff_x.sql",
        "\u0660_x.sql",
    ],
)
def test_a_file_name_means_what_it_means_to_sqlx(sqlx: Sqlx, folder: Path, name: str) -> None:
    touch(folder, name)
    try:
        ours = listed(read_source(folder))
    except SourceError as error:
        ours = f"error: {error.sqlx_message}\n"
    assert ours == what_sqlx_says(sqlx, folder)


def make_dangling_link(folder: Path) -> None:
    (folder / "README").symlink_to("nowhere")


def make_link_loop(folder: Path) -> None:
    (folder / "README").symlink_to("README")


def make_text_that_is_not_utf8(folder: Path) -> None:
    write(folder, v1_a=b"x\xff")


def make_surrogate(folder: Path) -> None:
    write(folder, v1_a=b"\xed\xa0\x80")


def make_folder_with_the_name_of_a_migration(folder: Path) -> None:
    (folder / "1_a.sql").mkdir()


def make_pipe(folder: Path) -> None:
    os.mkfifo(folder / "1_a.sql")


def make_link_to_a_file(folder: Path) -> None:
    (folder.parent / "elsewhere").write_text("SELECT 1")
    (folder / "1_a.sql").symlink_to("../elsewhere")


def make_link_to_a_folder(folder: Path) -> None:
    (folder / "1_a.sql").symlink_to("..")


def make_byte_order_mark(folder: Path) -> None:
    write(folder, v1_a=b"\xef\xbb\xbfSELECT 1")


def make_no_folder(folder: Path) -> None:
    folder.rmdir()


def make_file_for_folder(folder: Path) -> None:
    folder.rmdir()
    folder.touch()


def make_folder_loop(folder: Path) -> None:
    folder.rmdir()
    folder.symlink_to("migrations")


@pytest.mark.parametrize(
    "make",
    [
        make_dangling_link,
        make_link_loop,
        make_text_that_is_not_utf8,
        make_surrogate,
        make_folder_with_the_name_of_a_migration,
        make_pipe,
        make_link_to_a_file,
        make_link_to_a_folder,
        make_byte_order_mark,
        make_no_folder,
        make_file_for_folder,
        make_folder_loop,
    ],
    ids=lambda make: make.__name__.removeprefix("make_"),
)
def test_a_folder_is_read_or_refused_as_by_sqlx(sqlx: Sqlx, folder: Path, make: object) -> None:
    assert callable(make)
    make(folder)
    try:
        ours = listed(read_source(folder))
    except SourceError as error:
        ours = f"error: {error.sqlx_message}\n"
        ours += "" if error.path and error.remedy else "without path or remedy"
    assert ours == what_sqlx_says(sqlx, folder)


def test_migrations_come_by_version_as_a_number_and_not_as_a_text(folder: Path) -> None:
    write(folder, v10_ten="", v9_nine="", v0100_hundred="")
    (folder / "-1_before.sql").touch()
    assert [each.version for each in read_source(folder).migrations] == [-1, 9, 10, 100]


def test_files_of_one_version_stay_in_the_order_of_the_folder(folder: Path) -> None:
    write(folder, **{f"v1_{name}": "" for name in "cabd"})
    in_folder = [entry.name for entry in os.scandir(folder)]
    assert [each.file_name for each in read_source(folder).migrations] == in_folder


def test_an_up_file_and_its_down_file_are_found_by_version(folder: Path) -> None:
    for name in ("1_a.up.sql", "1_b.down.sql", "2_simple.sql"):
        (folder / name).touch()
    source = read_source(folder)
    up, down = source.up(1), source.down(1)
    assert up is not None
    assert down is not None
    assert (up.kind, down.kind) == (MigrationKind.UP, MigrationKind.DOWN)
    assert (source.down(2), source.up(3)) == (None, None)


def test_the_checksum_is_of_the_bytes_with_mark_and_carriage_returns(folder: Path) -> None:
    data = b"\xef\xbb\xbfSELECT 1;\r\n"
    write(folder, v1_a=data)
    (migration,) = read_source(folder).migrations
    assert migration.checksum == hashlib.sha384(data).digest()
    assert migration.sql.encode() == data


def test_a_checksum_of_the_older_convention_counts_as_the_same_migration(folder: Path) -> None:
    write(folder, v1_a="SELECT 1;")
    (migration,) = read_source(folder).migrations
    assert migration.matches(hashlib.sha256(b"SELECT 1;").digest())
    assert not migration.matches(hashlib.sha384(b"SELECT 1; ").digest())


def test_ignored_characters_are_left_out_of_the_checksum_and_kept_in_the_text(folder: Path) -> None:
    write(folder, v1_a="SELECT 1;\r\n")
    config = SqlxConfig(ignored_chars=frozenset("\r\n"))
    (migration,) = read_source(folder, config).migrations
    assert migration.checksum == hashlib.sha384(b"SELECT 1;").digest()
    assert migration.sql == "SELECT 1;\r\n"


def test_a_sqlx_toml_beside_the_folder_is_honoured(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.parent / "sqlx.toml").write_text('[migrate]\ntable-name = "steps"\n')
    assert read_source(folder).config.table_name == "steps"
    monkeypatch.chdir(folder)
    assert read_source(Path()).config.table_name == "steps"


@pytest.mark.parametrize(
    ("sql", "expected"),
    [("-- no-transaction\nVACUUM;", True), (" -- no-transaction", False), ("--no-transaction", False)],
)
def test_only_the_very_first_characters_switch_the_transaction_off(
    folder: Path, sql: str, expected: bool
) -> None:
    write(folder, v1_a=sql)
    assert read_source(folder).migrations[0].no_transaction is expected


def test_a_nul_byte_is_refused_where_sqlx_would_run_for_ever(folder: Path) -> None:
    write(folder, v1_a=b"CREATE TABLE a(x);\0")
    with pytest.raises(SourceError, match="NUL") as caught:
        read_source(folder)
    assert caught.value.path == folder.resolve() / "1_a.sql"


def test_a_path_with_a_nul_is_refused() -> None:
    with pytest.raises(SourceError):
        read_source(Path("a\0b"), SqlxConfig())
