"""The table of rules: its examples are what it says, its page is the one that is shipped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.migrations.lint.allowing import Allowances
from pipeline_browser.model.migrations.lint.database import lint_database
from pipeline_browser.model.migrations.lint.page import PAGE_NAME, whole_page
from pipeline_browser.model.migrations.lint.rules import BY_ID, RULES
from pipeline_browser.model.migrations.planner import plan_run
from pipeline_browser.model.migrations.runner import run_plan
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.paths import resources_folder
from tests.model.migrations.lint.conftest import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.migrations.lint.facts import Example, Rule
    from tests.model.migrations.lint.conftest import Folder


def rules_found(folder: Folder, example: Example) -> list[str]:
    """Lint an example as a person would: with its database, if it has one."""
    if not example.applied:
        folder.write(*example.files)
        return [each.warning.rule for each in folder.lint().findings]
    folder.write(*example.applied)
    with Database.create(parse_location(str(folder.path / "a.db"))) as database:
        run_plan(database, plan_run(database, read_source(folder.path)))
        folder.write(*example.files)
        report = lint_database(database, read_source(folder.path), now=NOW, allowances=Allowances())
    return [each.warning.rule for each in report.findings]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_bad_example_of_a_rule_gives_its_finding_alone(folder: Folder, rule: Rule) -> None:
    assert rules_found(folder, rule.bad) == [rule.id]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_better_example_of_a_rule_gives_none(folder: Folder, rule: Rule) -> None:
    assert rules_found(folder, rule.better) == []


def test_ids_are_words_with_dashes_and_stand_once() -> None:
    assert len(BY_ID) == len(RULES)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id) for rule in RULES)


def test_the_shipped_page_is_made_of_the_table() -> None:
    page = (resources_folder() / "help" / PAGE_NAME).read_text("utf-8")

    assert page == whole_page(), "write it anew: python -m tests.model.migrations.lint.write_page"


def test_every_sentence_and_every_reason_ends_with_a_full_stop() -> None:
    for rule in RULES:
        assert rule.sentence.endswith("."), rule.id
        assert rule.why.endswith("."), rule.id
        assert not rule.title.endswith("."), rule.id


def test_linting_writes_nothing(folder: Folder, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.db"
    folder.write(("1_a.sql", f"ATTACH '{elsewhere}' AS e; VACUUM INTO '{elsewhere}'; CREATE TABLE e.t(x)"))
    before = sorted(tmp_path.rglob("*"))
    folder.lint()
    assert sorted(tmp_path.rglob("*")) == before
