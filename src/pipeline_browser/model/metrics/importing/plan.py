"""What importing files would do: a standing for each of them, and what follows from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.metrics.importing.output_file import OutputFile
    from pipeline_browser.model.pipelines.rows import StoredRow


class Standing(Enum):
    """How a file's run stands to what the database has, as a word."""

    NEW = "new"
    NEWER = "newer"
    NO_CHECKSUM = "lacks checksum"
    UNDATED = "time unknown"
    SAME = "already there"
    OLDER = "older"
    OUTDONE = "older file"
    UNKNOWN_PIPELINE = "other database"
    FAILED_RUN = "failed run"
    DAMAGED = "damaged"


def word_for(number: int, word: str) -> str:
    """Return the word for so many files: ``new``, ``failed runs``."""
    return f"{word}s" if number != 1 and word in _NOUNS else word


_NOUNS = (Standing.OUTDONE.value, Standing.FAILED_RUN.value)


WRITTEN = frozenset((Standing.NEW, Standing.NEWER, Standing.NO_CHECKSUM))
"""What is written without being asked for: runs later than what is there, or more of the same run."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file and what is to become of it.

    Attributes:
        pipeline: the row of its pipeline; None where the database has none.
        row: the row of metrics that its run would replace; None where there is none.
        why: one sentence.
    """

    file: OutputFile
    standing: Standing
    why: str
    pipeline: StoredRow | None = None
    row: StoredRow | None = None

    @property
    def archived(self) -> bool:
        """Whether its pipeline is archived; its run is imported all the same."""
        return self.pipeline is not None and self.pipeline.get("archived", 0) != 0


@dataclass(frozen=True)
class ImportPlan:
    """What importing files would do.

    Attributes:
        files: in the order in which they were found.
        repeated: names that led to a file which is listed already.
        lacking: columns of metrics that this database does not have, so that they cannot be filled in.
    """

    files: tuple[PlannedFile, ...]
    repeated: int = 0
    lacking: tuple[str, ...] = ()

    @cached_property
    def counts(self) -> Counter[Standing]:
        """How many files stand how."""
        return Counter(each.standing for each in self.files)

    def written(self, *, undated: bool = False, hashing: bool = True) -> tuple[PlannedFile, ...]:
        """Return what an import would write.

        Args:
            undated: also replace rows that have no readable time.
            hashing: the files' checksums are to be computed; without, there is nothing to add to a run
                that lacks its own.
        """
        wanted = set(WRITTEN) | ({Standing.UNDATED} if undated else set())
        wanted -= set() if hashing else {Standing.NO_CHECKSUM}
        return tuple(each for each in self.files if each.standing in wanted)


def bytes_to_hash(files: Iterable[PlannedFile]) -> int:
    """Return the bytes that have to be read for the checksums of files."""
    return sum(each.file.size or 0 for each in files)
