"""Where people put the tables of a database: a small file in the settings' folder, never in the database."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
from typing import TYPE_CHECKING

from pipeline_browser.diagram.layout.shapes import Point

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from pipeline_browser.diagram.layout.shapes import Size

_GAP = 60.0  # around tables that came later
Places = dict[str, Point]


class KeptPlaces:
    """Reads and writes the files of one folder; a place that cannot be kept is only forgotten."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, database: Path) -> Places:
        """Return the places by table; empty if nobody moved anything, or if the file is damaged."""
        try:
            kept = json.loads(self._file(database).read_text("utf-8"))["places"]
            return {str(name): _point(place) for name, place in kept.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def save(self, database: Path, places: Mapping[str, Point]) -> None:
        """Keep the places of a database; none of them if there are none."""
        file = self._file(database)
        with contextlib.suppress(OSError):
            if not places:
                file.unlink(missing_ok=True)
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            beside = file.with_suffix(".new")
            text = json.dumps({"database": str(database), "places": places}, indent=1)
            beside.write_text(text, "utf-8", errors="surrogatepass")
            beside.replace(file)

    def _file(self, database: Path) -> Path:
        name = hashlib.sha256(str(database).encode("utf-8", "surrogateescape")).hexdigest()[:24]
        return self._folder / f"{name}.json"


def _point(place: Sequence[float]) -> Point:
    x, y = (float(each) for each in place)
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(place)
    return Point(x, y)


def with_kept(
    names: Sequence[str], sizes: Sequence[Size], arranged: Sequence[Point], kept: Mapping[str, Point]
) -> list[Point]:
    """Return where boxes stand: where they were put, and the new ones in a row below all those."""
    if not any(name in kept for name in names):
        return list(arranged)
    old = [number for number, name in enumerate(names) if name in kept]
    left = min(kept[names[each]].x for each in old)
    top = max(kept[names[each]].y + sizes[each].height for each in old) + _GAP
    places: list[Point] = []
    for number, name in enumerate(names):
        if name in kept:
            places.append(kept[name])
        else:
            places.append(Point(left, top))
            left += sizes[number].width + _GAP
    return places
