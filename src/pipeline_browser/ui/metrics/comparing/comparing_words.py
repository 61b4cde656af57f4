"""What the comparison of two runs says: the verdict, the cause, the lines of its table; no widgets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.metrics.columns import BY_NAME, Column, Good, Kind
from pipeline_browser.model.metrics.comparison import Difference, Thing, Verdict
from pipeline_browser.model.metrics.names import NO_NAME
from pipeline_browser.ui.editing.conflict_words import FIELDS
from pipeline_browser.ui.formats import counted, figure
from pipeline_browser.ui.metrics import formats
from pipeline_browser.ui.side_by_side.lines import MASK, Line, assembled, entry_lines, stage_lines
from pipeline_browser.ui.value_words import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.metrics.comparison import FigurePair, WhySlower
    from pipeline_browser.model.metrics.one_run import RunFacts
    from pipeline_browser.model.pipelines.values import Value

_MOST = 3  # things that are named in a sentence
_NOT_SET = "not set"
_TIMES = "\N{MULTIPLICATION SIGN}"


def name_of(run: RunFacts) -> str:
    """Return the name of a run's pipeline."""
    return NO_NAME if run.name is None else cell_text(run.name)


def verdict_words(found: WhySlower) -> str:
    """Return which run is slower, and by how much."""
    left, right = name_of(found.left), name_of(found.right)
    if found.verdict is Verdict.UNKNOWN:
        return _unknown(found)
    rates = formats.rate(found.left_rate or 0), formats.rate(found.right_rate or 0)
    if found.verdict is Verdict.NEITHER:
        return f"Both runs are about as fast: {rates[0]} and {rates[1]}."
    slower, faster = (left, right) if found.verdict is Verdict.LEFT else (right, left)
    slow, fast = rates if found.verdict is Verdict.LEFT else rates[::-1]
    times = formats.significant(found.factor)
    return f"{slower} is slower by a factor of {times}: {slow}, while {faster} makes {fast}."


def _unknown(found: WhySlower) -> str:
    sides = ((found.left, found.left_rate), (found.right, found.right_rate))
    without = [name_of(run) for run, rate in sides if rate is None]
    if len(without) == 1:
        why = f"The run of {without[0]} has neither a duration nor a throughput."
    else:
        why = "Neither run has a duration or a throughput."
    return f"Nobody can say which run is slower. {why}"


def cause_words(found: WhySlower) -> str:
    """Return the one thing that differs, or what stands in the way of naming one."""
    if found.pipelines is None:
        return "A pipeline is not there any more, so there is nothing to compare but figures."
    candidates = found.candidates
    if found.cause is not None:
        return f"Likely cause, since nothing else differs that matters: {difference_words(found.cause)}."
    if not candidates:
        more = " in what the program heeds" if found.differences else ""
        return f"The pipelines do not differ{more}: the cause lies elsewhere, in the input or the machine."
    if len(candidates) == 1:
        return f"One thing differs: {difference_words(candidates[0])}."
    named = "; ".join(map(difference_words, candidates[:_MOST]))
    left_over = len(candidates) - _MOST
    more = f"; and {figure(left_over)} more" if left_over > 0 else ""
    return f"{counted(len(candidates), 'thing')} differ, so none of them is named the cause: {named}{more}."


def difference_words(each: Difference) -> str:
    """Return one difference: ``level of zstd is 3 on the left, 19 on the right``."""
    where = "" if each.where is None else f" of {cell_text(each.where)}"
    if each.thing is Thing.STAGE:
        side = "right" if each.left is None else "left"
        algorithm = each.right if each.left is None else each.left
        return f"only the {side} pipeline has the stage {cell_text(each.where)} ({cell_text(algorithm)})"
    if each.thing is Thing.ORDER:
        return "the stages stand in another order"
    if each.thing is Thing.INPUT:
        sizes = (formats.size(float(str(value))) for value in (each.left, each.right))
        return "the input has {} on the left, {} on the right".format(*sizes)
    name = FIELDS.get(str(each.name), cell_text(each.name))
    return f"{name}{where} is {_value(each, each.left)} on the left, {_value(each, each.right)} on the right"


def _value(each: Difference, value: Value) -> str:
    if each.secret and value:
        return MASK
    if each.thing is Thing.CHUNK_SIZE and isinstance(value, int):
        return formats.size(value)
    return _NOT_SET if value is None else cell_text(value)


def note_words(found: WhySlower) -> str:
    """Return what to bear in mind."""
    return " ".join(found.notes)


def lines_of(found: WhySlower, *, differences_only: bool) -> list[Line]:
    """Return the figures with their ratios, then what differs between the pipelines."""
    figures = list(_figures(found, differences_only=differences_only))
    parts: list[tuple[str, list[Line]]] = [("Figures", figures)]
    if found.pipelines is not None:
        parts += [
            ("Stages", list(stage_lines(found.pipelines.stages))),
            ("Configuration", list(entry_lines(found.pipelines.configuration, 1))),
        ]
    return assembled(parts, differences_only=differences_only)


def _figures(found: WhySlower, *, differences_only: bool) -> Iterator[Line]:
    for pair in found.figures:
        known = pair.left is not None or pair.right is not None
        if known or not differences_only:
            yield _figure(pair)


def _figure(pair: FigurePair) -> Line:
    column = BY_NAME[pair.column]
    left, right = (_with_unit(column.kind, value) for value in (pair.left, pair.right))
    if pair.left == pair.right:
        return Line(1, column.title, left, right)
    times = "differs" if pair.ratio is None else f"{_TIMES} {formats.significant(pair.ratio)}"
    return Line(1, column.title, left, right, times, "warning" if _is_worse(pair, column) else "")


def _is_worse(pair: FigurePair, column: Column) -> bool:
    """Whether the right one's figure is worse; a longer duration is not, if there was more to do."""
    if pair.left is None or pair.right is None or column.kind is Kind.DURATION:
        return False
    return column.good is (Good.MORE if pair.right < pair.left else Good.LESS)


def _with_unit(kind: Kind, value: float | None) -> str:
    return formats.UNKNOWN if value is None else _UNITS[kind](value)


_UNITS = {
    Kind.DURATION: formats.duration,
    Kind.RATE: formats.rate,
    Kind.RATIO: formats.ratio,
    Kind.BYTES: formats.size,
    Kind.COUNT: formats.count,
}
