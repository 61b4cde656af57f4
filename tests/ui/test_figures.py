"""Numbers in the way of the person's system."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QLocale

from pipeline_browser.ui.formats import counted, figure, file_size, short_figure

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def without_language() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("german")
def test_counts_and_sizes_are_written_as_the_system_writes_them() -> None:
    assert counted(1204, "row") == "1.204 rows"
    assert file_size(1_600) == "1,6 KiB"
    assert figure(1234.5678, 2) == "1.234,57"


@pytest.mark.usefixtures("without_language")
def test_a_bare_machine_gets_the_figures_of_the_words_around_them() -> None:
    assert counted(1204, "row") == "1,204 rows"
    assert file_size(1_600) == "1.6 KiB"


def test_a_number_of_more_than_32_bits_stays_itself() -> None:
    assert "".join(filter(str.isdigit, figure(5_000_000_000))) == "5000000000"


@pytest.mark.parametrize(
    ("number", "short"),
    [
        (0, "0"),
        (394, "394"),
        (9_999, "9,999"),
        (12_345, "12.3 k"),
        (99_960, "100 k"),
        (999_499, "999 k"),
        (999_500, "1.0 M"),
        (1_234_567, "1.2 M"),
        (2**62, "4,611,686 T"),
    ],
)
def test_a_short_figure_takes_few_characters(number: int, short: str) -> None:
    assert short_figure(number).replace("\u00a0", " ") == short
