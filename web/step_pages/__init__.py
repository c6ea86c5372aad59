"""Forms of steps: every step has one made from its declaration; a few have one a person works faster with."""
