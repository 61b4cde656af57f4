"""What could be better about the names and versions of files."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.facts import Finding
from pipeline_browser.model.migrations.lint.rules import BY_ID

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.source import Migration, MigrationSource

LONGEST = 100  # characters of a description
_CLOCKS = timedelta(days=1)
_SHORT = 8  # digits: what has fewer counts 1, 2, 3


def about_names(source: MigrationSource, now: datetime) -> Iterator[Finding]:
    """Yield what is wrong with names and versions; ``now`` is UTC."""
    yield from _doubles(source)
    yield from _versions(source, now)
    for migration in source.migrations:
        if not migration.description.strip():
            yield Finding(migration, BY_ID["no-description"].says("The name says nothing but the version."))
        if len(migration.description) > LONGEST:
            text = f"The description has {len(migration.description)} characters."
            yield Finding(migration, BY_ID["long-description"].says(text))


def _doubles(source: MigrationSource) -> Iterator[Finding]:
    for files in (source.ups, source.downs):
        first: dict[int, Migration] = {}
        for migration in files:
            other = first.setdefault(migration.version, migration)
            if other is not migration:
                text = f"{other.file_name} has version {migration.version} too: the run stops here."
                yield Finding(migration, BY_ID["duplicate-version"].says(text))
    known = {each.version for each in source.ups}
    for migration in source.downs:
        if migration.version not in known:
            text = f"There is no up file of version {migration.version}."
            yield Finding(migration, BY_ID["down-without-up"].says(text))


def _versions(source: MigrationSource, now: datetime) -> Iterator[Finding]:
    times = {each.version: moment_of(each.version) for each in source.migrations}
    others = [version for version, moment in times.items() if moment is None]
    odd = others[0] if len(others) == 1 < len(times) and _is_long(others[0]) else None
    for migration in source.migrations:
        moment = times[migration.version]
        if moment is not None and moment > now + _CLOCKS:
            text = f"Version {migration.version} is a time in the future."
            yield Finding(migration, BY_ID["future-version"].says(text))
        elif migration.version == odd:
            text = f"Version {migration.version} is no time (YYYYMMDDHHMMSS), and all others are."
            yield Finding(migration, BY_ID["odd-version"].says(text))


def _is_long(version: int) -> bool:
    return len(str(abs(version))) >= _SHORT


def moment_of(version: int) -> datetime | None:
    """Return the time that a version says, taken as UTC; None if it is none."""
    if not re.fullmatch(r"[12][0-9]{13}", str(version)):
        return None
    try:
        return datetime.strptime(str(version), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
