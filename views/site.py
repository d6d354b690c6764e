"""The chosen site: terms of its score, reasons, must-haves, questions, sources."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from recommender.explanation import Explanation, explain, questions
from recommender.ledger_facts import city_targets
from recommender.messages import Message, message
from recommender.precedent_words import PRECEDENTS_ARE_NO_RULE, in_words
from recommender.site_facts import banners
from recommender.stated import stated_value
from recommender.words import RESULTS, attribute_words
from views import state
from views.costs import draw_account
from views.decision import draw_decision
from views.folded import folded
from views.incentives import draw_incentives
from views.map import explained
from views.markdown import plain
from views.sentences import name_of, say, say_plain
from views.state import t
from views.tables import draw_facts, draw_listed, draw_style
from views.way import draw_way

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Entry, Ranking

_HEADS = (message("Points").text, message("Out of").text, message("Criterion").text)

_COLOURS = {
    "light": {"known": "#125c7a", "assumed": "#7d8d99", "of": "#e3e9ed", "ground": "#ffffff"},
    "dark": {"known": "#4fb0d2", "assumed": "#8fa1ad", "of": "#25333d", "ground": "#0f161b"},
}
STRIPES = 9
"""Stripes of an assumed term."""


def draw_site(catalogue: Catalogue, ranking: Ranking, shown: tuple[Entry, ...]) -> None:
    """Draw everything that the explanation of the chosen site says; the first until one is."""
    site = explained(shown)
    found = explain(catalogue, ranking, site)
    entry = next(e for e in shown if e.site_id == site)
    st.subheader(f"{entry.rank}\\. {plain(name_of(catalogue, site))}", anchor=False)
    if st.button(t(message("Everything known of this site").text), key="open_site_page"):
        state.keep(chosen=site)
        st.switch_page("views/one_site.py")
    planned = banners(catalogue, site)
    if planned:
        st.info("\n".join(f"- {say_plain(banner)}" for banner in planned))
    family = entry.family
    if family:
        names = tuple(plain(name_of(catalogue, member)) for member in family)
        st.caption(t(message("One idea with: {names}").text, names=names))
    left, right = st.columns([3, 2])
    with left:
        _draw_terms(found)
    with right:
        _draw_list(message("Reasons for").text, found.reasons_for)
        _draw_list(message("Reasons against").text, found.reasons_against)
        _draw_list(message("Ask").text, questions(ranking, site))
    draw_decision(catalogue, ranking, site)
    draw_way(catalogue, ranking, site)
    _draw_checks(found)
    _draw_access(found)
    _draw_precedents(catalogue, found)
    draw_incentives(found.paid)
    draw_account(catalogue, found.costs)
    _draw_city(catalogue, ranking, site)
    _draw_sources(found)


def _draw_terms(found: Explanation) -> None:
    points, of, what = (t(text) for text in _HEADS)
    table = pd.DataFrame(
        {
            what: [t(label) for label in found.terms["label"]],
            points: (100 * found.terms["contribution"]).round(1).to_numpy(),
            of: (100 * found.terms["weight"]).round(1).to_numpy(),
            "assumed": found.terms["assumed"].to_numpy(),
        }
    )
    st.vega_lite_chart(
        table,
        _bars(state.theme(), (what, points, of), _parts(table["assumed"])),
        width="stretch",
        key="terms",
    )
    told = tuple(t(label) for label in found.terms.loc[found.terms["told"], "label"])
    if told:
        st.caption(t(message("Told by the investor: {what}").text, what=told))
    st.caption(t(message("Full: known. Striped: assumed, not known. Pale: what is missing.").text))
    st.caption(
        t(
            message(
                "{points} of 100 points, between {low} and {high}; known: {known} of 100."
            ).text,
            points=round(100 * found.score),
            low=round(100 * found.score_low),
            high=round(100 * found.score_high),
            known=round(100 * found.coverage),
        )
    )


def _parts(assumed: pd.Series) -> tuple[str, ...]:
    """A layer without a row would be a drawing without a name for those who cannot see it."""
    known = ("known",) if not assumed.all() else ()
    return (*known, "assumed") if assumed.any() else known


@cache
def _bars(theme: str, names: tuple[str, str, str], parts: tuple[str, ...]) -> dict[str, Any]:
    """The chart of the terms without its data; checked once and drawn many times."""
    what, points, of = names
    colours = _COLOURS[theme]
    bars = alt.Chart().encode(
        y=alt.Y(what, type="nominal", sort=None, title=None,
                axis=alt.Axis(labelLimit=260, labelOverlap=False)),
        tooltip=[alt.Tooltip(what, type="nominal"), alt.Tooltip(points, type="quantitative"),
                 alt.Tooltip(of, type="quantitative")],
    )  # fmt: skip
    term = bars.encode(x=alt.X(points, type="quantitative"))
    drawn = {
        "known": term.transform_filter("!datum.assumed").mark_bar(color=colours["known"]),
        "assumed": term.transform_filter("datum.assumed").mark_bar(color=_stripes(colours)),
    }
    weight = bars.mark_bar(color=colours["of"]).encode(
        x=alt.X(of, type="quantitative", title=points)
    )
    chart = alt.layer(weight, *[drawn[part] for part in parts]).properties(height=alt.Step(30))
    spec: dict[str, Any] = chart.to_dict()
    layers = [{k: v for k, v in layer.items() if k != "data"} for layer in spec["layer"]]
    return {k: v for k, v in spec.items() if k not in ("data", "datasets")} | {"layer": layers}


def _stripes(colours: dict[str, str]) -> alt.Gradient:
    """A fill of hard stripes, since the charts have no hatching."""
    stops = [
        alt.GradientStop(color=colours["assumed" if i % 2 == 0 else "ground"], offset=edge)
        for i in range(2 * STRIPES)
        for edge in (i / (2 * STRIPES), (i + 0.999) / (2 * STRIPES))
    ]
    return alt.Gradient(gradient="linear", stops=stops, x1=0, y1=0, x2=1, y2=0)


def _draw_list(title: str, sentences: tuple[Message, ...]) -> None:
    st.markdown(f"**{t(title)}**")
    lines = [f"- {say_plain(sentence)}" for sentence in sentences]
    st.markdown("\n".join(lines) or f"- {t(message('nothing').text)}")


def _draw_checks(found: Explanation) -> None:
    st.markdown(f"**{t(message('Must-haves').text)}**")
    lines = [
        f"- {t(RESULTS[check.result(found.site_id)])}: {say_plain(check.reason(found.site_id))}"
        for check in found.checks
    ]
    st.markdown("\n".join(lines))


def _draw_access(found: Explanation) -> None:
    if found.access.empty:
        return
    title = t(message("Who may do what here ({n})").text, n=len(found.access))
    box = folded(title, "market_access")
    if box.open:
        with box:
            rows = found.access[["what", "value", "as_of", "source"]]
            draw_listed(rows.itertuples(index=False, name=None), "access_facts")


def _draw_precedents(catalogue: Catalogue, found: Explanation) -> None:
    if found.precedents.empty:
        return
    title = t(message("What was asked here before ({n})").text, n=len(found.precedents))
    box = folded(title, "precedents")
    if box.open:
        box.caption(t(PRECEDENTS_ARE_NO_RULE))
        rows = found.precedents.to_dict(orient="records")
        lines = [
            f"- {say_plain(in_words(catalogue, row))} *({plain('; '.join(row['sources']))})*"
            for row in rows
        ]
        box.markdown("\n".join(lines))


def _draw_city(catalogue: Catalogue, ranking: Ranking, site: str) -> None:
    facts = city_targets(catalogue, ranking.profile, site)
    if facts.empty:
        return
    box = folded(t(message("Targets and indicators of the city").text), "city_targets")
    if box.open:
        with box:
            draw_style()
            draw_facts(facts, "facts_city")


def _draw_sources(found: Explanation) -> None:
    box = folded(t(message("Sources with their dates").text), "statements")
    if box.open:
        table = found.sources[["attribute", "value", "as_of", "citation"]].copy()
        table["value"] = [say(stated_value(row)) for row in found.sources.to_dict(orient="records")]
        table["attribute"] = [say(attribute_words(name)) for name in table["attribute"]]
        table["as_of"] = table["as_of"].where(table["as_of"].notna(), t(message("undated").text))
        headings = [
            message("Fact").text,
            message("Value").text,
            message("As of").text,
            message("Source").text,
        ]
        table.columns = pd.Index([t(heading) for heading in headings])
        box.dataframe(table, hide_index=True, width="stretch", key="sources")
