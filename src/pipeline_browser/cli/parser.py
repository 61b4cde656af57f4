"""What every command's grammar is made of: a strict parser and the values that options take."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from pipeline_browser.overriding import override

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    # Adds a command to those of its parser, given the words that may follow the command's name.
    Commands = argparse._SubParsersAction["Parser"]  # noqa: SLF001 - argparse has no public name for it
    Builder = Callable[[Commands, Sequence[str]], None]

WRONG_USAGE = 2
ASKS_SOMETHING = frozenset(("-h", "--help", "-V", "--version"))


def needed(words: Sequence[str], builders: Mapping[str, Builder]) -> list[Builder]:
    """Return the builder of the command that ``words`` name first, or all for help and for wrong words.

    Building every parser would take longer than everything else before the first import of the model.
    """
    first = next((word for word in words if not word.startswith("-")), "")
    if first in builders and not ASKS_SOMETHING.intersection(words):
        return [builders[first]]
    return list(builders.values())


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


def scale(text: str) -> float:
    """Return a scale, such as 2 or 0.5."""
    if not re.fullmatch(r"[0-9]+(\.[0-9]*)?", text) or not 0.01 <= float(text) <= 100:
        raise argparse.ArgumentTypeError(f"invalid value '{text}': not a scale from 0.01 to 100")
    return float(text)


def steps(text: str) -> int:
    """Return a number of steps from table to table."""
    if not re.fullmatch(r"[0-9]{1,6}", text):
        raise argparse.ArgumentTypeError(f"invalid value '{text}': not a number of steps")
    return int(text)
