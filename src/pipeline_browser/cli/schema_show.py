"""``schema show``: tables, columns, keys and indexes of a database."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from pipeline_browser.cli.cancelling import run_cancellable
from pipeline_browser.cli.schema import as_json, show
from pipeline_browser.model.database import Database
from pipeline_browser.model.location import parse_location
from pipeline_browser.model.schema import read_schema

if TYPE_CHECKING:
    import argparse

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.schema import Schema


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Print the schema."""
    location = parse_location(arguments.database)

    def read(cancellation: Cancellation) -> Schema:
        with closing(Database.open(location, read_only=True, cancellation=cancellation)) as database:
            return read_schema(database, cancellation=cancellation)

    schema = run_cancellable(read)
    if console.as_json:
        console.document(as_json(schema))
    else:
        console.text(show(schema, ddl=arguments.ddl))
    return 0
