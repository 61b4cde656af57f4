"""A draft is tried in memory, and what is wrong with it is told by its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.migrations.writing.proposal import propose
from pipeline_browser.model.migrations.writing.texts import Draft
from pipeline_browser.model.migrations.writing.trying import try_draft
from pipeline_browser.model.migrations.writing.words import trial_sentences
from tests.model.schema.changing.worlds import opened, schema_of

if TYPE_CHECKING:
    from typing import TypeAlias

    from pipeline_browser.model.schema import Schema

    Pair: TypeAlias = tuple[Schema, Schema]

OLD = ("CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT)", "CREATE VIEW v AS SELECT y FROM a")
NEW = ("CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT NOT NULL, z INT)", "CREATE VIEW v AS SELECT y FROM a")


@pytest.fixture(scope="module")
def schemas() -> Pair:
    with opened(OLD) as old, opened(NEW) as new:
        return schema_of(old), schema_of(new)


def test_a_proposal_does_what_it_promises_both_ways(schemas: Pair) -> None:
    trial = try_draft(propose(*schemas).draft, *schemas)
    assert trial.is_right
    assert trial_sentences(trial) == (
        "the migration gives exactly the schema that is wanted",
        "the rollback gives back exactly the old schema",
    )


@pytest.mark.parametrize(
    ("up", "down", "sentences"),
    [
        (
            "SELECT 1;\nALTER TABLE b ADD z;",
            "",
            ["the migration stops at line 2, ALTER TABLE b ADD z: no such table: b"],
        ),
        (
            "ALTER TABLE a ADD z INT;",
            "",
            [
                "the migration gives another schema than is wanted: a.y: NULL allowed instead of NOT NULL",
                "the rollback leaves another schema, as it is empty: a has an unexpected column z",
            ],
        ),
        ("", "DROP VIEW w", ["the rollback stops at line 1, DROP VIEW w: no such view: w"]),
    ],
)
def test_what_a_draft_does_wrong_is_told(schemas: Pair, up: str, down: str, sentences: list[str]) -> None:
    trial = try_draft(Draft(up, down), *schemas)
    assert not trial.is_right
    told = trial_sentences(trial)
    assert [each for each in sentences if each not in told] == []


def test_without_a_wish_the_trial_says_what_changes(schemas: Pair) -> None:
    trial = try_draft(Draft("CREATE TABLE n (x);", "DROP TABLE n;"), schemas[0], None)
    assert trial.is_right
    assert trial_sentences(trial)[0] == "the migration changes the schema: creates table n"
