"""Errors of the room `features`: what is wrong with data, words or places.

    BaysiteError                 every error that a user can mend; one line, exit code 2
    |- DataError (ValueError)    a data file breaks a rule: file, row, field, rule
    |- ProjectError (ValueError) the investor's facts cannot be used
    `- UnknownPlaceError (LookupError)  a place, site or node that nothing knows

`recommender.errors` adds the errors of decisions to the same tree.
"""


class BaysiteError(Exception):
    """Every message says what, which, what was expected and the next step, on one line."""


class DataError(ValueError, BaysiteError):
    """A data file breaks a rule; names the file, the row, the field and the rule."""


class ProjectError(ValueError, BaysiteError):
    """A project holds a fact that cannot be used."""


class UnknownPlaceError(LookupError, BaysiteError):
    """A place, site or node that the catalogue does not know."""
