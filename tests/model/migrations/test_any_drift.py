"""Whatever is done behind the ledger's back is named exactly, and what means the same is no drift."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from pipeline_browser.model.migrations.drift.glance import is_word_for_word
from pipeline_browser.model.migrations.ledger import read_ledger
from tests.model.migrations.drift_worlds import EQUIVALENT, rebuilt, world
from tests.model.schema.schema_mutations import told_mutations, told_of
from tests.model.schema.schema_strategies import schemas

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.schema import Schema

_SEEDS = st.integers(0, 2**32)
_LEAN = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
_LONG = settings(max_examples=2_500, deadline=None, suppress_health_check=list(HealthCheck))
_world = contextmanager(world)


def _changed(folder: Path, data: st.DataObject, schema: Schema, seed: int) -> None:
    random = Random(seed)  # noqa: S311 (no secret)
    mutation = data.draw(told_mutations(schema))
    with _world(folder, schema, random) as made:
        rebuilt(made, mutation.schema, random)
        drift = made.drift()
        glance = is_word_for_word(made.database, made.source, read_ledger(made.database))
    assert not glance
    assert drift.promised is not None
    assert (drift.unknown, drift.doubts, drift.notes, drift.modified) == ((), (), (), ())
    assert Counter(map(told_of, drift.difference.differences)) == Counter(mutation.told), mutation.what
    event(mutation.what.rpartition(" ")[2])


def _unchanged(folder: Path, data: st.DataObject, schema: Schema, seed: int) -> None:
    random = Random(seed)  # noqa: S311 (no secret)
    with _world(folder, schema, random) as made:
        for way in data.draw(st.lists(st.sampled_from(EQUIVALENT), min_size=1, max_size=3)):
            done = way(made, schema, random)
            event(f"{way.__name__}{'' if done else ', refused by SQLite'}")
            assert made.drift().difference.sentences() == (), way.__name__
            glance = is_word_for_word(made.database, made.source, read_ledger(made.database))
            event("a glance is enough" if glance else "a glance is not enough")


@_LEAN
@given(st.data(), schemas(), _SEEDS)
def test_a_change_behind_the_ledger_is_named_exactly(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, schema: Schema, seed: int
) -> None:
    _changed(tmp_path_factory.getbasetemp() / "any", data, schema, seed)


@_LEAN
@given(st.data(), schemas(), _SEEDS)
def test_what_means_the_same_is_no_drift(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, schema: Schema, seed: int
) -> None:
    _unchanged(tmp_path_factory.getbasetemp() / "any", data, schema, seed)


@pytest.mark.campaign
@_LONG
@given(st.data(), schemas(), _SEEDS)
def test_many_changes_behind_the_ledger_are_named_exactly(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, schema: Schema, seed: int
) -> None:
    _changed(tmp_path_factory.getbasetemp() / "any", data, schema, seed)


@pytest.mark.campaign
@_LONG
@given(st.data(), schemas(), _SEEDS)
def test_much_that_means_the_same_is_no_drift(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, schema: Schema, seed: int
) -> None:
    _unchanged(tmp_path_factory.getbasetemp() / "any", data, schema, seed)
