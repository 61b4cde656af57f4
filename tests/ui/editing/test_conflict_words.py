"""What a conflict is about is named as a person knows it."""

from __future__ import annotations

from pipeline_browser.model.errors import RowConflict
from pipeline_browser.model.pipelines.rows import StoredRow
from pipeline_browser.ui.editing.conflict_words import Line, lines


def test_the_metrics_of_a_pipeline_are_named_by_its_id_and_their_fields_in_words() -> None:
    base = StoredRow("processing_metrics", 1, ("pipeline_id", "warning_count"), ("01ABC", 0))
    conflict = RowConflict(base, None, base.having(warning_count=77))
    assert lines((conflict,)) == [Line("Metrics 01ABC", "warnings", "0", "deleted", "77")]
