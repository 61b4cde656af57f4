"""Sizes as people write them."""

from __future__ import annotations

import pytest

from pipeline_browser.model.pipelines.catalogue.sizes import NotASize, format_size, parse_size


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("65536", 65536),
        ("64 KiB", 65536),
        ("64kib", 65536),
        ("64k", 65536),
        ("64 kB", 64000),
        (" 1 MiB ", 1048576),
        ("1.5 MiB", 1572864),
        ("1,5 MiB", 1572864),
        ("1,024", 1024),
        ("1 048 576 bytes", 1048576),
        ("1.048.576", 1048576),
        ("1'024", 1024),
        ("0.5 KiB", 512),
        ("-1", -1),
        ("\u22121 KiB", -1024),
        ("1 byte", 1),
        ("0", 0),
    ],
)
def test_a_size_is_read_as_people_write_it(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "KiB", "1 XB", "1.5", "1.2.3", "one", "1 KiB 2", "1e6", "\u0661"])
def test_what_is_no_size_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(NotASize, match=r"\."):
        parse_size(text)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (65536, "64 KiB"),
        (1048576, "1 MiB"),
        (1000, "1000 bytes"),
        (1, "1 byte"),
        (0, "0 bytes"),
        (-1024, "-1 KiB"),
    ],
)
def test_a_size_is_written_exactly(size: int, text: str) -> None:
    assert format_size(size) == text
    assert parse_size(text) == size
