"""All that is known of one site: identity, resolved values, statements, and every ledger's rows."""

from __future__ import annotations

import difflib
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from recommender.contacts import contacts_of
from recommender.errors import UnknownSiteError
from recommender.explanation import statements
from recommender.report import records

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def dossier(catalogue: Catalogue, site_id: str, on: date) -> dict[str, Any]:
    """Identity, evidence and the rows of every ledger about a site as plain JSON values.

    Raises
    ------
    UnknownSiteError
        If the catalogue holds no such site; names the three nearest ids.
    """
    check_known(catalogue, site_id)
    row = catalogue.sites.loc[[site_id]]
    point = row.geometry.iloc[0]
    city = str(row["city"].iloc[0])
    around = [*catalogue.surroundings[site_id], city]
    tables = {
        "supply": catalogue.supply[catalogue.supply["site_id"] == site_id],
        "admission": catalogue.admission[catalogue.admission["scope"].isin(around)],
        "incentives": catalogue.incentives[catalogue.incentive_scope.loc[site_id].to_numpy()],
        "costs": catalogue.costs[catalogue.costs["city"] == city],
        "context": catalogue.context[catalogue.context["city"] == city],
        "contacts": contacts_of(catalogue, site_id),
    }
    return {
        "site_id": site_id,
        **records(row.drop(columns="geometry"))[0],
        "location": None if point is None else [point.x, point.y],
        "resolved": _resolved(catalogue, site_id, on),
        "evidence": records(statements(catalogue, site_id)),
        **{name: records(_cited(catalogue, table)) for name, table in tables.items()},
    }


def check_known(catalogue: Catalogue, site_id: str) -> None:
    """Refuse an id that the catalogue does not hold.

    Raises
    ------
    UnknownSiteError
        Naming the three nearest ids.
    """
    if site_id not in catalogue.sites.index:
        near = difflib.get_close_matches(site_id, catalogue.sites.index, n=3, cutoff=0.0)
        raise UnknownSiteError(
            f"Site {site_id!r} is not in the catalogue. Expected a site id; nearest: "
            f"{', '.join(near)}. `rank` prints the ids."
        )


def _resolved(catalogue: Catalogue, site_id: str, on: date) -> list[dict[str, Any]]:
    found = catalogue.resolved(on)
    if site_id not in found.index.get_level_values("site_id"):
        return []
    return records(_cited(catalogue, found.loc[site_id].reset_index()))


def _cited(catalogue: Catalogue, table: pd.DataFrame) -> pd.DataFrame:
    """The rows with their citations; `as_of` as it was stated."""
    cited = table.assign(citation=table["source_id"].map(catalogue.sources["citation"]))
    return (
        cited.assign(as_of=table["said_on"]).drop(columns="said_on")
        if "said_on" in cited
        else cited
    )
