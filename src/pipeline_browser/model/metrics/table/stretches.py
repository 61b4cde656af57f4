"""Where some keys stand among others, as stretches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from array import array

    from numpy.typing import NDArray


def stretches(keys: array[int], wanted: array[int]) -> list[tuple[int, int]]:
    """Return the first and last place of each stretch of ``keys`` that are wanted, ascending."""
    places = np.flatnonzero(np.isin(_numbers(keys), _numbers(wanted)))
    if not len(places):
        return []
    breaks = np.flatnonzero(np.diff(places) != 1)
    firsts = places[np.concatenate(([0], breaks + 1))]
    lasts = places[np.concatenate((breaks, [len(places) - 1]))]
    return list(zip(firsts.tolist(), lasts.tolist(), strict=True))


def _numbers(keys: array[int]) -> NDArray[np.int64]:
    return np.frombuffer(keys, dtype=np.int64) if keys else np.zeros(0, dtype=np.int64)
