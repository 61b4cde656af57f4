"""Reading the trailer of an output file, and nothing but the trailer, whatever the file really is.

At the end of each file that Adaptive Pipeline has completed stand JSON, its length (u32), the version of the
format (u16) and eight bytes that tell the format; numbers are little-endian (``binary_file_format.rs``).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import FileUnreadable
from pipeline_browser.model.files.plain_file import PlainFile, plain_file
from pipeline_browser.model.metrics.importing.json_object import NotAnObject, read_object
from pipeline_browser.model.metrics.importing.output_file import Fault, Flaw, OutputFile, Trailer
from pipeline_browser.model.metrics.importing.trailer_fields import BadField, read_fields

if TYPE_CHECKING:
    from pathlib import Path

MAGIC = b"ADAPIPE\0"
VERSION = 1
LONGEST = 1 << 20  # bytes of JSON; the program's are of some hundred
_END = struct.Struct("<IH8s")
_CHUNK = struct.Struct("<12sI")  # nonce, length of what follows: what every chunk begins with
_LARGEST_CHUNK = 2 * 104_857_600  # the program's largest, grown by a stage that does not compress
_JSON_BEGINS = b'{"app_version":'
_LOOK_BACK = 1 << 16


def read_output_file(path: Path) -> OutputFile:
    """Return what an output file says, or why it says nothing; never raises for what a file may hold."""
    try:
        with plain_file(path) as file:
            found = _read(file)
            if isinstance(found, Trailer):
                return OutputFile(path, file.mark, found, None)
            return OutputFile(path, file.mark, None, found)
    except FileUnreadable as error:
        return OutputFile(path, None, None, Fault(Flaw.UNREADABLE, error.cause))


def _read(file: PlainFile) -> Trailer | Fault:
    size = file.mark.size
    if size == 0:
        return Fault(Flaw.FAILED_RUN, "It is empty: the run failed, and nothing more is known of it.")
    end = file.read(max(0, size - _END.size), _END.size)
    if not end.endswith(MAGIC) or len(end) < _END.size:
        return _without_end(file)
    length, version, _ = _END.unpack(end)
    if version != VERSION:
        words = f"Its format has version {version}; only version {VERSION} is known."
        return Fault(Flaw.UNKNOWN_FORMAT, words)
    if length > size - _END.size:
        words = f"Its trailer claims to have {length:,} bytes, but the whole file has {size:,}."
        return Fault(Flaw.LYING_LENGTH, words)
    if length > LONGEST:
        words = f"Its trailer claims to have {length:,} bytes; more than {LONGEST:,} are not read."
        return Fault(Flaw.LYING_LENGTH, words)
    return _parse(file.read(size - _END.size - length, length))


def _parse(content: bytes) -> Trailer | Fault:
    try:
        return read_fields(read_object(content))
    except (NotAnObject, BadField) as error:
        return Fault(Flaw.BROKEN_TRAILER, f"The trailer cannot be read. {error}")


def _without_end(file: PlainFile) -> Fault:
    """Say of a file that does not end as an output file whether it begins like one."""
    size = file.mark.size
    if _JSON_BEGINS in file.read(max(0, size - _LOOK_BACK), _LOOK_BACK):
        return Fault(Flaw.TRUNCATED, "Its trailer is cut short: the file is not whole.")
    start = file.read(0, _CHUNK.size)
    if len(start) == _CHUNK.size:
        nonce, length = _CHUNK.unpack(start)
        if nonce == bytes(len(nonce)) and 0 < length <= _LARGEST_CHUNK:
            words = (
                "It begins like an output file, but has no trailer: it is cut short, or still being written."
            )
            return Fault(Flaw.TRUNCATED, words)
    return Fault(Flaw.NO_OUTPUT, "It does not end as Adaptive Pipeline's output files do.")
