"""What the real Rust program has just written is imported as it was, and the program goes on loading."""

from __future__ import annotations

import hashlib
import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.importing.checksums import compute_checksums
from pipeline_browser.model.metrics.importing.importing import import_runs
from pipeline_browser.model.metrics.importing.plan import Standing
from pipeline_browser.model.metrics.importing.planning import plan_import
from pipeline_browser.model.metrics.importing.scanning import scan
from pipeline_browser.model.metrics.verification import verify_file
from tests.model.pipelines.loadability import program

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [
    pytest.mark.campaign,
    pytest.mark.skipif(not program.is_installed(), reason="the Rust program is not on the PATH"),
]


@pytest.mark.parametrize("pipeline", ["image-processing", "log-archive", "pii-clean", "debug-run"])
def test_a_run_of_the_program_becomes_a_row(shared: Path, tmp_path: Path, pipeline: str) -> None:
    path = tmp_path / "a.db"
    shutil.copyfile(shared / "data" / "real-created.db", path)
    assert program.processes(path, pipeline)
    before = program.list_pipelines(path)
    content, output = (tmp_path / "input.txt").read_bytes(), tmp_path / "output.adapipe"
    with closing(Database.open(Location(path))) as database:
        written = plan_import(database, scan([tmp_path])).written()
        assert [(each.standing, each.file.path) for each in written] == [(Standing.NEW, output)]
        import_runs(database, written, compute_checksums(written).by_path)
        sql = (
            "SELECT p.name, m.bytes_processed, m.input_file_checksum, m.output_file_checksum, "
            "m.output_file_size_bytes FROM processing_metrics m JOIN pipelines p ON p.id = m.pipeline_id"
        )
        digests = (hashlib.sha256(content).hexdigest(), hashlib.sha256(output.read_bytes()).hexdigest())
        assert database.query(sql) == [(pipeline, len(content), *digests, output.stat().st_size)]
        assert [each.standing for each in plan_import(database, scan([output])).files] == [Standing.SAME]
    assert verify_file(output, *digests).is_output
    assert program.list_pipelines(path) == before
    assert program.processes(path, pipeline)  # a later run of the same pipeline
    with closing(Database.open(Location(path))) as database:
        assert [each.standing for each in plan_import(database, scan([output])).files] == [Standing.NEWER]
