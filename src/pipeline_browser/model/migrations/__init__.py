"""sqlx-compatible migrations: sources, ledger, plan and runner."""
