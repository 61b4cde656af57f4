"""Distances that lines keep in every picture."""

from __future__ import annotations

TRACK_GAP = 12.0  # between upright legs beside each other
SIDE = 28.0  # between a box and the nearest upright leg: room for a crow's foot
