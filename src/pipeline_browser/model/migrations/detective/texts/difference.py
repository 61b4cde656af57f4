"""Two texts line by line: what went, what came, with numbers; blanks spelt out where only they differ."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.texts.forms import BYTE_ORDER_MARK

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

AROUND = 3  # lines shown before and after what differs
MOST_COMPARED = 3_000  # lines of a stretch that are matched with each other: more would take seconds
MOST_SHOWN = 2_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")  # other separators of Unicode are letters to SQLite
# In words where a sign would need a font that few have.
_BLANKS = str.maketrans({" ": "·", "\t": "→", BYTE_ORDER_MARK: "[BOM]", "\xa0": "[NBSP]"})
_ENDINGS = (("\r\n", "[CRLF]"), ("\n", "[LF]"), ("\r", "[CR]"))
_Span = tuple[str, int, int, int, int]


class LineKind(Enum):
    """What a line of a difference is; the value is the sign before it."""

    SAME = " "
    REMOVED = "-"
    ADDED = "+"
    SKIPPED = "…"


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line.

    Attributes:
        old: its number in the old text, from 1; None where it has none there.
        text: without its ending, unless blanks are spelt out; for SKIPPED how many lines are left out.
    """

    kind: LineKind
    old: int | None
    new: int | None
    text: str


@dataclass(frozen=True, slots=True)
class TextDifference:
    """From an old text to a new one.

    Attributes:
        blanks_only: nothing but blanks, line endings and marks differ, so these are spelt out.
        removed: lines of the old text that the new one lacks.
        added: the other way round.
        cut: there are more lines than are listed.
    """

    lines: tuple[DiffLine, ...]
    blanks_only: bool
    removed: int
    added: int
    cut: bool = False

    def unified(self) -> Iterator[str]:
        """Yield lines such as ``- 12    x INTEGER``, with the number in the old and in the new text."""
        width = max(
            (len(str(each)) for line in self.lines for each in (line.old, line.new) if each), default=1
        )
        for line in self.lines:
            if line.kind is LineKind.SKIPPED:
                yield f"{line.kind.value} {line.text}"
            else:
                numbers = f"{line.old or '':>{width}} {line.new or '':>{width}}"
                yield f"{line.kind.value} {numbers} {line.text}".rstrip()


def difference_of(old: str, new: str) -> TextDifference:
    """Return how ``new`` differs from ``old``."""
    blanks_only = _bare(old) == _bare(new)
    show = _spelt if blanks_only else _plain
    before, after = _LINE.findall(old), _LINE.findall(new)
    lines = list(_compared(before, after, show, in_pairs=blanks_only))
    removed = sum(line.kind is LineKind.REMOVED for line in lines)
    added = sum(line.kind is LineKind.ADDED for line in lines)
    shown = list(_with_gaps(lines))
    return TextDifference(tuple(shown[:MOST_SHOWN]), blanks_only, removed, added, cut=len(shown) > MOST_SHOWN)


def _bare(text: str) -> str:
    return "".join(text.replace(BYTE_ORDER_MARK, "").split())


def _plain(line: str) -> str:
    return line.rstrip("\r\n").removeprefix(BYTE_ORDER_MARK)


def _spelt(line: str) -> str:
    body = line.rstrip("\r\n")
    ending = line[len(body) :]
    return body.translate(_BLANKS) + next((name for each, name in _ENDINGS if each == ending), "")


def _compared(
    before: Sequence[str], after: Sequence[str], show: Callable[[str], str], *, in_pairs: bool
) -> Iterator[DiffLine]:
    old, new = [show(line) for line in before], [show(line) for line in after]
    for tag, i1, i2, j1, j2 in _spans(old, new):
        if tag == "equal":
            for step in range(i2 - i1):
                yield DiffLine(LineKind.SAME, i1 + step + 1, j1 + step + 1, old[i1 + step])
            continue
        gone = [DiffLine(LineKind.REMOVED, at + 1, None, old[at]) for at in range(i1, i2)]
        came = [DiffLine(LineKind.ADDED, None, at + 1, new[at]) for at in range(j1, j2)]
        if in_pairs and len(gone) == len(came):
            yield from (line for pair in zip(gone, came, strict=True) for line in pair)
        else:
            yield from (*gone, *came)


def _spans(old: list[str], new: list[str]) -> list[_Span]:
    """Match the lines; what both begin and end with is set aside first, since matching is quadratic."""
    head = _in_common(old, new)
    tail = _in_common(old[head:][::-1], new[head:][::-1])
    one, other = old[head : len(old) - tail], new[head : len(new) - tail]
    inner: list[_Span] = [("replace", 0, len(one), 0, len(other))]
    if max(len(one), len(other)) <= MOST_COMPARED:
        inner = list(difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes())
    spans: list[_Span] = [("equal", 0, head, 0, head)]
    spans += [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in inner]
    return [*spans, ("equal", len(old) - tail, len(old), len(new) - tail, len(new))]


def _in_common(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _with_gaps(lines: Sequence[DiffLine]) -> Iterator[DiffLine]:
    """Leave out what is the same and far from what differs."""
    changed = [at for at, line in enumerate(lines) if line.kind is not LineKind.SAME]
    near = {at for each in changed for at in range(each - AROUND, each + AROUND + 1)}
    left_out = 0
    for at, line in enumerate(lines):
        if at not in near:
            left_out += 1
            continue
        if left_out:
            yield _gap(left_out)
            left_out = 0
        yield line
    if left_out:
        yield _gap(left_out)


def _gap(count: int) -> DiffLine:
    return DiffLine(LineKind.SKIPPED, None, None, "1 line" if count == 1 else f"{count:,} lines")
