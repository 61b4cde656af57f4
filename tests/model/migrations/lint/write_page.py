"""Writes the page of the lint's rules anew: python -m tests.model.migrations.lint.write_page."""

from __future__ import annotations

from pipeline_browser.model.migrations.lint.page import PAGE_NAME, whole_page
from pipeline_browser.paths import resources_folder

if __name__ == "__main__":
    (resources_folder() / "help" / PAGE_NAME).write_text(whole_page(), "utf-8")
