"""The project in a few lines: what the investor states, and what is supposed beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from features.cities import city_name, city_of, is_bay_area, is_china
from features.project import M2_PER_MU
from features.roads import links_named
from recommender.messages import Message, message
from recommender.places import place_name
from recommender.understanding import cities_of, industry_name
from recommender.words import FUNCTIONS, OWNERSHIPS, PROJECT_KINDS, WHERE

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile

Row = tuple[str, Message | str]

STATED = message("As stated").text
INDUSTRIES = message("Industries").text
FUNCTIONS_ = message("What is to be there").text
ORIGIN = message("Where the firm is today").text
KEEPS = message("The firm keeps, and where").text
OWNER = message("Ownership").text
KIND = message("Kind of project").text
NEED = message("Land or floor").text
FIGURES = message("Figures of the project").text
BUILDING = message("Building").text
START = message("Start month").text
SEARCHED = message("Where to look").text
SUPPOSED = message("Supposed").text

AMOUNTS = {
    "capex_cny": message("investment {n} CNY").text,
    "output_cny": message("output {n} CNY a year").text,
    "tax_cny": message("tax {n} CNY a year").text,
    "rd_cny": message("research {n} CNY a year").text,
    "interest_cny": message("loan interest {n} CNY a year").text,
    "jobs": message("{n} {n:job|jobs}").text,
}
BUILDINGS = {
    "storey_height_m": message("storey height of at least {n} m").text,
    "floor_load_kn_m2": message("floor load of at least {n} kN/m²").text,
    "lift_t": message("goods lift of at least {n} t").text,
}


def project_rows(catalogue: Catalogue, profile: Profile) -> list[Row]:
    """Labels and words of what a profile states; what it does not state has no row."""
    return list(_rows(catalogue, profile))


def _rows(catalogue: Catalogue, profile: Profile) -> Iterator[Row]:
    project = profile.project
    if project.sector.strip():
        yield STATED, project.sector
    if project.sector_codes:
        names = tuple(industry_name(catalogue, code) for code in project.sector_codes)
        yield INDUSTRIES, message("{said}", said=names)
    if project.functions:
        yield FUNCTIONS_, message("{said}", said=_words(FUNCTIONS, project.functions))
    if project.origin_city:
        city = city_of(project.origin_city)
        yield ORIGIN, message("{said}", said=city_name(city) if city else project.origin_city)
    if project.keeps:
        yield KEEPS, message("{said}", said=tuple(_kept(catalogue, profile)))
    if project.ownership:
        yield OWNER, message(OWNERSHIPS[project.ownership])
    if project.kind:
        yield KIND, message(PROJECT_KINDS[project.kind])
    for label, said in (
        (NEED, _need(profile)),
        (FIGURES, _amounts(profile, AMOUNTS)),
        (BUILDING, _amounts(profile, BUILDINGS)),
    ):
        if said:
            yield label, message("{said}", said=tuple(said))
    yield START, message("{said}", said=f"{profile.start:%Y-%m}")
    yield SEARCHED, _searched(profile)
    supposed = _supposed(catalogue, profile)
    if supposed:
        yield SUPPOSED, message("{said}", said=tuple(supposed))


def _words(words: dict[str, str], codes: tuple[str, ...]) -> tuple[Message, ...]:
    return tuple(message(words[code]) for code in codes)


def _kept(catalogue: Catalogue, profile: Profile) -> Iterator[Message]:
    for kept in profile.project.keeps:
        yield message(
            "{function} in {place}",
            function=message(FUNCTIONS[kept.function]), place=place_name(catalogue, kept.place),
        )  # fmt: skip


def _need(profile: Profile) -> list[Message]:
    land, floor = profile.project.land_mu, profile.project.floor_area_m2
    said = []
    if land:
        said.append(
            message("{mu} mu of land ({m2} m²)", mu=f"{land:,.10g}", m2=f"{land * M2_PER_MU:,.0f}")
        )
    if floor:
        said.append(message("{m2} m² of floor", m2=f"{floor:,.10g}"))
    return said


def _amounts(profile: Profile, words: dict[str, str]) -> list[Message]:
    stated = {name: getattr(profile.project, name) for name in words}
    return [
        message(words[name], n=f"{amount:,.10g}")
        for name, amount in stated.items()
        if amount is not None
    ]


def _searched(profile: Profile) -> Message:
    if any(is_china(region) for region in profile.regions):
        return message(WHERE["china"])
    if any(is_bay_area(region) for region in profile.regions):
        return message(WHERE["bay"])
    return message("{said}", said=tuple(city_name(city) for city in cities_of(profile.regions)))


def _supposed(catalogue: Catalogue, profile: Profile) -> list[Message]:
    """What a hand supposes beside the project."""
    without, planned = (
        tuple(_link(catalogue, link) for link in links)
        for links in (profile.without_links, profile.planned_links)
    )
    named = (
        (message("your weights"), profile.weights is not None),
        (message("without {names}", names=without), bool(without)),
        (message("with {names}, not open yet", names=planned), bool(planned)),
        (message("incentives not counted"), not profile.count_incentives),
        (message("answers of sites"), bool(profile.told)),
    )
    return [words for words, holds in named if holds]


def _link(catalogue: Catalogue, text: str) -> dict[str, str]:
    network = catalogue.travel.network
    row = network.links.loc[links_named(network, text)[0]]
    return {"en": str(row["name_en"]), "zh": str(row["name_zh"])}
