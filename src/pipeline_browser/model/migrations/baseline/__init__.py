"""Giving a database without a ledger the ledger of the version that its schema is."""
