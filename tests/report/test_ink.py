"""Colours of a report can be read, light and dark, on the page and on cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.report.ink import DARK, LIGHT, Ink, colour_rules, colour_values

if TYPE_CHECKING:
    from collections.abc import Mapping

TEXTS = ("text", "dim", "bad-text", "good-text", "odd-text")
MARKS = ("main", "other", "good", "bad", "odd", "outline")


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_and_marks_stand_out(colours: Mapping[str, str]) -> None:
    for ground in ("page", "card"):
        for name in TEXTS:
            assert contrast(colours[name], colours[ground]) >= 4.5, (name, ground)
    for name in MARKS:
        assert contrast(colours[name], colours["card"]) >= 3, name


def test_every_class_has_a_colour_in_light_and_dark() -> None:
    assert set(LIGHT) == set(DARK)
    for name in LIGHT:
        assert Ink().paint(name, name) == f'class="f-{name} s-{name}"'
        assert f".f-{name}{{fill:var(--{name})}}" in colour_rules()
        assert f"--{name}:{LIGHT[name]};" in colour_values(LIGHT)
    assert Ink(LIGHT).paint(stroke="main") == 'fill="none" stroke="#0072b2"'
