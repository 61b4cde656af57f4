"""The program's rules for pipeline names, and a name that follows them."""

from __future__ import annotations

import re

SHORTEST = 4  # characters, after normalising
LONGEST = 1000  # bytes of an argument (cli/validator.rs)
RESERVED = frozenset(("help", "version", "list", "show", "create", "delete", "update", "config"))
# create_pipeline.rs, normalize_pipeline_name(): these become a hyphen, all else but a-z, 0-9 and - goes.
_TO_HYPHEN = re.compile(r"""[ _./\\:;,|&+=!?*%#@$^()\[\]{}<>"'`~]""")
_OTHERS = re.compile(r"[^a-zA-Z0-9-]")
_HYPHENS = re.compile(r"-+")
# cli/validator.rs: no argument of any command may contain one of these.
_REFUSED = ("..", "~", "$", "`", ";", "&", "|", ">", "<", "\n", "\r", "\0")


def normalised(name: str) -> str:
    """Return the name as the program normalises it: lower case, words joined by single hyphens."""
    hyphenated = _TO_HYPHEN.sub("-", name.lower())
    return _HYPHENS.sub("-", _OTHERS.sub("", hyphenated)).strip("-")


def passes_name_check(name: str) -> bool:
    """Whether the program's ``create`` accepts the name; it checks the normalised one."""
    checked = normalised(name)
    return len(checked) >= SHORTEST and checked not in RESERVED


def refused_in_commands(name: str) -> str:
    """Return the part of a name because of which no command takes it; empty if every command does."""
    return next((part for part in _REFUSED if part in name), "")


def too_long_for_commands(name: str) -> bool:
    """Whether the name is longer than an argument may be."""
    return len(name.encode("utf-8", "surrogatepass")) > LONGEST


def suggested_name(name: str) -> str | None:
    """Return the name to store instead of this one; None where it is good, or nothing can be made of it."""
    better = normalised(name)
    return better if better != name and passes_name_check(better) else None
