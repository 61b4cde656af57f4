"""Whole numbers and switches as they are typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue import words
from pipeline_browser.model.pipelines.catalogue.judgement import Judgement, fine, impossible

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.catalogue.judgement import Stored

_WHOLE = re.compile(r"[+-]?[0-9]{1,30}")
_SWITCHES = {"true": 1, "yes": 1, "on": 1, "false": 0, "no": 0, "off": 0}


def judge_whole_number(typed: Stored) -> Judgement:
    """Judge a whole number that SQLite can store (64 bits)."""
    number = whole_number(typed)
    if number is None:
        return impossible(words.not_a_number(str(typed)))
    return fine(number) if -(2**63) <= number < 2**63 else impossible(words.too_large())


def whole_number(typed: Stored) -> int | None:
    """Return the whole number that was typed; None where it is none."""
    if isinstance(typed, str):
        text = typed.strip().replace("\u2212", "-")
        return int(text) if _WHOLE.fullmatch(text) else None
    if isinstance(typed, (int, float)) and int(typed) == typed:
        return int(typed)
    return None


def judged_switch(typed: Stored) -> int | None:
    """Return what a switch is to be stored as; None where it says neither true nor false."""
    if isinstance(typed, str) and typed.strip().lower() in _SWITCHES:
        return _SWITCHES[typed.strip().lower()]
    number = whole_number(typed)
    return number if number is not None and -(2**63) <= number < 2**63 else None
