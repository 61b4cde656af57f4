"""What the window's bar says when the program could not list the database's pipelines; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.problem import Severity
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.notice import Notice

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.loadability.verdict import DatabaseVerdict

TOPIC = "loadability"
SHOW = "show-pipeline-problems"


def news_of(verdict: DatabaseVerdict) -> Notice | None:
    """Return what is to be decided; None where the program lists every active pipeline."""
    if not verdict.pipelines:
        return None
    if verdict.refused is not None:
        refusal = verdict.refused
        text = f"Adaptive Pipeline would refuse this database: {refusal.summary}"
        more = f"{refusal.reason}\n{refusal.remedy}"
        return Notice((TOPIC, refusal.summary), Meaning.WARNING, "warning", text, more)
    stopping = verdict.counts.get(Severity.STOPS_LIST, 0)
    left_out = verdict.counts.get(Severity.LEFT_OUT, 0)
    if stopping:
        text = f"Adaptive Pipeline could list none of its pipelines: {counted(stopping, 'pipeline')} of "
        text += f"{counted(verdict.active, 'active one')} cannot be loaded"
        return _notice(("stopping", stopping), text, "Its list ends at the first of them, without a word.")
    if left_out:
        text = f"Adaptive Pipeline would leave {counted(left_out, 'pipeline')} out of its list"
        return _notice(("left out", left_out), text, "Their ids are not as it reads them.")
    return None


def _notice(what: tuple[object, ...], text: str, more: str) -> Notice:
    return Notice((TOPIC, *what), Meaning.WARNING, "warning", text, more, ((SHOW, "Show problems"),))
