"""``metrics check`` says which runs contradict themselves, and its exit code says whether any does."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.metrics.lint.rules import RULES
from tests.cli.command import call
from tests.small_runs import write_runs

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_runs(
        tmp_path_factory.mktemp("check") / "x.db",
        {"name": "honest", "input_file_checksum": "c"},
        {"name": "fast\x1b[2J", "throughput_bytes_per_second": 58_900_000.0, "input_file_checksum": "d"},
        {"name": "one", "output_file_checksum": "1"},
        {"name": "two", "output_file_checksum": "2", "algorithm": "brotli", "warning_count": -1},
    )


def test_contradictions_are_printed_one_a_line(database: Path) -> None:
    result = call("metrics", "check", str(database), folder=database.parent)
    assert result.code == 1
    lines = result.out.splitlines()
    assert "fast\\x1b[2J: throughput: Throughput says 58.9 MB/s, bytes over duration give 10.0 MB/s" in lines
    assert "two: negative: Below zero: warnings -1" in lines
    assert any(line.startswith("one: same-input: “two” had the same input") for line in lines)
    assert lines[-1] == "4 runs: 3 contradict themselves (same-input 2, throughput 1, negative 1)"


def test_clean_runs_are_clean(database: Path) -> None:
    result = call("metrics", "check", str(database), "--text", "honest", folder=database.parent)
    assert (result.code, result.out) == (0, "1 run: none contradicts itself\n")
    empty = call("metrics", "check", str(database), "--text", "nobody", folder=database.parent)
    assert (empty.code, empty.out) == (0, "no runs\n")


def test_rules_can_be_chosen_and_printed(database: Path) -> None:
    result = call("metrics", "check", str(database), "--rule", "negative,future", folder=database.parent)
    assert result.code == 1
    assert result.out.splitlines() == [
        "two: negative: Below zero: warnings -1",
        "4 runs: 1 contradicts itself (negative 1)",
    ]
    wrong = call("metrics", "check", str(database), "--rule", "bad", folder=database.parent)
    assert wrong.code == 2
    rules = call("metrics", "check", "--rules", folder=database.parent)
    assert rules.code == 0
    assert [line.partition(":")[0] for line in rules.out.splitlines()] == [rule.id for rule in RULES]


def test_machines_get_a_document_and_several_databases_the_worst_code(database: Path, tmp_path: Path) -> None:
    clean = write_runs(tmp_path / "clean.db", {})
    result = call("metrics", "check", str(clean), str(database), "--json", folder=tmp_path)
    document = json.loads(result.out)
    assert result.code == document["exit_code"] == 1
    first, second = document["databases"]
    assert (first["exit_code"], first["contradictory"], first["findings"]) == (0, 0, [])
    assert second["rules"]["same-input"] == 2
    twin = next(each for each in second["findings"] if each["pipeline"] == "one")
    assert twin["others"][0]["pipeline"] == "two"
    assert "brotli" in twin["others"][0]["stages"]
    missing = call("metrics", "check", str(tmp_path / "no.db"), folder=tmp_path)
    assert missing.code == 3
