"""Stages on the clipboard: exactly for another pipeline, as lines for people."""

from __future__ import annotations

import base64
import json
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData

from pipeline_browser.model.pipelines.operations.new_rows import NewEntry, NewStage, Others
from pipeline_browser.ui.copying import tab_separated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.pipelines.values import Value

KIND = "application/x-pipeline-browser-stages+json"
_SHOWN = ("name", "stage_type", "algorithm", "enabled", "parallel_processing", "chunk_size")
_CELLS = tuple(each.name for each in fields(NewStage) if each.name not in {"parameters", "others"})
_MOST = 10_000  # stages; what another program puts there under this kind may be anything


def stages_to_clipboard(stages: Sequence[NewStage]) -> QMimeData:
    """Return stages whole for this program, and without parameters (which may be secrets) as lines."""
    data = QMimeData()
    data.setData(KIND, json.dumps([_packed(stage) for stage in stages]).encode())
    data.setText(tab_separated(_SHOWN, [[getattr(stage, each) for each in _SHOWN] for stage in stages]))
    return data


def stages_from_clipboard(data: QMimeData | None) -> tuple[NewStage, ...]:
    """Return the stages on the clipboard; none where it holds something else, or nonsense."""
    if data is None or not data.hasFormat(KIND):
        return ()
    try:
        found = json.loads(bytes(data.data(KIND).data()))
        return tuple(_unpacked(each) for each in found[:_MOST])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return ()


def _packed(stage: NewStage) -> dict[str, Any]:
    cells = {name: _tagged(getattr(stage, name)) for name in _CELLS}
    parameters = [
        [_tagged(each.key), _tagged(each.value), _tagged(each.archived), _packed_others(each.others)]
        for each in stage.parameters
    ]
    return {**cells, "others": _packed_others(stage.others), "parameters": parameters}


def _packed_others(others: Others) -> list[list[Any]]:
    return [[column, _tagged(value)] for column, value in others]


def _unpacked(found: dict[str, Any]) -> NewStage:
    entries = (
        NewEntry(_plain(key), _plain(value), _plain(archived), _unpacked_others(others))
        for key, value, archived, others in found["parameters"]
    )
    cells: dict[str, Any] = {name: _plain(found[name]) for name in _CELLS}
    return NewStage(**cells, others=_unpacked_others(found["others"]), parameters=tuple(entries))


def _unpacked_others(found: list[list[Any]]) -> Others:
    return tuple((str(column), _plain(value)) for column, value in found)


def _tagged(value: Value) -> Any:  # noqa: ANN401 - what JSON holds
    return {"base64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _plain(value: Any) -> Value:  # noqa: ANN401 - what JSON holds
    if isinstance(value, dict):
        return base64.b64decode(value["base64"])
    if value is not None and not isinstance(value, str | int | float):
        raise TypeError(value)
    return value
