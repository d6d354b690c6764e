"""Where the project looks, and the cities where the firm keeps a function already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from features.cities import city_name, city_of
from recommender.gate import Check, checked, verdict
from recommender.messages import Message, message
from recommender.places import city_of_place
from recommender.understanding import searched

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile


def regions(catalogue: Catalogue, profile: Profile) -> list[Check]:
    """Whether the city of each site lies where the project looks."""
    city = catalogue.sites["city"]
    inside = searched(city, profile.regions)
    wanted = set(city[inside])
    table = checked(city.index, verdict(inside, city.notna().to_numpy() & ~inside))

    def reason(site_id: str) -> Message:
        here = city.at[site_id]
        if not isinstance(here, str):
            return message("The city of the site is not known")
        if here in wanted:
            return message("In {city}, where the project looks", city=city_name(here))
        return message(
            "In {city}, outside the regions that the project names", city=city_name(here)
        )

    return [Check(name="regions", label="Region", unit="", table=table, reason=reason)]


def kept_city(catalogue: Catalogue, profile: Profile) -> list[Check]:
    """Whether each site lies outside the cities where the firm keeps a function already."""
    kept = {city_of_place(catalogue, k.place) for k in profile.project.keeps} - {None}
    named = {city_of(region) for region in profile.regions}
    left_out = kept - named
    city = catalogue.sites["city"]
    inside = city.isin(left_out).to_numpy()
    table = checked(city.index, verdict(~inside & city.notna().to_numpy(), inside))

    def reason(site_id: str) -> Message:
        here = city.at[site_id]
        if not isinstance(here, str):
            return message("The city of the site is not known")
        if here in left_out:
            return message(
                "In {city}, where the firm keeps a function already; name the city as a region "
                "to search it too",
                city=city_name(here),
            )
        return message("Not in a city where the firm keeps a function already")

    return [Check(name="kept_city", label="Kept city", unit="", table=table, reason=reason)]
