"""What a run's output file puts into a row of ``processing_metrics``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.metrics.importing.output_file import OutputFile
    from pipeline_browser.model.pipelines.values import Value

CELLS: dict[str, Value] = {
    "bytes_processed": 0,
    "bytes_total": 0,
    "chunks_processed": 0,
    "chunks_total": 0,
    "start_time_rfc3339": None,
    "end_time_rfc3339": None,
    "processing_duration_ms": None,
    "throughput_bytes_per_second": 0.0,
    "compression_ratio": None,
    "error_count": 0,
    "warning_count": 0,
    "input_file_size_bytes": 0,
    "output_file_size_bytes": 0,
    "input_file_checksum": None,
    "output_file_checksum": None,
}
"""The columns of a run, and what the schema gives them where nothing is said."""


def cells_of(file: OutputFile, checksum: str | None) -> dict[str, Value]:
    """Return the cells of a run; what its file does not say (start, duration) stays unsaid.

    A file is only complete when the whole input went through, so all its bytes and chunks are processed.

    Args:
        checksum: of the whole output file, in hexadecimal digits; None where it was not computed. The
            trailer's own covers the chunks alone, so it is none of the file's.
    """
    trailer = file.trailer
    assert trailer is not None and file.size is not None  # noqa: S101, PT018 - only such files are written
    return {
        **CELLS,
        "bytes_processed": trailer.original_size,
        "bytes_total": trailer.original_size,
        "chunks_processed": trailer.chunk_count,
        "chunks_total": trailer.chunk_count,
        "end_time_rfc3339": trailer.processed_at,
        "compression_ratio": file.size / trailer.original_size if trailer.original_size else None,
        "input_file_size_bytes": trailer.original_size,
        "output_file_size_bytes": file.size,
        "input_file_checksum": trailer.original_checksum or None,
        "output_file_checksum": checksum,
    }
