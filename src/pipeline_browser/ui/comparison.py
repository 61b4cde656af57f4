"""Two schemas that somebody wants to see in one diagram; tabs hand it to each other through the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.schema.facts import Schema


@dataclass(frozen=True, slots=True)
class Comparison:
    """A schema before and after something.

    Attributes:
        title: what it shows, such as ``Drift`` or ``Rehearsed plan``.
        before_name: what the first one is in words, such as ``promised`` or ``today``.
        after_name: likewise, such as ``found`` or ``after the plan``.
    """

    title: str
    before: Schema
    after: Schema
    before_name: str
    after_name: str
