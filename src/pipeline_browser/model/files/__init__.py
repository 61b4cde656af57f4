"""The file under a database: what can be known about it without, before and beside SQLite."""
