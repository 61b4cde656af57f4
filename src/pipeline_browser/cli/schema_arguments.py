"""The grammar of ``schema``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.parser import Parser, scale, steps, whole_number

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


_DIAGRAM_NOTES = """Formats: svg, png, pdf, mmd (Mermaid), dot (Graphviz), puml (PlantUML), dbml.

With --at the migrations are replayed in memory up to that version, and no database is read; a table has the
same place at every version. With --changes and --drift everything is drawn that either side has, what was
added, changed and removed in colour, with a sign or the word beside it; the texts say it in notes, labels or
comments."""


def _add_versions(parser: Parser) -> None:
    """Add which state of the schema is drawn, and against what."""
    add = parser.add_argument
    add(
        "--at", type=whole_number, metavar="VERSION", help="the schema that the migrations up to this promise"
    )
    add("--changes", action="store_true", help="mark what the migration of --at changes")
    add("--drift", action="store_true", help="mark what is not as the applied migrations promise")
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--source", metavar="SOURCE", help="folder of migrations [default: migrations, else the bundled ones]"
    )
    source.add_argument("--bundled", action="store_true", help="the migrations that come with this program")


def _add_diagram(group: argparse._SubParsersAction[Parser]) -> None:
    parser = group.add_parser(
        "diagram",
        help="write a database's ER diagram to a file",
        description="Write the ER diagram of a database to a file, or as text to standard output.",
        epilog=_DIAGRAM_NOTES,
    )
    add = parser.add_argument
    add("database", metavar="DATABASE", nargs="?", help="a path or a sqlite: URL; not needed with --at")
    _add_versions(parser)
    add("-o", "--output", metavar="OUTPUT", help="the file to write [default: -, standard output]")
    add("--format", metavar="FORMAT", help="one of those below [default: by the suffix of OUTPUT]")
    add("--tables", nargs="+", metavar="TABLE", help="only these tables and views, also A,B,C")
    add("--table", action="append", metavar="TABLE", help="only this one; may be said several times")
    add("--neighbours", "--neighbors", type=steps, metavar="N", help="and those up to N keys away")
    add("--detail", choices=("columns", "keys", "names"), help="how much of each table [default: columns]")
    add("--keys-only", action="store_true", help="the same as --detail keys")
    add("--dark", action="store_true", help="light on dark (svg, png, pdf)")
    add("--no-legend", action="store_true", help="do not explain the signs (svg, png, pdf)")
    add("--scale", type=scale, metavar="N", help="pixels for one of the diagram (png) [default: 2]")
    add("--paper", metavar="PAPER", help="A4, A3 or Letter (pdf) [default: a page as large as the diagram]")
    add("--tiled", action="store_true", help="over several pages of PAPER; --scale 1 is as on a screen (pdf)")
    add("--portrait", action="store_true", help="PAPER upright (pdf) [default: as fits best]")
    add("--landscape", action="store_true", help="PAPER on its long side (pdf)")
    add("-v", "--verbose", action="store_true", help="tell more when something goes wrong")
    parser.set_defaults(handler="pipeline_browser.cli.schema_diagram:run", command="schema diagram")
