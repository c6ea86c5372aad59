"""The tables of the office: cases, papers, facilities, people and settings."""
