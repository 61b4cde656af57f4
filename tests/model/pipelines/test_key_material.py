"""Key material is random, as the program needs it, and never thrown away by accident."""

from __future__ import annotations

import base64
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.key_material import (
    generate_key_material,
    missing_key_material,
    new_key_material,
)
from pipeline_browser.model.pipelines.operations.entries import set_entries
from pipeline_browser.model.pipelines.operations.from_words import pipeline_of_words
from tests.model.pipelines.databases import BUNDLED, create, dump, fresh, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.facts import Stage


@pytest.fixture
def encrypting() -> Iterator[Database]:
    with closing(fresh(BUNDLED, filled=False)) as database:
        create(database, pipeline_of_words("safe", "aes256gcm"))
        yield database


def stage_of(database: Database) -> Stage:
    return named(database, "safe").stages[1]


def lengths(stage: Stage) -> dict[str, int]:
    found = {name: str(stage.parameter(name)) for name in ("key", "nonce", "salt")}
    return {name: len(base64.b64decode(value, validate=True)) for name, value in found.items()}


def test_a_stage_gets_what_it_lacks_in_one_step_that_can_be_undone(encrypting: Database) -> None:
    before = dump(encrypting)
    assert missing_key_material(stage_of(encrypting)) == ("key", "nonce", "salt")

    edit = generate_key_material(stage_of(encrypting))(encrypting)

    assert edit.words == "generate key material for stage aes256gcm"
    assert lengths(stage_of(encrypting)) == {"key": 32, "nonce": 12, "salt": 16}
    assert missing_key_material(stage_of(encrypting)) == ()
    apply_edit(encrypting, edit.inverse())
    assert dump(encrypting) == before


def test_a_key_that_works_is_kept_unless_it_is_to_be_replaced(encrypting: Database) -> None:
    key = base64.b64encode(bytes(32)).decode()
    stage = stage_of(encrypting)
    set_entries(encrypting, stage.row, stage.parameters, [("key", key), ("salt", "no base64!")])

    generate_key_material(stage_of(encrypting))(encrypting)
    assert stage_of(encrypting).parameter("key") == key
    assert not generate_key_material(stage_of(encrypting))(encrypting).changes

    generate_key_material(stage_of(encrypting), replace=True)(encrypting)
    assert stage_of(encrypting).parameter("key") != key


def test_it_is_never_the_same_twice() -> None:
    assert len({value for _ in range(100) for _, value in new_key_material()}) == 300


@pytest.mark.parametrize(
    ("key", "secret"),
    [
        ("key", True),
        ("Nonce", True),
        ("db_password", True),
        ("level", False),
        ("keyboard", False),
        (b"key", True),
    ],
)
def test_secrets_are_known_by_their_keys(key: str | bytes, secret: bool) -> None:
    assert is_secret(key) is secret
    assert is_secret(None) is False
