"""The investor's facts, and nothing else: no weight, no gate, no preference."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, Literal

from features.errors import ProjectError

Function = Literal["hq", "r_and_d", "production", "warehouse", "sales"]
Ownership = Literal["domestic", "hk_macao", "foreign"]
Kind = Literal["new", "retrofit", "expansion"]

M2_PER_MU = 10_000 / 15
"""Square metres of one mu: 15 mu are one hectare (State Council decree of 1984)."""

SMALLEST, LARGEST = 1e-6, 1e15
"""Amounts of a project lie between these, in any of their units, or are 0."""

_AMOUNTS = (
    "land_mu",
    "floor_area_m2",
    "capex_cny",
    "output_cny",
    "tax_cny",
    "rd_cny",
    "interest_cny",
    "jobs",
    "storey_height_m",
    "floor_load_kn_m2",
    "lift_t",
)

MOST = {"storey_height_m": 50.0, "floor_load_kn_m2": 500.0, "lift_t": 100.0}
"""The most that a project may ask of a building: beyond the tallest halls and heaviest slabs."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A function that the firm already has, and where: a site id, a node id or `lon,lat`."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    function: Function
    place: str


@dataclass(frozen=True, kw_only=True)
class Project:
    """The investor's facts; only `sector` is required and every unit is in the name.

    `sector` is in the investor's own words; `sector_codes` holds leaves that a person has
    confirmed and then wins over the words.
    `start` is the day when building or moving in is to begin.
    Storey height in metres, floor load in kN per square metre and the load of one goods lift in
    tonnes are the least that a building must have.

    Raises
    ------
    ProjectError
        If the sector is empty, or an amount is negative or too large.

    Examples
    --------
    >>> Project(sector="lamps", land_mu=27).land_m2
    18000.0
    >>> Project(sector=" ")
    Traceback (most recent call last):
    ...
    features.errors.ProjectError: Project.sector is empty. Expected the industry in any words, ...
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    sector: str
    sector_codes: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    origin_city: str | None = None
    keeps: tuple[Kept, ...] = field(default=())
    ownership: Ownership | None = None
    land_mu: float | None = None
    floor_area_m2: float | None = None
    capex_cny: float | None = None
    output_cny: float | None = None
    tax_cny: float | None = None
    rd_cny: float | None = None
    interest_cny: float | None = None
    jobs: float | None = None
    kind: Kind | None = None
    start: date | None = None
    storey_height_m: float | None = None
    floor_load_kn_m2: float | None = None
    lift_t: float | None = None

    def __post_init__(self) -> None:
        if not self.sector.strip() and not self.sector_codes:
            raise ProjectError(
                "Project.sector is empty. Expected the industry in any words, for example "
                '"cell therapy" or "小家电". Fill in the sector.'
            )
        for name in _AMOUNTS:
            amount, most = getattr(self, name), MOST.get(name, LARGEST)
            if amount is not None and not (amount == 0 or SMALLEST <= amount <= most):
                raise ProjectError(
                    f"Project.{name} is {amount:g}. Expected a number of at least 0: 0 itself, "
                    f"or at least {SMALLEST:g} and at most {most:g}. Correct it, or leave it "
                    "out if it is not known."
                )

    @property
    def land_m2(self) -> float | None:
        """Land need in square metres; None when the project does not say."""
        return None if self.land_mu is None else self.land_mu * M2_PER_MU
