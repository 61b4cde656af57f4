"""Running git so that nothing is written, nothing of the repository's is executed, and nothing hangs.

A folder may come from anywhere, with a repository whose settings name programs: hooks, pagers, monitors,
filters, helpers for remotes, verifiers of signatures. None of them may run because somebody looked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from time import monotonic
from typing import TYPE_CHECKING

from pipeline_browser.model.cancellation import Cancellation

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from typing import BinaryIO

MOST_BYTES = 128 << 20  # of one answer
_SLICE = 0.05  # seconds between two looks at a running git
_SETTINGS = (
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    f"core.attributesFile={os.devnull}",
    "core.pager=cat",
    "core.askPass=",
    "core.sshCommand=false",
    "core.quotePath=false",
    "diff.external=",
    "log.showSignature=false",
    "log.mailmap=false",
    "log.follow=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "protocol.allow=never",
)
# Kept of the caller's: where git and its settings are, which folders it trusts. GIT_DIR and friends would
# lead it to another repository, as when this program is started by a hook.
_KEPT = frozenset(("GIT_EXEC_PATH", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"))
_OWN = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone would fetch what it lacks, by whatever helper it names
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "GIT_PAGER": "cat",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
}


class GitTrouble(Exception):
    """git is not there, refused, failed or took too long; the text is a sentence for people."""


class Git:
    """git in one folder, with one budget of seconds for everything that it is asked."""

    def __init__(
        self,
        folder: Path,
        *,
        seconds: float,
        program: str | None = None,
        cancellation: Cancellation | None = None,
    ) -> None:
        """Find the program.

        Raises:
            GitTrouble: there is none.
        """
        found = program or shutil.which("git")
        if found is None:
            raise GitTrouble("git is not installed here, so the folder's history was not looked through.")
        self._program = found
        self._folder = folder
        self._cancellation = cancellation or Cancellation()
        self._until = monotonic() + seconds

    def __call__(self, *words: str, given: bytes = b"") -> bytes:
        """Return what git writes to standard output.

        Raises:
            GitTrouble: what it said, or that it took too long.
            Cancelled: on request; git was ended.
        """
        with (
            tempfile.TemporaryFile() as source,
            tempfile.TemporaryFile() as out,
            tempfile.TemporaryFile() as err,
        ):
            source.write(given)
            source.seek(0)
            code = self._run(words, source, out, err)
            if code:
                raise GitTrouble(_refusal(_all(err).decode("utf-8", "replace")))
            return _all(out)

    def check_time(self) -> None:
        """Raise GitTrouble when the seconds are used up."""
        if monotonic() > self._until:
            raise GitTrouble("git took too long, so the folder's history was not looked through to its end.")

    def _run(self, words: Sequence[str], source: BinaryIO, out: BinaryIO, err: BinaryIO) -> int:
        try:
            process = subprocess.Popen(  # noqa: S603 - the program is git, the words are ours
                self._command(words),
                stdin=source,
                stdout=out,
                stderr=err,
                env=_environment(),
                start_new_session=os.name != "nt",  # what git starts ends with it
            )
        except OSError as error:
            raise GitTrouble(f"git could not be started: {error.strerror or error}.") from error
        try:
            return self._waited(process, out)
        finally:
            _end(process)

    def _command(self, words: Sequence[str]) -> list[str]:
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        return [
            self._program,
            "--no-pager",
            "--no-optional-locks",
            "-C",
            str(self._folder),
            *settings,
            *words,
        ]

    def _waited(self, process: subprocess.Popen[bytes], out: BinaryIO) -> int:
        while True:
            try:
                return process.wait(_SLICE)
            except subprocess.TimeoutExpired:
                self._cancellation.check()
            self.check_time()
            if os.fstat(out.fileno()).st_size > MOST_BYTES:
                raise GitTrouble("The folder's history is too large to look through.")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if os.name == "nt":
        process.kill()
    else:
        import signal  # noqa: PLC0415 - rarely needed

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    return kept | _OWN


def _all(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(MOST_BYTES)


def _refusal(words: str) -> str:
    if "dubious ownership" in words or "safe.directory" in words:
        return (
            "git refuses to read this repository, since its folder belongs to another user. If you trust it,"
            " tell git so: git config --global --add safe.directory FOLDER"
        )
    if "not a git repository" in words:
        return "The folder is in no git repository."
    first = next((line for line in words.splitlines() if line.strip()), "it gave no reason")
    return f"git could not read the folder's history: {first.removeprefix('fatal: ')}"
