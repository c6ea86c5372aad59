"""The one Alembic tree of the database, for the ledger's tables and the office's alike."""
