"""The forms that a text can have without saying anything else."""

from __future__ import annotations

import hashlib

import pytest

from pipeline_browser.model.migrations.detective.facts import FormChange
from pipeline_browser.model.migrations.detective.texts.forms import find_form, forms_of, line_endings

TEXT = "-- é\nCREATE TABLE a(\n    x,\n\ty\n);\n"
ENDINGS, MARK = FormChange.LINE_ENDINGS, FormChange.BYTE_ORDER_MARK


def found(today: str, applied: str, ignored: str = "", algorithm: str = "sha384") -> tuple[FormChange, ...]:
    hashed = applied.translate(dict.fromkeys(map(ord, ignored)))
    match = find_form(today, {hashlib.new(algorithm, hashed.encode()).digest()}, frozenset(ignored))
    assert match is not None
    return match[0].changes


@pytest.mark.parametrize(
    ("today", "applied", "changes"),
    [
        (TEXT.replace("\n", "\r\n"), TEXT, (ENDINGS,)),
        (TEXT, TEXT.replace("\n", "\r\n"), (ENDINGS,)),
        (TEXT, TEXT.replace("\n", "\r"), (ENDINGS,)),
        (TEXT.replace(",\n", ",\r\n"), TEXT, (ENDINGS,)),
        (TEXT.replace(",\n", ",\r\n"), TEXT.replace("\n", "\r\n"), (ENDINGS,)),
        ("a\r;\nb\r\n", "a\r;\r\nb\r\n", (ENDINGS,)),
        ("a\r;\r\nb\r\n", "a\r;\nb\n", (ENDINGS,)),
        ("\ufeff" + TEXT, TEXT, (MARK,)),
        (TEXT, "\ufeff" + TEXT, (MARK,)),
        (TEXT.replace(",", ", \t"), TEXT, (FormChange.TRAILING_BLANKS,)),
        (TEXT.rstrip(), TEXT, (FormChange.FINAL_NEWLINES,)),
        (TEXT, TEXT.rstrip(), (FormChange.FINAL_NEWLINES,)),
        (TEXT + "\n\n\n", TEXT + "\n", (FormChange.FINAL_NEWLINES,)),
        (TEXT + "  \n \n", TEXT, (FormChange.FINAL_NEWLINES,)),
        (TEXT.replace("\t", "    "), TEXT.replace("    ", "\t"), (FormChange.INDENTATION,)),
        (TEXT, TEXT.replace("é", "Ã©"), (FormChange.ENCODING,)),
        (TEXT, TEXT.replace("é", "e\u0301"), (FormChange.ENCODING,)),
        ("\ufeff" + TEXT.replace("\n", "\r\n"), TEXT, (ENDINGS, MARK)),
        ("\ufeff" + TEXT.replace("\n", "\r\n").rstrip(), TEXT, (ENDINGS, MARK, FormChange.FINAL_NEWLINES)),
    ],
)
def test_a_text_is_recognised_in_another_form(
    today: str, applied: str, changes: tuple[FormChange, ...]
) -> None:
    assert found(today, applied) == changes


def test_an_old_ledger_s_sha_256_and_ignored_characters_are_honoured() -> None:
    assert found(TEXT.replace("\n", "\r\n"), TEXT, algorithm="sha256") == (ENDINGS,)
    assert found("\ufeff" + TEXT.replace("\n", "\r\n"), TEXT, ignored="\r") == (MARK,)


def test_another_text_is_not_recognised() -> None:
    assert find_form(TEXT, {hashlib.sha384(b"CREATE TABLE a(x);").digest()}, frozenset()) is None


def test_each_form_comes_once_those_with_few_changes_first() -> None:
    forms = list(forms_of(TEXT))
    assert forms[0].text == TEXT
    assert len({form.text for form in forms}) == len(forms) < 300
    assert [len(form.changes) for form in forms] == sorted(len(form.changes) for form in forms)


def test_a_text_of_megabytes_is_tried_in_its_likely_forms() -> None:
    long = TEXT * 15_000
    assert found(long.replace("\n", "\r\n"), long) == (ENDINGS,)


@pytest.mark.parametrize(
    ("text", "words"),
    [("", ""), ("a\nb", "LF"), ("a\r\nb", "CRLF"), ("a\rb", "CR"), ("a\nb\r\n", "mixed (LF and CRLF)")],
)
def test_line_endings_have_their_names(text: str, words: str) -> None:
    assert line_endings(text) == words
