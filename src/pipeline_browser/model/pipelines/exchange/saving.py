"""Writing pipelines into a file: never over a database, and with secrets in it for its owner alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.files.exported_file import refuse_database, write_file
from pipeline_browser.model.pipelines.exchange.writing import holds_secrets

if TYPE_CHECKING:
    from pathlib import Path

    from pipeline_browser.model.location import Location


def save_pipelines(target: Path, text: str, location: Location) -> None:
    """Write what ``pipelines_as_toml`` made of pipelines of the database at ``location``.

    Raises:
        ExportFailed: the target is that database, or cannot be written; an older file is as it was.
    """
    refuse_database(target, location)
    write_file(target, text.encode(), private=holds_secrets(text))
