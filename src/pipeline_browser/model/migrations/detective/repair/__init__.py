"""Making the ledger agree with the source, where that is proven."""
