"""The files of a plan: a workbook, or CSV files beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from models.room_prices import MOST_SOLVES
from recommender.capacity.planned import UNITS, Planned, Room
from recommender.capacity.reading import FLOOR, LAND
from recommender.engine import ENGINE_VERSION
from recommender.match.tables import rejected_table
from recommender.messages import Message, message
from recommender.places import site_name
from recommender.sheets import write_workbook
from recommender.texts import in_language, render, translate

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.capacity.reading import Capacities
    from recommender.leads.lead import Leads

ASSIGNMENT = {
    "lead_id": message("Lead id").text, "company": message("Company").text,
    "site_id": message("Site id").text, "site": message("Site").text,
    "points": message("Points (of 100)").text, "worth": message("Worth in the plan").text,
    "land_mu": message("Land (mu)").text, "floor_area_m2": message("Floor area (m²)").text,
    "capex": message("Investment (CNY)").text,
}  # fmt: skip
CAPACITIES = {
    "site_id": message("Site id").text, "site": message("Site").text,
    "resource": message("Room").text, "have": message("There is").text,
    "used": message("Used").text, "left": message("Left").text,
    "one_more": message("One more brings (points)").text,
    "least": message("Least more that brings anything").text,
    "brings": message("It brings (points)").text, "comes": message("It places").text,
}  # fmt: skip
LEFT_OUT = {
    "lead_id": message("Lead id").text, "company": message("Company").text,
    "why": message("Why not").text, "site": message("Best site here").text,
    "points": message("Points (of 100)").text,
}  # fmt: skip
UNSTATED = {
    "lead_id": message("Lead id").text, "company": message("Company").text,
    "ask": message("Ask for").text, "site": message("Best site here").text,
    "points": message("Points (of 100)").text,
}  # fmt: skip
_SHEETS = {
    "assignment": message("assignment").text, "capacities": message("capacities").text,
    "left_out": message("not assigned").text, "unstated": message("need not stated").text,
    "rejected": message("rejected").text, "capacity": message("capacities rejected").text,
    "method": message("method").text,
}  # fmt: skip
NEEDS = {
    LAND: message("the land that it needs").text,
    FLOOR: message("the floor that it needs").text,
}
UNTIL = message("{n} or less").text
NOTHING_MORE = message("nothing would").text
NOT_PROVEN = message("not found in time").text
PROVEN = message("The plan is proven: no other is worth more.").text
GAP = message(
    "The plan is the best that was found in {seconds} s and not proven: another may be worth up to "
    "{gap} % more. What more room would bring is not told of such a plan."
).text
UNBOUND = message(
    "The plan is the best that was found in {seconds} s and not proven; how much better another "
    "may be is not known. What more room would bring is not told of such a plan."
).text
METHOD = (
    message(
        "A lead goes to at most one site, only where the site is on its list, and never where the "
        "leads of a site together need more than there is. Amounts are added exactly."
    ).text,
    message(
        "A lead that does not state its need takes no part at sites where that room is limited: "
        "what is not stated is not zero."
    ).text,
    message(
        "One more is one mu, one m² or one project: the problem was solved again with it. Where "
        "all who could come are placed, it brings nothing, and nothing was solved."
    ).text,
    message(
        "Room is used in steps, so one more may bring nothing. The least more that brings anything "
        "was found by solving again, at most {n} times a capacity."
    ).text,
    message(
        "Worths count in tenths of a point. Of plans of the same worth it is one that places most "
        "leads; the same files give the same plan."
    ).text,
)
BY = {
    "fit": message("The plan makes the sum of points greatest: {worth} for {n} leads.").text,
    "value": message(
        "The plan makes the sum of priorities greatest (the mean of the points at the site and of "
        "the worth of the investment): {worth} for {n} leads."
    ).text,
}
MADE = message("As known on {on}. Engine {engine}, data {data}.").text


@dataclass(frozen=True, kw_only=True)
class PlanFile:
    """Everything that the files of a plan say."""

    catalogue: Catalogue
    planned: Planned
    leads: Leads
    capacities: Capacities
    language: str

    def assignment(self) -> pd.DataFrame:
        """One row a lead that is placed, by site."""
        rows = []
        for one in self.planned.placed:
            project = one.lead.profile.project
            rows.append(
                (one.lead.lead_id, one.lead.company, one.site_id, self._name(one.site_id),
                 round(100 * one.score, 1), one.worth, project.land_mu, project.floor_area_m2,
                 project.capex_cny)
            )  # fmt: skip
        return self._table(rows, ASSIGNMENT)

    def rooms(self) -> pd.DataFrame:
        """One row a site and capacity."""
        return self._table([self._room(room) for room in self.planned.rooms], CAPACITIES)

    def left_out(self) -> pd.DataFrame:
        """One row a lead that is not placed, with the reason."""
        rows = [
            (one.lead.lead_id, one.lead.company, self._say(one.why),
             "" if one.site_id is None else self._name(one.site_id), _points(one.score))
            for one in self.planned.left_out
        ]  # fmt: skip
        return self._table(rows, LEFT_OUT)

    def unstated(self) -> pd.DataFrame:
        """One row a lead that has to be asked what it needs."""
        rows = [
            (one.lead.lead_id, one.lead.company,
             "; ".join(self._t(NEEDS[name]) for name in one.needs),
             self._name(one.site_id), _points(one.score))
            for one in self.planned.unstated
        ]  # fmt: skip
        return self._table(rows, UNSTATED)

    def rejected(self) -> pd.DataFrame:
        """One row a cell that keeps its row from being a lead."""
        return rejected_table(self.leads.faults, self.language)

    def capacities_rejected(self) -> pd.DataFrame:
        """One row a cell that keeps its row from being a capacity."""
        return rejected_table(self.capacities.faults, self.language)

    def method(self) -> pd.DataFrame:
        """How the plan comes about, and whether it is proven."""
        planned = self.planned
        said = [
            message(BY[planned.by], worth=round(planned.worth, 1), n=len(planned.placed)),
            self._proof(),
            *(message(line, n=MOST_SOLVES) for line in METHOD),
            message(MADE, on=self.leads.on, engine=ENGINE_VERSION, data=self.catalogue.digest[:16]),
        ]
        return pd.DataFrame({self._t(_SHEETS["method"]): [self._say(line) for line in said]})

    def sheets(self) -> dict[str, pd.DataFrame]:
        """The tables by the names of their sheets."""
        found = {
            "assignment": self.assignment(),
            "capacities": self.rooms(),
            "left_out": self.left_out(),
            "unstated": self.unstated(),
            "rejected": self.rejected(),
            "capacity": self.capacities_rejected(),
            "method": self.method(),
        }
        return {self._t(_SHEETS[name]): table for name, table in found.items()}

    def workbook(self) -> bytes:
        """The workbook of the plan."""
        return write_workbook(self.sheets(), created=self.leads.on, language=self.language)

    def _proof(self) -> Message:
        planned = self.planned
        seconds = round(planned.seconds, 1)
        if planned.gap == 0:
            return message(PROVEN)
        if planned.gap is None:
            return message(UNBOUND, seconds=seconds)
        return message(GAP, seconds=seconds, gap=round(100 * planned.gap, 2))

    def _room(self, room: Room) -> tuple[object, ...]:
        price = room.price
        unit = UNITS[room.resource]
        least: object = price.extra
        if price.extra is None:
            least = self._t(NOTHING_MORE if price.exactly and self.planned.gap == 0 else NOT_PROVEN)
        elif not price.exactly:
            least = self._say(message(UNTIL, n=price.extra))
        return (
            room.site_id, self._name(room.site_id), self._t(unit), room.have, room.used, room.left,
            self._t(NOT_PROVEN) if price.one_more is None else price.one_more,
            least, None if price.extra is None else price.brings, "; ".join(room.comes),
        )  # fmt: skip

    def _table(self, rows: Sequence[tuple[object, ...]], titles: dict[str, str]) -> pd.DataFrame:
        columns = [self._t(title) for title in titles.values()]
        return pd.DataFrame(rows, columns=columns, dtype=object)

    def _name(self, site: str) -> str:
        return in_language(site_name(self.catalogue, site), self.language)

    def _t(self, text: str) -> str:
        return translate(text, self.language)

    def _say(self, words: Message) -> str:
        return render(words, self.language)


def _points(score: float | None) -> float | None:
    return None if score is None else round(100 * score, 1)
