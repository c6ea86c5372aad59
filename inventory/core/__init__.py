"""Pure rules of the ledger: no database, no clock, standard library only."""
