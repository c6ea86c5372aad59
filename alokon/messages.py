"""Turns problem codes into Indonesian sentences naming field and remedy."""

from alokon.sentences import forms, people
from inventory.core.errors import Problem

SENTENCES = {**people.SENTENCES, **forms.SENTENCES}


def sentence(problem: Problem) -> str:
    """The sentence of a problem, with its facts put in."""
    return SENTENCES[problem.code].format_map(problem.facts)
