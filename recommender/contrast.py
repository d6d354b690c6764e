"""Why one site stands above another, term by term."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from recommender.criterion import Criterion
from recommender.errors import UnknownSiteError
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.ranking import Ranking

if TYPE_CHECKING:
    from features.catalogue import Catalogue

TELLS = 0.0005
"""A term of less than this share of the score, a twentieth of a point, is level."""


@dataclass(frozen=True, kw_only=True)
class Contrast:
    """Why `above` scores more than `below`: the terms add up to the difference of the scores.

    `terms` has the index criterion, label, above and below (contributions 0..1) and difference,
    the largest difference in favour of `above` first; `lines` says them in words.
    """

    above: str
    below: str
    difference: float
    terms: pd.DataFrame
    headline: Message
    lines: tuple[Message, ...]


def contrast(catalogue: Catalogue, ranking: Ranking, above: str, below: str) -> Contrast:
    """Why one candidate scores more than another, or by which terms it would.

    Raises
    ------
    UnknownSiteError
        If one of the two is not a candidate of the ranking.
    """
    _check_candidates(ranking, above, below)
    contributions = ranking.matrix.contributions.loc[[above, below]]
    difference = contributions.loc[above] - contributions.loc[below]
    order = difference.sort_values(ascending=False, kind="stable").index
    by_name = {c.name: c for c in ranking.matrix.criteria}
    terms = pd.DataFrame(
        {
            "label": [by_name[name].label for name in order],
            "above": contributions.loc[above, order].to_numpy(),
            "below": contributions.loc[below, order].to_numpy(),
            "difference": difference[order].to_numpy(),
        },
        index=pd.Index(order, name="criterion"),
    )
    told = [name for name in order if abs(difference[name]) >= TELLS]
    return Contrast(
        above=above,
        below=below,
        difference=float(difference.sum()),
        terms=terms,
        headline=_headline(catalogue, ranking, above, below),
        lines=tuple(
            _line(catalogue, ranking, by_name[name], (above, below), float(difference[name]))
            for name in told
        ),
    )


def ordered(ranking: Ranking, one: str, other: str) -> tuple[str, str]:
    """Two sites, the one of the higher score first.

    Raises
    ------
    UnknownSiteError
        If one of the two is not a candidate of the ranking.
    """
    _check_candidates(ranking, one, other)
    higher = ranking.table_score(other) > ranking.table_score(one)
    return (other, one) if higher else (one, other)


def _check_candidates(ranking: Ranking, *sites: str) -> None:
    missing = [site for site in sites if site not in ranking.table.index]
    if missing:
        raise UnknownSiteError(
            f"Site {missing[0]!r} is not among the {len(ranking.table)} sites that this profile "
            "may rank. Expected two of its candidates. Name another."
        )


def neighbour(ranking: Ranking, site_id: str) -> tuple[str, str] | None:
    """The site and the entry above it, upper one first; for the first entry, the one below it.

    None where the site is alone. A site that heads no entry is held against the first entry.
    """
    heads = [entry.site_id for entry in ranking.entries]
    others = [head for head in heads if head != site_id]
    if not others:
        return None
    if site_id not in heads:
        return others[0], site_id
    i = heads.index(site_id)
    return (heads[i - 1], site_id) if i else (site_id, heads[1])


def _headline(catalogue: Catalogue, ranking: Ranking, above: str, below: str) -> Message:
    names = {"above": site_name(catalogue, above), "below": site_name(catalogue, below)}
    points = 100 * (ranking.table_score(above) - ranking.table_score(below))
    if abs(points) < 100 * TELLS:
        return message("{above} and {below} score the same:", **names)
    if points < 0:
        return message("{below} scores {points} points more than {above}:",
                       points=f"{-points:.1f}", **names)  # fmt: skip
    return message("{above} scores {points} points more than {below}:",
                   points=f"{points:.1f}", **names)  # fmt: skip


def _line(
    catalogue: Catalogue,
    ranking: Ranking,
    criterion: Criterion,
    pair: tuple[str, str],
    difference: float,
) -> Message:
    above, below = (says(catalogue, ranking, criterion, site) for site in pair)
    if str(above) == str(below):  # the same words for two values: say what each is worth
        above, below = (_worth(ranking, criterion, site, said)
                        for site, said in zip(pair, (above, below), strict=True))  # fmt: skip
    return message(
        "{points} by “{criterion}”: {above} against {below}",
        points=f"{100 * difference:+.1f}",
        criterion=message(criterion.label),
        above=above,
        below=below,
    )


def _worth(ranking: Ranking, criterion: Criterion, site: str, said: Message) -> Message:
    utility = ranking.matrix.counted.at[site, criterion.name]
    return message("{said} ({worth} of 100)", said=said, worth=round(100 * utility))


def says(catalogue: Catalogue, ranking: Ranking, criterion: Criterion, site: str) -> Message:
    """What is known of a site by a criterion, in a few words, or that it is assumed."""
    if ranking.matrix.assumed.at[site, criterion.name]:
        return message("not known, the typical value is assumed")
    value = float(ranking.matrix.performances.at[site, criterion.name])
    if (site, criterion.name) in ranking.matrix.told and criterion.answer is not None:
        amount = criterion.answer.amount(ranking.profile, value)
        return message("told by the investor: {amount} {unit}", amount=f"{amount:,.0f}",
                       unit=message(criterion.answer.unit(ranking.profile)))  # fmt: skip
    return criterion.in_brief(catalogue, ranking.profile, site, value)
