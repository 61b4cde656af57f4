"""Drift as facts for a JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.schema.changing.facts import ChangeScript
    from pipeline_browser.model.schema.difference import Difference


def drift_facts(drift: Drift) -> dict[str, object]:
    """Return what was compared and how it differs."""
    return {
        "basis": drift.basis.value,
        "versions": list(drift.versions),
        "known": drift.promised is not None,
        "drifted": drift.drifted,
        "differences": differences_facts(drift.difference.differences),
        "mended_by_migrations": differences_facts(drift.mended.differences),
        "modified": list(drift.modified),
        "unknown": list(drift.unknown),
        "doubts": list(drift.doubts),
        "notes": list(drift.notes),
    }


def differences_facts(differences: Iterable[Difference]) -> list[dict[str, object]]:
    """Return differences one by one."""
    return [
        {
            "kind": each.kind.value,
            "object": each.object_kind.value,
            "table": each.table,
            "name": each.name,
            "aspect": each.aspect,
            "promised": each.promised,
            "found": each.found,
            "sentence": each.sentence(),
        }
        for each in differences
    ]


def script_facts(script: ChangeScript) -> dict[str, object]:
    """Return the SQL of a script, change by change."""
    return {
        "safe": script.safe,
        "changes": [
            {"sentence": each.sentence, "sql": each.sql, "loses": each.loses, "doubt": each.doubt}
            for each in script.changes
        ],
        "unsolved": list(script.unsolved),
    }
