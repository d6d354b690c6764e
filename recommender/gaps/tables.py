"""Totals over pairs: by attribute and site, by attribute, by site, and in all.

Every total is made from the table of pairs alone, so that whoever has that file can make it again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from math import fsum
from typing import Any

import pandas as pd

from recommender.gaps.pairs import KINDS, MUST_HAVE, Pair

PAIRS = (
    "lead_id", "company", "site_id", "outcome", "kind", "attributes", "together", "behind",
    "first_site_id", "jobs", "capex_cny",
)  # fmt: skip
"""Columns of `pairs_table`; `together` counts the attributes, `attributes` are apart by `;`."""

AMOUNTS = {"jobs": "jobs", "capex_cny": "capex"}


def pairs_table(pairs: Iterable[Pair]) -> pd.DataFrame:
    """One row a lead and site, in their order."""
    rows = [
        asdict(pair)
        | {
            "attributes": ";".join(pair.attributes) or pair.kind,
            "together": max(1, len(pair.attributes)) if pair.kind else 0,
            "behind": None if pair.behind is None else round(pair.behind, 4),
            "first_site_id": pair.first,
        }
        for pair in pairs
    ]
    return pd.DataFrame(rows, columns=list(PAIRS), dtype=object)


def lost_by_attribute(pairs: pd.DataFrame) -> pd.DataFrame:
    """The lost pairs, one row a pair and attribute, with `alone`: it was the only one."""
    lost = pairs[pairs["outcome"] == "lost"]
    apart = lost.assign(attribute=lost["attributes"].str.split(";")).explode("attribute")
    return apart.assign(alone=apart["together"] == 1)


def by_attribute_and_site(pairs: pd.DataFrame) -> pd.DataFrame:
    """What each attribute lost at each site: leads, jobs and investment, alone and with others."""
    return _by(lost_by_attribute(pairs), ["kind", "attribute", "site_id"])


def by_attribute(pairs: pd.DataFrame) -> pd.DataFrame:
    """What each attribute lost over all sites; a lead counts once, however many sites it lost.

    It counts as alone where at some site the attribute alone kept it away.
    """
    apart = lost_by_attribute(pairs)
    keys = ["kind", "attribute"]
    counted = apart.groupby(keys, sort=False).size().rename("pairs")
    found = _by(apart, keys)
    places = list(zip(*(found[key] for key in keys), strict=True))
    found.insert(2, "pairs", [int(counted[place]) for place in places])
    return found


def by_site(pairs: pd.DataFrame) -> pd.DataFrame:
    """What each site won and lost; a lead counts once, whatever it was lost to."""
    rows = []
    for site, there in pairs.groupby("site_id", sort=False):
        lost = there[there["outcome"] == "lost"]
        rows.append({"site_id": site, **_outcomes(there), **_amounts(lost, ""), **_kinds(lost)})
    found = pd.DataFrame(rows, columns=_SITE, dtype=object)
    return found.sort_values(["lost", "site_id"], ascending=[False, True], kind="stable",
                             ignore_index=True)  # fmt: skip


def totals(pairs: pd.DataFrame) -> pd.DataFrame:
    """Pairs and leads in all; each pair counts once, however many must-haves it failed."""
    lost = pairs[pairs["outcome"] == "lost"]
    several = int(((lost["kind"] == MUST_HAVE) & (lost["together"] > 1)).sum())
    counts = {"pairs": len(pairs), **_outcomes(pairs), **_kinds(lost), "several": several}
    leads = lost.drop_duplicates("lead_id")
    won = set(pairs.loc[pairs["outcome"] == "won", "lead_id"])
    nowhere = leads[~leads["lead_id"].isin(won)]
    counts |= {"leads": pairs["lead_id"].nunique(), "leads_won": len(won)}
    counts |= {"leads_lost": len(nowhere), **_amounts(nowhere, "")}
    return pd.DataFrame({"what": list(counts), "count": list(counts.values())}, dtype=object)


_SUMS = ("jobs", "jobs_not_stated", "capex", "capex_not_stated")
_SCOPES = ("alone", "with_others")
_SITE = [
    "site_id", "in_the_running", "won", "lost", "other_industry", *_SUMS,
    *(f"lost_{kind}" for kind in KINDS),
]  # fmt: skip


def _by(apart: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    rows = []
    for names, group in apart.groupby(keys, sort=False):
        alone = set(group.loc[group["alone"], "lead_id"])
        leads = group.drop_duplicates("lead_id")
        mine = leads["lead_id"].isin(alone)
        rows.append(
            dict(zip(keys, names, strict=True))
            | {"leads": len(leads)}
            | {f"leads_{s}": int(m.sum()) for s, m in zip(_SCOPES, (mine, ~mine), strict=True)}
            | _amounts(leads[mine], "_alone")
            | _amounts(leads[~mine], "_with_others")
        )
    columns = [*keys, "leads", *(f"leads_{scope}" for scope in _SCOPES)]
    columns += [f"{name}_{scope}" for scope in _SCOPES for name in _SUMS]
    found = pd.DataFrame(rows, columns=columns, dtype=object)
    order = ["leads", *keys]
    return found.sort_values(order, ascending=[False, *(True for _ in keys)], kind="stable",
                             ignore_index=True)  # fmt: skip


def _amounts(leads: pd.DataFrame, end: str) -> dict[str, Any]:
    """Sums over the leads that state an amount, beside the number that do not."""
    found: dict[str, Any] = {}
    for column, name in AMOUNTS.items():
        stated = leads[column].dropna()
        found[f"{name}{end}"] = _sum(stated.tolist())
        found[f"{name}_not_stated{end}"] = len(leads) - len(stated)
    return found


def _sum(amounts: Sequence[float]) -> float | int:
    total = round(fsum(map(float, amounts)), 2)
    return int(total) if total.is_integer() else total


def _outcomes(pairs: pd.DataFrame) -> dict[str, int]:
    n = pairs["outcome"].value_counts().to_dict()
    won, lost = int(n.get("won", 0)), int(n.get("lost", 0))
    other = int(n.get("other_industry", 0))
    return {"in_the_running": won + lost, "won": won, "lost": lost, "other_industry": other}


def _kinds(lost: pd.DataFrame) -> dict[str, int]:
    return {f"lost_{kind}": int((lost["kind"] == kind).sum()) for kind in KINDS}
