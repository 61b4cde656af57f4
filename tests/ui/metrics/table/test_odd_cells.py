"""Whatever a row holds can be shown, copied, summed up, explained and exported."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pipeline_browser import initialize_database
from pipeline_browser.model.metrics.columns import COLUMNS
from pipeline_browser.model.metrics.exporting.exporting import Wanted, write_runs
from pipeline_browser.model.metrics.exporting.formats import Format
from pipeline_browser.model.metrics.filters import Filter
from pipeline_browser.model.metrics.lint.checking import explain, read_bits
from pipeline_browser.model.metrics.selecting import select_keys
from pipeline_browser.model.metrics.source import source_of
from pipeline_browser.model.metrics.table.choices import read_choices
from pipeline_browser.model.metrics.table.pages import read_contested, read_page
from pipeline_browser.model.metrics.table.stored import insert_statements, read_stored
from pipeline_browser.model.metrics.table.summary import summarise
from pipeline_browser.model.pipelines.shape import read_shape
from pipeline_browser.ui.copying import sql_literal
from pipeline_browser.ui.metrics.table.cells import cell_of
from pipeline_browser.ui.metrics.table.copied_texts import as_csv, as_markdown, as_tsv
from pipeline_browser.ui.metrics.table.summary_words import selection_words, whole_words
from tests.small_runs import NOW, USUAL, insert_run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

    from pipeline_browser.model.database import Database

PHASES = (Phase.explicit, Phase.generate)  # to shrink a row of everything takes minutes
MOMENT = datetime.fromtimestamp(NOW / 1000, UTC)
ODD: Any = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.text(max_size=5),
    st.binary(max_size=5),
    st.sampled_from(
        ["9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "2025-12-31T12:00:00+23:59", b"\xff", "\x00"]
    ),
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """Rows without types, so that any value stays what it is."""
    with initialize_database(f"sqlite://{tmp_path_factory.mktemp('odd') / 'x.db'}") as database:
        database.execute("DROP TABLE processing_metrics")
        database.execute(f"CREATE TABLE processing_metrics (pipeline_id, {', '.join(USUAL)})")
        yield database


@settings(max_examples=20, phases=PHASES)
@given(st.lists(st.fixed_dictionaries(dict.fromkeys(("pipeline_id", *USUAL), ODD)), max_size=3))
def test_nothing_that_a_row_holds_is_too_odd(
    qapp: QApplication, database: Database, rows: list[dict[str, Any]]
) -> None:
    database.execute("DELETE FROM processing_metrics")
    for row in rows:
        insert_run(database, row)
    shape = read_shape(database)
    source = source_of(shape, NOW)
    keys = select_keys(database, source, shape, Filter())
    page = read_page(database, source, keys, contested=read_contested(database, source))
    assert len(page) == len(rows)
    for each in page:
        cells = [cell_of(column, each, utc=utc, now=MOMENT) for column in COLUMNS for utc in (True, False)]
        assert all(isinstance(cell.text, str) for cell in cells)
    assert len(as_tsv(COLUMNS, page).split("\n")) == len(rows) + 1
    assert as_csv(COLUMNS, page).startswith("pipeline,")
    assert len(as_markdown(COLUMNS, page).split("\n")) == len(rows) + 2
    summary = summarise(database, source, keys)
    names = [column.name for column in COLUMNS]
    assert selection_words(len(keys), summary, names)
    assert whole_words(len(keys), summary, names)
    bits = read_bits(database, source)
    findings = [run.findings for run in explain(database, source, shape, list(bits))]
    assert all(finding.words for some in findings for finding in some)
    for column in COLUMNS:
        assert read_choices(database, source, shape, Filter(), column.name).runs == len(rows)
    for format_ in Format:
        assert write_runs(io.BytesIO(), database, source, shape, keys, Wanted(format_)) == len(rows)
    stored = read_stored(database, source, keys)
    before = database.query("SELECT * FROM processing_metrics ORDER BY rowid")
    database.execute("DELETE FROM processing_metrics")
    for statement in insert_statements(*stored, sql_literal).split("\n") if rows and no_lines(rows) else ():
        database.execute(statement)
        assert before
    if no_lines(rows):
        assert database.query("SELECT * FROM processing_metrics ORDER BY rowid") == before


def no_lines(rows: list[dict[str, Any]]) -> bool:
    """A text with a line end makes a statement of two lines."""
    return not any(isinstance(value, str) and "\n" in value for row in rows for value in row.values())
