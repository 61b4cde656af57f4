"""``metrics export`` writes files and streams that other programs read."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.cli.arguments import parse_arguments
from pipeline_browser.cli.console import Console
from pipeline_browser.cli.metrics_export import run
from pipeline_browser.cli.targets import WrongUsage
from pipeline_browser.model.metrics.exporting import exporting
from pipeline_browser.model.metrics.table.pages import read_page
from pipeline_browser.overriding import override
from tests.cli.command import call
from tests.small_runs import write_runs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_runs(
        tmp_path_factory.mktemp("export") / "x.db",
        {"name": "one", "processing_duration_ms": 1_000},
        {"name": "=two", "processing_duration_ms": 3_000, "error_count": 1},
    )


def test_csv_goes_to_standard_output_unless_a_file_is_named(database: Path) -> None:
    result = call("metrics", "export", str(database), "--sort", "duration:desc", folder=database.parent)
    assert result.code == 0, result.err
    rows = list(csv.DictReader(io.StringIO(result.out, newline="")))
    assert [row["pipeline"] for row in rows] == ["'=two", "one"]
    assert [row["duration_ms"] for row in rows] == ["3000", "1000"]


def test_columns_are_those_that_are_named_in_their_order(database: Path) -> None:
    options = ("--columns", "duration,pipeline", "--sort", "pipeline", "--status", "completed")
    result = call("metrics", "export", str(database), *options, folder=database.parent)
    assert result.out == "duration_ms,pipeline\r\n1000,one\r\n"


def test_the_ending_of_a_file_says_the_format(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "runs.json"
    result = call("metrics", "export", str(database), "-o", str(target), folder=tmp_path)
    assert (result.code, result.out) == (0, "")
    assert result.err == f"Wrote 2 runs to {target}.\n"
    assert {run["pipeline"] for run in json.loads(target.read_text())} == {"one", "=two"}
    named = call("metrics", "export", str(database), "--format", "openmetrics", folder=tmp_path)
    assert named.out.endswith("# EOF\n")


def test_only_contradictory_runs_are_written_when_asked_for(database: Path) -> None:
    options = ("--contradictory", "--columns", "pipeline,lint")
    result = call("metrics", "export", str(database), *options, folder=database.parent)
    assert result.out == "pipeline,lint\r\n'=two,throughput\r\n"


class Terminal(io.StringIO):
    """A stream that somebody looks at."""

    @override
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_nothing_acts_and_parquet_is_refused(tmp_path: Path) -> None:
    path = write_runs(tmp_path / "x.db", {"name": "a\x1b[2J"})
    out = Terminal()
    console = Console(out, io.StringIO())
    options = ["metrics", "export", str(path), "--columns", "pipeline,errors"]
    assert run(parse_arguments(options), console) == 0
    assert out.getvalue() == "pipeline,errors\na\\x1b[2J,0\n"
    with pytest.raises(WrongUsage, match="Parquet is nothing to read"):
        run(parse_arguments([*options, "--format", "parquet"]), console)


def test_an_export_ends_when_nobody_reads_it_any_more(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    reads: list[int] = []

    def counted(*arguments: object, **options: object) -> object:
        reads.append(1)
        return read_page(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(exporting, "read_page", counted)
    command = [sys.executable, "-c", "import sys; sys.stdin.close()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as reader:
        assert reader.stdin is not None
        reader.wait()
        out = io.TextIOWrapper(reader.stdin, encoding="utf-8")
        console = Console(out, io.StringIO())
        arguments = parse_arguments(["metrics", "export", str(database)])
        assert run(arguments, console) == 0
    assert len(reads) <= 1


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        (["--columns", "size"], 2, "'size' is no column"),
        (["--sort", "size"], 2, "'size' is no column"),
        (["--sort", "ratio:up"], 2, "'up' is no direction"),
        (["--format", "xls"], 2, "'xls' is no format"),
        (["-o", "runs.xls"], 3, "“.xls” is the ending of no known format"),
        (["-o", "x.db", "--format", "csv"], 3, "This is the database itself"),
    ],
)
def test_what_cannot_be_done_is_said(database: Path, options: list[str], code: int, said: str) -> None:
    before = database.read_bytes()
    result = call("metrics", "export", str(database), *options, folder=database.parent)
    assert result.code == code
    assert said in result.err
    assert database.read_bytes() == before
