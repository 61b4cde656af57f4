"""How it stands with a pipeline: would the program load it, and run it? As a mark and as a word."""

from __future__ import annotations

from enum import IntEnum

from pipeline_browser.ui.colours import Meaning


class Level(IntEnum):
    """The gravest thing that the check has found in a pipeline."""

    NONE = 0
    NOTE = 1
    CANNOT_RUN = 2
    STOPS_LIST = 3


WORDS = {
    Level.NONE: "",
    Level.NOTE: "note",
    Level.CANNOT_RUN: "cannot run",
    Level.STOPS_LIST: "stops the list",
}
TIPS = {
    Level.NONE: "The program can load and run it",
    Level.NOTE: "The program can load and run it, but something is worth a look",
    Level.CANNOT_RUN: "The program can load it, but every run of it fails",
    Level.STOPS_LIST: "The program cannot load it: its list fails as a whole",
}
ICONS = {Level.NOTE: "info", Level.CANNOT_RUN: "warning", Level.STOPS_LIST: "bad"}
MEANINGS = {
    Level.NOTE: Meaning.NEUTRAL,
    Level.CANNOT_RUN: Meaning.WARNING,
    Level.STOPS_LIST: Meaning.BAD,
}
UNKNOWN = "Not checked yet"
