"""Marking a database without a ledger as migrated up to the version that it is."""
