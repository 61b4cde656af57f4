"""What brings one drifted database back can spoil every other one: that is said."""

from __future__ import annotations

import pytest

from pipeline_browser.model.migrations.writing.anew import anew
from pipeline_browser.model.migrations.writing.proposal import propose
from tests.model.schema.changing.worlds import opened, schema_of

ALONE = "; run this SQL on the one database instead of keeping it among the migrations"
STOPS = (
    "a database without that drift, such as a new one, stops at line 6, ALTER TABLE items ADD COLUMN label"
)
ITEMS = "CREATE TABLE items (id INTEGER PRIMARY KEY, label TEXT, code TEXT UNIQUE)"
INDEX = "CREATE INDEX items_by_label ON items (label)"


@pytest.mark.parametrize(
    ("drifted", "sentences"),
    [
        ([ITEMS], []),  # an index can be made where it is missing
        (
            [ITEMS.replace(" label TEXT,", "")],
            [f"{STOPS} TEXT: duplicate column name: label{ALONE}"],
        ),
        (
            [ITEMS.replace(", code TEXT UNIQUE", ""), INDEX],
            [f"a database without that drift loses the values of items.code{ALONE}"],
        ),
    ],
    ids=["an index", "a column that is added", "a column that takes a rebuild"],
)
def test_bringing_back(drifted: list[str], sentences: list[str]) -> None:
    with opened([ITEMS, INDEX]) as made, opened(drifted) as found:
        promised = schema_of(made)
        proposal = propose(schema_of(found), promised)
    assert list(anew(proposal, promised)) == sentences
