"""Sentences for people, by the area their problem comes from."""
