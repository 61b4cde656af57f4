"""What the exit codes of the commands of ``migrate`` mean, each command for itself."""

from __future__ import annotations

_EVERYWHERE = {70: "a fault of this program", 130: "cancelled with Ctrl-C"}
_USAGE = "wrong usage"
_UNREADABLE = "no verdict: source or database cannot be read"
_CHANGING = {0: "done", 1: "an error", 2: _USAGE}

_SEVERAL = "With several databases the highest of them."
_OF_THEIR_OWN = "Commands that answer a question have codes of their own: see their help."

_MEANINGS = {
    "add": {
        0: "written; or two schemas are equal, and nothing is",
        1: "an error (with --record also where the file is written, but not recorded)",
        2: _USAGE,
    },
    "plan": {0: "there is a plan", 2: _USAGE, 3: _UNREADABLE},
    "rehearse": {
        0: "it would succeed, and lose nothing that the plan does not announce",
        1: "it would fail",
        2: _USAGE,
        3: f"{_UNREADABLE}, or there is no room for a copy",
        4: "it would succeed, but lose rows or break references without the plan saying so",
    },
    "check": {
        0: "up to date",
        1: "migrations are pending",
        2: "modified, missing, failed, drifted, or tables without a ledger; or wrong usage",
        3: _UNREADABLE,
    },
    "drift": {0: "none", 2: f"drifted; or {_USAGE}", 3: f"{_UNREADABLE}, or compared"},
    "lint": {
        0: "nothing as grave as --fail-on",
        1: "findings",
        2: _USAGE,
        3: "the migrations (or the database) cannot be read",
    },
    "explain": {0: "nothing to explain", 2: f"something was explained; or {_USAGE}", 3: _UNREADABLE},
    "repair": {0: "all is as the source says", 1: "an error", 2: f"something was left alone; or {_USAGE}"},
    "baseline": {0: "done", 1: "an error", 2: f"the schema is not that of the version; or {_USAGE}"},
}


def exit_codes(command: str = "") -> str:
    """Return the exit codes of one command for its help; of ``migrate`` itself, what all share."""
    meanings = {**_MEANINGS.get(command, _CHANGING), **_EVERYWHERE}
    lines = [f"  {code:<4} {meaning}" for code, meaning in meanings.items()]
    end = "" if command == "add" else _SEVERAL if command else f"{_SEVERAL}\n{_OF_THEIR_OWN}"
    return "\n".join(["exit codes:", *lines, end]).rstrip()
