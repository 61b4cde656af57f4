"""Why the ledger and the folder disagree, whether it matters, and what mends it."""
