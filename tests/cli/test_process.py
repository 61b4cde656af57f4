"""The command as a process: signals, closed streams, terminals and locales."""

from __future__ import annotations

import errno
import os
import pty
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from pipeline_browser.model.engine import sqlite3
from tests.cli.command import UNSET

ENDLESS = (
    "CREATE TABLE half(x); INSERT INTO half WITH RECURSIVE c(n) AS"
    " (VALUES (1) UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c;"
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "migrations").mkdir()
    write(tmp_path, "1_first.sql", "CREATE TABLE a(x);")
    sqlite3.connect(tmp_path / "a.db").close()
    (tmp_path / "a.db").touch()
    return tmp_path


def write(place: Path, name: str, sql: str) -> None:
    (place / "migrations" / name).write_text(sql)


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}


def environment(**variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in UNSET}
    return {**kept, **variables}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "pipeline_browser", *arguments]


def start(place: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command(*arguments),
        cwd=place,
        env=environment(),
        text=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "terminated"])
@pytest.mark.parametrize("options", [[], ["--atomic"]], ids=["", "all or nothing"])
def test_a_signal_cancels_cleanly_and_says_what_was_kept(
    place: Path, number: signal.Signals, options: list[str]
) -> None:
    write(place, "2_endless.sql", ENDLESS)
    with start(place, "migrate", "run", "-v", *options, "a.db") as process:
        assert process.stderr is not None
        while "INSERT INTO half" not in process.stderr.readline():
            pass
        process.send_signal(number)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in err
    if options:
        assert "Nothing was applied" in err
        assert tables(place / "a.db") == set()
    else:
        assert "Migration 1 stays applied. Migration 2 was rolled back." in err
        assert tables(place / "a.db") == {"a", "_sqlx_migrations"}


def test_waiting_for_a_lock_is_told_and_can_be_interrupted(place: Path) -> None:
    with closing(sqlite3.connect(place / "a.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with start(place, "migrate", "run", "a.db") as process:
            assert process.stderr is not None
            assert process.stderr.readline().startswith("Waiting: another program")
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "error: The run was cancelled\n")
    assert "Nothing was applied" in err


def test_after_a_cancel_no_further_database_is_touched(place: Path) -> None:
    write(place, "2_endless.sql", ENDLESS)
    sqlite3.connect(place / "b.db").close()
    (place / "b.db").touch()
    with start(place, "migrate", "run", "-v", "a.db", "b.db") as process:
        assert process.stderr is not None
        while "INSERT INTO half" not in process.stderr.readline():
            pass
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)
    assert process.returncode == 130
    assert tables(place / "b.db") == set()


def test_a_reader_that_leaves_stops_no_migration_and_hears_no_complaint(place: Path) -> None:
    for number in range(2, 30):
        write(place, f"{number}_more.sql", f"CREATE TABLE t{number}(x);")
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        command("migrate", "run", "a.db"),
        cwd=place,
        env=environment(),
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (result.returncode, result.stderr) == (0, b"")
    assert len(tables(place / "a.db")) == 30


def test_a_full_disk_behind_standard_output_stops_no_migration_and_is_told(place: Path) -> None:
    write(place, "2_second.sql", "CREATE TABLE b(x);")
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            command("migrate", "run", "a.db"),
            cwd=place,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert result.returncode == 1
    assert result.stderr.startswith(b"Standard output could not be written: No space left")
    assert tables(place / "a.db") == {"a", "b", "_sqlx_migrations"}


def test_ctrl_c_while_the_program_loads_ends_it_without_a_traceback(place: Path) -> None:
    program = (
        "import sys, signal\n"
        "class Loading:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'pipeline_browser.cli.migrate_arguments': signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Loading())\n"
        "from pipeline_browser.__main__ import main\n"
        "sys.exit(main(['migrate', 'run', 'a.db']))"
    )
    result = subprocess.run([sys.executable, "-c", program], cwd=place, capture_output=True, check=False)
    assert (result.returncode, result.stderr) == (130, b"")


def test_where_the_current_folder_is_gone_whole_paths_still_work(place: Path) -> None:
    words = ["migrate", "info", "--source", str(place / "migrations")]
    script = 'mkdir gone; cd gone; rmdir ../gone; exec "$@"'
    for database, expected in [(str(place / "a.db"), 0), ("", 1)]:
        result = subprocess.run(
            ["sh", "-c", script, "sh", *command(*words, *([database] if database else []))],
            cwd=place,
            env=environment(),
            capture_output=True,
            check=False,
        )
        assert result.returncode == expected, result.stderr
    assert b"The current folder is gone" in result.stderr


@pytest.mark.parametrize("closed", ["stdout", "stderr", "both"])
def test_closed_streams_are_no_fault(place: Path, closed: str) -> None:
    redirection = {"stdout": ">&-", "stderr": "2>&-", "both": ">&- 2>&-"}[closed]
    script = f'exec "$@" {redirection}'
    result = subprocess.run(
        ["sh", "-c", script, "sh", *command("migrate", "run", "a.db")],
        cwd=place,
        env=environment(),
        capture_output=True,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert "a" in tables(place / "a.db")


@pytest.mark.parametrize("locale", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, {}])
def test_lines_are_utf8_whatever_the_locale(place: Path, locale: dict[str, str]) -> None:
    write(place, "2_größe.sql", "SELECT 1")
    result = subprocess.run(
        command("migrate", "run", "a.db"),
        cwd=place,
        env=environment(**locale),
        capture_output=True,
        check=True,
    )
    assert "2/migrate größe (".encode() in result.stdout


def on_a_terminal(place: Path, *arguments: str, out: bool = True) -> tuple[int, str, str]:
    """Return the exit code, what a terminal shows, and standard output where it is none (not ``out``)."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        command(*arguments),
        cwd=place,
        env=environment(TERM="xterm", COLUMNS="100"),
        stdin=theirs,
        stdout=theirs if out else subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while chunk := _read(ours):
        shown += chunk
    rest = process.stdout.read() if process.stdout is not None else b""
    if process.stdout is not None:
        process.stdout.close()
    os.close(ours)
    return process.wait(timeout=20), shown.decode(), rest.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError as error:
        if error.errno != errno.EIO:  # how Linux says that the other side is closed
            raise
        return b""


def test_a_bar_runs_on_a_terminal_and_lines_appear_above_it(place: Path) -> None:
    write(place, "2_[bold]second.sql", "CREATE TABLE b(x);")
    code, shown, _ = on_a_terminal(place, "migrate", "run", "a.db")
    assert code == 0
    assert "0/2" in shown
    assert "Applied 1/migrate first (" in shown
    assert "Applied 2/migrate [bold]second (" in shown


def test_with_a_bar_standard_output_still_has_sqlx_lines_alone(place: Path) -> None:
    code, shown, out = on_a_terminal(place, "migrate", "run", "a.db", out=False)
    assert code == 0
    assert out.startswith("Applied 1/migrate first (")
    assert len(out.splitlines()) == 1
    assert "0/1" in shown


@pytest.mark.parametrize("words", ["run", "info", "check", "plan", "plan --sql"])
def test_names_cannot_act_on_a_terminal(place: Path, words: str) -> None:
    write(place, "2_\x1b]0;title\x07.sql", "SELECT '\x1b[31m\u202e'")
    code, shown, _ = on_a_terminal(place, "migrate", *words.split(), "a.db")
    assert code in (0, 1)
    assert "\\x1b]0;title\\x07" in shown
    assert "\x1b]0;title" not in shown
    assert "\x1b[31m\u202e" not in shown
