"""The project form: only the industry is required; an example fills it in one click."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from features.cities import CITIES, city_name
from recommender.errors import BaysiteError
from recommender.examples import example_names, read_example
from recommender.profile import Profile
from recommender.words import FUNCTIONS, OWNERSHIPS
from views.state import keep, kept, language, profile, set_profile, t, today

UNITS_M2 = {"mu": 10_000 / 15, "m²": 1.0, "ha": 10_000.0}


def project_form() -> None:
    """Draw the form; a complete one becomes the profile of this session."""
    _examples()
    with st.form("project", border=False):
        values = _fields()
        if st.form_submit_button(t("Find sites"), type="primary", key="find"):
            _take(values)


def _examples() -> None:
    names = example_names()
    labels = {name: t(label) for name, label in names.items()}
    chosen = st.pills(
        t("Try an example"), list(names), format_func=labels.__getitem__, key="example"
    )
    if chosen and chosen != kept("example", None):
        keep("example", chosen)
        _fill(read_example(chosen))


def _fill(asked: Profile) -> None:
    project = asked.project
    keep(
        "form",
        {
            "sector": project.sector,
            "functions": list(project.functions),
            "origin": project.origin_city,
            "regions": [r for r in asked.regions if r in CITIES],
            "ownership": project.ownership,
            "land": project.land_mu,
            "floor": project.floor_area_m2,
            "start": project.start,
            "keeps": [f"{k.function}@{k.place}" for k in project.keeps],
        },
    )
    keep("version", kept("version", 0) + 1)
    set_profile(asked)


def _fields() -> dict[str, Any]:
    form, version = kept("form", {}), kept("version", 0)
    left, right = st.columns(2)
    with left:
        sector = st.text_area(
            t("Industry, in your own words"),
            value=form.get("sector", ""),
            max_chars=2_000,
            height=80,
            placeholder=t("For example: cell therapy, 小家电, printed circuit boards"),
            key=f"sector_{version}",
        )
        functions = st.pills(
            t("What is to be there"),
            list(FUNCTIONS),
            selection_mode="multi",
            default=form.get("functions", []),
            format_func=lambda name: t(FUNCTIONS[name]),
            key=f"functions_{version}",
        )
    with right:
        regions = st.multiselect(
            t("Where to look"),
            list(CITIES),
            default=form.get("regions", []),
            format_func=lambda city: city_name(city)[language()],
            placeholder=t("Anywhere in the Bay Area"),
            key=f"regions_{version}",
        )
        origin = st.selectbox(
            t("Where the firm is today"),
            list(CITIES),
            index=_place(form.get("origin")),
            format_func=lambda city: city_name(city)[language()],
            placeholder=t("Not stated"),
            key=f"origin_{version}",
        )
    return {
        "sector": sector,
        "functions": functions,
        "regions": regions,
        "origin": origin,
        **_more(form, version),
    }


def _more(form: dict[str, Any], version: int) -> dict[str, Any]:
    with st.expander(t("More about the project")):
        left, right = st.columns(2)
        with left:
            land = st.number_input(
                t("Land needed"), min_value=0.0, value=form.get("land"), key=f"land_{version}"
            )
            unit = st.radio(t("Unit"), list(UNITS_M2), horizontal=True, key=f"unit_{version}")
            floor = st.number_input(
                t("Floor needed, m²"),
                min_value=0.0,
                value=form.get("floor"),
                key=f"floor_{version}",
            )
        with right:
            start = st.date_input(
                t("Start"), value=form.get("start"), min_value=today(), key=f"start_{version}"
            )
            ownership = st.selectbox(
                t("Ownership"),
                list(OWNERSHIPS),
                index=_index(list(OWNERSHIPS), form.get("ownership")),
                format_func=lambda name: t(OWNERSHIPS[name]),
                placeholder=t("Not stated"),
                key=f"ownership_{version}",
            )
            keeps = st.multiselect(
                t("The firm keeps, and where"),
                form.get("keeps") or [f"{f}@{city}" for city in CITIES for f in FUNCTIONS],
                default=form.get("keeps", []),
                format_func=_kept_words,
                key=f"keeps_{version}",
            )
    return {
        "land": land,
        "unit": unit,
        "floor": floor,
        "start": start,
        "ownership": ownership,
        "keeps": keeps,
    }


def _take(values: dict[str, Any]) -> None:
    keep("form", {**values, "land": _land_mu(values)})
    try:
        set_profile(Profile.from_dict(_profile_values(values), where=t("The form"), today=today()))
    except BaysiteError as error:
        st.error(str(error))


def _profile_values(values: dict[str, Any]) -> dict[str, Any]:
    project = {
        "sector": values["sector"],
        "functions": values["functions"],
        "origin_city": values["origin"],
        "ownership": values["ownership"],
        "land_mu": _land_mu(values) or None,
        "floor_area_m2": values["floor"] or None,
        "start": _day(values["start"]),
        "keeps": [
            dict(zip(("function", "place"), pair.split("@"), strict=True))
            for pair in values["keeps"]
        ],
    }
    return {"project": project, **({"regions": values["regions"]} if values["regions"] else {})}


def _land_mu(values: dict[str, Any]) -> float | None:
    if values["land"] is None:
        return None
    return float(values["land"]) * UNITS_M2[values["unit"]] / UNITS_M2["mu"]


def _day(value: Any) -> str | None:
    return value.isoformat() if isinstance(value, date) else None


def _kept_words(pair: str) -> str:
    function, place = pair.split("@")
    where = city_name(place)[language()] if place in CITIES else place
    return f"{t(FUNCTIONS[function])}: {where}"


def _place(city: str | None) -> int | None:
    return _index(list(CITIES), city)


def _index(options: list[str], value: str | None) -> int | None:
    return options.index(value) if value in options else None


__all__ = ["profile", "project_form"]
