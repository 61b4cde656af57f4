"""The grammar of ``schema``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.parser import Parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from pipeline_browser.cli.parser import Commands


def add_schema_command(commands: Commands, words: Sequence[str]) -> None:
    """Add ``schema`` and its commands."""
    parser = commands.add_parser("schema", help="look at a schema", description="Look at a schema.")
    group = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    show = group.add_parser(
        "show", help="print a database's tables", description="Print tables, columns, keys and indexes."
    )
    show.add_argument("database", metavar="DATABASE", help="a path or a sqlite: URL")
    show.add_argument("--ddl", action="store_true", help="print the stored SQL as well")
    show.add_argument("--json", action="store_true", help="print one JSON document")
    show.add_argument("-v", "--verbose", action="store_true", help="tell more when something goes wrong")
    show.set_defaults(handler="pipeline_browser.cli.schema_show:run", command="schema show")
    _add_diagram(group)


def _add_diagram(group: argparse._SubParsersAction[Parser]) -> None:
    parser = group.add_parser(
        "diagram",
        help="write a database's ER diagram to a file",
        description="Write the ER diagram of a database to a file.",
        epilog="Formats: svg, mmd (Mermaid), dot (Graphviz), puml (PlantUML), dbml.",
    )
    parser.add_argument("database", metavar="DATABASE", help="a path or a sqlite: URL")
    parser.add_argument(
        "-o", "--output", metavar="OUTPUT", required=True, help="the file to write; - is standard output"
    )
    parser.add_argument(
        "--format", metavar="FORMAT", help="svg, mmd, dot, puml, dbml [default: by the suffix]"
    )
    parser.add_argument("--tables", nargs="+", metavar="TABLE", help="only these tables and views")
    parser.add_argument("--keys-only", action="store_true", help="only the columns of keys")
    parser.add_argument("--dark", action="store_true", help="light on dark (svg)")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell more when something goes wrong")
    parser.set_defaults(handler="pipeline_browser.cli.schema_diagram:run", command="schema diagram")
