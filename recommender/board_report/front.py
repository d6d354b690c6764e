"""The first pages of a report: the project, the answer, the map, and the table of the sites."""

from __future__ import annotations

import pandas as pd

from features.cities import city_name
from recommender.board_report.content import Block, Figure, Pairs, Paragraph, Section, Table
from recommender.board_report.map import drawn
from recommender.board_report.project_words import project_rows
from recommender.board_report.voice import Voice
from recommender.flip_report import flip_points
from recommender.listing import HEADINGS, MINUTES, naming
from recommender.messages import Message, message
from recommender.report import compared
from recommender.robustness import robustness
from recommender.sureness_words import answer_in_words, flip_in_words
from recommender.understanding import industry_name

FIRST = 3
"""Entries that the answer names."""

LAND = "land_on_offer"
"""Criterion that says what land or floor is on offer."""

POINTS_NOTE = message(
    "Points out of 100; in brackets, what the unknowns could change. Sites of one group cannot be "
    "told apart. Minutes by car on a free road."
).text
CREDIT = "© OpenStreetMap contributors, ODbL 1.0 · GeoNames, CC BY 4.0"


def project_section(voice: Voice) -> Section:
    """The project in a few lines, with what the reader should correct."""
    rows = [(voice.t(label), voice.cell(words))
            for label, words in project_rows(voice.catalogue, voice.profile)]  # fmt: skip
    warnings = (*voice.ranking.understanding.warnings, *voice.shortlist.remarks)
    return Section(
        heading=voice.t(message("Project").text),
        blocks=(
            Pairs(rows=tuple(rows)),
            *(Paragraph(said=voice.said(warning), style="small") for warning in warnings),
        ),
    )


def answer_section(voice: Voice) -> Section:
    """The answer in a sentence, how sure it is, what would turn it, and out of how many."""
    catalogue, ranking = voice.catalogue, voice.ranking
    sure = answer_in_words(catalogue, ranking, robustness(ranking))
    turns = flip_in_words(catalogue, ranking, flip_points(catalogue, ranking))
    return Section(
        heading=voice.t(message("Answer").text),
        blocks=(
            Paragraph(said=voice.said(_names(voice)), style="lead"),
            Paragraph(said=voice.said(sure)),
            Paragraph(said=voice.said(turns)),
            Paragraph(said=voice.said(_out_of(voice)), style="small"),
        ),
    )  # fmt: skip


def _names(voice: Voice) -> Message:
    first = tuple(voice.name(entry.site_id) for entry in voice.ranking.entries[:FIRST])
    if voice.profile.project.sector_codes:
        return message("Look first at: {names}", names=first)
    return message("Without an industry: {names}", names=first)


def _out_of(voice: Voice) -> Message:
    """Out of how many sites the answer was taken, in the words of the page."""
    codes = voice.profile.project.sector_codes
    n = naming(voice.catalogue, voice.ranking)
    said = {
        "listed": len(voice.ranking.entries), "compared": len(voice.ranking.table),
        "on": voice.profile.on, "n": n,
        "what": tuple(industry_name(voice.catalogue, code) for code in codes),
    }  # fmt: skip
    if not codes:
        return message(
            "The industry was not recognised: {listed} of {compared} sites "
            "{listed:is|are} ordered by the rest alone.",
            **said,
        )
    if n:
        return message(
            "{n} of {compared} sites {n:names|name} {what} as an industry of {n:its own|theirs}; "
            "{listed} {listed:is|are} listed, as known on {on}, the others as relatives. "
            "Sites of one family are one entry. The order rests on what is known: ask before you "
            "decide.",
            **said,
        )
    return message(
        "No site names {what} as an industry of its own: the {listed} of {compared} sites "
        "listed, as known on {on}, name related industries only. Ask whether they would take "
        "the project.",
        **said,
    )


def sites_section(voice: Voice) -> Section:
    """The map and the table of the listed sites."""
    figure = map_of(voice)
    blocks: tuple[Block, ...] = (
        *((figure,) if figure else ()),
        table_of(voice),
        Paragraph(said=voice.said(message(POINTS_NOTE)), style="small"),
    )
    return Section(heading=voice.t(message("The sites").text), blocks=blocks)


def map_of(voice: Voice) -> Figure | None:
    """The map of the listed sites; None when none has a point."""
    found = drawn(voice.shortlist)
    if found is None:
        return None
    places = tuple(found.places["name"])
    return Figure(
        drawing=found.drawing,
        alt=voice.words(message("Map of the listed sites: {names}", names=places)),
        caption=voice.words(
            message(
                "Number: place in the list; a thin line joins it to its point. Ring: how precise "
                "the point is. Thick line: bridge or tunnel with its opening day. {credit}",
                credit=CREDIT,
            )
        ),
    )


def table_of(voice: Voice) -> Table:
    """One row a listed site: place, points, group, what is known, city, minutes, land."""
    columns = _columns(voice)
    rows = [tuple(voice.cell(cells[i]) for _, cells, _ in columns)
            for i in range(len(voice.shortlist.entries))]  # fmt: skip
    return Table(
        caption=voice.t(message("The sites side by side").text),
        head=tuple(voice.t(head) for head, _, _ in columns),
        rows=tuple(rows),
        widths=tuple(width for _, _, width in columns),
        centred=(0, 2, 3, 4, 6, 7),
    )


Cells = list[Message | str | dict[str, str]]


def _columns(voice: Voice) -> list[tuple[str, Cells, float]]:
    """Head, cells and width of each column."""
    entries = voice.shortlist.entries
    sites = [entry.site_id for entry in entries]
    table = voice.ranking.table.loc[sites]
    group = robustness(voice.ranking, compared(voice.ranking, entries)).table["tier"]
    cities = voice.catalogue.sites.loc[sites, "city"]
    return [
        (HEADINGS["rank"], [str(entry.rank) for entry in entries], 0.6),
        (HEADINGS["site"], [voice.name(site) for site in sites], 3.0),
        (HEADINGS["points"], [points_in_words(r) for r in table.to_dict(orient="records")], 1.5),
        (HEADINGS["group"], [str(group[site]) for site in sites], 0.8),
        (HEADINGS["known"], [str(round(100 * share)) for share in table["coverage"]], 0.95),
        (HEADINGS["city"], [city_name(str(city)) for city in cities], 1.25),
        *((HEADINGS[name], _minutes(voice, at, sites), 1.35) for name, at in MINUTES.items()),
        (message("Land or floor").text, [_land(voice, site) for site in sites], 1.7),
    ]


def points_in_words(row: dict[str, float]) -> Message:
    """Points out of 100 with what the unknowns could change."""
    low, middle, high = (round(100 * row[end]) for end in ("score_low", "score", "score_high"))
    return message("{points} ({low} to {high})", points=middle, low=low, high=high)


def _minutes(voice: Voice, place: str, sites: list[str]) -> Cells:
    found = voice.catalogue.travel.minutes_to(place, voice.profile.roads)["value"]
    return [message("not known") if pd.isna(found[site]) else str(round(found[site]))
            for site in sites]  # fmt: skip


def _land(voice: Voice, site: str) -> Message:
    """What is on offer against the need, as the criterion says it."""
    criterion = next((c for c in voice.ranking.matrix.criteria if c.name == LAND), None)
    if criterion is None:
        return message("no need stated")
    if voice.ranking.matrix.assumed.at[site, LAND]:
        return message("not known")
    value = float(voice.ranking.matrix.performances.at[site, LAND])
    return criterion.in_brief(voice.catalogue, voice.profile, site, value)
