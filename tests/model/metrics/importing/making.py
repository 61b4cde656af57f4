"""Output files as Adaptive Pipeline writes them, and as accidents leave them."""

from __future__ import annotations

import json
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

EARLY = "2026-01-01T00:00:00.000000001Z"
LATE = "2026-01-01T00:00:00.000000002Z"
CHECKSUM = "ab" * 32
FIELDS: dict[str, object] = {
    "app_version": "2.0.0",
    "format_version": 1,
    "original_filename": "in.bin",
    "original_size": 1000,
    "original_checksum": CHECKSUM,
    "output_checksum": "cd" * 32,
    "processing_steps": [{"step_type": "Checksum", "algorithm": "sha256", "parameters": {}, "order": 0}],
    "chunk_size": 65536,
    "chunk_count": 1,
    "processed_at": EARLY,
    "pipeline_id": "P1",
    "metadata": {},
}


def end(content: bytes, *, length: int | None = None, version: int = 1) -> bytes:
    """Return the trailer of a file: its JSON, the length that it claims, the version and the mark."""
    return content + struct.pack("<IH8s", len(content) if length is None else length, version, b"ADAPIPE\0")


def output(chunks: bytes = b"", /, **fields: object) -> bytes:
    """Return the bytes of an output file with other fields in its trailer; ``...`` leaves one out."""
    known = {name: value for name, value in {**FIELDS, **fields}.items() if value is not ...}
    return chunks + end(json.dumps(known).encode())


def write(path: Path, content: bytes | None = None, **fields: object) -> Path:
    """Write an output file, by default a whole one, and return its path."""
    path.write_bytes(output(b"c" * 200, **fields) if content is None else content)
    return path
