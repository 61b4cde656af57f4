"""What contradicts itself in a run: each rule with its tolerance and its expression.

Tolerances are wide enough for every honest way to write a row: whole milliseconds and seconds, ratios rounded
to two places, rows of runs that stopped half-way. A default of the table (0 in a total, a size or a
throughput) says nothing, and contradicts nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

CLOCK = 1_000  # milliseconds: a start or end in whole seconds is off by less than that
DURATION_LEAST, DURATION_SHARE = 2_000, 0.05  # milliseconds; of the longer one
THROUGHPUT_SHARE = 0.01
RATIO_LEAST, RATIO_SHARE = 0.005, 0.01  # of the input; of the output
AHEAD = 900_000  # milliseconds that another machine's clock may be ahead


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that must not be.

    Attributes:
        id: stable: in filters, exports and on the command line.
        title: a few words, as a choice in a menu.
        tolerance: in words, what is still taken as equal, and why.
        broken: the SQL condition that a run ``m`` (see ``source.py``) breaks the rule.
    """

    id: str
    title: str
    tolerance: str
    broken: str


_NUMBERS = ("processed", "total", "chunks_processed", "chunks_total", "duration", "throughput", "ratio",
            "errors", "warnings", "input_size", "output_size")  # fmt: skip


def _any_number(condition: str) -> str:
    return " OR ".join(f"m.{name} {condition}" for name in _NUMBERS)


# 1.0: what is exact to the last of 64 bits may have no absolute value, and SQLite would refuse it all.
def _ratio_off(base: str) -> str:
    allowed = f"max({RATIO_LEAST} * {base}, {RATIO_SHARE} * m.output_size) + 1"
    return f"abs(1.0 * m.ratio * {base} - m.output_size) > {allowed}"


RULES = (
    Rule(
        "end-before-start", "Ends before it starts",
        "Less than one second: some programs write whole seconds, so start and end may be off by one each.",
        f"m.started - m.ended >= {CLOCK}",
    ),
    Rule(
        "unfinished", "Ended early without an error",
        "None: bytes are counted whole. A run without an end and without a duration may still be running.",
        "(m.has_end OR m.has_duration) AND coalesce(m.errors, 0) = 0 AND m.processed < m.total",
    ),
    Rule(
        "same-input", "Same input, different output",
        "None. Letter case does not matter; where stages differ, or encrypt, outputs differ as well, and the"
        " explanation says so.",
        "m.contested",
    ),
    Rule(
        "throughput", "Throughput contradicts bytes by duration",
        "1 %, and what one millisecond and one byte per second are worth: durations are whole milliseconds,"
        " some throughputs whole bytes. 0 is not compared: it is what a row has that does not know.",
        "m.throughput <> 0 AND m.duration > 0 AND m.processed >= 0 AND "
        "abs(1.0 * m.throughput * m.duration - 1000.0 * m.processed) > "
        f"{1000 * THROUGHPUT_SHARE} * m.processed + abs(1.0 * m.throughput) + m.duration",
    ),
    Rule(
        "duration", "Duration contradicts end - start",
        "2 s, or 5 % of the longer one: times may be whole seconds, clocks are set, and opening files or"
        " deriving keys may lie outside of what was timed. Not compared where the end is before the start.",
        f"m.started - m.ended < {CLOCK} AND m.duration >= 0 AND "
        "abs(m.ended - m.started - 1.0 * m.duration) > "
        f"max({DURATION_LEAST}, {DURATION_SHARE} * max(m.duration, m.ended - m.started))",
    ),
    Rule(
        "ratio", "Ratio contradicts output by input",
        "0.005 (two decimal places), or 1 % of the output, and one byte. The output may be that of what was"
        " processed rather than of the whole input, where a run stopped half-way. 0 is not compared.",
        "m.input_size > 0 AND m.output_size > 0 "
        f"AND {_ratio_off('m.input_size')} AND (m.processed IS NULL OR {_ratio_off('m.processed')})",
    ),
    Rule(
        "too-much", "More processed than there is",
        "None: bytes and chunks are counted whole. A total of 0 is not compared: it is what a row has that"
        " does not know.",
        "(m.processed > m.total AND m.total > 0)"
        " OR (m.chunks_processed > m.chunks_total AND m.chunks_total > 0)",
    ),
    Rule("negative", "A figure below zero", "None: no figure of a run can be.", _any_number("< 0")),
    Rule("infinite", "An infinite figure", "None.", _any_number("IN (9e999, -9e999)")),
    Rule(
        "unreadable", "A time or duration that cannot be read",
        "None: times are read as the program reads RFC 3339. What is not there at all is no fault.",
        "(m.has_start AND m.started IS NULL) OR (m.has_end AND m.ended IS NULL)"
        " OR (m.has_duration AND m.duration IS NULL)",
    ),
    Rule(
        "future", "In the future",
        "15 minutes: clocks of two machines differ.",
        f"m.started > m.now + {AHEAD} OR m.ended > m.now + {AHEAD}",
    ),
)  # fmt: skip
"""The gravest first."""

BY_ID = {rule.id: rule for rule in RULES}


def bit_of(rule: Rule) -> int:
    """Return the bit of a rule in the numbers of ``BITS``; the gravest rule has the highest."""
    return 1 << (len(RULES) - 1 - RULES.index(rule))


def rules_of(bits: int | None) -> tuple[Rule, ...]:
    """Return the rules that a number of ``BITS`` says are broken, the gravest first."""
    return tuple(rule for rule in RULES if (bits or 0) & bit_of(rule))


BITS = f"nullif({' + '.join(f'CASE WHEN {rule.broken} THEN {bit_of(rule)} ELSE 0 END' for rule in RULES)}, 0)"
"""The rules that a run ``m`` breaks, as bits; NULL where it breaks none."""

OWN_BITS = BITS.replace(BY_ID["same-input"].broken, "0")
"""The same without what needs a look at all other runs."""


def bits_of(rules: tuple[str, ...] = ()) -> int:
    """Return the bits of the rules with these ids; of all where none is named."""
    return sum(bit_of(rule) for rule in RULES if not rules or rule.id in rules)


def breaks_any(rules: tuple[str, ...] = ()) -> str:
    """Return the condition that a run breaks one of the rules with these ids; of all where none is named."""
    conditions = [f"({rule.broken})" for rule in RULES if not rules or rule.id in rules]
    return f"({' OR '.join(conditions)})" if conditions else "0"
