"""The schema of a database, read into frozen facts."""
