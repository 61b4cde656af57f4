"""The table of rules as pages that people read."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.lint.rules import RULES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.migrations.lint.facts import Example, Rule

PAGE_NAME = "migration-lint.md"
_WIDTH = 110
_HEAD = """\
# Migration lint

`pipeline-browser migrate lint` says what could be better about a folder of sqlx migrations, before anybody
applies them. The window shows the same marks in the plan and in the history.

```sh
pipeline-browser migrate lint                      # ./migrations, or what sqlx.toml names
pipeline-browser migrate lint --source FOLDER      # no database is needed
pipeline-browser migrate lint -D sqlite:app.db     # rows are counted, and the ledger is looked at
pipeline-browser migrate lint --explain cascade    # one rule
```

Each line is one finding, as compilers print theirs: `file:line:column: severity: sentence [rule]`. The exit
code is 1 where a finding weighs as much as `--fail-on` (`warning`, unless told otherwise), else 0.

**How it judges.** Every file is replayed in memory, statement by statement, by SQLite itself: what a
statement does is what SQLite asks leave for while it compiles it, and the schema before and after it. So
strings, comments and the bodies of triggers fool nobody. The replay holds no rows but those that migrations
insert. What depends on rows is counted where a database is named, and shown by `pipeline-browser migrate
rehearse`, which runs the plan on a copy: the test with production-like data.

**What is mended later** is no finding: applied files must not change, so a new migration that adds the
missing index ends the finding about the old one.

**Switching rules off.** On the command line, for one run: `--only RULE`, `--except RULE` (several with
commas). For one file, a comment in it, with the reason behind it:

```sql
-- lint: allow drops-table (empty since 2.0)
```

For applied files, which must not change, and for all files of a folder, `migration-lint.toml` beside them,
which sqlx passes over:

```toml
off = ["autoincrement"]

[allow]
"20250101000000" = ["redundant-index"]
```

A **danger** costs data or leaves half a migration, a **warning** will hurt sooner or later, a **note** is a
matter of practice.
"""


def whole_page() -> str:
    """Return all rules as Markdown: what ``resources/help/migration-lint.md`` holds."""
    return "\n".join([_HEAD, *_contents(), "", *(rule_page(rule) for rule in RULES)])


def rule_page(rule: Rule) -> str:
    """Return one rule as Markdown."""
    return "\n".join(_lines(rule))


def _contents() -> Iterator[str]:
    yield "| rule | severity | |"
    yield "| --- | --- | --- |"
    for rule in RULES:
        yield f"| [`{rule.id}`](#{rule.id}) | {rule.severity.value} | {rule.title} |"


def _lines(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}"
    yield ""
    yield from _paragraph(f"**{rule.title}** ({rule.severity.value}). {rule.sentence}")
    yield ""
    yield from _paragraph(rule.why)
    yield ""
    yield from _example("Gives a finding", rule.bad)
    yield from _example("Better", rule.better)
    yield from _paragraph(practice_line(rule))
    yield ""


def practice_line(rule: Rule) -> str:
    """Return where the rule comes from: a practice, or SQLite's own page."""
    return f"{'See' if rule.practice.startswith('https:') else 'Practice'}: {rule.practice}"


def _paragraph(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def example_text(example: Example) -> str:
    """Return the files of an example one below the other, each under its name."""
    return "\n".join(f"-- file: {title}\n{visible(text)}" for title, text in _titled(example))


def _titled(example: Example) -> Iterator[tuple[str, str]]:
    """Yield the files; one that was applied otherwise comes before, as it was."""
    for name, text in example.applied:
        if (name, text) not in example.files:
            yield f"{name}, as it was applied", text
    for name, text in example.files:
        yield f"{name}, applied" if (name, text) in example.applied else name, text


def _example(title: str, example: Example) -> Iterator[str]:
    yield f"{title}:"
    yield ""
    for name, text in _titled(example):
        yield from _file(name, text)


def _file(title: str, text: str) -> Iterator[str]:
    yield "```sql"
    yield f"-- file: {title}"
    yield visible(text).rstrip("\n")
    yield "```"
    yield ""


def visible(text: str) -> str:
    """Return an example with a byte-order mark and carriage returns that can be seen."""
    return text.replace("\ufeff", "<U+FEFF>").replace("\r", "<CR>")
