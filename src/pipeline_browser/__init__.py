"""Pipeline Browser: schema browser, migration tool and metrics reader for sqlx-managed SQLite databases."""

__version__ = "0.1.0"
