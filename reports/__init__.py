"""One dataset, many formats: every list and paper the office hands out."""
