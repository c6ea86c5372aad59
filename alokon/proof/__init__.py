"""What the office proves beside the ledger's own proof: the book with everything that belongs to it."""
