"""Timestamps that the program cannot read, written so that it can."""

from __future__ import annotations

from datetime import UTC, datetime

from pipeline_browser.model.pipelines.catalogue.as_read import is_timestamp


def mended(text: str) -> str | None:
    """Return the same moment as the program reads it, in UTC where no zone is named; None if unclear."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    better = moment.isoformat()
    return better if is_timestamp(better) else None
