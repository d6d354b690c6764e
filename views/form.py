"""The project form: only the industry is required; an example fills it in one click."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from recommender.errors import BaysiteError
from recommender.examples import example_names, read_example
from recommender.messages import message
from recommender.places import city_names, place_name
from recommender.profile import Profile
from recommender.texts import render
from recommender.units import M2_OF, in_mu
from recommender.words import FUNCTIONS, OWNERSHIPS
from views import state
from views.state import t


def draw_form() -> None:
    """Draw the form; a complete one becomes the profile of this session."""
    _draw_examples()
    with st.form("project"):
        values = {**_draw_first(), **_draw_more()}
        pressed = st.form_submit_button(
            t(message("Find sites").text), type="primary", key="find", width="stretch"
        )
    if pressed:
        _take(values)


def _draw_examples() -> None:
    labels = {name: t(label) for name, label in example_names().items()}
    st.pills(
        t(message("Try an example").text),
        list(labels),
        format_func=labels.__getitem__,
        key="example",
        on_change=_fill,
    )


def _fill() -> None:
    name = state.widget("example")
    if name:
        asked = read_example(name)
        state.set_profile(asked)
        state.set_form(_values_of(asked))


def _values_of(asked: Profile) -> dict[str, Any]:
    project = asked.project
    return {
        "sector": project.sector,
        "functions": list(project.functions),
        "regions": [region for region in asked.regions if region in city_names()],
        "origin": project.origin_city,
        "land": project.land_mu,
        "floor": project.floor_area_m2,
        "start": project.start,
        "ownership": project.ownership,
        "keeps": [f"{kept.function}@{kept.place}" for kept in project.keeps],
    }


def _key(name: str) -> str:
    return f"{name}_{state.form()['version']}"


def _draw_first() -> dict[str, Any]:
    before, functions_of = state.form(), {name: t(text) for name, text in FUNCTIONS.items()}
    cities = {city: names[state.language()] for city, names in city_names().items()}
    left, right = st.columns(2)
    sector = left.text_area(
        t(message("Industry, in your own words").text),
        value=before.get("sector", ""),
        height=96,
        placeholder=t(message("For example: cell therapy, 小家电, printed circuit boards").text),
        key=_key("sector"),
    )
    functions = left.pills(
        t(message("What is to be there").text),
        list(functions_of),
        selection_mode="multi",
        default=before.get("functions", []),
        format_func=functions_of.__getitem__,
        key=_key("functions"),
    )
    regions = right.multiselect(
        t(message("Where to look").text),
        list(cities),
        default=before.get("regions", []),
        format_func=cities.__getitem__,
        placeholder=t(message("Anywhere in the Bay Area").text),
        key=_key("regions"),
    )
    origin = right.selectbox(
        t(message("Where the firm is today").text),
        list(cities),
        index=_index(list(cities), before.get("origin")),
        format_func=cities.__getitem__,
        placeholder=t(message("Not stated").text),
        key=_key("origin"),
    )
    return {"sector": sector, "functions": functions, "regions": regions, "origin": origin}


def _draw_more() -> dict[str, Any]:
    before, owners = state.form(), {name: t(text) for name, text in OWNERSHIPS.items()}
    keeps_of = {pair: _kept_words(pair) for pair in _keep_options(before.get("keeps", []))}
    with st.expander(t(message("More about the project").text)):
        left, right = st.columns(2)
        land = left.number_input(
            t(message("Land needed").text),
            min_value=0.0,
            value=before.get("land"),
            key=_key("land"),
        )
        unit = left.radio(
            t(message("Unit of land").text),
            list(M2_OF),
            horizontal=True,
            key=_key("unit"),
        )
        floor = left.number_input(
            t(message("Floor needed, m²").text),
            min_value=0.0,
            value=before.get("floor"),
            key=_key("floor"),
        )
        start = right.date_input(
            t(message("Start").text),
            value=before.get("start"),
            min_value=state.today(),
            key=_key("start"),
        )
        ownership = right.selectbox(
            t(message("Ownership").text),
            list(owners),
            index=_index(list(owners), before.get("ownership")),
            format_func=owners.__getitem__,
            placeholder=t(message("Not stated").text),
            key=_key("ownership"),
        )
        keeps = right.multiselect(
            t(message("The firm keeps, and where").text),
            list(keeps_of),
            default=before.get("keeps", []),
            format_func=keeps_of.__getitem__,
            placeholder=t(message("Nothing stated").text),
            key=_key("keeps"),
        )
    return {
        "land": land,
        "unit": unit,
        "floor": floor,
        "start": start,
        "ownership": ownership,
        "keeps": keeps,
    }


def _keep_options(kept: list[str]) -> list[str]:
    pairs = [f"{function}@{city}" for city in city_names() for function in FUNCTIONS]
    return list(dict.fromkeys([*kept, *pairs]))


def _kept_words(pair: str) -> str:
    function, place = pair.split("@")
    where = place_name(state.catalogue(), place)
    return t(
        message("{function} in {place}").text, function=message(FUNCTIONS[function]), place=where
    )


def _take(values: dict[str, Any]) -> None:
    try:
        where = render(message("The form"), state.language())
        state.set_profile(Profile.from_dict(_asked(values), where=where, today=state.today()))
    except BaysiteError as error:
        st.error(str(error))


def _asked(values: dict[str, Any]) -> dict[str, Any]:
    keeps = [pair.split("@") for pair in values["keeps"]]
    project = {
        "sector": values["sector"] or "",
        "functions": values["functions"],
        "origin_city": values["origin"],
        "ownership": values["ownership"],
        "land_mu": in_mu(values["land"] or None, values["unit"]),
        "floor_area_m2": values["floor"] or None,
        "start": values["start"].isoformat() if isinstance(values["start"], date) else None,
        "keeps": [{"function": function, "place": place} for function, place in keeps],
    }
    regions = {"regions": values["regions"]} if values["regions"] else {}
    return {"project": project, **regions}


def _index(options: list[str], value: str | None) -> int | None:
    return options.index(value) if value in options else None
