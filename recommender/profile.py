"""What an investor asks: a project, where to look, what matters, what must hold, and when."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from pydantic import TypeAdapter, ValidationError

from features.project import Project
from features.roads import Roads
from recommender.depth import check_depth, toml_values
from recommender.errors import BaysiteError, ProfileError
from recommender.profile_parts import LARGEST_WEIGHT, Anchor, Doubt, Money, Pairing, Told

__all__ = [
    "LAST_YEAR", "Anchor", "Doubt", "GateName", "Money", "Pairing", "Profile", "Told",
    "UnknownPolicy", "profile_schema", "read_profile",
]  # fmt: skip

UnknownPolicy = Literal["keep", "exclude"]
FIRST_YEAR, LAST_YEAR = 1980, 2100
"""Years of which links, rules and supply can say anything."""

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters: they would steer a terminal or turn the order of a line."""

GateName = Literal[
    "regions", "kept_city", "industry_exclusion", "market_access", "admission",
    "minutes_to_anchor", "land_need", "start_date", "building",
]  # fmt: skip


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
        check_depth(values, where=where)
        _check_text(values, where)
        stated = _with_start_day(cleaned(values))
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
        values = _json(text) if path.suffix.lower() == ".json" else toml_values(text)
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


def cleaned(values: Any) -> Any:
    """The values with every control character of a text as a blank, tabs and line ends kept."""
    if isinstance(values, Mapping):
        return {key: cleaned(value) for key, value in values.items()}
    if isinstance(values, list | tuple):
        return [cleaned(value) for value in values]
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
