"""The page of one site: where it stands and why, must-haves, questions, money, minutes, facts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from features.routes import Route
from recommender.board_report.content import (
    Beside,
    Block,
    Citation,
    Lines,
    Pairs,
    Paragraph,
    Said,
    Section,
    Table,
)
from recommender.board_report.money import money_table
from recommender.board_report.questions import questions_block
from recommender.board_report.voice import Voice
from recommender.explanation import Explanation, explain
from recommender.facts import strongest_fact
from recommender.journeys import USUAL, by, minutes_alone, way_between
from recommender.market_access import access_line
from recommender.messages import Message, message, several
from recommender.numerals import stated
from recommender.places import place_name
from recommender.precedent_words import asked_before_line
from recommender.ranking import Entry
from recommender.report import compared
from recommender.robustness import confidence_factor, robustness
from recommender.site_facts import NETWORK, banners, facts_about, region_line
from recommender.stated import stated_value
from recommender.sureness_words import investor_in_words, standing_in_words
from recommender.told import answer_in_words, heard
from recommender.words import RESULTS, attribute_words

Facts = list[dict[Any, Any]]
"""Rows of `site_facts`: what, value, as_of, source."""

SUBJECTS = ("values", "supply")
"""Subjects of a site's facts that a page states with their sources."""

PLAIN_FACTS = ("kind", "level", "status")
"""Codes that stand in the line "Where", as the city does."""
TOLD_ABOVE = tuple(attribute_words(name) for name in (*PLAIN_FACTS, "city", "precision_km"))
"""Facts whose value that line says already; it carries their sources."""


def site_section(voice: Voice, entry: Entry) -> Section:
    """Everything that the report says of one listed site."""
    site = entry.site_id
    found, facts = explain(voice.catalogue, voice.ranking, site), _fact_rows(voice, site)
    pro, contra = ([voice.said(m) for m in why]
                   for why in (found.reasons_for, found.reasons_against))  # fmt: skip
    blocks: list[Block] = [
        Pairs(rows=tuple(_standing(voice, entry, found, facts))),
        *_note(voice, site),
        *_told(voice, site),
        Beside(
            left=voice.lines(message("Reasons for").text, pro),
            right=voice.lines(message("Reasons against").text, contra),
        ),
        _must_haves(voice, found),
        questions_block(voice, site),
        money_table(voice, found),
        *_minutes(voice, site),
        *_facts(voice, facts),
    ]  # fmt: skip
    return Section(heading=f"{entry.rank}. {voice.name(site)}", blocks=tuple(blocks), page=True)


def _standing(
    voice: Voice, entry: Entry, found: Explanation, facts: Facts
) -> Iterator[tuple[str, Said]]:
    """Points, how sure the place is, for whom it would be first, and what else is in short."""
    yield voice.t(message("Points").text), voice.said(
        message(
            "{points} of 100 points, between {low} and {high}; known: {known} of 100.",
            points=round(100 * found.score), low=round(100 * found.score_low),
            high=round(100 * found.score_high), known=round(100 * found.coverage),
        )
    )  # fmt: skip
    yield from _sure(voice, entry)
    above = [_citation(voice, row) for row in facts if row["what"] in TOLD_ABOVE]
    where = voice.said(_place(voice, entry.site_id), *above)
    yield voice.t(message("Where").text), where
    for label, words in _in_short(voice, entry):
        yield voice.t(label), voice.said(words)


def _sure(voice: Voice, entry: Entry) -> Iterator[tuple[str, Said]]:
    """How often the site is first, and for whom it would be."""
    catalogue, ranking, site = voice.catalogue, voice.ranking, entry.site_id
    entries = compared(ranking, voice.shortlist.entries)
    how = robustness(ranking, entries)
    sure = standing_in_words(catalogue, ranking, how, site)
    yield voice.t(message("How sure").text), voice.said(sure)
    mine = next((e for e in entries if e.site_id == site), entry)
    confidence = confidence_factor(ranking, how, mine, entries)
    investor = investor_in_words(ranking, how.central.loc[site], confidence)
    if investor:
        yield voice.t(message("For whom").text), voice.said(investor)


def _place(voice: Voice, site: str) -> Message:
    """City, kind, level and status of a site."""
    row = voice.catalogue.sites.loc[site]
    city = region_line(voice.catalogue, site)
    words = [stated_value({"attribute": name, "value": row[name], "unit": ""})
             for name in PLAIN_FACTS if isinstance(row[name], str)]  # fmt: skip
    precise = message("point ± {km} km", km=f"{row['precision_km']:g}")
    return message("{said}", said=(city, *words, precise))


def _in_short(voice: Voice, entry: Entry) -> Iterator[tuple[str, Message]]:
    catalogue, profile, site = voice.catalogue, voice.profile, entry.site_id
    fact = strongest_fact(catalogue, profile, site)
    if fact:
        yield message("Strongest dated fact").text, fact
    if entry.family:
        names = tuple(voice.name(member) for member in entry.family)
        yield message("One idea with").text, message("{said}", said=names)
    planned = banners(catalogue, site)
    if planned:
        yield message("Around it").text, several(planned)
    access = access_line(catalogue, profile, site)
    if access:
        yield message("Ownership").text, access
    asked = asked_before_line(catalogue, profile, site)
    if asked:
        yield message("Asked before").text, asked


def _note(voice: Voice, site: str) -> Iterator[Block]:
    """The investor's note, letter by letter."""
    note = Said(text=voice.shortlist.notes.get(site, ""))
    if note.text.strip():
        yield Lines(head=voice.t(message("Investor's note").text), items=(note,))


def _told(voice: Voice, site: str) -> Iterator[Block]:
    answers = [a for a in heard(voice.profile) if a.site_id == site]
    said = [voice.said(answer_in_words(voice.catalogue, voice.profile, a)) for a in answers]
    if said:
        yield Lines(head=voice.t(message("Told by the investor").text), items=tuple(said))


def _must_haves(voice: Voice, found: Explanation) -> Block:
    head = message("Must-haves").text
    rows = tuple(
        (
            voice.said(message(check.label)),
            voice.cell(message(RESULTS[check.result(found.site_id)])),
            voice.cell(check.reason(found.site_id)),
        )
        for check in found.checks
    )
    if not rows:
        none = message("The project states no must-have.")
        return Lines(head=voice.t(head), items=(voice.said(none),))
    heads = (message("Must-have").text, message("Result").text, message("Rule and numbers").text)
    return Table(
        caption=voice.t(head), head=tuple(voice.t(h) for h in heads), rows=rows,
        widths=(2.2, 1.0, 6.0),
    )  # fmt: skip


def _minutes(voice: Voice, site: str) -> tuple[Block, ...]:
    """Minutes to the usual places: one row a place, one column a way to travel."""
    on = voice.profile.on
    source = Citation(source=voice.words(message(NETWORK, on=on)), as_of=on.isoformat())
    ways = {
        (place, vehicle): way_between(voice.catalogue, site, place, voice.profile.roads.by(vehicle))
        for place, vehicle in USUAL
    }
    places = list(dict.fromkeys(place for place, _ in USUAL))
    vehicles = list(dict.fromkeys(vehicle for _, vehicle in USUAL))
    rows = tuple(
        (
            voice.cell(place_name(voice.catalogue, place), source),
            *(_minutes_of(voice, ways.get((place, vehicle))) for vehicle in vehicles),
        )
        for place in places
    )
    table = Table(
        caption=voice.t(message("Minutes to the usual places").text),
        head=(voice.t(message("To").text), *(voice.head(by(vehicle)) for vehicle in vehicles)),
        rows=rows,
        widths=(2.2, *(1.5 for _ in vehicles)),
    )
    permits = tuple(
        message("{place}, {by}", place=place_name(voice.catalogue, place), by=by(vehicle))
        for (place, vehicle), way in ways.items() if way.permit
    )  # fmt: skip
    if not permits:
        return (table,)
    needed = message("Cross-boundary permit needed: {ways}", ways=several(permits))
    return (table, Paragraph(said=voice.said(needed), style="small"))


def _minutes_of(voice: Voice, way: Route | None) -> Said:
    return Said(text="–") if way is None else voice.cell(minutes_alone(way))


def _facts(voice: Voice, facts: Facts) -> Iterator[Block]:
    """What is known of a site, and what it has on offer, each fact with its day and source."""
    rows = tuple(
        (
            voice.cell(row["what"]),
            voice.cell(row["value"], _citation(voice, row)),
            Said(text=stated(_day(row), voice.shortlist.language) or voice.t(UNDATED)),
        )
        for row in facts
        if row["what"] not in TOLD_ABOVE
    )
    if rows:
        heads = (message("Fact").text, message("Value").text, message("As of").text)
        yield Table(
            caption=voice.t(message("What is known, with its sources").text),
            head=tuple(voice.t(head) for head in heads), rows=rows, widths=(2.4, 5.4, 1.3),
        )  # fmt: skip


def _fact_rows(voice: Voice, site: str) -> Facts:
    """The facts of a site that a board is told."""
    tables = (facts_about(name, voice.catalogue, site, voice.profile.on) for name in SUBJECTS)
    return [row for table in tables for row in table.to_dict(orient="records")]


def _citation(voice: Voice, row: dict[Any, Any]) -> Citation:
    return Citation(source=voice.words(row["source"]), as_of=_day(row))


def _day(row: dict[Any, Any]) -> str:
    day = row["as_of"]
    return day if isinstance(day, str) else ""


UNDATED = message("undated").text
