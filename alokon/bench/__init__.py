"""The product measured beside what is possible: one seeded history, one table of work, one limit for every row.

Every module here is one part of `python3 -m alokon bench`. It stands on top of all layers, because it measures all of
them, and it reads the clock, because that is what it is for.
"""
