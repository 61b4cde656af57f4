"""Which files are meant by what a person chose: files as they are, and all output files below folders."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline_browser.model.files.connected_files import FileId, file_id
from pipeline_browser.model.metrics.importing.output_file import SUFFIX, Fault, Flaw, OutputFile
from pipeline_browser.model.metrics.importing.reading import read_output_file

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pipeline_browser.model.cancellation import Cancellation


@dataclass(frozen=True, slots=True)
class Scanned:
    """How far it is.

    Attributes:
        found: files so far.
        read: those of them whose trailers were read; 0 while it is still searching.
    """

    found: int
    read: int = 0


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found.

    Attributes:
        files: in the order in which they were named; those of a folder by name.
        repeated: names that led to a file that was there already.
    """

    files: tuple[OutputFile, ...]
    repeated: int = 0


def scan(
    chosen: Sequence[Path],
    *,
    progress: Callable[[Scanned], object] = lambda _scanned: None,
    cancellation: Cancellation | None = None,
) -> Scan:
    """Find the files and read their trailers. A file that was named is looked at whatever its name is.

    Raises:
        Cancelled: somebody asked for it.
    """
    search = _Search(progress, cancellation)
    for path in chosen:
        search.add(path)
    files = []
    for number, found in enumerate(search.found):
        search.check()
        if number % _OFTEN == 0:
            progress(Scanned(len(search.found), number))
        files.append(read_output_file(found) if isinstance(found, Path) else found)
    return Scan(tuple(files), search.repeated)


_OFTEN = 50  # files between two words of progress


@dataclass(slots=True)
class _Search:
    """Collects files; each file and folder once, by whatever names it is reached.

    Attributes:
        found: files that are still to be read, and folders that could not be.
    """

    progress: Callable[[Scanned], object]
    cancellation: Cancellation | None
    found: list[Path | OutputFile] = field(default_factory=list)
    repeated: int = 0
    _seen: set[FileId | Path] = field(default_factory=set)

    def check(self) -> None:
        if self.cancellation is not None:
            self.cancellation.check()

    def add(self, path: Path) -> None:
        """Add what a person named, with all below it."""
        waiting = [path]
        while waiting:
            self.check()
            waiting += reversed(self._look_at(waiting.pop()))

    def _look_at(self, path: Path) -> list[Path]:
        """Note a file; return what is in a folder, but once, so that links in circles end."""
        try:
            status = path.stat()
        except (OSError, ValueError):
            self._note(path, path)  # reading it says why
            return []
        if not stat.S_ISDIR(status.st_mode):
            self._note(path, file_id(status))
            return []
        if file_id(status) in self._seen:
            return []
        self._seen.add(file_id(status))
        return self._below(path)

    def _note(self, path: Path, identity: FileId | Path) -> None:
        if identity in self._seen:
            self.repeated += 1
            return
        self._seen.add(identity)
        self.found.append(path)
        if len(self.found) % _OFTEN == 0:
            self.progress(Scanned(len(self.found)))

    def _below(self, folder: Path) -> list[Path]:
        """Return the folders and output files in a folder, by name."""
        try:
            with os.scandir(folder) as entries:
                found = [entry for entry in entries if _is_wanted(entry)]
        except OSError as error:
            fault = Fault(Flaw.UNREADABLE, f"The folder cannot be read: {error.strerror or error}.")
            self.found.append(OutputFile(folder, None, None, fault))
            return []
        return [Path(entry.path) for entry in sorted(found, key=lambda entry: entry.name)]


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    if entry.name.lower().endswith(SUFFIX):
        return True
    try:
        return entry.is_dir()
    except OSError:
        return False
