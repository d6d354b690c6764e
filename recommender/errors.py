"""Errors of the room `recommender`, in one tree with those of `features`.

BaysiteError                             every error that a user can mend
|- DataError (ValueError)                a data file breaks a rule
|- ProjectError (ValueError)             the investor's facts cannot be used
|- UnknownPlaceError (LookupError)       a place that nothing knows
|- UnknownLinkError (LookupError)        a road, bridge or ferry that nothing knows
|- EnquiryError (ValueError)             a text that is empty, or too long to be read
|- ProfileError (ValueError)             a profile cannot be read or contradicts itself
|  |- NewerProjectError                  a project that a newer Baysite wrote
|  |- UnknownCriterionError              a weight for a criterion that does not exist
|  |- WeightError                        a weight or a set of weights that cannot be
|  `- UnknownArchetypeError              a weight file that does not exist
|- PairingError (ValueError)             a project that cannot be split over two sites
|- ComparisonError (ValueError)          too few or too many sites to set side by side
|- CriterionError (ValueError)           a criterion file breaks the contract
|- LeadsError (ValueError)               a table of leads or cases cannot be read
|- RecordError (ValueError)              a decision record cannot be read or was changed
|- ReportError (ValueError)              a report without a site, or letters that no font draws
|- StoreError (RuntimeError)             the store of shortlists cannot do what it is asked
|  |- StaleShortlistError                somebody else changed the shortlist meanwhile
|  `- UnknownShortlistError (LookupError)  an id that the store does not hold
|- SettingsError (ValueError)             a file of settings that cannot be read
|- MissingLibraryError (ImportError)     an extra that is asked for and not installed
`- UnknownSiteError (LookupError)        a site id that the ranking does not hold
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from features.errors import (
    BaysiteError,
    DataError,
    EnquiryError,
    ProjectError,
    UnknownLinkError,
    UnknownPlaceError,
)

if TYPE_CHECKING:
    from recommender.store.kept import Event

__all__ = [
    "BaysiteError",
    "ComparisonError",
    "CriterionError",
    "DataError",
    "EnquiryError",
    "LeadsError",
    "MissingLibraryError",
    "NewerProjectError",
    "PairingError",
    "ProfileError",
    "ProjectError",
    "RecordError",
    "ReportError",
    "SettingsError",
    "StaleShortlistError",
    "StoreError",
    "UnknownArchetypeError",
    "UnknownCriterionError",
    "UnknownLinkError",
    "UnknownPlaceError",
    "UnknownShortlistError",
    "UnknownSiteError",
    "WeightError",
]


class ProfileError(ValueError, BaysiteError):
    """A profile cannot be read, or contradicts itself."""


class NewerProjectError(ProfileError):
    """A project that a newer Baysite wrote."""


class UnknownCriterionError(ProfileError):
    """A weight names no criterion."""


class UnknownArchetypeError(ProfileError):
    """A profile names a weight file that does not exist."""


class WeightError(ProfileError):
    """A weight, or a set of weights, that cannot be."""


class CriterionError(ValueError, BaysiteError):
    """A file of `recommender/criteria/` breaks the contract of a criterion."""


class PairingError(ValueError, BaysiteError):
    """A project that cannot be split over two sites; `kind` is one_half, both_kept or no_site."""

    def __init__(self, line: str, *, kind: str) -> None:
        super().__init__(line)
        self.kind = kind


class ComparisonError(ValueError, BaysiteError):
    """Too few or too many sites to set side by side."""


class LeadsError(ValueError, BaysiteError):
    """A table of leads or cases cannot be read."""


class RecordError(ValueError, BaysiteError):
    """A decision record cannot be read, or was changed after it was written."""


class ReportError(ValueError, BaysiteError):
    """A report that cannot be written: it has no site, or no font draws its letters."""


class StoreError(RuntimeError, BaysiteError):
    """The store of shortlists cannot do what it is asked.

    `kind` is contact, reason, locked, full, gone, older or newer where a page has words for it.
    """

    def __init__(self, line: str, *, kind: str = "") -> None:
        super().__init__(line)
        self.kind = kind


class StaleShortlistError(StoreError):
    """Somebody else changed a shortlist meanwhile; `changes` are theirs, `mine` was not saved."""

    def __init__(self, line: str, *, changes: tuple[Event, ...], mine: str) -> None:
        super().__init__(line)
        self.changes = changes
        self.mine = mine


class UnknownShortlistError(StoreError, LookupError):
    """The id of a shortlist that the store does not hold."""


class SettingsError(ValueError, BaysiteError):
    """A file of settings that cannot be read."""


class MissingLibraryError(ImportError, BaysiteError):
    """A library of an extra that is asked for is not installed."""


class UnknownSiteError(LookupError, BaysiteError):
    """A site id that the catalogue or the ranking does not hold."""
