"""All that is known of one site: identity, statements with source and date, supply."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from recommender.errors import UnknownSiteError
from recommender.explanation import statements
from recommender.report import records

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def dossier(catalogue: Catalogue, site_id: str) -> dict[str, Any]:
    """Identity, evidence, supply and contacts of a site as plain JSON values.

    Raises
    ------
    UnknownSiteError
        If the catalogue holds no such site; names the three nearest ids.
    """
    import difflib

    if site_id not in catalogue.sites.index:
        near = difflib.get_close_matches(site_id, catalogue.sites.index, n=3, cutoff=0.0)
        raise UnknownSiteError(
            f"Site {site_id!r} is not in the catalogue. Expected a site id; nearest: "
            f"{', '.join(near)}. `rank` prints the ids."
        )
    row = catalogue.sites.loc[[site_id]]
    point = row.geometry.iloc[0]
    supply = catalogue.supply[catalogue.supply["site_id"] == site_id]
    contacts = catalogue.contacts[catalogue.contacts["site_id"] == site_id]
    return {
        "site_id": site_id,
        **records(row.drop(columns="geometry"))[0],
        "location": None if point is None else [point.x, point.y],
        "evidence": records(statements(catalogue, site_id)),
        "supply": records(supply),
        "contacts": records(contacts),
    }
