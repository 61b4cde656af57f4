""".env files mean what they mean to sqlx: the database that a run creates has the same name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.cli.dotenv import with_dotenv
from tests.cli.command import call
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from pathlib import Path

RUN = ("migrate", "run", "--source", "m")
MODE = b"?mode=rwc"


@pytest.mark.parametrize(
    "text",
    [
        b"DATABASE_URL=sqlite:a.db%b\r\n",
        b"  export DATABASE_URL = sqlite:a.db%b",
        b"export\tDATABASE_URL=sqlite:a.db%b",
        b'DATABASE_URL="sqlite:a.db%b"',
        b"DATABASE_URL='sqlite:a.db%b' # c",
        b"DATABASE_URL=sqlite:a.db%b # comment",
        b"DATABASE_URL=sqlite:a.db%b \t",
        b"DATABASE_URL=sqlite:a'b c'\"d\".db%b",
        b"DATABASE_URL=sqlite:a b.db%b",
        b"# x\n\nFOO=bar\nDATABASE_URL=sqlite:a-${FOO}-$FOO.db%b",
        b"DATABASE_URL=sqlite:a-${NOT_THERE}.db%b",
        b"DATABASE_URL='sqlite:a-$FOO.db%b'",
        b'FOO=x\nDATABASE_URL="sqlite:a-$FOO.db%b"',
        b"FOO=x\nDATABASE_URL=sqlite:a-\\$FOO.db%b",
        b"FOO=x\nDATABASE_URL=sqlite:$FOO_BAR.db%b",
        b"FOO=x\nDATABASE_URL=sqlite:$FOO\\$FOO.db%b",
        b"FOO=x\nDATABASE_URL=sqlite:${FOO.db%b",
        b"FOO=x\\\nDATABASE_URL=sqlite:$FOO.db%b",
        b"DATABASE_URL=sqlite:a.db%b\nDATABASE_URL=sqlite:b.db",
        b"not a line\nDATABASE_URL=sqlite:a.db%b",
        b"DATABASE_URL=sqlite:a.db%b\nnot a line",
        b"FOO='open\nDATABASE_URL=sqlite:a.db%b",
        b"FOO='over\ntwo lines'\nDATABASE_URL=sqlite:a.db%b",
        b"1FOO=x\nDATABASE_URL=sqlite:a.db%b",
        b"FOO.BAR=x\nDATABASE_URL=sqlite:a.db%b",
        b"FOO-BAR=x\nDATABASE_URL=sqlite:a.db%b",
        b"FOO=\nDATABASE_URL=sqlite:a.db%b",
        b"FOO=# c\nDATABASE_URL=sqlite:a.db%b",
        b"FOO=a\\xb\nDATABASE_URL=sqlite:a.db%b",
        b"FOO=a b\nDATABASE_URL=sqlite:a.db%b",
        b"DATABASE_URL",
        b"\xef\xbb\xbfDATABASE_URL=sqlite:a.db%b",
        b"DATABASE_URL=sqlite:a.db%b\nFOO=\xff",
        b"FOO=\xff\nDATABASE_URL=sqlite:a.db%b",
        b"DATABASE_URL=sqlite:a\\ b.db%b",
        b"FOO=1\n",
        b"",
    ],
)
def test_a_dotenv_file_names_the_database_that_sqlx_takes(tmp_path: Path, text: bytes) -> None:
    places = [tmp_path / "ours", tmp_path / "theirs"]
    for place in places:
        (place / "m").mkdir(parents=True)
        (place / ".env").write_bytes(text.replace(b"%b", MODE))
    ours = call(*RUN, folder=places[0])
    theirs = find_sqlx()(*RUN, folder=places[1])
    assert (ours.code, ours.out) == (theirs.code, theirs.out)
    assert created(places[0]) == created(places[1])


def created(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("*.db")}


def test_the_nearest_file_upwards_counts_alone(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / ".env").write_text("DATABASE_URL=far\nOTHER=far")
    assert with_dotenv({}, inner) == {"DATABASE_URL": "far", "OTHER": "far"}
    (tmp_path / "a" / ".env").write_text("OTHER=near")
    (inner / ".env").mkdir()  # a folder of that name is passed by
    assert with_dotenv({}, inner) == {"OTHER": "near"}


def test_the_real_environment_wins_over_the_file_and_the_option_over_both(tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:file.db?mode=rwc")
    environment = {"DATABASE_URL": "sqlite:environment.db?mode=rwc"}
    call(*RUN, folder=tmp_path, environment=environment)
    assert created(tmp_path) == {"environment.db"}
    call(*RUN, "-D", "sqlite:option.db?mode=rwc", folder=tmp_path, environment=environment)
    assert created(tmp_path) == {"environment.db", "option.db"}


@pytest.mark.parametrize("words", [("--no-dotenv", *RUN), (*RUN, "--no-dotenv")])
def test_no_dotenv_leaves_the_file_alone(tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "m").mkdir()
    (tmp_path / ".env").write_text("DATABASE_URL=sqlite:file.db?mode=rwc")
    outcome = call(*words, folder=tmp_path)
    assert outcome.code == 1
    assert outcome.out == (
        "error: the `--database-url` option or the `DATABASE_URL` environment variable must be provided\n"
    )
