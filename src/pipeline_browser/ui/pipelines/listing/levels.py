"""How it stands with a pipeline: would the program load it, and run it? As a mark and as a word."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.model.pipelines.reading import Handle
from pipeline_browser.ui.colours import Meaning

Levels = Mapping[Handle, Severity]
"""The level of each pipeline that has one, by its handle."""

FINE = "The program can load and run it"
UNKNOWN = "Not checked yet"
WORDS = {
    Severity.NOTE: "note",
    Severity.CANNOT_RUN: "cannot run",
    Severity.LEFT_OUT: "left out",
    Severity.STOPS_LIST: "stops the list",
}
TIPS = {
    Severity.NOTE: "Worth a look; the program loads and runs it",
    Severity.CANNOT_RUN: "Cannot run: the program lists it, and every run of it fails",
    Severity.LEFT_OUT: "Left out: the program's list does not show it, without a word",
    Severity.STOPS_LIST: "Stops the list: because of it the program lists no pipeline at all, without a word",
}
ICONS = {
    Severity.NOTE: "info",
    Severity.CANNOT_RUN: "warning",
    Severity.LEFT_OUT: "hide",
    Severity.STOPS_LIST: "bad",
}
MEANINGS = {
    Severity.NOTE: Meaning.NEUTRAL,
    Severity.CANNOT_RUN: Meaning.WARNING,
    Severity.LEFT_OUT: Meaning.BAD,
    Severity.STOPS_LIST: Meaning.BAD,
}
