"""What is written into the metrics alone gives the Pipelines tab nothing to judge again."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.importing.importing import import_runs
from pipeline_browser.model.metrics.importing.planning import plan_import
from pipeline_browser.model.metrics.importing.scanning import scan
from pipeline_browser.model.pipelines.operations.fields import set_field
from tests.model.metrics.importing.making import write
from tests.small_pipelines import read_named

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit
    from pipeline_browser.model.pipelines.terms import Terms
    from tests.ui.pipelines.at_work import AtWork


def imported(path: Path, database: Database, *, terms: Terms) -> Edit:
    return import_runs(database, plan_import(database, scan([path])).written(), {}, terms=terms)


def test_imported_runs_are_no_reason_to_check_their_pipelines(
    work: AtWork, file: Path, tmp_path: Path
) -> None:
    alpha = read_named(file, "alpha")
    path = write(tmp_path / "a.adapipe", pipeline_id=alpha.id)
    titles: list[str] = []
    work.parts.session.worker.started.connect(lambda job: titles.append(job.title))
    work.bench.editor.do(partial(imported, path))
    work.settle()
    assert read_named(file, "alpha").metrics is not None
    assert "Saving the change" in titles
    assert "Checking what was changed" not in titles
    work.bench.editor.do(partial(set_field, seen=alpha.stages[0].row, column="name", value="other"))
    work.settle()
    assert "Checking what was changed" in titles
