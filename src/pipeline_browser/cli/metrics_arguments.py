"""The grammar of ``metrics``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.cli.parser import Parser, needed, seconds, whole_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.cli.parser import Commands

EXIT_CODES = """exit codes:
  0    done
  1    import: a file is damaged or could not be read; what the others hold was written all the same
       check: a run's figures contradict each other
  2    wrong usage
  3    the database cannot be read or written
  70   a fault of this program
  130  cancelled with Ctrl-C
With several databases the highest of them."""

DATABASES = """DATABASE is a path or a sqlite: URL. Without one: ADAPIPE_SQLITE_PATH, then ./pipeline.db."""


def add_metrics_command(commands: Commands, words: Sequence[str]) -> None:
    """Add ``metrics`` with its commands."""
    parser = commands.add_parser(
        "metrics",
        help="fill in, sum up and check the metrics of a database's runs",
        description="Fill in, sum up and check the metrics of a database's runs.",
        epilog=EXIT_CODES,
    )
    group = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    for build in needed(words, _BUILDERS):
        build(group, words)


def _add_import(group: Commands, words: Sequence[str]) -> None:
    parser = command(
        group,
        "import",
        "write what .adapipe output files say of their runs",
        epilog="Of a pipeline's runs the newest one stays; a file whose run is there already, or is older,\n"
        f"changes nothing. Empty files are failed runs, which say nothing.\n\n{EXIT_CODES}",
    )
    add_database(parser)
    add = parser.add_argument
    add("files", nargs="+", metavar="FILE", help="an output file, or a folder: all *.adapipe below it")
    add("--dry-run", action="store_true", help="say what would be written, and write nothing")
    add("--no-hash", action="store_true", help="do not read whole files to fill in the output checksum")
    add("--replace-undated", action="store_true", help="also replace rows that have no readable time")
    add_json(parser)


def _add_summary(group: Commands, words: Sequence[str]) -> None:
    parser = command(group, "summary", "sum up the runs: how many, how fast, how small, how faulty")
    add_databases(parser)
    add_filter(parser)
    add_json(parser)


def _add_check(group: Commands, words: Sequence[str]) -> None:
    parser = command(group, "check", "say which runs contradict themselves, and how; never writes")
    add_databases(parser)
    add_filter(parser)
    parser.add_argument("--rule", metavar="RULES", help="only these rules; several with commas")
    parser.add_argument("--rules", action="store_true", help="print the rules with their tolerances alone")
    add_json(parser)


def _add_export(group: Commands, words: Sequence[str]) -> None:
    from textwrap import fill  # noqa: PLC0415

    from pipeline_browser.model.metrics.columns import COLUMNS  # noqa: PLC0415 - for this command alone

    names = fill(
        ", ".join(column.name for column in COLUMNS), 98, initial_indent="  ", subsequent_indent="  "
    )
    epilog = f"columns:\n{names}\n\n{_FORMATS}\n\n{EXIT_CODES}"
    parser = command(group, "export", "write runs as CSV, JSON, Parquet or OpenMetrics", epilog=epilog)
    add_database(parser)
    add = parser.add_argument
    add("-o", "--output", metavar="FILE", help="the file to write [default: standard output]")
    add("--format", metavar="FORMAT", help=_FORMAT)
    add("--columns", metavar="NAMES", help="only these columns, in this order; several with commas")
    add("--sort", metavar="COLUMN", help="by a column, COLUMN:desc the other way [default: when:desc]")
    add("--contradictory", action="store_true", help="only runs whose figures contradict each other")
    add("--timestamps", action="store_true", help=_TIMESTAMPS)
    add_filter(parser)


_FORMATS = """formats:
  csv          raw numbers, the unit in each column's name; a text that a spreadsheet would take for a
               formula, or that begins with an apostrophe, has one more apostrophe before it
  json         a list of objects, one a line; moments in UTC (ISO 8601), rules of the lint as a list
  parquet      typed columns; needs pyarrow: pip install "pipeline-browser[parquet]"
  openmetrics  every figure of a run as a gauge, in seconds and bytes, labelled with its pipeline"""
_FORMAT = "csv, json, parquet or openmetrics [default: by the file's ending, else csv]"
_TIMESTAMPS = "openmetrics: give each sample its run's time, which a backfill needs and a scrape refuses"


def _add_report(group: Commands, words: Sequence[str]) -> None:
    parser = command(
        group,
        "report",
        "write the dashboard as one file to be read anywhere: HTML, PDF or PNG",
        epilog=f"An HTML file needs nothing beside it: no script, no network.\n\n{EXIT_CODES}",
    )
    add_database(parser)
    add_filter(parser)
    add = parser.add_argument
    add("-o", "--output", metavar="FILE", required=True, help=_REPORT)
    add("--dark", action="store_true", help="light on dark; HTML follows its reader's system otherwise")
    add("--rows", type=whole_number, default=500, metavar="COUNT", help=_ROWS)


_REPORT = "what to write, by its ending .html, .pdf or .png; - is HTML on standard output"
_ROWS = "how many runs the table lists, the newest first [default: 500]"


def command(group: Commands, name: str, summary: str, *, epilog: str = "") -> Parser:
    """Add a command, done by ``run`` of the module ``metrics_NAME``."""
    parser = group.add_parser(
        name,
        help=summary,
        description=f"{summary[0].upper()}{summary[1:]}.",
        epilog=epilog or f"{DATABASES}\n\n{EXIT_CODES}",
    )
    parser.set_defaults(
        handler=f"pipeline_browser.cli.metrics_{name}:run", command=f"metrics {name}", failure=3
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="tell details of errors")
    return parser


def add_database(parser: Parser) -> None:
    """Add the one database that is needed, and how long to wait for its locks."""
    parser.add_argument("database", metavar="DATABASE", help="a path or a sqlite: URL")
    _add_busy_timeout(parser)


def add_databases(parser: Parser) -> None:
    """Add databases, none or several, and how long to wait for their locks."""
    parser.add_argument("databases", nargs="*", metavar="DATABASE", help="a path or a sqlite: URL")
    _add_busy_timeout(parser)


def add_json(parser: Parser) -> None:
    """Add ``--json``."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")


def add_filter(parser: Parser) -> None:
    """Add what tells some runs from the others; ``metrics_filter`` reads it."""
    add = parser.add_argument
    add("--period", metavar="PERIOD", help=_PERIOD)
    add("--text", metavar="WORDS", help=_TEXT)
    add("--status", metavar="STATUS", help=_STATUS)
    add("--utc", action="store_true", help="days and times are UTC, not those of this machine")


_PERIOD = "24h, 7d, 30d, 90d, all, or FROM..TO: dates or moments, one may be left out [default: all]"
_TEXT = "only runs that hold all words, in their pipeline's name or id, a checksum or an algorithm"
_STATUS = "failed, stalled, running, not-started, completed; several with commas"


def _add_busy_timeout(parser: Parser) -> None:
    parser.add_argument(
        "--busy-timeout", type=seconds, metavar="SECONDS", help="how long to wait for a lock [default: 30]"
    )


_BUILDERS = {
    "import": _add_import,
    "summary": _add_summary,
    "check": _add_check,
    "export": _add_export,
    "report": _add_report,
}
