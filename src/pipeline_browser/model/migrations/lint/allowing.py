"""What a file or a folder allows: a comment ``-- lint: allow RULE``, and ``migration-lint.toml``.

An applied file must not change, not even by a comment: the folder's file is for those.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.errors import SourceError
from pipeline_browser.model.migrations.lint.rules import BY_ID
from pipeline_browser.model.migrations.source import SETTINGS_NAME
from pipeline_browser.model.sql_tokens import comments_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from pipeline_browser.model.migrations.plan import PlanWarning
    from pipeline_browser.model.migrations.source import Migration

_ALLOWING = re.compile(r"\blint:\s*allow\s+([\w-]+(?:\s*,\s*[\w-]+)*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Allowances:
    """What a folder allows.

    Attributes:
        off: rules that are off for all of its files.
        by_file: rules that are allowed in one file, by its name or its version.
    """

    off: frozenset[str] = frozenset()
    by_file: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def of(self, migration: Migration) -> frozenset[str]:
        """Return the rules that are allowed in a file, by the folder and by its own comments."""
        keys = (migration.file_name, str(migration.version))
        named = frozenset[str]().union(*(self.by_file.get(key, frozenset()) for key in keys))
        return self.off | named | frozenset(allowed_by_comments(migration.sql))

    def unknown(self, migration: Migration) -> Iterator[PlanWarning]:
        """Yield a warning for each rule that is allowed in a file and does not exist."""
        for rule in sorted(self.of(migration) - BY_ID.keys()):
            text = f"Allows {rule}, which is no rule; pipeline-browser migrate lint --rules lists them."
            yield BY_ID["unknown-rule"].says(text)


def allowed_by_comments(sql: str) -> Iterator[str]:
    """Yield the ids that comments of the form ``-- lint: allow this, that`` name."""
    if "lint" not in sql.lower():
        return
    for comment in comments_of(sql):
        for found in _ALLOWING.finditer(comment):
            yield from re.split(r"\s*,\s*", found.group(1).lower())


def read_allowances(folder: Path) -> Allowances:
    """Read the folder's ``migration-lint.toml``; without one nothing is allowed.

    Raises:
        SourceError: it cannot be read, or holds something else than ``off`` and ``allow``.
    """
    file = folder / SETTINGS_NAME
    try:
        values = tomllib.loads(file.read_bytes().decode())
    except (FileNotFoundError, NotADirectoryError):
        return Allowances()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _broken(file, f"It cannot be read: {error}") from error
    unknown = values.keys() - {"off", "allow"}
    allow = values.get("allow", {})
    if unknown or not isinstance(allow, dict):
        raise _broken(file, "It may hold off = [rules] and a table [allow] alone.")
    return Allowances(
        _ids(file, values.get("off", [])), {name: _ids(file, each) for name, each in allow.items()}
    )


def _ids(file: Path, value: Any) -> frozenset[str]:  # noqa: ANN401 - whatever TOML holds
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return frozenset(value)
    raise _broken(file, "Rules stand in a list of texts.")


def _broken(file: Path, cause: str) -> SourceError:
    return SourceError(
        f"{SETTINGS_NAME} of the migrations cannot be used",
        path=file,
        cause=cause,
        remedy='For example: off = ["autoincrement"]; [allow] "20250101000000" = ["redundant-index"].',
    )
