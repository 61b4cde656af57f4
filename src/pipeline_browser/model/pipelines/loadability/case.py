"""What is known while the pipelines of one database are judged, and what each of them stands among."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.cells import as_text, is_utf8
from pipeline_browser.model.pipelines.loadability.identifiers_as_read import IdReader
from pipeline_browser.model.pipelines.loadability.judging import PLAIN, Surroundings
from pipeline_browser.model.pipelines.loadability.reading import Reader
from pipeline_browser.model.pipelines.loadability.stage_lookup import StageLookup
from pipeline_browser.model.pipelines.loadability.stage_reading import StageReader

if TYPE_CHECKING:
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.loadability.foundation import Foundation
    from pipeline_browser.model.pipelines.loadability.reading import PipelineRow
    from pipeline_browser.model.pipelines.loadability.verdict import Refusal


class Case:
    """What belongs together while pipelines are judged."""

    def __init__(
        self, database: Database, foundation: Foundation, cancellation: Cancellation | None = None
    ) -> None:
        self.ids = IdReader()
        self.foundation = foundation
        self.reader = Reader(database, foundation, self.ids.latest, cancellation)
        self.stages = StageReader(database, foundation, cancellation)
        self.lookup = StageLookup(self.stages)
        self._odd_configurations: frozenset[object] | None = None
        self._same_ids: frozenset[object] | None = None
        self._same_names: frozenset[object] | None = None
        self._read: set[str] = set()
        self._nothing_repeated = False

    def prepare(self) -> None:
        """Find out once for all pipelines what would have to be asked for each."""
        self.reader.ask_as_program()
        if self.foundation.plain_keys:  # else what is equal can be told by SQLite alone, for each pipeline
            self._odd_configurations = self.reader.odd_configurations()
            self._same_ids = self.reader.repeated("id")
            self._same_names = self.reader.repeated("name")
            self._nothing_repeated = not self._same_ids and not self._same_names
        by_row = self.foundation.refusal_by_row
        self._read = {table for table in by_row if self.reader.program_reads(table)}

    def heed(self, cancellation: Cancellation | None) -> None:
        """Let another cancellation end what is read from now on: each slice is a job of its own."""
        self.reader.cancellation = cancellation
        self.stages.cancellation = cancellation

    def refusal(self, active: int) -> Refusal | None:
        """Return what ends the program before, or at, the first row that it would read."""
        if self.foundation.refusal is not None or not active:
            return self.foundation.refusal
        self._nothing_repeated = not self._same_ids and not self._same_names
        by_row = self.foundation.refusal_by_row
        return next((by_row[table] for table in by_row if table in self._read), None)

    def around(self, row: PipelineRow) -> Surroundings:
        """Return what is to be known about a pipeline beyond its own rows."""
        id_, name = row.cells.id, row.cells.name
        if row.usual and self._nothing_repeated and id_ not in (self._odd_configurations or ()):
            return PLAIN
        stand_in = self._stand_in(row) if row.active else "itself"
        same_name = row.active and isinstance(name, str) and self._is_second(row, name)
        odd = self._odd_configurations is None or id_ in self._odd_configurations
        entries = self.reader.configuration_of(id_) if odd and isinstance(id_, str) else ()
        if stand_in == "itself" and not same_name and not entries:
            return PLAIN
        return Surroundings(stand_in, same_name, entries)

    def _stand_in(self, row: PipelineRow) -> str:
        text = as_text(row.cells.id)
        if not text or not is_utf8(text):
            return "itself"
        normalised = self.ids.read(text).normalised
        once = self._same_ids is not None and text not in self._same_ids
        if normalised is None or (normalised == text and once):
            return "itself"
        found = self.reader.found_by("id", normalised)
        if found == row.handle:
            return "itself"
        return "nothing" if found is None else "another"

    def _is_second(self, row: PipelineRow, name: str) -> bool:
        if self._same_names is not None and name not in self._same_names:
            return False
        found = self.reader.found_by("name", name)
        return found is not None and found != row.handle
