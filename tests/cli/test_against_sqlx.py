"""Ours and the real sqlx-cli on the same folders and databases, told apart by nothing but durations.

Every command of a generated story runs in two worlds, in one by our program and in the other by sqlx; a
``swapped`` command changes places, so both worlds see both programs work on one file. After every command the
exit codes, standard output, ledgers (less times), schemas and contents are compared.

Where ours differs from sqlx 0.8.6 on purpose (``test_deviations.py`` pins down what both do):

- ``info`` and dry runs never write; sqlx creates the ledger (and, with ``mode=rwc``, the file).
- a version that is there twice is foreseen, in a dry run too; sqlx runs the second file before it fails.
- a file with its own BEGIN … COMMIT runs as one transaction of ours; sqlx fails on it.
- a file with a COMMIT that opens no transaction again is refused; sqlx leaves it half recorded.
- ``-- no-transaction`` is honoured, as in 0.9; 0.8.6 ignores it.
- a NUL byte is an error; sqlx never returns. ``load_extension()`` is denied in other words.
- rows lost by cascade, and tables without a ledger, stop a run unless allowed by option.
- a checksum of the older convention (SHA-256) counts as unmodified; so does upstream's, bundled.
- a plain path is a database, several run at once, and without ``./migrations`` the bundled ones are used.
- ``add`` never overwrites within one second, and ``-r`` counts in a folder of simple migrations too.
- sqlx.toml is honoured, as in 0.9.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, assume, event, given, settings

from tests.cli.command import call
from tests.cli.stories import STATEMENTS, Command, Event, stories
from tests.cli.two_worlds import SOURCE, TWICE, URL, World, make_worlds, normal
from tests.oracle import Outcome, Sqlx, find_sqlx

LENIENT = {"info": (), "run": ("--allow-cascade", "--allow-unversioned"), "revert": ("--allow-cascade",)}
DIGITS = re.compile("[0-9]+")


@pytest.fixture(scope="module")
def sqlx() -> Sqlx:
    return find_sqlx()


def tell(story: tuple[Event, ...], worlds: tuple[World, World], sqlx: Sqlx) -> int:
    """Let the story happen in both worlds and compare after every command; return the number of commands."""
    commands = 0
    for each in story:
        if isinstance(each, Command):
            theirs = compare(each, worlds[::-1] if each.swapped else worlds, sqlx)
            event(f"{each.words[0]} {theirs.code} {DIGITS.sub('N', theirs.out)[:60]!r}")
            commands += 1
        else:
            for world in worlds:
                each.apply(world.migrations)
    return commands


def compare(command: Command, worlds: tuple[World, ...], sqlx: Sqlx) -> Outcome:
    """Run a command by ours in the first world and by sqlx in the second; return how theirs ended."""
    by_us, by_them = worlds
    words = ("migrate", *command.words, *SOURCE, "-D", URL)
    ours = call(*words, *LENIENT[command.words[0]], folder=by_us.folder)
    theirs = sqlx(*words, folder=by_them.folder)
    agree(command, normal(ours, by_us), normal(theirs, by_them), f"{ours.err}\n{theirs.err}")
    assert by_us.found() == by_them.found(), command
    return theirs


def agree(command: Command, ours: tuple[int, list[str]], theirs: tuple[int, list[str]], told: str) -> None:
    if ours[1] and TWICE in ours[1][-1]:
        # We foresee that one; sqlx runs the second file first and may fail on its text instead.
        listed = len(ours[1]) - 1
        assert ours[1][:listed] == theirs[1][:listed], told
        # The second text may even delete the first one's row, so that sqlx succeeds: the worlds part there.
        assume(theirs[0] == (0 if "--dry-run" in command.words else 1))
    else:
        assert ours == theirs, told


FEW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
MANY = settings(FEW, max_examples=3000, derandomize=False, phases=[*Phase], print_blob=True)


SETUP = (
    "CREATE TABLE t(id INTEGER PRIMARY KEY, x TEXT); INSERT INTO t VALUES (1, 'a');"
    "CREATE TABLE u(id INTEGER PRIMARY KEY, x UNIQUE, r REFERENCES t(id)); INSERT INTO u VALUES (1, 2, 1);"
)


def test_a_down_file_that_fails_is_told_as_sqlx_does(tmp_path: Path, sqlx: Sqlx) -> None:
    worlds = make_worlds(tmp_path.resolve(), sqlx, wal=True)
    for world in worlds:
        (world.migrations / "1_x.up.sql").write_text("CREATE TABLE a(x)")
        (world.migrations / "1_x.down.sql").write_text("DROP TABLE nowhere")
    compare(Command(("run",), swapped=False), worlds, sqlx)
    assert compare(Command(("revert",), swapped=False), worlds, sqlx).code == 1


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_statement_amid_others_goes_as_with_sqlx(tmp_path: Path, sqlx: Sqlx, statement: str) -> None:
    worlds = make_worlds(tmp_path.resolve(), sqlx, wal=True)
    text = f"CREATE TABLE before(x); {statement.format(t='t', u='u')}; CREATE TABLE after(x)"
    for world in worlds:
        (world.migrations / "1_setup.sql").write_text(SETUP)
        (world.migrations / "2_it.sql").write_text(text)
        (world.migrations / "3_last.sql").write_text("CREATE TABLE IF NOT EXISTS last(x)")
    compare(Command(("run",), swapped=False), worlds, sqlx)


@FEW
@given(story=stories)
@pytest.mark.parametrize("wal", [True, False], ids=["WAL", "DELETE"])
def test_a_story_goes_as_with_sqlx(sqlx: Sqlx, wal: bool, story: tuple[Event, ...]) -> None:
    with TemporaryDirectory() as top:
        tell(story, make_worlds(Path(top).resolve(), sqlx, wal=wal), sqlx)


@pytest.mark.campaign
@MANY
@given(story=stories)
@pytest.mark.parametrize("wal", [True, False], ids=["WAL", "DELETE"])
def test_thousands_of_stories_go_as_with_sqlx(sqlx: Sqlx, wal: bool, story: tuple[Event, ...]) -> None:
    with TemporaryDirectory() as top:
        tell(story, make_worlds(Path(top).resolve(), sqlx, wal=wal), sqlx)
