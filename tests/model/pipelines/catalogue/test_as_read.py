"""How the program reads texts."""

from __future__ import annotations

import pytest

from pipeline_browser.model.pipelines.catalogue.as_read import (
    as_u32,
    decoded_base64,
    is_timestamp,
    masked_patterns,
)


@pytest.mark.parametrize(
    "text",
    [
        "2025-10-07T23:26:54.123456789+00:00",
        "2025-10-07T23:26:54Z",
        "2025-10-07t23:26:54z",
        "2025-10-07 23:26:60.5-23:59",
        "2024-02-29T00:00:00Z",
        "0000-02-29T00:00:00Z",
        "2025-10-07T23:26:54\u221201:00",
    ],
)
def test_timestamps_that_chrono_reads(text: str) -> None:
    assert is_timestamp(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025-10-07",
        "2025-10-07T23:26:54",
        "2025-10-07T23:26Z",
        "2025-10-07T24:00:00Z",
        "2025-10-07T23:60:00Z",
        "2025-10-07T23:26:61Z",
        "2025-02-29T00:00:00Z",
        "2025-13-01T00:00:00Z",
        "2025-10-07T23:26:54+0000",
        "2025-10-07T23:26:54+24:00",
        "2025-10-07T23:26:54+00:60",
        "2025-10-07T23:26:54.Z",
        "2025-10-07T23:26:54,5Z",
        " 2025-10-07T23:26:54Z",
        "2025-10-07T23:26:54Z\n",
        "٢٠٢٥-10-07T23:26:54Z",
    ],
)
def test_timestamps_that_chrono_refuses(text: str) -> None:
    assert not is_timestamp(text)


def test_numbers_are_read_as_rust_reads_them() -> None:
    assert as_u32("+007") == 7
    assert as_u32("4294967295") == 4294967295
    for text in ("", "+", "-1", " 1", "4294967296", "1.0", "\u0661", "1_0"):
        assert as_u32(text) is None


def test_base64_is_read_strictly() -> None:
    assert decoded_base64("QQ==") == b"A"
    assert decoded_base64("") == b""
    for text in ("QQ", "QR==", "Q Q==", "QQ==\n", "Q-_=", "é"):
        assert decoded_base64(text) is None


def test_patterns_are_named_in_any_case_with_blanks_around() -> None:
    assert masked_patterns("ALL") == ("email", "ssn", "phone", "credit_card")
    assert masked_patterns(" Email , CREDITCARD") == ("email", "credit_card")
    assert masked_patterns("") is None
    assert masked_patterns("all,email") is None
