"""What a broken rule means for a run, in words with its own figures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.metrics.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from pipeline_browser.model.metrics.lint.facts import Twin
    from pipeline_browser.model.metrics.lint.rules import Rule

    Cells = Mapping[str, Any]

_NAMES = {
    "processed": "bytes processed",
    "total": "bytes in total",
    "chunks_processed": "chunks processed",
    "chunks_total": "chunks in total",
    "duration": "duration",
    "throughput": "throughput",
    "ratio": "ratio",
    "errors": "errors",
    "warnings": "warnings",
    "input_size": "input size",
    "output_size": "output size",
}
duration, rate, ratio, size = ENGLISH.duration, ENGLISH.rate, ENGLISH.ratio, ENGLISH.size
_LONGEST = 40  # characters of a stored text
_MOST_TWINS = 3


def words_of(rule: Rule, run: Cells, twins: Sequence[Twin] = ()) -> str:
    """Return what a run says against itself; ``run`` has the cells of ``Source.runs``."""
    return _same_input(twins) if rule.id == "same-input" else _WORDS[rule.id](run)


def _end_before_start(run: Cells) -> str:
    return f"The end is {duration(run['started'] - run['ended'])} before the start"


def _unfinished(run: Cells) -> str:
    done, total = size(run["processed"]), size(run["total"])
    return f"It ended with {done} of {total} processed, and counts no error"


def _throughput(run: Cells) -> str:
    computed = run["processed"] * 1000 / run["duration"]
    stated = rate(run["throughput"])
    if rate(computed) == stated:  # the difference is below what is shown
        exactly = ENGLISH.figure(run["throughput"], 1), ENGLISH.figure(computed, 1)
        return f"Throughput says {exactly[0]} bytes/s, bytes over duration give {exactly[1]} bytes/s"
    return f"Throughput says {stated}, bytes over duration give {rate(computed)}"


def _duration(run: Cells) -> str:
    return (
        f"Duration says {duration(run['duration'])}, end - start is {duration(run['ended'] - run['started'])}"
    )


def _ratio(run: Cells) -> str:
    computed = run["output_size"] / run["input_size"]
    text = f"Ratio says {ratio(run['ratio'])}, output over input gives {ratio(computed)}"
    stated = run["ratio"]
    if math.isfinite(stated) and abs(stated * computed - 1) < 0.02:
        return f"{text}: it seems to be input over output"
    if math.isfinite(stated) and abs(stated - 100 * computed) < 1.0:
        return f"{text}: it seems to be in percent"
    return text


def _too_much(run: Cells) -> str:
    parts = []
    if (run["processed"] or 0) > (run["total"] or 0) > 0:
        parts.append(f"{size(run['processed'])} processed of {size(run['total'])}")
    if (run["chunks_processed"] or 0) > (run["chunks_total"] or 0) > 0:
        parts.append(f"{_plain(run['chunks_processed'])} chunks of {_plain(run['chunks_total'])}")
    return f"More was processed than there is: {', '.join(parts)}"


def _negative(run: Cells) -> str:
    found = [f"{name} {_plain(run[cell])}" for cell, name in _NAMES.items() if (run[cell] or 0) < 0]
    return f"Below zero: {', '.join(found)}"


def _infinite(run: Cells) -> str:
    found = [name for cell, name in _NAMES.items() if run[cell] is not None and math.isinf(run[cell])]
    return f"Infinite: {', '.join(found)}"


def _unreadable(run: Cells) -> str:
    parts = [
        f"the {name} {_stored(run[f'{cell}_text'])}"
        for name, cell, there in (("start", "started", "has_start"), ("end", "ended", "has_end"))
        if run[there] and run[cell] is None
    ]
    if run["has_duration"] and run["duration"] is None:
        parts.append("the duration, which is no number")
    return f"Cannot be read: {', '.join(parts)}"


def _future(run: Cells) -> str:
    name, moment = max(
        (("start", run["started"] or 0), ("end", run["ended"] or 0)), key=lambda each: float(each[1])
    )
    return f"The {name} is {duration(moment - run['now'])} ahead of this machine's clock"


def _same_input(twins: Sequence[Twin]) -> str:
    if not twins:
        return "Another run has the same input checksum and another output checksum"
    names = ", ".join(f"“{escape_for_terminal(each.pipeline)}”" for each in twins[:_MOST_TWINS])
    more = f" and {len(twins) - _MOST_TWINS} more" if len(twins) > _MOST_TWINS else ""
    text = f"{names}{more} had the same input, and made another output of it."
    differing = next((each.stages for each in twins if each.stages), "")
    if all(each.stages for each in twins):
        return f"{text} Their stages differ, which can explain it: {differing}"
    return f"{text} Their stages are the same, so one of the outputs is not what it should be"


_WORDS: dict[str, Callable[[Cells], str]] = {
    "end-before-start": _end_before_start,
    "unfinished": _unfinished,
    "throughput": _throughput,
    "duration": _duration,
    "ratio": _ratio,
    "too-much": _too_much,
    "negative": _negative,
    "infinite": _infinite,
    "unreadable": _unreadable,
    "future": _future,
}


def _plain(number: float) -> str:
    return ENGLISH.count(number) if not number % 1 else ENGLISH.significant(number)


def _stored(text: str | None) -> str:
    """Return a stored text literally and short; None where it is a blob."""
    if text is None:
        return "(a blob)"
    cut = "…" if len(text) > _LONGEST else ""
    return f"“{escape_for_terminal(text[:_LONGEST])}{cut}”"
