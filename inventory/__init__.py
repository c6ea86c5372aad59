"""The stock ledger, for any goods: places, lots, moves and the proof that they add up."""
