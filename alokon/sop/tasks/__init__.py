"""The office's other procedures as flows: a stage for each printed row, and what each asks."""
