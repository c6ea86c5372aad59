"""The papers of the office, one file each: what a paper must know, and how it is laid out."""
