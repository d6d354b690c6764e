"""What the ledgers say of one site and its city, row by row: supply, rules, incentives, costs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from features.admission import trades
from features.gazetteer import both_names
from features.incentives import covers
from features.lists import parts
from features.rows import text_of
from recommender.admission_words import asked_as_stated
from recommender.ledger_words import ADMISSION, BINDING, COSTS, FORCE, ITEMS, STATES, words_of
from recommender.market_access import by_title
from recommender.messages import Message, message, several
from recommender.notes import in_both
from recommender.stated import Fact, amount_in_words, citation_of, table_of_facts
from recommender.words import STATUSES, attribute_words

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.profile import Profile


def supply_facts(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    """Land and buildings on offer: what, how much, its state, delivery and price."""
    rows = catalogue.supply[catalogue.supply["site_id"] == site_id]
    for row in rows.to_dict(orient="records"):
        what = message(
            "{item}: {name}", item=words_of(ITEMS, row["item"]), name=text_of(row["name"])
        )
        said = (*_areas(row), message(STATES[row["state"]]), _delivery(row), _price(row))
        stated = tuple(part for part in said if part)
        yield what, message("{parts}", parts=stated), row["said_on"], citation_of(catalogue, row)


def _areas(row: Mapping[str, Any]) -> list[Message]:
    areas = ((row["area_mu"], message("mu")), (row["area_m2"], "m²"))
    return [
        message("{amount} {unit}", amount=f"{area:,.0f}", unit=unit)
        for area, unit in areas
        if area == area
    ]


def _delivery(row: Mapping[str, Any]) -> Message | dict[str, str]:
    """The source's words on delivery, in the reader's language."""
    stated = text_of(row["delivery"])
    return Message(text=stated) if stated in STATUSES.values() else in_both(stated)


def _price(row: Mapping[str, Any]) -> Message | None:
    price, unit = text_of(row["price_or_rent"]), in_both(text_of(row["price_unit"]))
    return message("{amount} {unit}", amount=price, unit=unit) if price else None


def admission_facts(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    """What a zone or its city asks, or asked, of investors."""
    scopes = {*catalogue.surroundings[site_id], str(catalogue.sites.at[site_id, "city"])}
    rows = catalogue.admission[catalogue.admission["scope"].isin(scopes)]
    for row in rows.to_dict(orient="records"):
        value = message(
            "{stated} ({level}, {force}): check with the zone. {condition}",
            stated=asked_as_stated(row, trades(row)),
            level=words_of(BINDING, row["binding_level"]),
            force=words_of(FORCE, row["instrument_status"]),
            condition=in_both(text_of(row["condition"])),
        )
        what = words_of(ADMISSION, row["metric"])
        yield what, value, row["said_on"], citation_of(catalogue, row)


def access_facts(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    """Rules of market access whose place holds the site."""
    around = set(catalogue.surroundings[site_id])
    city = str(catalogue.sites.at[site_id, "city"])
    for row in catalogue.market_access.to_dict(orient="records"):
        scope = set(str(row["scope_ids"]).split(";"))
        if scope & around if row["scope_kind"] == "zone" else city in scope:
            title = {"en": text_of(row["title_en"]), "zh": text_of(row["title_zh"])}
            value = message(
                "{rule} ({status})",
                rule=by_title(catalogue, row["allows_or_requires"]),
                status=in_both(text_of(row["status"])),
            )
            yield title, value, row["said_on"], citation_of(catalogue, row)


def incentive_facts(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    """Rules of the ledger whose area holds the site: rate and end."""
    held = catalogue.incentive_scope.loc[site_id].to_numpy()
    for row in catalogue.incentives[held].to_dict(orient="records"):
        end, rate = row["valid_to"], both_names(row["rate"], row["rate_zh"])
        if pd.isna(end):
            valid = message("no end was seen")
        elif end < pd.Timestamp(on):
            valid = message("ended {day}", day=end.date())
        else:
            valid = message("until {day}", day=end.date())
        said = several((rate, valid) if rate else (valid,))
        title = both_names(row["title_en"], row["title_zh"])
        yield title, said, row["said_on"], citation_of(catalogue, row)


def cost_facts(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    """Figures of labour, land and floor of the site's city, the newest of each first."""
    city = catalogue.sites.at[site_id, "city"]
    rows = catalogue.costs[catalogue.costs["city"] == city]
    ordered = rows.sort_values(["indicator", "as_of"], ascending=[True, False], kind="stable")
    for row in ordered.to_dict(orient="records"):
        value = _measure(f"{row['value']:,.10g}", row)
        yield words_of(COSTS, row["indicator"]), value, row["said_on"], citation_of(catalogue, row)


def city_facts(catalogue: Catalogue, site_id: str, on: date) -> Iterable[Fact]:
    """Targets, programmes and indicators of a city, a deadline said to be passed or open."""
    city = str(catalogue.sites.at[site_id, "city"])
    yield from _city_rows(catalogue, catalogue.context[catalogue.context["city"] == city], on)
    beside = catalogue.other_evidence
    for row in beside[beside["subject_id"] == city].to_dict(orient="records"):
        what = attribute_words(str(row["attribute"]))
        value = _measure(in_both(str(row["value"])), row)
        yield what, value, row["said_on"], citation_of(catalogue, row)


def city_targets(catalogue: Catalogue, profile: Profile, site_id: str) -> pd.DataFrame:
    """Targets and indicators of a site's city, those of the project's industries first."""
    city = str(catalogue.sites.at[site_id, "city"])
    rows = catalogue.context[catalogue.context["city"] == city]
    codes = profile.project.sector_codes
    touches = parts(rows["sectors"]).map(lambda scope: covers(scope, codes)).astype(bool)
    ordered = pd.concat([rows[touches], rows[~touches]])
    return table_of_facts(_city_rows(catalogue, ordered, profile.on))


def _city_rows(catalogue: Catalogue, rows: pd.DataFrame, on: date) -> Iterable[Fact]:
    for row in rows.to_dict(orient="records"):
        what = {"en": row["text_en"], "zh": row["text_zh"]}
        yield what, _target(row, on), row["said_on"], citation_of(catalogue, row)


def _target(row: Mapping[str, Any], on: date) -> Message:
    amount, end = text_of(row["value"]), row["deadline"]
    stated = _measure(amount_in_words(amount), row) if amount else None
    if not isinstance(end, pd.Timestamp):
        return stated or message("stated, no figure")
    passed = end < pd.Timestamp(on)
    if stated:
        return (
            message("{stated} by {day}: deadline passed", stated=stated, day=end.date())
            if passed
            else message("{stated} by {day}: still open", stated=stated, day=end.date())
        )
    if passed:
        return message("by {day}: deadline passed", day=end.date())
    return message("by {day}: still open", day=end.date())


def _measure(amount: str | dict[str, str], row: Mapping[str, Any]) -> Message:
    """An amount with the unit of its row."""
    unit = text_of(row["unit"])
    if not unit:
        return message("{amount}", amount=amount)
    return message("{amount} {unit}", amount=amount, unit=in_both(unit))
