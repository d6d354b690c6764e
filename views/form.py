"""The project form: only the industry is required; an example fills it in one click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from recommender.draft import LARGEST_AMOUNT, Draft
from recommender.examples import example_names, read_example
from recommender.messages import message
from recommender.months import months_from
from recommender.places import city_name, city_names, place_name
from recommender.units import M2_OF, MONEY, UNITS
from recommender.words import FUNCTIONS, OWNERSHIPS, WHERE
from views import state
from views.anchors import draw_anchors
from views.building import draw_building
from views.industries import draw_industries
from views.money import draw_money
from views.rates import draw_lacking_rate, draw_rate_of_unit
from views.sentences import named
from views.state import key, t

if TYPE_CHECKING:
    from features.catalogue import Catalogue


def draw_form() -> None:
    """Draw the form; what it says is kept at once, a press asks for the list."""
    _draw_examples()
    typed = state.widget(key("sector"))
    sector = state.draft().sector if typed is None else str(typed)
    asked = state.draft().asked and bool(sector.strip())
    title = t(message("Change the project").text if asked else message("Your project").text)
    with st.expander(title, expanded=not asked):
        left, middle, right = st.columns(3, gap="medium")
        with left:
            industry = _draw_industry()
        with middle:
            firm = _draw_firm()
        with right:
            need = _draw_need()
        anchors, gap = draw_anchors()
        state.keep(**industry, **firm, **need, anchors=anchors)
        if gap:
            state.renew()
            state.rerun()
        st.button(
            t(message("Find sites").text),
            type=state.emphasis(),
            key="find",
            width="stretch",
            on_click=_ask,
        )
    draw_lacking_rate()


def _ask() -> None:
    state.keep(asked=True)


def _draw_examples() -> None:
    labels = {name: t(label) for name, label in example_names().items()}
    st.pills(
        t(message("Try an example").text),
        list(labels),
        format_func=labels.__getitem__,
        key="example",
        on_change=_fill,
        wrap=True,
    )


def _fill() -> None:
    name = state.widget("example")
    if name:
        state.start_from(Draft.of(read_example(name)))


def _draw_industry() -> dict[str, Any]:
    draft, functions_of = state.draft(), {name: t(text) for name, text in FUNCTIONS.items()}
    sector = st.text_area(
        t(message("Industry, in your own words").text),
        value=draft.sector,
        height=96,
        placeholder=t(message("For example: cell therapy, 小家电, printed circuit boards").text),
        key=key("sector"),
    )
    sector = sector or ""
    state.keep(sector=sector, codes=draft.codes if sector == draft.sector else ())
    codes = draw_industries(sector)
    functions = st.pills(
        t(message("What is to be there").text),
        list(functions_of),
        selection_mode="multi",
        default=[f for f in draft.functions if f in functions_of],
        format_func=functions_of.__getitem__,
        key=key("functions"),
        wrap=True,
    )
    return {"codes": codes, "functions": tuple(functions)}


def _draw_firm() -> dict[str, Any]:
    draft, owners = state.draft(), {name: t(text) for name, text in OWNERSHIPS.items()}
    cities = {city: named(names) for city, names in city_names().items()}
    catalogue = state.catalogue()
    keeps_of = {pair: _kept_words(catalogue, pair) for pair in _keep_options(draft.keeps)}
    origins = list(dict.fromkeys([*cities, *([draft.origin] if draft.origin else [])]))
    origin = st.selectbox(
        t(message("Where the firm is today").text),
        origins,
        index=_index(origins, draft.origin),
        format_func=lambda city: cities.get(city, city),
        placeholder=t(message("Not stated").text),
        key=key("origin"),
    )
    keeps = st.multiselect(
        t(message("The firm keeps, and where").text),
        list(keeps_of),
        default=draft.keeps,
        format_func=keeps_of.__getitem__,
        placeholder=t(message("Nothing stated").text),
        key=key("keeps"),
    )
    ownership = st.selectbox(
        t(message("Ownership").text),
        list(owners),
        index=_index(list(owners), draft.ownership),
        format_func=owners.__getitem__,
        placeholder=t(message("Not stated").text),
        key=key("ownership"),
    )
    return {
        "origin": origin,
        "keeps": tuple(keeps),
        "ownership": ownership,
        **_draw_where(cities),
    }


def _draw_where(cities: dict[str, str]) -> dict[str, Any]:
    draft, wheres = state.draft(), {name: t(text) for name, text in WHERE.items()}
    where = st.radio(
        t(message("Where to look").text),
        list(wheres),
        index=_index(list(wheres), draft.where),
        format_func=wheres.__getitem__,
        key=key("where"),
        horizontal=True,
    )
    if where != "cities":
        return {"where": where}
    offered = list(dict.fromkeys([*cities, *draft.cities]))
    chosen = st.multiselect(
        t(message("Cities").text),
        offered,
        default=draft.cities,
        format_func=lambda city: named(city_name(city)),
        placeholder=t(message("Choose cities").text),
        key=key("cities"),
    )
    return {"where": where, "cities": tuple(chosen)}


def _draw_need() -> dict[str, Any]:
    draft, months = state.draft(), months_from(state.today(), state.draft().start)
    land, land_unit = _amount(message("Land needed").text, "land", list(M2_OF))
    capex, capex_unit = _amount(message("Investment").text, "capex", list(MONEY))
    rate = draw_rate_of_unit(MONEY[capex_unit][0])
    left, right = st.columns(2)
    with left:
        floor = _number(message("Floor needed, m²").text, "floor")
    with right:
        jobs = _number(message("Jobs").text, "jobs")
    start = st.selectbox(
        t(message("Start month").text),
        months,
        index=_index(months, draft.start),
        placeholder=t(message("Not stated").text),
        key=key("start"),
    )
    return {
        **draw_building(),
        **draw_money(capex_unit),
        **rate,
        "land": land,
        "land_unit": land_unit,
        "capex": capex,
        "capex_unit": capex_unit,
        "floor": floor,
        "jobs": jobs,
        "start": start,
    }


def _amount(label: str, name: str, units: list[str]) -> tuple[float | None, str]:
    left, right = st.columns([3, 2])
    with left:
        amount = _number(label, name)
    unit = right.selectbox(
        t(message("Unit").text),
        units,
        index=_index(units, getattr(state.draft(), f"{name}_unit")),
        format_func={unit: named(UNITS[unit]) for unit in units}.__getitem__,
        key=key(f"{name}_unit"),
    )
    return amount, str(unit)


def _number(label: str, name: str) -> float | None:
    found: float | None = st.number_input(
        t(label),
        min_value=0.0,
        max_value=LARGEST_AMOUNT,
        value=getattr(state.draft(), name),
        step=1.0,
        format="%g",
        placeholder=t(message("Not stated").text),
        key=key(name),
    )
    return found


def _keep_options(kept: tuple[str, ...]) -> list[str]:
    pairs = [f"{function}@{city}" for city in city_names() for function in FUNCTIONS]
    return list(dict.fromkeys([*kept, *pairs]))


def _kept_words(catalogue: Catalogue, pair: str) -> str:
    function, _, place = pair.partition("@")
    where = place_name(catalogue, place)
    what = message(FUNCTIONS[function]) if function in FUNCTIONS else function
    return t(message("{function} in {place}").text, function=what, place=where)


def _index(options: list[str], value: str | None) -> int | None:
    return options.index(value) if value in options else None
