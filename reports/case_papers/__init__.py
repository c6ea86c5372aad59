"""Numbered papers of cases, each filled in from its case as it was when the paper was issued."""
