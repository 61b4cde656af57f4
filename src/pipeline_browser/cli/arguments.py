"""The grammar of the command line; nothing but argparse is imported, so that help is immediate."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from pipeline_browser import __version__
from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    # Adds a command to those of its parser, given the words that may follow the command's name.
    Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001 - argparse has no public name for it
    Builder = Callable[[Commands, Sequence[str]], None]

WRONG_USAGE = 2
_COMMANDS = ("migrate", "schema", "open", "demo")
_ASKS_SOMETHING = frozenset(("-h", "--help", "-V", "--version"))


def parse_arguments(argv: Sequence[str]) -> argparse.Namespace:
    """Return what was asked for; ``handler`` names the function that does it, as ``module:function``.

    Raises:
        SystemExit: 0 after help or version, 2 after wrong usage.
    """
    words = _completed(argv)
    return _build(words).parse_args(words)


def needed(words: Sequence[str], builders: Mapping[str, Builder]) -> list[Builder]:
    """Return the builder of the command that ``words`` name first, or all for help and for wrong words.

    Building every parser would take longer than everything else before the first import of the model.
    """
    first = next((word for word in words if not word.startswith("-")), "")
    if first in builders and not _ASKS_SOMETHING.intersection(words):
        return [builders[first]]
    return list(builders.values())


def _completed(argv: Sequence[str]) -> list[str]:
    """Read ``pipeline-browser`` and ``pipeline-browser FILE`` as the command ``open``."""
    first = next((word for word in argv if not word.startswith("-")), None)
    if first is None:
        return list(argv) if _ASKS_SOMETHING.intersection(argv) else ["open", *argv]
    names_a_file = first not in _COMMANDS and re.search(r"[./\\:]", first)
    return ["open", *argv] if names_a_file else list(argv)


class Parser(argparse.ArgumentParser):
    """As strict as sqlx's: no abbreviations, no option twice, no value that looks like an option."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - handed on to argparse
        super().__init__(allow_abbrev=False, formatter_class=_formatter, **settings)
        self.register("action", None, Once)
        self.register("action", "store", Once)
        self.register("action", "store_true", OnceTrue)
        # Makes argparse take -1 for an option, which sqlx does too; --target-version=-1 is a value.
        self._has_negative_number_optionals.append(True)

    @override
    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Refuse what is unknown here, with the usage of this very command."""
        known, unknown = super().parse_known_args(args, namespace)
        if unknown:
            self.error(f"unexpected argument '{unknown[0]}' found")
        return known, unknown

    @override
    def error(self, message: str) -> NoReturn:
        from pipeline_browser.model.literal_text import escape_for_terminal  # noqa: PLC0415 - not for help

        usage = self.format_usage().replace("usage:", "Usage:", 1)
        text = f"error: {message}\n\n{usage}\nFor more information, try '--help'.\n"
        self.exit(WRONG_USAGE, escape_for_terminal(text, keep="\n"))


def _formatter(prog: str) -> argparse.HelpFormatter:
    # With a width of our own, since argparse imports shutil and its compressors to ask the terminal for one.
    return argparse.RawDescriptionHelpFormatter(prog, width=100)


class Once(argparse.Action):
    """Stores a value and refuses a second one."""

    @override
    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option: str | None = None,
    ) -> None:
        _refuse_second(self, namespace, option)
        setattr(namespace, self.dest, values)


class OnceTrue(argparse.Action):
    """Sets a switch and refuses a second one."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - handed on to argparse
        super().__init__(nargs=0, default=False, **settings)

    @override
    def __call__(
        self,
        parser: argparse.ArgumentParser,
        namespace: argparse.Namespace,
        values: object,
        option: str | None = None,
    ) -> None:
        _refuse_second(self, namespace, option)
        setattr(namespace, self.dest, True)


def _refuse_second(action: argparse.Action, namespace: argparse.Namespace, option: str | None) -> None:
    if option is None:
        return
    if getattr(namespace, action.dest, action.default) != action.default:
        raise argparse.ArgumentError(action, "cannot be used multiple times")


def whole_number(text: str) -> int:
    """Return a signed 64-bit number as Rust reads one."""
    if not re.fullmatch(r"[+-]?[0-9]+", text):
        raise argparse.ArgumentTypeError(f"invalid value '{text}': invalid digit found in string")
    if not -(2**63) <= int(text) < 2**63:
        raise argparse.ArgumentTypeError(f"invalid value '{text}': number too large to fit in target type")
    return int(text)


def whole_seconds(text: str) -> int:
    """Return a number of seconds as Rust reads an unsigned one."""
    number = whole_number(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"invalid value '{text}': invalid digit found in string")
    return number


def seconds(text: str) -> float:
    """Return a duration in seconds, with a fraction if wanted."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]*)?", text):
        raise argparse.ArgumentTypeError(f"invalid value '{text}': not a number of seconds")
    return float(text)


def _build(words: Sequence[str]) -> Parser:
    # Imported here, since it needs the classes above.
    from pipeline_browser.cli.migrate_arguments import add_migrate_command  # noqa: PLC0415

    parser = Parser(
        prog="pipeline-browser",
        description="Schema browser and migration tool for SQLite databases managed by sqlx migrations.",
        epilog="Without a command the window opens. A file or a sqlite: URL alone is opened in it.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"pipeline-browser {__version__}")
    parser.add_argument(
        "--no-dotenv", action="store_true", dest="no_dotenv_first", help="do not read .env files"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True, parser_class=Parser)
    builders = {"open": _add_open, "demo": _add_demo, "migrate": add_migrate_command, "schema": _add_schema}
    for build in needed(words, builders):
        build(commands, _after_command(words))
    return parser


def _after_command(words: Sequence[str]) -> Sequence[str]:
    command = next((at for at, word in enumerate(words) if not word.startswith("-")), len(words))
    return words[command + 1 :]


def _add_open(commands: Commands, words: Sequence[str]) -> None:
    parser = commands.add_parser(
        "open",
        help="open a database in the window",
        description="Open a database in the window.",
        epilog="Without DATABASE: ADAPIPE_SQLITE_PATH, then ./pipeline.db, then the welcome page.",
    )
    parser.add_argument("database", nargs="?", metavar="DATABASE", help="a path or a sqlite: URL")
    parser.add_argument("--read-only", action="store_true", help="never write to it")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell more when something goes wrong")
    parser.set_defaults(handler="pipeline_browser.cli.window:open_window", command="open")


def _add_demo(commands: Commands, words: Sequence[str]) -> None:
    parser = commands.add_parser(
        "demo",
        help="open a sample database",
        description="Build a sample database and open it; without a screen, draw every tab into PNG files.",
    )
    parser.add_argument(
        "--output",
        metavar="FOLDER",
        help="draw PNG files into this folder, screen or not [without a screen: pipeline-browser-demo]",
    )
    parser.add_argument("-v", "--verbose", action="store_true", help="tell more when something goes wrong")
    parser.set_defaults(handler="pipeline_browser.cli.window:open_demo", command="demo")


def _add_schema(commands: Commands, words: Sequence[str]) -> None:
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
