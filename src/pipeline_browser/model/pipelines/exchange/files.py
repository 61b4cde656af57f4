"""Reading a file of pipelines from the disk."""

from __future__ import annotations

import stat
from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import ImportRefused
from pipeline_browser.model.files.connected_files import CONNECTED_FILES, file_id
from pipeline_browser.model.pipelines.exchange.reading import LARGEST, read_documents

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.pipelines.exchange.documents import PipelineDocument


def read_file(path: Path) -> tuple[PipelineDocument, ...]:
    """Return the pipelines of a file.

    Raises:
        ImportRefused: it cannot be read, is too large, or is no such file; with the line where that is known.
    """
    try:
        status = path.stat()
        # A FIFO or device would be waited for without end: it is looked at before it is opened.
        if not stat.S_ISREG(status.st_mode):
            raise ImportRefused(f"{path} cannot be imported", path=path, cause="It is no ordinary file.")
        content = CONNECTED_FILES.unless_connected(file_id(status), partial(_beginning, path))
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", "") or str(error)
        raise ImportRefused(f"{path} cannot be read", path=path, cause=f"{cause}.") from error
    if content is None:
        raise ImportRefused(f"{path} cannot be imported", path=path, cause="It is an open database.")
    return read_documents(content, path=path)


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)
