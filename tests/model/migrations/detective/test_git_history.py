"""Applied texts found in the history of the folder, and repositories that mean harm."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import threading
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.cancellation import Cancellation
from pipeline_browser.model.errors import Cancelled, SourceError
from pipeline_browser.model.migrations.detective.facts import Cause
from pipeline_browser.model.migrations.detective.git.history import Wanted, look_through
from pipeline_browser.model.migrations.detective.restoring import restorable, restore_files
from pipeline_browser.model.migrations.detective.words import story
from tests.model.migrations.detective.conftest import FIRST, SECOND, Case

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.detective.facts import Sighting

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(autouse=True)
def only_the_repository_s_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def sighting(case: Case) -> Sighting:
    text = case.explained(git=True).text
    assert text is not None
    assert text.sighting is not None
    return text.sighting


def test_the_commit_that_changed_the_text_is_named(kept_case: Case) -> None:
    kept_case.write("1_people.sql", FIRST.replace("people\n", "everybody\n"))
    kept_case.commit("Say it better")
    kept_case.write("1_people.sql", FIRST.replace("people\n", "all\n"))
    kept_case.commit("Say it shorter")
    explanation = kept_case.explained(git=True)
    assert (explanation.cause, explanation.same_statements) == (Cause.GIT, True)
    assert explanation.difference is not None
    assert "- 1   -- people" in list(explanation.difference.unified())
    found = sighting(kept_case)
    assert found.replaced is not None
    assert (found.replaced.subject, found.replaced.author) == ("Say it better", "Ann Other")
    assert found.introduced is not None
    assert found.introduced.subject == "Add people and tags"


def test_a_change_that_is_not_committed_is_told(kept_case: Case) -> None:
    kept_case.write("1_people.sql", "CREATE TABLE people(id)")
    explanation = kept_case.explained(git=True)
    assert "not committed" in story(explanation, kept_case.findings().proof).since


def test_a_text_that_is_only_staged_is_found(case: Case) -> None:
    case.git("init", "-q")
    case.git("add", ".")
    case.write("1_people.sql", "CREATE TABLE people(id)")
    assert sighting(case).staged


def test_a_text_of_another_branch_is_found(kept_case: Case) -> None:
    kept_case.git("checkout", "-q", "-b", "other")
    kept_case.write("3_more.sql", "CREATE TABLE more(x);")
    kept_case.commit("Try something")
    kept_case.apply()
    kept_case.git("checkout", "-q", "-")
    explanation = kept_case.explained(git=True)
    assert (explanation.version, explanation.cause) == (3, Cause.DELETED)
    told = story(explanation, kept_case.findings().proof)
    assert "another branch" in told.since
    assert "Try something" in told.since


def test_what_was_only_stashed_is_nobody_s_text(kept_case: Case) -> None:
    kept_case.write("2_tags.sql", SECOND.replace("id", "number"))
    kept_case.git("stash")
    kept_case.database.execute(
        "UPDATE _sqlx_migrations SET checksum = ? WHERE version = 2",
        (hashlib.sha384(SECOND.replace("id", "number").encode()).digest(),),
    )
    assert kept_case.explained(git=True).cause is Cause.EDITED


def test_a_file_that_was_deleted_or_renamed_is_found_with_the_commit(kept_case: Case) -> None:
    kept_case.git("rm", "-q", "1_people.sql")
    kept_case.git("mv", "2_tags.sql", "unused.txt")
    kept_case.commit("Tidy up")
    findings = kept_case.findings(git=True)
    one, two = findings.explanations
    assert (one.cause, two.cause) == (Cause.DELETED, Cause.DELETED)
    assert "it was removed" in story(one, findings.proof).happened
    assert "renamed to unused.txt" in story(two, findings.proof).happened
    assert "Tidy up" in story(one, findings.proof).since
    assert findings.proof.equal  # their texts are known, so they can be replayed


def test_a_missing_file_is_brought_back_as_it_was_applied(kept_case: Case) -> None:
    kept_case.git("rm", "-q", "1_people.sql")
    kept_case.git("mv", "2_tags.sql", "unused.txt")
    kept_case.commit("Tidy up")
    findings = kept_case.findings(git=True)
    paths = restore_files(findings.source, restorable(findings))
    assert [path.name for path in paths] == ["1_people.sql", "2_tags.sql"]
    assert kept_case.findings().explanations == ()
    with pytest.raises(SourceError, match="could not be brought back"):
        restore_files(findings.source, restorable(findings))
    assert paths[0].read_text() == FIRST


def test_a_whole_folder_that_was_moved_is_followed(tmp_path: Path, case: Case) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    (tmp_path / "db").mkdir()
    for file in list(case.folder.iterdir()):
        file.rename(tmp_path / "db" / file.name)
    outside = Case(tmp_path / "db", case.database)
    outside.commit("Begin")
    for file in list(outside.folder.iterdir()):
        shutil.move(file, case.folder / file.name)
    case.write("2_tags.sql", "-- other\n" + SECOND.replace("id", "nr"))
    (case.folder / "keep").touch()
    case.git("add", "--all", "..")
    case.git("commit", "-q", "-m", "Move")
    assert sighting(case).path == "db/2_tags.sql"


def test_what_git_keeps_with_other_line_endings_is_recognised(case: Case) -> None:
    case.git("init", "-q")
    crlf = SECOND.replace("\n", "\r\n")
    case.write("3_more.sql", crlf.replace("tags", "more"))
    case.apply()
    case.write("3_more.sql", SECOND.replace("tags", "more"))  # as the repository has it
    case.commit("Begin")
    case.write("3_more.sql", "CREATE TABLE more(id INTEGER PRIMARY KEY, x)")
    found = sighting(case)
    assert not found.exact
    text = case.explained(git=True).text
    assert text is not None
    assert text.sql == crlf.replace("tags", "more")


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252"])
def test_what_the_repository_keeps_in_another_encoding_is_recognised(case: Case, encoding: str) -> None:
    text = SECOND.replace("tags", "größen")
    case.write("3_more.sql", text)
    case.apply()
    case.git("init", "-q")
    case.write("3_more.sql", text.encode(encoding))
    case.commit("Begin")
    case.write("3_more.sql", text.replace("id", "nr"))
    found = case.explained(git=True).text
    assert found is not None
    assert found.sql == text


def test_nothing_of_a_hostile_repository_runs(kept_case: Case, tmp_path: Path) -> None:
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/caught\n")
    trap.chmod(0o755)
    settings = (
        "core.fsmonitor", "core.pager", "pager.log", "diff.external", "diff.evil.textconv",
        "diff.evil.command", "filter.evil.smudge", "filter.evil.clean", "core.sshCommand", "gpg.program",
        "core.editor", "credential.helper", "core.gitProxy", "core.askPass",
    )  # fmt: skip
    for name in settings:
        kept_case.git("config", name, str(trap))
    kept_case.git("config", "log.showSignature", "true")
    kept_case.git("config", "core.hooksPath", str(tmp_path))
    kept_case.git("config", "remote.origin.url", f"ext::{trap}")
    kept_case.git("config", "remote.origin.promisor", "true")
    kept_case.git("config", "extensions.partialClone", "origin")
    kept_case.git("config", "protocol.ext.allow", "always")
    kept_case.write(".gitattributes", "*.sql filter=evil diff=evil\n")
    kept_case.write("1_people.sql", "CREATE TABLE people(id)")
    before = {path: path.read_bytes() for path in (kept_case.folder / ".git").rglob("*") if path.is_file()}
    (kept_case.folder / ".git/objects").mkdir(exist_ok=True)
    assert sighting(kept_case).at_head
    assert not (tmp_path / "caught").exists()
    after = {path: path.read_bytes() for path in (kept_case.folder / ".git").rglob("*") if path.is_file()}
    assert after == before


def test_hostile_names_and_words_stay_what_they_are(kept_case: Case) -> None:
    name = "3_a\n\x1b[31m\u202e<b>.sql"
    kept_case.write(name, "CREATE TABLE c(x);")
    kept_case.commit("Name \x1b[31m\u202e\x01<b>")
    kept_case.apply()
    kept_case.write(name, "CREATE TABLE c(y);")
    kept_case.commit("More")
    assert sighting(kept_case).path == name


def look(case: Case, program: str | None = None, **options: object) -> str:
    wanted = [Wanted(1, b"x" * 48)]
    return look_through(case.folder, wanted, frozenset(), program=program, **options)[1].problem  # type: ignore[arg-type]


def test_why_there_is_no_history_is_said(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    assert look(case) == "The folder is in no git repository."
    case.git("init", "-q")
    assert look(case) == ""  # nothing committed, nothing staged
    (case.folder / ".git/config").write_text("[core\n")
    assert look(case).startswith("git could not read the folder's history: ")
    monkeypatch.setenv("PATH", str(case.folder))
    assert look(case).startswith("git is not installed here")


def test_a_repository_of_somebody_else_s_is_explained(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder away")
    case.git("init", "-q")
    for path in (case.folder, case.folder / ".git"):
        os.chown(path, 12345, 12345)
    monkeypatch.delenv("SUDO_UID", raising=False)
    assert "belongs to another user" in look(case)


@pytest.fixture
def slow_git(tmp_path: Path) -> str:
    program = tmp_path / "git"
    program.write_text("#!/bin/sh\nsleep 60 & wait\n")
    program.chmod(0o755)
    return str(program)


def test_a_git_that_hangs_is_given_up(case: Case, slow_git: str) -> None:
    assert look(case, slow_git, seconds=0.1).startswith("git took too long")


def test_a_look_can_be_cancelled(case: Case, slow_git: str) -> None:
    cancellation = Cancellation()
    threading.Timer(0.1, cancellation.cancel).start()
    with pytest.raises(Cancelled):
        look(case, slow_git, cancellation=cancellation)
