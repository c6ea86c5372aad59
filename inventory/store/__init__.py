"""The ledger in a database: one writer, many readers, SQLite and PostgreSQL alike."""
