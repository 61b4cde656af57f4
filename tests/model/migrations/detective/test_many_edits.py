"""Many random stories: applied, edited, explained, repaired, judged by sqlx, undone."""

from __future__ import annotations

import random
import shutil
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.migrations.detective.explaining import explain_all
from pipeline_browser.model.migrations.detective.facts import Cause
from pipeline_browser.model.migrations.detective.repair.repairing import repair
from pipeline_browser.model.migrations.detective.words import story
from pipeline_browser.model.migrations.ledger import read_ledger
from tests.model.migrations.detective.conftest import Case
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_FORMS: dict[str, Callable[[str], str]] = {
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "mark": lambda text: "\ufeff" + text,
    "newline": lambda text: text + "\n",
    "no newline": lambda text: text.rstrip("\n"),
    "tabs": lambda text: text.replace("    ", "\t"),
    "both": lambda text: "\ufeff" + text.replace("\n", "\r\n"),
}
_COSMETIC: dict[str, Callable[[str], str]] = {
    "comment": lambda text: "-- why it is so\n" + text,
    "case": lambda text: text.replace("INTEGER PRIMARY KEY", "integer primary key"),
    "quotes": lambda text: text.replace("name TEXT", '"name" TEXT'),
}
_REAL: dict[str, Callable[[str], str]] = {
    "column": lambda text: text.replace("name TEXT", "name TEXT, more"),
    "not null": lambda text: text.replace("name TEXT", "name TEXT NOT NULL"),
    "index": lambda text: text + "CREATE INDEX late ON t1(name);\n",
    "gone": lambda text: "SELECT 1;\n",
}


def text_of(number: int) -> str:
    return f"-- table {number}\nCREATE TABLE t{number}(\n    id INTEGER PRIMARY KEY,\n    name TEXT\n);\n"


@pytest.mark.campaign
def test_three_hundred_stories_end_as_they_should(tmp_path: Path) -> None:
    told: Counter[str] = Counter()
    for seed in range(300):
        place = tmp_path / str(seed)
        (place / "migrations").mkdir(parents=True)
        told.update(tell(place, random.Random(seed)))  # noqa: S311
        shutil.rmtree(place)
    sys.stderr.write(f"{dict(told)}\n")
    assert min(told[each] for each in ("repaired", "refused", "form", "git", "edited")) > 10


def tell(place: Path, chance: random.Random) -> list[str]:
    with Database.create(parse_location(str(place / "a.db"))) as database:
        case = Case(place / "migrations", database)
        count = chance.randint(1, 3)
        for number in range(1, count + 1):
            case.write(f"{number}_t.sql", text_of(number))
        case.apply()
        in_git = chance.random() < 0.5
        if in_git:
            case.git("init", "-q")
            case.commit("Begin")
        edits = [edit(case, number, chance) for number in range(1, count + 1)]
        return [*judged(case, edits, in_git=in_git), *(kind for kind, _ in edits)]


def edit(case: Case, number: int, chance: random.Random) -> tuple[str, bool]:
    kind, edits = chance.choice((("form", _FORMS), ("cosmetic", _COSMETIC), ("real", _REAL), ("none", {})))
    if edits:
        case.write(f"{number}_t.sql", chance.choice(list(edits.values()))(text_of(number)))
    return kind, case.source().up(number).sql != text_of(number)  # type: ignore[union-attr]


def judged(case: Case, edits: list[tuple[str, bool]], *, in_git: bool) -> list[str]:
    before = read_ledger(case.database).rows
    findings = explain_all(case.database, case.source(), git=in_git)
    assert {each.version for each in findings.explanations} == {
        number for number, (_, changed) in enumerate(edits, start=1) if changed
    }
    causes = []
    for explanation in findings.explanations:
        kind = edits[explanation.version - 1][0]
        expected = Cause.FORM if kind == "form" else Cause.GIT if in_git else Cause.EDITED
        assert explanation.cause is expected, (kind, explanation.cause)
        if explanation.text is not None:
            assert explanation.text.sql == text_of(explanation.version)
            assert explanation.same_statements or kind in ("real", "cosmetic")
        assert story(explanation, findings.proof).lines()
        causes.append(explanation.cause.value)
    real = any(kind == "real" and changed for kind, changed in edits)
    report = repair(case.database, case.source())
    assert report.done is bool(findings.explanations and not real)
    if real:
        assert read_ledger(case.database).rows == before
        report = repair(case.database, case.source(), force=True)
    ran = find_sqlx()("migrate", "run", "-D", "sqlite:a.db", folder=case.folder.parent)
    assert (ran.code, ran.out) == (0, "")
    if report.done:
        case.database.connection.executescript(report.undo_sql)
    assert read_ledger(case.database).rows == before
    return [*causes, "refused" if real else "repaired"]
