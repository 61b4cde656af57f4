"""Our verdict against the recorded ones of the real program."""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.pipelines.loadability.checking import check_database

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.verdict import PipelineVerdict

_SHARED = Path(os.environ.get("PIPELINE_BROWSER_SHARED", Path(__file__).resolve().parents[5] / "shared"))
_RECORDED = _SHARED / "data" / "program-verdicts.json"


def _cases() -> list[Any]:
    if not _RECORDED.is_file():
        skip = pytest.mark.skip(reason="the folder of real databases is not beside this checkout")
        return [pytest.param(None, marks=skip)]
    cases = json.loads(_RECORDED.read_text(encoding="utf-8"))["cases"]
    return [pytest.param(case, id=case["case"].encode("unicode_escape").decode()) for case in cases]


@pytest.mark.parametrize("case", _cases())
def test_list_and_process_go_as_the_real_program_did(case: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "changed.db"
    shutil.copy(_SHARED / "data" / "real-created.db", path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(case["sql"])
    found: list[PipelineVerdict] = []
    with closing(Database.open(parse_location(path), read_only=True)) as database:
        verdict = check_database(database, found=found.append)

    assert verdict.loads is (case["list_exit"] == 0)
    assert (verdict.listed if verdict.loads else 0) == case["listed"]
    named = [each for each in found if each.active and each.name == "secure-backup"]
    runs = verdict.refused is None and any(each.runs for each in named)
    assert runs is (case["process_exit"] == 0)
