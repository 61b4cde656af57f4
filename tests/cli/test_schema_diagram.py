"""``schema diagram``: a file of the format that was asked for, or a clear refusal that changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from pipeline_browser.model.engine import sqlite3
from tests.cli.command import call

if TYPE_CHECKING:
    from pathlib import Path

    from tests.oracle import Outcome

_BEGINNINGS = {
    "svg": "<svg ",
    "mmd": "erDiagram\n",
    "dot": "digraph schema {\n",
    "puml": "@startuml\n",
    "dbml": 'Table "pipelines" {\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    connection = sqlite3.connect(tmp_path / "p.db")
    connection.executescript(
        """CREATE TABLE pipelines(id INTEGER PRIMARY KEY, name TEXT);
        CREATE TABLE stages(pipeline INTEGER NOT NULL REFERENCES pipelines, place INTEGER);
        CREATE TABLE logs(stage INTEGER REFERENCES stages(pipeline));
        CREATE TABLE "a,b"(a);
        CREATE TABLE "<img src=x>"(a);"""
    )
    connection.close()
    return tmp_path


@pytest.mark.parametrize("suffix", _BEGINNINGS)
def test_the_suffix_decides_the_format(folder: Path, suffix: str) -> None:
    outcome = call("schema", "diagram", "p.db", "-o", f"er.{suffix}", folder=folder)
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    assert (folder / f"er.{suffix}").read_text().startswith(_BEGINNINGS[suffix])


def test_the_format_can_be_said_instead(folder: Path) -> None:
    assert call("schema", "diagram", "p.db", "-o", "er.txt", "--format", "dot", folder=folder).code == 0
    assert (folder / "er.txt").read_text().startswith("digraph")


@pytest.mark.parametrize("output", [("-o", "-"), ()])
def test_standard_output_takes_the_diagram_too(folder: Path, output: tuple[str, ...]) -> None:
    outcome = call("schema", "diagram", "p.db", *output, "--format", "mmd", folder=folder)
    assert outcome.out.startswith("erDiagram\n    pipelines {\n")


def entities(outcome: Outcome) -> list[str]:
    """Return the tables of a Mermaid diagram."""
    assert (outcome.code, outcome.err) == (0, "")
    return [line.split()[0] for line in outcome.out.splitlines() if line.endswith("{")]


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        (("--table", "stages"), ["stages"]),
        (("--table", "STAGES", "--table", "pipelines"), ["pipelines", "stages"]),
        (("--tables", "stages,pipelines"), ["pipelines", "stages"]),
        (("--tables", "stages", "pipelines,logs"), ["pipelines", "stages", "logs"]),
        (("--table", "pipelines", "--neighbours", "1"), ["pipelines", "stages"]),
        (("--table", "pipelines", "--neighbors", "2"), ["pipelines", "stages", "logs"]),
        (("--tables", "a,b"), ['entity_0["a,b"]']),
    ],
)
def test_tables_are_chosen_by_name_and_by_what_is_near(
    folder: Path, chosen: tuple[str, ...], shown: list[str]
) -> None:
    outcome = call("schema", "diagram", "p.db", "--format", "mmd", *chosen, folder=folder)
    assert entities(outcome) == shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "er.svg", "--paper", "A4"), "are for PDF"),
        (("-o", "er.png", "--tiled"), "are for PDF"),
        (("-o", "er.svg", "--scale", "2"), "--scale is for PNG"),
        (("-o", "er.pdf", "--scale", "2"), "--scale is for PNG"),
        (("-o", "er.pdf", "--paper", "A9"), "choose one of A4, A3, Letter"),
        (("-o", "er.pdf", "--portrait", "--landscape"), "cannot be used with"),
        (("-o", "er.png", "--scale", "0"), "not a scale from 0.01 to 100"),
        (("-o", "er.svg", "--neighbours", "1"), "needs tables"),
        (("-o", "er.svg", "--keys-only", "--detail", "names"), "cannot be used with"),
        (("--format", "png"), "name a file with -o"),
        (("-o", "-", "--format", "pdf"), "name a file with -o"),
    ],
)
def test_options_that_do_not_fit_are_refused(folder: Path, words: tuple[str, ...], said: str) -> None:
    outcome = call("schema", "diagram", "p.db", *words, folder=folder)
    assert outcome.code == 2
    assert said in outcome.err
    assert sorted(path.name for path in folder.iterdir()) == ["p.db"]


def test_names_alone_can_be_asked_for(folder: Path) -> None:
    outcome = call("schema", "diagram", "p.db", "--format", "mmd", "--detail", "names", folder=folder)
    assert "        " not in outcome.out


def test_an_svg_can_do_without_its_legend(folder: Path) -> None:
    told = call("schema", "diagram", "p.db", "--format", "svg", folder=folder).out
    untold = call("schema", "diagram", "p.db", "--format", "svg", "--no-legend", folder=folder).out
    assert ">primary key</text>" in told
    assert ">primary key</text>" not in untold


def test_names_stay_text_in_the_svg(folder: Path) -> None:
    call("schema", "diagram", "p.db", "-o", "er.svg", folder=folder)
    root = ET.parse(folder / "er.svg").getroot()  # noqa: S314 - our own text
    assert "<img src=x>" in {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}


def test_only_some_tables_and_only_keys(folder: Path) -> None:
    outcome = call(
        *("schema", "diagram", "p.db", "-o", "-", "--format", "mmd", "--keys-only"),
        *("--tables", "STAGES", "pipelines"),
        folder=folder,
    )
    assert outcome.out.splitlines() == [
        "erDiagram",
        "    pipelines {",
        "        INTEGER id PK",
        "    }",
        "    stages {",
        '        INTEGER pipeline FK "not null"',
        "    }",
        '    pipelines ||--o{ stages : "pipeline"',
    ]


def test_an_unknown_format_names_the_known_ones(folder: Path) -> None:
    outcome = call("schema", "diagram", "p.db", "-o", "er.xyz", folder=folder)
    assert outcome.code == 2
    assert "choose one of svg, png, pdf, mmd, dot, puml, dbml" in outcome.err
    assert not (folder / "er.xyz").exists()


def test_no_format_at_all_asks_for_one(folder: Path) -> None:
    outcome = call("schema", "diagram", "p.db", "-o", "er", folder=folder)
    assert outcome.code == 2
    assert "--format" in outcome.err


def test_an_unknown_table_is_refused(folder: Path) -> None:
    outcome = call("schema", "diagram", "p.db", "-o", "er.svg", "--tables", "nope", folder=folder)
    assert (outcome.code, outcome.err.splitlines()[0]) == (1, "error: There is no table or view nope")


def test_the_database_is_never_overwritten(folder: Path) -> None:
    before = (folder / "p.db").read_bytes()
    outcome = call("schema", "diagram", "p.db", "-o", "./p.db", "--format", "svg", folder=folder)
    assert outcome.code == 1
    assert "This is the database itself." in outcome.err
    assert (folder / "p.db").read_bytes() == before


@pytest.mark.parametrize("side", ["-wal", "-shm", "-journal"])
def test_a_file_beside_the_database_that_is_its_own_is_never_overwritten(folder: Path, side: str) -> None:
    outcome = call("schema", "diagram", "p.db", "-o", f"p.db{side}", "--format", "svg", folder=folder)
    assert outcome.code == 1
    assert not (folder / f"p.db{side}").exists()


def test_a_failure_keeps_an_older_file_and_leaves_nothing_behind(folder: Path) -> None:
    (folder / "er.svg").write_text("older")
    assert call("schema", "diagram", "gone.db", "-o", "er.svg", folder=folder).code == 1
    assert (folder / "er.svg").read_text() == "older"
    assert sorted(path.name for path in folder.iterdir()) == ["er.svg", "p.db"]


def test_a_folder_that_is_missing_is_told_with_its_path(folder: Path) -> None:
    outcome = call("schema", "diagram", "p.db", "-o", "no/er.svg", folder=folder)
    assert outcome.code == 1
    assert "error: no/er.svg was not written" in outcome.err


def test_the_folder_itself_is_no_file_to_write(folder: Path) -> None:
    (folder / "er.svg").mkdir()
    outcome = call("schema", "diagram", "p.db", "-o", "er.svg", folder=folder)
    assert outcome.code == 1
    assert "A folder has this name." in outcome.err


def test_a_file_is_made_with_the_usual_rights_and_keeps_its_own(folder: Path) -> None:
    (folder / "plain").touch()
    call("schema", "diagram", "p.db", "-o", "new.dot", folder=folder)
    assert (folder / "new.dot").stat().st_mode == (folder / "plain").stat().st_mode
    (folder / "new.dot").chmod(0o600)
    call("schema", "diagram", "p.db", "-o", "new.dot", folder=folder)
    assert (folder / "new.dot").stat().st_mode & 0o777 == 0o600
