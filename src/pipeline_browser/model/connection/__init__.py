"""What a connection to SQLite needs: opening, waiting, interrupting, permissions, errors in words."""
