"""Planning and writing runs: the newest of a pipeline stays, nothing is invented, one undo takes it back."""

from __future__ import annotations

from contextlib import closing
from time import process_time
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.database import Database
from pipeline_browser.model.engine import sqlite3
from pipeline_browser.model.errors import Cancelled, EditRefused, RunsOutdated
from pipeline_browser.model.location import Location
from pipeline_browser.model.metrics.importing.checksums import Hashed, compute_checksums
from pipeline_browser.model.metrics.importing.importing import import_runs
from pipeline_browser.model.metrics.importing.plan import ImportPlan, Standing
from pipeline_browser.model.metrics.importing.planning import plan_import
from pipeline_browser.model.metrics.importing.scanning import scan
from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.paths import migrations_folder
from tests.model.metrics.importing.making import CHECKSUM, EARLY, LATE, output, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pipeline_browser.model.metrics.importing.plan import PlannedFile
    from pipeline_browser.model.pipelines.changes import Edit

SCHEMA = "".join(path.read_text() for path in sorted(migrations_folder().glob("*.sql")))
PIPELINE = "INSERT INTO pipelines VALUES ('{0}', 'name of {0}', 0, '2026-01-01T00:00:00Z', 'x')"


def open_with(sql: str) -> Database:
    database = Database.open(Location(None, mode="memory"))
    database.connection.executescript(sql)
    return database


@pytest.fixture
def database() -> Iterator[Database]:
    pipelines = ";".join(PIPELINE.format(f"P{number}") for number in (1, 2, 3))
    with closing(open_with(f"{SCHEMA};{pipelines};")) as database:
        yield database


def planned(database: Database, *chosen: Path) -> ImportPlan:
    return plan_import(database, scan(chosen))


def standings(database: Database, *chosen: Path) -> list[Standing]:
    return [each.standing for each in planned(database, *chosen).files]


def imported(database: Database, *chosen: Path) -> Edit:
    written = planned(database, *chosen).written()
    return import_runs(database, written, compute_checksums(written).by_path)


def rows(database: Database) -> list[dict[str, object]]:
    found = database.query("SELECT * FROM processing_metrics ORDER BY 1")
    names = [column[1] for column in database.query("PRAGMA table_info(processing_metrics)")]
    return [dict(zip(names, row, strict=True)) for row in found]


def put(database: Database, **cells: object) -> None:
    names, marks = ", ".join(cells), ", ".join("?" * len(cells))
    sql = f"INSERT INTO processing_metrics (pipeline_id, {names}) VALUES ('P1', {marks})"
    database.connection.execute(sql, tuple(cells.values()))


def test_a_row_holds_what_the_file_says_and_nothing_else(database: Database, tmp_path: Path) -> None:
    path = write(tmp_path / "a", output(b"c" * 250))
    imported(database, path)
    size = len(output(b"c" * 250))
    assert rows(database) == [
        {
            "pipeline_id": "P1",
            "bytes_processed": 1000,
            "bytes_total": 1000,
            "chunks_processed": 1,
            "chunks_total": 1,
            "start_time_rfc3339": None,
            "end_time_rfc3339": EARLY,
            "processing_duration_ms": None,
            "throughput_bytes_per_second": 0.0,
            "compression_ratio": size / 1000,
            "error_count": 0,
            "warning_count": 0,
            "input_file_size_bytes": 1000,
            "output_file_size_bytes": size,
            "input_file_checksum": CHECKSUM,
            "output_file_checksum": sha256_of(path),
        }
    ]


def sha256_of(path: Path) -> str:
    import hashlib  # noqa: PLC0415

    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_empty_input_has_no_ratio_and_an_empty_checksum_is_none(
    database: Database, tmp_path: Path
) -> None:
    imported(database, write(tmp_path / "a", original_size=0, original_checksum=""))
    (row,) = rows(database)
    assert (row["compression_ratio"], row["input_file_checksum"]) == (None, None)


def test_without_hashing_the_outputs_checksum_stays_unknown_and_can_follow(
    database: Database, tmp_path: Path
) -> None:
    path = write(tmp_path / "a")
    import_runs(database, planned(database, path).written(), {})
    assert rows(database)[0]["output_file_checksum"] is None
    again = planned(database, path)
    assert [each.standing for each in again.files] == [Standing.NO_CHECKSUM]
    assert again.written(hashing=False) == ()
    before = rows(database)[0]
    imported(database, path)
    assert rows(database) == [{**before, "output_file_checksum": sha256_of(path)}]


def test_each_file_stands_to_the_database_in_one_way(database: Database, tmp_path: Path) -> None:
    put(database, end_time_rfc3339="2026-01-01T01:00:00.000000002+01:00", output_file_checksum="x")
    paths = [
        write(tmp_path / "same", processed_at=LATE),
        write(tmp_path / "older", processed_at=EARLY),
        write(tmp_path / "first", pipeline_id="P2", processed_at=EARLY),
        write(tmp_path / "second", pipeline_id="P2", processed_at=LATE),
        write(tmp_path / "copy", pipeline_id="P2", processed_at=LATE),
        write(tmp_path / "foreign", pipeline_id="Q"),
        write(tmp_path / "failed", b""),
        write(tmp_path / "damaged", b"x"),
    ]
    plan = planned(database, *paths)
    assert [each.standing for each in plan.files] == [
        Standing.SAME,
        Standing.OUTDONE,
        Standing.OUTDONE,
        Standing.NEW,
        Standing.OUTDONE,
        Standing.UNKNOWN_PIPELINE,
        Standing.FAILED_RUN,
        Standing.DAMAGED,
    ]
    assert standings(database, paths[1]) == [Standing.OLDER]
    assert "The same run is in second." in plan.files[4].why
    assert "A later run of the pipeline is in second." in plan.files[2].why
    assert [each.file.path.name for each in plan.written()] == ["second"]
    assert plan.counts[Standing.OUTDONE] == 3


def test_a_later_run_replaces_all_of_an_earlier_one(database: Database, tmp_path: Path) -> None:
    put(
        database,
        start_time_rfc3339="2025-01-01T00:00:00Z",
        end_time_rfc3339="2025-01-01T00:00:09Z",
        processing_duration_ms=9000,
        throughput_bytes_per_second=5.0,
        error_count=3,
        bytes_processed=1,
    )
    assert standings(database, write(tmp_path / "a")) == [Standing.NEWER]
    edit = imported(database, tmp_path / "a")
    (row,) = rows(database)
    assert (row["start_time_rfc3339"], row["processing_duration_ms"], row["error_count"]) == (None, None, 0)
    assert (row["throughput_bytes_per_second"], row["bytes_processed"]) == (0.0, 1000)
    assert edit.words == "import 1 run"
    assert edit.pipelines == ("P1",)


@pytest.mark.parametrize(
    ("cells", "standing"),
    [
        ({"start_time_rfc3339": "2025-01-01T00:00:00Z"}, Standing.NEWER),
        ({"start_time_rfc3339": "2027-01-01T00:00:00Z"}, Standing.OLDER),
        ({"start_time_rfc3339": "2025-01-01T00:00:00Z", "end_time_rfc3339": "soon"}, Standing.NEWER),
        ({"bytes_total": 0}, Standing.NEW),
        ({"bytes_total": 5}, Standing.UNDATED),
        ({"end_time_rfc3339": "yesterday"}, Standing.UNDATED),
        ({"end_time_rfc3339": b"2026-01-01T00:00:00Z"}, Standing.UNDATED),
    ],
)
def test_how_old_a_row_is(
    database: Database, tmp_path: Path, cells: dict[str, object], standing: Standing
) -> None:
    put(database, **cells)
    plan = planned(database, write(tmp_path / "a"))
    assert [each.standing for each in plan.files] == [standing]
    assert len(plan.written(undated=True)) == (standing is not Standing.OLDER)
    assert len(plan.written()) == (standing not in {Standing.OLDER, Standing.UNDATED})


def test_one_undo_takes_everything_back_and_one_redo_brings_it_again(
    database: Database, tmp_path: Path
) -> None:
    put(database, end_time_rfc3339="2025-01-01T00:00:00Z", error_count=7)
    before = rows(database)
    write(tmp_path / "a.adapipe")
    write(tmp_path / "b.adapipe", pipeline_id="P2")
    edit = imported(database, tmp_path)
    after = rows(database)
    assert len(after) == 2
    undone = apply_edit(database, edit.inverse())
    assert rows(database) == before
    apply_edit(database, undone.inverse())
    assert rows(database) == after


def changed(database: Database, sql: str) -> None:
    database.execute("PRAGMA foreign_keys = OFF")
    database.connection.execute(sql)
    database.execute("PRAGMA foreign_keys = ON")


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("UPDATE processing_metrics SET error_count = 1", "The metrics of 1 pipeline changed meanwhile."),
        ("DELETE FROM processing_metrics", "The metrics of 1 pipeline changed meanwhile."),
        (
            "INSERT INTO processing_metrics (pipeline_id) VALUES ('P2')",
            "The metrics of 1 pipeline changed meanwhile.",
        ),
        ("DELETE FROM pipelines", "2 pipelines are not there any more."),
    ],
)
def test_what_changed_after_the_preview_stops_everything(
    database: Database, tmp_path: Path, sql: str, words: str
) -> None:
    put(database, end_time_rfc3339="2025-01-01T00:00:00Z")
    write(tmp_path / "a.adapipe")
    write(tmp_path / "b.adapipe", pipeline_id="P2")
    written = planned(database, tmp_path).written()
    changed(database, sql)
    before = rows(database)
    with pytest.raises(RunsOutdated) as caught:
        import_runs(database, written, {})
    assert words in caught.value.cause
    assert rows(database) == before


def test_archived_pipelines_get_their_runs_too_and_it_is_said(database: Database, tmp_path: Path) -> None:
    database.connection.execute("UPDATE pipelines SET archived = 1")
    (file,) = planned(database, write(tmp_path / "a")).files
    assert (file.standing, file.archived) == (Standing.NEW, True)


def test_columns_that_an_older_database_lacks_are_left_out_and_named(tmp_path: Path) -> None:
    sql = "CREATE TABLE pipelines (id TEXT, name TEXT); INSERT INTO pipelines VALUES ('P1', 'one');"
    sql += "CREATE TABLE processing_metrics (pipeline_id TEXT PRIMARY KEY, bytes_total INTEGER NOT NULL);"
    with closing(open_with(sql)) as database:
        plan = planned(database, write(tmp_path / "a"))
        assert "compression_ratio" in plan.lacking
        assert "bytes_total" not in plan.lacking
        imported(database, tmp_path / "a")
        assert rows(database) == [{"pipeline_id": "P1", "bytes_total": 1000}]


@pytest.mark.parametrize(
    ("sql", "cause"),
    [
        ("CREATE TABLE pipelines (id)", "The database has no table processing_metrics."),
        ("CREATE TABLE pipelines (id); CREATE VIEW processing_metrics AS SELECT 1", "no ordinary table"),
        ("CREATE TABLE pipelines (id); CREATE TABLE processing_metrics (x)", "no column pipeline_id"),
        ("CREATE TABLE processing_metrics (pipeline_id)", "The database has no table pipelines."),
    ],
)
def test_a_database_that_cannot_hold_runs_says_why(tmp_path: Path, sql: str, cause: str) -> None:
    with closing(open_with(sql)) as database, pytest.raises(EditRefused) as caught:
        planned(database, write(tmp_path / "a"))
    assert cause in caught.value.cause


def test_where_no_key_is_declared_the_newest_row_of_a_pipeline_counts(tmp_path: Path) -> None:
    sql = "CREATE TABLE pipelines (id); INSERT INTO pipelines VALUES ('P1');"
    sql += "CREATE TABLE processing_metrics (pipeline_id, end_time_rfc3339);"
    sql += f"INSERT INTO processing_metrics VALUES ('P1', '{LATE}'), ('P1', '2020-01-01T00:00:00Z');"
    with closing(open_with(sql)) as database:
        assert standings(database, write(tmp_path / "a", processed_at=EARLY)) == [Standing.OLDER]
        newer = write(tmp_path / "b", processed_at="2026-02-01T00:00:00Z")
        edit = imported(database, newer)
        assert [row["end_time_rfc3339"] for row in rows(database)] == [
            "2026-02-01T00:00:00Z",
            "2020-01-01T00:00:00Z",
        ]
        apply_edit(database, edit.inverse())
        assert rows(database)[0]["end_time_rfc3339"] == LATE


def test_ids_are_compared_letter_by_letter_and_may_hold_anything(database: Database, tmp_path: Path) -> None:
    paths = [write(tmp_path / str(number), pipeline_id=id_) for number, id_ in enumerate(("p1", "'\0", "é%"))]
    assert set(standings(database, *paths)) == {Standing.UNKNOWN_PIPELINE}


def hashed(database: Database, path: Path) -> Sequence[PlannedFile]:
    return planned(database, path).written()


def test_hashing_tells_its_bytes_and_can_be_stopped(database: Database, tmp_path: Path) -> None:
    path = write(tmp_path / "a", output(b"c" * (5 << 20)))
    told: list[Hashed] = []
    compute_checksums(hashed(database, path), progress=told.append)
    size = path.stat().st_size
    assert told[-1] == Hashed(size, size, 1, 1, "a")
    cancellation = Cancellation()
    with pytest.raises(Cancelled):
        compute_checksums(
            hashed(database, path), progress=lambda _each: cancellation.cancel(), cancellation=cancellation
        )


def test_many_small_files_are_no_reason_to_tell_of_every_one(database: Database, tmp_path: Path) -> None:
    for number in range(300):
        database.connection.execute(PIPELINE.format(f"R{number}"))
        write(tmp_path / f"{number}.adapipe", pipeline_id=f"R{number}")
    told: list[Hashed] = []
    assert len(compute_checksums(hashed(database, tmp_path), progress=told.append).by_path) == 300
    assert (told[-1].bytes_done, told[-1].number) == (told[-1].bytes_total, 300)
    assert len(told) < 100


def test_a_file_that_changed_since_it_was_looked_at_gets_no_checksum(
    database: Database, tmp_path: Path
) -> None:
    path = write(tmp_path / "a")
    gone = write(tmp_path / "b", pipeline_id="P2")
    written = planned(database, path, gone).written()
    write(path, output(b"other"))
    gone.unlink()
    found = compute_checksums(written)
    assert not found.by_path
    assert found.unread == {path: "It changed since it was looked at.", gone: "It is not there."}


def test_a_database_that_is_open_is_never_read_as_an_output_file(tmp_path: Path) -> None:
    path = tmp_path / "open.adapipe"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
    with closing(Database.open(Location(path))) as database:
        (file,) = planned(database, path).files
        assert file.why == "It belongs to a database that is open here."
    assert "does not end" in str(scan([path]).files[0].fault)


def test_thousands_of_runs_are_written_and_taken_back_quickly(database: Database, tmp_path: Path) -> None:
    for number in range(2000):
        database.connection.execute(PIPELINE.format(f"R{number}"))
        write(tmp_path / f"{number}.adapipe", pipeline_id=f"R{number}")
    found = scan([tmp_path])
    began = process_time()
    edit = import_runs(database, plan_import(database, found).written(), {})
    assert len(rows(database)) == 2000
    apply_edit(database, edit.inverse())
    assert not rows(database)
    assert process_time() - began < 5
