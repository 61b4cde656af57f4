"""Whatever a table of metrics holds, an import never goes back in time, and undo restores every byte."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser.model.files.plain_file import FileMark
from pipeline_browser.model.metrics.importing.importing import import_runs
from pipeline_browser.model.metrics.importing.instants import instant
from pipeline_browser.model.metrics.importing.output_file import OutputFile, Trailer
from pipeline_browser.model.metrics.importing.plan import Standing
from pipeline_browser.model.metrics.importing.planning import plan_import, row_instant
from pipeline_browser.model.metrics.importing.row_cells import CELLS
from pipeline_browser.model.metrics.importing.scanning import Scan
from pipeline_browser.model.pipelines.applying import apply_edit
from tests.model.pipelines.databases import BUNDLED, UNKEYED, UNVERSIONED, dump, fresh

TIMES = ("2025-01-01T00:00:00Z", "2025-01-01T01:00:00.000000001+01:00", "2026-01-01 00:00:00z", "", "soon")
IDS = ("first", "second", "none")

cells = st.one_of(
    st.none(),
    st.integers(-5, 2**62),
    st.floats(allow_nan=False),
    st.sampled_from(TIMES),
    st.binary(max_size=4),
    st.text(max_size=4),
)
known_rows = st.dictionaries(st.sampled_from(sorted(CELLS)), cells, max_size=4)
runs = st.lists(
    st.tuples(st.sampled_from(IDS), st.sampled_from(TIMES[:3]), st.integers(0, 2**63 - 1)), max_size=5
)


def output_file(folder: Path, number: int, run: tuple[str, str, int], ids: dict[str, str]) -> OutputFile:
    name, time, size = run
    moment = instant(time)
    assert moment is not None
    trailer = Trailer(ids.get(name, name), "in", size, "ab" * 32, 1, time, moment)
    return OutputFile(folder / str(number), FileMark((1, number), 5000 + number, 0), trailer, None)


@settings(max_examples=30)
@given(st.sampled_from((BUNDLED, UNVERSIONED, UNKEYED)), known_rows, runs)
def test_any_rows_and_any_runs(
    schema: str, row: dict[str, object], found: list[tuple[str, str, int]]
) -> None:
    with closing(fresh(schema)) as database:
        columns = {column[1] for column in database.query("PRAGMA table_info(processing_metrics)")}
        row = {column: value for column, value in row.items() if column in columns}
        for column, value in row.items():
            if value is not None:
                database.connection.execute(f"UPDATE processing_metrics SET {column} = ?", (value,))
        ids: dict[str, str] = dict(database.query("SELECT name, id FROM pipelines"))
        before = dump(database)
        files = tuple(output_file(Path("/x"), number, run, ids) for number, run in enumerate(found))
        plan = plan_import(database, Scan(files))
        assert dump(database) == before
        written = plan.written(undated=True)
        assert len({each.file.trailer and each.file.trailer.pipeline_id for each in written}) == len(written)
        for each in written:
            assert each.file.trailer is not None
            known = None if each.row is None else row_instant(each.row)
            assert known is None or each.file.trailer.instant > known or each.standing is Standing.NO_CHECKSUM
        checksums = {each.file.path: "cd" * 32 for each in written}
        edit = import_runs(database, written, checksums)
        again = plan_import(database, Scan(files))
        if "end_time_rfc3339" in columns:
            assert not again.written(undated=True)
        apply_edit(database, edit.inverse())
        assert dump(database) == before
