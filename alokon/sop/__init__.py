"""Procedures as data: one engine, one declaration per SOP."""
