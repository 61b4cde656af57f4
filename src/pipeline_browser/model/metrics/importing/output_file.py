"""What is known of an output file of Adaptive Pipeline: where it is, what its trailer says, or why not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.files.plain_file import FileMark

SUFFIX = ".adapipe"


class Flaw(Enum):
    """Why a file says nothing of a run, as a word."""

    FAILED_RUN = "failed run"
    UNREADABLE = "cannot be read"
    NO_OUTPUT = "not an output file"
    TRUNCATED = "cut short"
    UNKNOWN_FORMAT = "unknown format"
    LYING_LENGTH = "wrong length"
    BROKEN_TRAILER = "broken trailer"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file says nothing of a run.

    Attributes:
        words: one sentence that needs no knowledge of the format.
    """

    flaw: Flaw
    words: str


@dataclass(frozen=True, slots=True)
class Trailer:
    """What the trailer of an output file says, as far as a row of metrics can hold it.

    Attributes:
        original_size: bytes of the input.
        original_checksum: hexadecimal digits; empty where none is given.
        processed_at: RFC 3339, as it stands there.
        instant: the same in nanoseconds since 1970.
    """

    pipeline_id: str
    original_filename: str
    original_size: int
    original_checksum: str
    chunk_count: int
    processed_at: str
    instant: int


@dataclass(frozen=True, slots=True)
class OutputFile:
    """A file that was looked at: it has either a trailer or a fault.

    Attributes:
        mark: as it was then; None where it could not even be opened.
    """

    path: Path
    mark: FileMark | None
    trailer: Trailer | None
    fault: Fault | None

    @property
    def size(self) -> int | None:
        """Bytes; None where it could not be opened."""
        return None if self.mark is None else self.mark.size
