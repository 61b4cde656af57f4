"""Why a migration is modified, missing or failed, and accepting it where that is proven."""
