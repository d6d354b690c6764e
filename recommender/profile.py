"""What an investor asks: a project, where to look, what matters, what must hold, and when."""

from __future__ import annotations

import hashlib
import json
import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import TypeAdapter, ValidationError

from features.project import LARGEST, Project
from features.roads import Roads, Vehicle
from recommender.errors import BaysiteError, ProfileError

UnknownPolicy = Literal["keep", "exclude"]
RATED_CURRENCIES = ("HKD", "MOP", "USD")
"""Currencies for which a rate may be stated."""
LARGEST_RATE = 100.0
"""The most CNY for one unit of another currency."""
LONGEST_PLACE = 120
"""Characters of a place's name."""
LEAST_MINUTES, MOST_MINUTES = 1.0, 1_440.0
"""Minutes that a must-have may ask for: up to a day."""
MOST_TRIPS = 10_000.0
"""Trips a week to one place that a project may state."""
FIRST_YEAR, LAST_YEAR = 1980, 2100
"""Years of which links, rules and supply can say anything."""

FEWEST_DRAWS, MOST_DRAWS = 100, 100_000
"""Draws of weights: fewer say nothing, more say nothing new."""

LARGEST_WEIGHT = 1e9
"""Larger weights would add up to infinity, and every share to nothing."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters: they would steer a terminal or turn the order of a line."""

GateName = Literal[
    "regions", "kept_city", "industry_exclusion", "market_access", "admission",
    "minutes_to_anchor", "land_need", "start_date", "building",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """A place that the firm travels to: a name, a node id, a site id, `lon,lat`, `nearest:port`.

    `mode` is what travels there; `weight` is its share among the anchors, unless every anchor
    states its `trips_per_week`; `max_minutes` makes it a must-have.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    place: str
    weight: float = 1.0
    max_minutes: float | None = None
    mode: Vehicle = "car"
    trips_per_week: float | None = None

    @property
    def importance(self) -> float:
        """Trips a week where they are stated, else the weight."""
        return self.weight if self.trips_per_week is None else self.trips_per_week

    def __post_init__(self) -> None:
        limit, trips = self.max_minutes, self.trips_per_week
        within = (
            0 <= self.weight <= LARGEST_WEIGHT,
            trips is None or 0 <= trips <= MOST_TRIPS,
            limit is None or LEAST_MINUTES <= limit <= MOST_MINUTES,
            0 < len(self.place.strip()) <= LONGEST_PLACE,
        )
        if not all(within):
            raise ProfileError(
                f"Anchor {self.place[:60]!r} has weight {self.weight}, trips_per_week {trips} and "
                f"max_minutes {limit}. Expected a place of at most {LONGEST_PLACE} characters, a "
                f"weight from 0 to {LARGEST_WEIGHT:g}, trips from 0 to {MOST_TRIPS:g} and minutes "
                f"from {LEAST_MINUTES:g} to {MOST_MINUTES:g}. Correct the anchor."
            )


@dataclass(frozen=True, kw_only=True)
class Pairing:
    """How two sites are weighed together, and where each half is looked for.

    Shares of the office half's score, the making half's score, the minutes between and the named
    cooperation mode; they are scaled to sum to 1. Without regions the office is looked for in the
    firm's own city and production elsewhere in the Bay Area.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    office: float = 0.3
    production: float = 0.4
    minutes: float = 0.2
    mode: float = 0.1
    office_regions: tuple[str, ...] = ()
    production_regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        shares = (self.office, self.production, self.minutes, self.mode)
        if not all(math.isfinite(s) and 0 <= s <= LARGEST_WEIGHT for s in shares) or not any(
            shares[2:]
        ):
            raise ProfileError(
                f"Shares of a pair are {shares}. Expected numbers of at least 0, and one of "
                "minutes and mode above 0. Correct them, or leave them out."
            )


@dataclass(frozen=True, kw_only=True)
class Money:
    """How amounts of several years and currencies are added up.

    `discount_rate` is a year's; `cny_per` holds the user's own rates, for example HKD = 0.92, and
    `rates_on` their day. Without a rate, amounts in that currency stay out of every sum.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    discount_rate: float = 0.05
    cny_per: Mapping[str, float] = field(default_factory=dict)
    rates_on: date | None = None

    @property
    def rates(self) -> tuple[tuple[str, float], ...]:
        """The stated rates in a fixed order."""
        return tuple(sorted(self.cny_per.items()))

    def __post_init__(self) -> None:
        if not 0 <= self.discount_rate <= 1:
            raise ProfileError(
                f"money.discount_rate is {self.discount_rate}. Expected a share from 0 to 1. "
                "Correct it."
            )
        wrong = {
            c: r for c, r in self.cny_per.items()
            if c not in RATED_CURRENCIES or not 0 < r <= LARGEST_RATE
        }  # fmt: skip
        if wrong or (self.cny_per and self.rates_on is None):
            raise ProfileError(
                f"money.cny_per is {wrong or dict(self.cny_per)}, rates_on {self.rates_on}. "
                f"Expected rates above 0 and at most {LARGEST_RATE:g} for some of "
                f"{', '.join(RATED_CURRENCIES)}, and the day that they are of. Correct them, or "
                "leave both out."
            )


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a site answered to the investor: to a criterion's question an amount in its unit, to a
    must-have 1 for yes and 0 for no.

    `about` is a criterion or a must-have; `on` the day of the answer, the profile's own if blank.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    site_id: str
    about: str
    value: float
    on: date | None = None

    def __post_init__(self) -> None:
        if not math.isfinite(self.value) or not 0 <= self.value <= LARGEST:
            raise ProfileError(
                f"The answer of {self.site_id[:60]!r} on {self.about[:40]!r} is {self.value}. "
                f"Expected a number from 0 to {LARGEST:g}. Correct it, or take it out."
            )


@dataclass(frozen=True, kw_only=True)
class Doubt:
    """How far plausible weights lie from the stated ones, and how they are drawn.

    `weights` is stated (around the stated ones), order (only their order is meant), intervals
    (anything within `intervals`, criterion to low and high share) or any (no weights are meant).
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    weights: Literal["stated", "order", "intervals", "any"] = "stated"
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    draws: int = 10_000
    seed: int = 1

    def __post_init__(self) -> None:
        wrong = [e for e in self.intervals.values() if not 0 <= e[0] <= e[1] <= 1]
        if wrong or bool(self.intervals) != (self.weights == "intervals"):
            raise ProfileError(
                f"doubt.weights is {self.weights!r} with intervals {dict(self.intervals)}. "
                "Expected intervals of shares (0 <= low <= high <= 1) exactly when weights is "
                '"intervals". Correct them.'
            )
        if not FEWEST_DRAWS <= self.draws <= MOST_DRAWS or not 0 <= self.seed < 2**32:
            raise ProfileError(
                f"doubt.draws is {self.draws} and seed {self.seed}. Expected {FEWEST_DRAWS} to "
                f"{MOST_DRAWS} draws and a seed from 0 to {2**32 - 1}. Correct them."
            )


@dataclass(frozen=True, kw_only=True)
class Profile:
    """A project with regions, weights, gates and anchors, as known on the day `on`.

    `on` is the day of knowledge: links that are open, rules that are known, age of evidence.
    `weights` None takes those of the archetype; `archetype` None follows the industry.
    `gates` None checks every must-have that the project states.
    `without_links` and `planned_links` name links (id, or name in either language) that trips do
    without, or may use before they open.
    `count_incentives` False ranks as if there were no incentives, to see what they change.
    `told` holds what sites answered to the investor; it stands before what the catalogue says.
    `doubt` says which weights are plausible beside the stated ones.

    Raises
    ------
    ProfileError
        If the project starts before `on`, a weight is negative or no region is named.
    """

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    project: Project
    on: date
    name: str = ""
    regions: tuple[str, ...] = ("Bay Area",)
    archetype: str | None = None
    weights: Mapping[str, float] | None = None
    gates: tuple[GateName, ...] | None = None
    anchors: tuple[Anchor, ...] = field(default=())
    unknown_policy: UnknownPolicy = "keep"
    without_links: tuple[str, ...] = ()
    planned_links: tuple[str, ...] = ()
    pairing: Pairing | None = None
    money: Money = field(default_factory=Money)
    count_incentives: bool = True
    told: tuple[Told, ...] = ()
    doubt: Doubt = field(default_factory=Doubt)

    def __post_init__(self) -> None:
        start = self.project.start
        for name, day in (("on", self.on), ("start", start)):
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise ProfileError(
                    f"{self._called} has {name} = {day}. Expected a day between "
                    f"{FIRST_YEAR} and {LAST_YEAR}. Correct the year."
                )
        if start is not None and (start.year, start.month) < (self.on.year, self.on.month):
            raise ProfileError(
                f"{self._called} starts on {start}, before its day of knowledge {self.on}. "
                "Expected a start on or after `on`. Move the start, or set an earlier `on`."
            )
        for what in ("regions", "gates"):
            named = getattr(self, what) or ()
            if len(set(named)) < len(named):
                raise ProfileError(
                    f"{self._called} names one of its {what} twice: {', '.join(named)[:120]}. "
                    "Expected each once. Take one out."
                )
        if not self.regions:
            raise ProfileError(
                f"{self._called} names no region. Expected for example "
                '["Bay Area"] or ["Zhongshan"]. Name one, or leave `regions` out.'
            )
        trips = [anchor.trips_per_week is None for anchor in self.anchors]
        if any(trips) and not all(trips):
            raise ProfileError(
                f"{self._called} states trips_per_week for some of its anchors only. Expected it "
                "for all of them or for none. State the others, or use weights."
            )
        answered = [(answer.site_id, answer.about) for answer in self.told]
        if len(set(answered)) < len(answered):
            raise ProfileError(
                f"{self._called} holds two answers of one site to one question. Expected one each. "
                "Take the older one out."
            )
        if self.weights is not None:
            _check_weights(self._called, self.weights)

    @property
    def _called(self) -> str:
        return f"Profile {self.name[:60]!r}" if self.name else "The profile"

    @property
    def start(self) -> date:
        """The project's start, never before `on`; `on` when the project does not say."""
        return max(self.project.start or self.on, self.on)

    @property
    def roads(self) -> Roads:
        """The roads of the day of knowledge, for a car."""
        return Roads(on=self.on, without=self.without_links, planned=self.planned_links)

    def to_dict(self) -> dict[str, Any]:
        """The profile as plain JSON values; what is not stated is left out."""
        return _stated(_adapter().dump_python(self, mode="json"))

    def digest(self) -> str:
        """Sixty-four hex digits that change with any fact of the profile, and with nothing else."""
        text = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @staticmethod
    def from_dict(values: Mapping[str, Any], *, where: str, today: date) -> Profile:
        """The profile that plain values describe; `today` fills a missing `on`.

        Raises
        ------
        ProfileError
            Naming `where`, the field, what was found and what was expected.

        Examples
        --------
        >>> p = Profile.from_dict({"project": {"sector": "lamps"}}, where="a form",
        ...                       today=date(2026, 11, 24))
        >>> p.on.isoformat(), p.regions
        ('2026-11-24', ('Bay Area',))
        """
        _check_text(values, where)
        stated = _with_start_day(_cleaned(values))
        try:
            return _adapter().validate_python({"on": today, **stated})
        except ValidationError as error:
            raise ProfileError(f"{where}: {_first_fault(error)}") from error


def read_profile(path: Path, *, today: date) -> Profile:
    """The profile in a TOML or JSON file; `today` fills a missing `on`.

    Raises
    ------
    ProfileError
        If the file is missing, empty, not text, not TOML or JSON, or breaks the schema.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(
            f"Profile {path} cannot be read ({_short(error)}). Expected a text file in UTF-8 "
            "with TOML or JSON. Check the path, or start from a file in examples/."
        ) from error
    return Profile.from_dict(_parsed(text, path), where=f"Profile {path}", today=today)


@cache
def _adapter() -> TypeAdapter[Profile]:
    return TypeAdapter(Profile)


def profile_schema() -> dict[str, Any]:
    """The JSON schema of a profile file, as published in `docs/profile.schema.json`."""
    return _adapter().json_schema(mode="validation")


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        values = _json(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProfileError(
            f"Profile {path} is not {'JSON' if path.suffix.lower() == '.json' else 'TOML'} "
            f"({_short(error)}). Correct the line, or start from a file in examples/."
        ) from error
    if not isinstance(values, dict) or not values:
        what = "is empty" if not values else f"holds a {type(values).__name__}, not an object"
        raise ProfileError(
            f"Profile {path} {what}. Expected at least a [project] with a sector. "
            "Start from a file in examples/."
        )
    return values


def _json(text: str) -> Any:
    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        twice = [name for name in names if names.count(name) > 1]
        if twice:
            raise ValueError(f"the key {twice[0]!r} stands twice")
        return dict(pairs)

    return json.loads(text, object_pairs_hook=once)


def _check_weights(name: str, weights: Mapping[str, float]) -> None:
    bad = {k: w for k, w in weights.items() if not 0 <= w <= LARGEST_WEIGHT}
    if bad or not any(weights.values()):
        raise ProfileError(
            f"{name} has weights {bad or dict(weights)}. Expected numbers from 0 to "
            f"{LARGEST_WEIGHT:g}, one of them above 0. Correct them, or leave `weights` out."
        )


def _check_text(values: Mapping[str, Any], where: str) -> None:
    try:
        json.dumps(values, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeEncodeError as error:
        raise ProfileError(
            f"{where}: holds a broken character (half of a surrogate pair). Expected text in "
            "UTF-8. Type the word again."
        ) from error


def _cleaned(values: Any) -> Any:
    """The values with every control character of a text as a blank, tabs and line ends kept."""
    if isinstance(values, Mapping):
        return {key: _cleaned(value) for key, value in values.items()}
    if isinstance(values, list | tuple):
        return [_cleaned(value) for value in values]
    return _CONTROL.sub(" ", values) if isinstance(values, str) else values


def _first_fault(error: ValidationError) -> str:
    faults = error.errors(include_url=False)
    first = faults[0]
    cause = (first.get("ctx") or {}).get("error")
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    if isinstance(cause, BaysiteError):
        return f"{cause}{more}"
    place = ".".join(str(part) for part in first["loc"]) or "the whole"
    found = "" if first["type"] == "missing" else f", found {str(first['input'])[:60]!r}"
    known = _known_fields(first["loc"]) if first["type"] == "unexpected_keyword_argument" else ""
    return f"field {place}: {first['msg']}{found}{more}.{known} Correct the field or leave it out."


def _with_start_day(values: Mapping[str, Any]) -> Mapping[str, Any]:
    """A start given as a month (`2027-06`) means its first day."""
    project = values.get("project")
    start = project.get("start") if isinstance(project, dict) else None
    if isinstance(project, dict) and isinstance(start, str) and re.fullmatch(r"\d{4}-\d\d", start):
        return {**values, "project": {**project, "start": f"{start}-01"}}
    return values


def _known_fields(loc: tuple[Any, ...]) -> str:
    kind = Project if "project" in map(str, loc[:-1]) else Profile
    return f" Known fields: {', '.join(f.name for f in fields(kind))}."


def _short(error: BaseException) -> str:
    return str(error).splitlines()[0][:120] if str(error) else type(error).__name__


def _stated(values: Any) -> Any:
    if isinstance(values, dict):
        kept = {k: _stated(v) for k, v in values.items()}
        return {k: v for k, v in kept.items() if v is not None and v != [] and v != ""}
    return [_stated(v) for v in values] if isinstance(values, list) else values
