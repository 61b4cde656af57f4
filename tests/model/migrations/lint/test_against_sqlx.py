"""Where the lint says that a file fails, the real sqlx fails; where it says nothing, sqlx applies it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.model.migrations.lint.test_any_text import STATEMENTS
from tests.oracle import find_sqlx

if TYPE_CHECKING:
    from pathlib import Path

    from tests.model.migrations.lint.conftest import Folder
    from tests.oracle import Sqlx

STOPPING = frozenset(
    {
        "fails",
        "unknown-to-sqlite",
        "not-in-sqlx",
        "own-transaction",
        "broken-transaction",
        "vacuum-in-transaction",
        "detach-in-transaction",
    }
)
# What another database holds is not the lint's to know.
USABLE = [each for each in dict.fromkeys(STATEMENTS) if "archive" not in each and "100000000" not in each]


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(12))
def test_random_files_fail_in_sqlx_where_the_lint_says_so(folder: Folder, seed: int, tmp_path: Path) -> None:
    sqlx, chance = find_sqlx(), random.Random(seed)  # noqa: S311 - the same each time
    for number in range(25):
        texts = [[chance.choice(USABLE) for _ in range(chance.randint(1, 4))] for _ in range(2)]
        for at, each in enumerate(texts, 1):
            folder.write((f"{at}_x.sql", "-- Rollback\n" + "\n".join(each)))
        rules = {each.warning.rule for each in folder.lint().findings}
        failed = _fails(sqlx, tmp_path, number)
        assert failed == bool(rules & STOPPING), (texts, rules)


def _fails(sqlx: Sqlx, place: Path, number: int) -> bool:
    environment = {"DATABASE_URL": f"sqlite:{number}.db"}
    assert sqlx("database", "create", folder=place, environment=environment).code == 0
    return sqlx("migrate", "run", folder=place, environment=environment).code != 0
