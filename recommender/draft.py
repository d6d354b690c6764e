"""A project as a form holds it: half filled, in the units that a person chose, never invalid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from features.cities import CHINA, is_china
from features.project import MOST
from recommender.errors import ProfileError
from recommender.profile import Anchor, Doubt, Money, Profile, Told, UnknownPolicy
from recommender.profile_parts import LARGEST_RATE
from recommender.units import CNY_OF, M2_OF, MONEY, MU, WAN, in_mu

Where = Literal["bay", "zhongshan", "cities", "china"]
View = Literal["list", "cities"]

LONGEST_NOTE = 300
"""Characters of a note on a site."""

LARGEST_AMOUNT = 1e12
"""The largest number that a field of the form takes."""

LARGEST_NEED = {
    "storey_height": MOST["storey_height_m"],
    "floor_load": MOST["floor_load_kn_m2"],
    "lift": MOST["lift_t"],
}
"""The most that a field on a building takes, in its unit."""

Amount = Annotated[float, Field(ge=0, le=LARGEST_AMOUNT)]
Rate = Annotated[float, Field(ge=0, le=LARGEST_RATE)]
Word = Annotated[str, Field(max_length=120)]


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What a person has typed and chosen so far.

    `codes` are industries corrected by hand; `weights` are shares of 100 moved by hand, `locked`
    those that stay when another moves; `rd`, `tax`, `interest` and `output` are a year's, in units
    of `capex`, which may be of another currency: it counts at the rate, and not at all without one;
    `storey_height` in m, `floor_load` in kN/m² and `lift` in t are the least that a
    building must have; `discount` is in percent, `hkd` and `usd` the user's own CNY for one of
    them on the day `rates_on`; `told` holds what sites answered, `doubt` says which other
    weights are plausible; `anchors` are the firm's own places; links are supposed away
    (`without_links`) or open (`planned_links`); `way_to` and `reach` name what the map draws;
    `rest` holds fields of a profile that the form does not show; `asked` says that a list was
    asked for; `chosen`, `ticked`, `compared` (side by side) and `notes` speak of sites.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    sector: str = ""
    codes: tuple[Word, ...] = ()
    functions: tuple[Word, ...] = ()
    where: Where = "bay"
    cities: tuple[Word, ...] = ()
    origin: Word | None = None
    keeps: tuple[Word, ...] = ()
    ownership: Word | None = None
    land: Amount | None = None
    land_unit: Word = MU
    floor: Amount | None = None
    capex: Amount | None = None
    capex_unit: Word = WAN
    jobs: Amount | None = None
    kind: Word | None = None
    rd: Amount | None = None
    interest: Amount | None = None
    tax: Amount | None = None
    output: Amount | None = None
    storey_height: Annotated[float, Field(ge=0, le=LARGEST_NEED["storey_height"])] | None = None
    floor_load: Annotated[float, Field(ge=0, le=LARGEST_NEED["floor_load"])] | None = None
    lift: Annotated[float, Field(ge=0, le=LARGEST_NEED["lift"])] | None = None
    unknown_policy: UnknownPolicy = "keep"
    discount: Annotated[float, Field(ge=0, le=100)] | None = None
    hkd: Rate | None = None
    usd: Rate | None = None
    rates_on: date | None = None
    count_incentives: bool = True
    start: Word | None = None
    on: date | None = None
    archetype: Word | None = None
    weights: Mapping[Word, Annotated[int, Field(ge=0, le=100)]] | None = None
    locked: tuple[Word, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    told: tuple[Told, ...] = ()
    doubt: Word | None = None
    without_links: tuple[Word, ...] = ()
    planned_links: tuple[Word, ...] = ()
    way_to: Word | None = None
    reach: Word | None = None
    rest: Mapping[str, Any] = field(default_factory=dict)
    asked: bool = False
    view: View = "list"
    chosen: Word | None = None
    ticked: tuple[Word, ...] = ()
    compared: tuple[Word, ...] = ()
    notes: Mapping[Word, Annotated[str, Field(max_length=LONGEST_NOTE)]] = field(
        default_factory=dict
    )

    def __post_init__(self) -> None:
        if self.land_unit not in M2_OF or self.capex_unit not in MONEY:
            raise ProfileError(
                f"Units {self.land_unit!r} and {self.capex_unit!r}: expected one of "
                f"{', '.join(M2_OF)} and one of {', '.join(MONEY)}. Choose one of these."
            )

    def profile(self, *, where: str, today: date) -> Profile:
        """The profile that the draft asks.

        Raises
        ------
        ProfileError
            Naming `where`, the field, what was found and what was expected.
        """
        values = {**self.rest, **without_blanks({"on": self.on, "archetype": self.archetype})}
        project = {**self.rest.get("project", {}), **without_blanks(self._project())}
        if self.anchors:
            values["anchors"] = [without_blanks(asdict(anchor)) for anchor in self.anchors]
        if self.told:
            values["told"] = [without_blanks(asdict(answer)) for answer in self.told]
        if self.doubt:
            kept = {k: v for k, v in self.rest.get("doubt", {}).items() if k != "intervals"}
            values["doubt"] = {**kept, "weights": self.doubt}
        values |= without_blanks(
            {"without_links": list(self.without_links), "planned_links": list(self.planned_links)}
        )
        if self._regions():
            values["regions"] = self._regions()
        if self._money():
            values["money"] = self._money()
        if self.unknown_policy != "keep":
            values["unknown_policy"] = self.unknown_policy
        if not self.count_incentives:
            values["count_incentives"] = False
        if self.weights is not None and any(self.weights.values()):
            values["weights"] = {name: float(share) for name, share in self.weights.items()}
        return Profile.from_dict({**values, "project": project}, where=where, today=today)

    def _project(self) -> dict[str, Any]:
        keeps = [
            dict(zip(("function", "place"), k.split("@", 1), strict=False)) for k in self.keeps
        ]
        return {
            "sector": self.sector,
            "sector_codes": list(self.codes),
            "functions": list(self.functions),
            "origin_city": self.origin,
            "keeps": keeps,
            "ownership": self.ownership,
            "land_mu": in_mu(self.land or None, self.land_unit),
            "floor_area_m2": self.floor or None,
            "capex_cny": self._cny(self.capex),
            "rd_cny": self._cny(self.rd),
            "interest_cny": self._cny(self.interest),
            "tax_cny": self._cny(self.tax),
            "output_cny": self._cny(self.output),
            "kind": self.kind,
            "jobs": self.jobs or None,
            "start": self.start,
            "storey_height_m": self.storey_height or None,
            "floor_load_kn_m2": self.floor_load or None,
            "lift_t": self.lift or None,
        }

    @property
    def currency(self) -> str:
        """The currency of the unit in which amounts of money are stated."""
        return MONEY[self.capex_unit][0]

    def rate(self, currency: str) -> float | None:
        """CNY for one of a currency, as the user stated it; None without a rate."""
        return {"CNY": 1.0, "HKD": self.hkd or None, "USD": self.usd or None}.get(currency)

    def _cny(self, amount: float | None) -> float | None:
        rate = self.rate(self.currency)
        return amount * MONEY[self.capex_unit][1] * rate if amount and rate else None

    def _money(self) -> dict[str, Any]:
        """The rates of the form over those that a file stated and the form does not show."""
        kept = dict(self.rest.get("money", {}))
        typed = {"HKD": self.hkd, "USD": self.usd}
        rates = {**kept.pop("cny_per", {}), **{c: rate for c, rate in typed.items() if rate}}
        discount = None if self.discount is None else self.discount / 100
        shown = {"discount_rate": discount, "rates_on": self.rates_on}
        return {**kept, **without_blanks(shown), **({"cny_per": rates} if rates else {})}

    def _regions(self) -> list[str]:
        if self.where == "zhongshan":
            return ["Zhongshan"]
        if self.where == "china":
            return [CHINA]
        return list(self.cities) if self.where == "cities" else []

    @staticmethod
    def of(profile: Profile) -> Draft:
        """The draft that asks exactly this profile."""
        project, stated = profile.project, profile.to_dict()
        cities = () if profile.regions == ("Bay Area",) else profile.regions
        where: Where = "zhongshan" if cities == ("Zhongshan",) else "cities" if cities else "bay"
        if any(is_china(region) for region in cities):
            where, cities = "china", ()
        shown = {
            "project", "on", "regions", "archetype", "anchors", "without_links", "planned_links",
            "money", "count_incentives", "unknown_policy", "told",
        }  # fmt: skip
        rest = {name: value for name, value in stated.items() if name not in shown}
        hidden = {k: v for k, v in stated["project"].items() if k not in _SHOWN}
        start, money = stated["project"].get("start"), profile.money
        hidden_rates = {c: rate for c, rate in money.cny_per.items() if c not in ("HKD", "USD")}
        if hidden_rates:
            rest["money"] = {"cny_per": hidden_rates}
        if profile.doubt == Doubt():
            del rest["doubt"]
        return Draft(
            sector=project.sector,
            codes=project.sector_codes,
            functions=project.functions,
            where=where,
            cities=cities,
            origin=project.origin_city,
            keeps=tuple(f"{kept.function}@{kept.place}" for kept in project.keeps),
            ownership=project.ownership,
            land=project.land_mu,
            floor=project.floor_area_m2,
            capex=_in_wan(project.capex_cny),
            rd=_in_wan(project.rd_cny),
            interest=_in_wan(project.interest_cny),
            tax=_in_wan(project.tax_cny),
            output=_in_wan(project.output_cny),
            kind=project.kind,
            storey_height=project.storey_height_m,
            floor_load=project.floor_load_kn_m2,
            lift=project.lift_t,
            unknown_policy=profile.unknown_policy,
            discount=None if money == Money() else round(100 * money.discount_rate, 10),
            hkd=money.cny_per.get("HKD"),
            usd=money.cny_per.get("USD"),
            rates_on=money.rates_on,
            count_incentives=profile.count_incentives,
            jobs=project.jobs,
            start=start.removesuffix("-01") if start else None,
            on=profile.on,
            archetype=profile.archetype,
            anchors=profile.anchors,
            told=profile.told,
            without_links=profile.without_links,
            planned_links=profile.planned_links,
            rest=rest | ({"project": hidden} if hidden else {}),
            asked=True,
        )


def _in_wan(amount: float | None) -> float | None:
    return None if amount is None else amount / CNY_OF[WAN]


_SHOWN = frozenset(Draft()._project())


def without_blanks(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that say something: no None, and nothing empty."""
    return {name: v for name, v in values.items() if v not in (None, [], ())}
