"""Texts with recorded checksums, looked for in the git history of a folder of migrations."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.facts import Commit, GitLook, Sighting
from pipeline_browser.model.migrations.detective.git.program import Git, GitTrouble
from pipeline_browser.model.migrations.detective.texts.forms import checksums_of, find_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from pipeline_browser.model.cancellation import Cancellation

SECONDS = 10.0  # for one look
MOST_TEXTS = 20_000
LARGEST = 4 << 20  # bytes of a text that is looked at
_MOST_READ = 64 << 20  # bytes of texts in all
_FIELDS = "%x01%H%x00%P%x00%aN%x00%ad%x00%s%x00"
_NULL_ID = "0"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A recorded checksum, and the version that it belongs to."""

    version: int
    checksum: bytes


@dataclass(frozen=True, slots=True)
class PastText:
    """A text of the history that has a wanted checksum."""

    sql: str
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class _Change:
    """One line of ``git log --raw``: what a commit did to one file."""

    commit: Commit | None
    status: str
    old: str
    new: str
    path: str
    new_path: str


def look_through(
    folder: Path,
    wanted: Sequence[Wanted],
    ignored_chars: frozenset[str],
    *,
    seconds: float = SECONDS,
    program: str | None = None,
    cancellation: Cancellation | None = None,
) -> tuple[dict[int, PastText], GitLook]:
    """Return the texts with the wanted checksums, by version, and how the look went; writes nothing.

    Raises:
        Cancelled: on request.
    """
    if not wanted:
        return {}, GitLook()
    try:
        git = Git(folder, seconds=seconds, program=program, cancellation=cancellation)
        return _Search(git, wanted, ignored_chars, cancellation).found()
    except GitTrouble as trouble:
        return {}, GitLook(str(trouble))


class _Search:
    """One look: first at the folder, then, for what is not found, at all SQL files of the repository."""

    def __init__(
        self, git: Git, wanted: Sequence[Wanted], ignored: frozenset[str], cancellation: Cancellation | None
    ) -> None:
        self._git = git
        self._ignored = ignored
        self._cancellation = cancellation
        self._left = {each.version: each.checksum for each in wanted}
        self._compared: set[str] = set()
        self._found: dict[int, PastText] = {}
        self._cut = False
        self._head: set[tuple[str, str]] | None = None

    def found(self) -> tuple[dict[int, PastText], GitLook]:
        self._git("rev-parse", "--git-dir")  # tells whether there is a repository at all
        for places in (("--", "."), ("--", ":(top,glob)**/*.sql")):
            if self._left:
                self._look(places)
        return self._found, GitLook(self._problem(), len(self._compared))

    def _problem(self) -> str:
        if not self._left:
            return ""
        if self._cut:
            return f"Only {MOST_TEXTS:,} texts of the history were compared."
        if self._git("rev-parse", "--is-shallow-repository").strip() == b"true":
            return "The repository is a shallow clone, which lacks the older history (git fetch --unshallow)."
        return ""

    def _look(self, places: tuple[str, ...]) -> None:
        changes = [*self._committed(places), *self._staged(places)]
        blobs = dict.fromkeys(each for change in changes for each in (change.new, change.old))
        texts = dict(self._texts(each for each in blobs if each.strip(_NULL_ID)))
        # As they are first: trying all forms of each takes ten times as long.
        for forms_too in (False, True):
            for blob, text in texts.items():
                if not self._left:
                    return
                self._git.check_time()
                self._compare(blob, text, changes, forms_too=forms_too)

    def _compare(self, blob: str, text: str, changes: Sequence[_Change], *, forms_too: bool) -> None:
        while match := self._match(text, forms_too=forms_too):
            found, checksum = match
            sighting = replace(_sighting(blob, changes), exact=found == text)
            sighting = replace(sighting, at_head=self._is_at_head(sighting))
            for version in [each for each, recorded in self._left.items() if recorded == checksum]:
                self._found[version] = PastText(found, sighting)
                del self._left[version]

    def _match(self, text: str, *, forms_too: bool) -> tuple[str, bytes] | None:
        wanted = set(self._left.values())
        if not forms_too:
            sums = checksums_of(text, self._ignored, {len(each) for each in wanted})
            return next(((text, each) for each in sums if each in wanted), None)
        match = find_form(text, wanted, self._ignored, thorough=False, cancellation=self._cancellation)
        return (match[0].text, match[1]) if match else None

    def _is_at_head(self, sighting: Sighting) -> bool:
        if self._head is None:
            try:
                listed = self._git("ls-tree", "-r", "-z", "--full-tree", "HEAD")
            except GitTrouble:
                listed = b""  # no commit yet
            self._head = set(map(_blob_at, listed.split(b"\0")))
        return (sighting.blob, sighting.path) in self._head

    # --- what git tells ---

    def _committed(self, places: tuple[str, ...]) -> Iterator[_Change]:
        words = (
            "log", "--exclude=refs/stash", "--all", "HEAD", "--full-history", "--diff-merges=first-parent",
            "--raw", "--no-abbrev", "-z", "-M", "--no-ext-diff", "--no-textconv", "--no-color",
            "--no-show-signature", "--no-notes", "--date=iso", "--encoding=UTF-8", f"--format={_FIELDS}",
        )  # fmt: skip
        try:
            output = self._git(*words, *places)
        except GitTrouble as trouble:
            if "unknown revision" in str(trouble) or "bad revision" in str(trouble):
                return  # no commit yet: there may be an index
            raise
        yield from _changes_in(output)

    def _staged(self, places: tuple[str, ...]) -> Iterator[_Change]:
        for entry in self._git("ls-files", "--stage", "--full-name", "-z", *places).split(b"\0"):
            facts, _, path = entry.partition(b"\t")
            parts = facts.split()
            if len(parts) == 3 and parts[0].startswith(b"100"):
                name = _name(path)
                yield _Change(None, "", "", parts[1].decode("ascii", "replace"), name, name)

    def _texts(self, blobs: Iterable[str]) -> Iterator[tuple[str, str]]:
        ids = [blob for blob in blobs if blob not in self._compared]
        self._cut = self._cut or len(ids) > MOST_TEXTS
        sizes = self._git("cat-file", "--batch-check", given="\n".join(ids[:MOST_TEXTS]).encode() + b"\n")
        chosen, room = [], _MOST_READ
        for line in sizes.decode("ascii", "replace").splitlines():
            parts = line.split()
            if len(parts) == 3 and parts[1] == "blob" and int(parts[2]) <= min(LARGEST, room):
                chosen.append(parts[0])
                room -= int(parts[2])
        self._compared.update(chosen)
        if chosen:
            answer = self._git("cat-file", "--batch", given="\n".join(chosen).encode() + b"\n")
            yield from _contents(answer)


def _contents(answer: bytes) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(answer):
        end = answer.index(b"\n", at)
        blob, _, size = answer[at:end].decode("ascii", "replace").partition(" blob ")
        start = end + 1
        if not size.isdigit():
            at = start  # "missing"
            continue
        content = answer[start : start + int(size)]
        at = start + int(size) + 1
        text = _decoded(content)
        if text is not None:
            yield blob, text


def _decoded(content: bytes) -> str | None:
    """Return a text as it is in the folder: git keeps some as UTF-8 that are UTF-16 there, or the reverse."""
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return None


def _changes_in(output: bytes) -> Iterator[_Change]:
    for piece in output.split(b"\x01")[1:]:
        head = piece.split(b"\0", 5)
        if len(head) < 6:
            continue
        commit = _commit(head[:5])
        yield from _changed_files(commit, head[5].lstrip(b"\n\0").split(b"\0"))


def _changed_files(commit: Commit, words: Sequence[bytes]) -> Iterator[_Change]:
    at = 0
    while at + 1 < len(words):
        facts = words[at].lstrip(b"\n:").decode("ascii", "replace").split()
        if len(facts) != 5:
            at += 1
            continue
        _, _, old, new, status = facts
        path = _name(words[at + 1])
        moved = status[:1] in ("R", "C") and at + 2 < len(words)
        new_path = _name(words[at + 2]) if moved else path
        at += 3 if moved else 2
        yield _Change(commit, status[:1], old, new, path, new_path)


def _commit(fields: Sequence[bytes]) -> Commit:
    identity, parents, author, date, subject = (field.decode("utf-8", "replace") for field in fields)
    return Commit(identity.strip(), author, date, subject, merge=len(parents.split()) > 1)


def _blob_at(entry: bytes) -> tuple[str, str]:
    facts, _, path = entry.partition(b"\t")
    return facts.rpartition(b" ")[2].decode("ascii", "replace"), _name(path)


def _name(path: bytes) -> str:
    return os.fsdecode(path)


def _sighting(blob: str, changes: Sequence[_Change]) -> Sighting:
    """Tell which commit brought a content and which one replaced it; git lists the newest first."""
    came = [each for each in changes if each.new == blob and each.commit is not None]
    went = [each for each in changes if each.old == blob and each.commit is not None and each.new != blob]
    moved = [each for each in changes if each.status == "R" and each.old == blob]
    leaving = _plainest([*(each for each in went if each.status != "A"), *moved])
    first = _plainest(came[::-1])
    staged = next((each for each in changes if each.new == blob and each.commit is None), None)
    path = (leaving or first or staged or changes[0]).path
    return Sighting(
        path=path if leaving else (first or staged or changes[0]).new_path,
        blob=blob,
        introduced=first.commit if first else None,
        replaced=leaving.commit if leaving else None,
        renamed_to=leaving.new_path if leaving and leaving.status == "R" else "",
        deleted=leaving is not None and leaving.status == "D",
        staged=not came and staged is not None,
    )


def _plainest(changes: Sequence[_Change]) -> _Change | None:
    """Return the first one that is no merge, else the first."""
    plain = (each for each in changes if each.commit is not None and not each.commit.merge)
    return next(plain, changes[0] if changes else None)
