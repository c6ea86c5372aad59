"""The monthly workbook to BKKBN: what the closed sites report, its proof, and its published versions."""
