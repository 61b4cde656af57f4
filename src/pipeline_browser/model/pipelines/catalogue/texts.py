"""Whether something typed can be stored as text, as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.catalogue.judgement import Stored


def storable(typed: Stored) -> str | None:
    """Return a value as text; None where it is none, or has surrogates, which UTF-8 cannot say."""
    if isinstance(typed, bytes) or typed is None:
        return None
    text = str(typed)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return None
    return text
