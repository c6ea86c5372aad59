"""The rules of the book, each proved from its rows alone; `inventory.verify` runs them all."""
