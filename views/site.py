"""The chosen site: terms of its score, reasons, must-haves, questions, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd
import streamlit as st

from recommender.explanation import Explanation, explain
from recommender.messages import Message, message
from recommender.texts import render
from recommender.words import RESULTS, attribute_words
from views import state
from views.answers import SHOWN, name_of
from views.markdown import plain
from views.state import t

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.ranking import Ranking

ASSUMED, KNOWN = "#b9c4cf", "#1f6f8b"


def draw_site(catalogue: Catalogue, ranking: Ranking) -> None:
    """Draw everything that the explanation of the chosen site says."""
    listed = [entry.site_id for entry in ranking.entries[:SHOWN]]
    site = state.chosen_site(listed)
    if site is None:
        return
    found = explain(catalogue, ranking, site)
    st.subheader(plain(name_of(catalogue, site)), anchor=False)
    family = next(e.family for e in ranking.entries if e.site_id == site)
    if family:
        names = tuple(plain(name_of(catalogue, member)) for member in family)
        st.caption(t(message("One idea with: {names}").text, names=names))
    left, right = st.columns([3, 2])
    with left:
        _draw_terms(found)
    with right:
        _draw_list(message("Reasons for").text, found.reasons_for)
        _draw_list(message("Reasons against").text, found.reasons_against)
        _draw_list(message("Ask").text, tuple(u.question for u in found.unknowns))
    _draw_checks(found)
    _draw_incentives(found)
    _draw_sources(found)


def _draw_terms(found: Explanation) -> None:
    points, of = t(message("Points").text), t(message("Out of").text)
    what, how = t(message("Criterion").text), t(message("Basis").text)
    known, assumed = t(message("known").text), t(message("assumed, not known").text)
    table = pd.DataFrame(
        {
            what: [t(label) for label in found.terms["label"]],
            points: (100 * found.terms["contribution"]).round(1).to_numpy(),
            of: (100 * found.terms["weight"]).round(1).to_numpy(),
            how: [assumed if a else known for a in found.terms["assumed"]],
        }
    )
    bars = alt.Chart(table).encode(
        y=alt.Y(what, sort=None, title=None, axis=alt.Axis(labelLimit=260, labelOverlap=False))
    )
    weight = bars.mark_bar(color="#e6eaee").encode(x=alt.X(of, title=points))
    term = bars.mark_bar().encode(
        x=points,
        color=alt.Color(
            how,
            scale=alt.Scale(domain=[known, assumed], range=[KNOWN, ASSUMED]),
            title=None,
            legend=alt.Legend(orient="bottom"),
        ),
        tooltip=[what, points, of, how],
    )
    st.altair_chart((weight + term).properties(height=alt.Step(30)), width="stretch")
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


def _draw_list(title: str, sentences: tuple[Message, ...]) -> None:
    st.markdown(f"**{t(title)}**")
    lines = [f"- {plain(_words(sentence))}" for sentence in sentences]
    st.markdown("\n".join(lines) or f"- {t(message('nothing').text)}")


def _draw_checks(found: Explanation) -> None:
    st.markdown(f"**{t(message('Must-haves').text)}**")
    lines = [
        f"- {t(RESULTS[check.result(found.site_id)])}: {plain(_words(check.reason(found.site_id)))}"
        for check in found.checks
    ]
    st.markdown("\n".join(lines))


def _draw_incentives(found: Explanation) -> None:
    title = t(message("Incentive rules that may be open ({n})").text, n=len(found.incentives))
    with st.expander(title):
        table = found.incentives[["title_en", "rate", "valid_to", "sure", "citation"]].copy()
        days = table["valid_to"].dt.strftime("%Y-%m-%d")
        table["valid_to"] = days.where(days.notna(), t(message("no end seen").text))
        yes, ask = t(message("conditions met").text), t(message("hangs on facts not stated").text)
        table["sure"] = [yes if sure else ask for sure in table["sure"]]
        headings = [
            message("Rule").text,
            message("Rate").text,
            message("Valid to").text,
            message("Conditions").text,
            message("Source").text,
        ]
        table.columns = pd.Index([t(heading) for heading in headings])
        st.dataframe(table, hide_index=True, width="stretch", key="incentives")


def _draw_sources(found: Explanation) -> None:
    with st.expander(t(message("Sources with their dates").text)):
        table = found.sources[["attribute", "value", "unit", "as_of", "citation"]].copy()
        table["attribute"] = [_words(attribute_words(name)) for name in table["attribute"]]
        days = table["as_of"].dt.strftime("%Y-%m-%d")
        table["as_of"] = days.where(days.notna(), t(message("undated").text))
        headings = [
            message("Fact").text,
            message("Value").text,
            message("Unit").text,
            message("As of").text,
            message("Source").text,
        ]
        table.columns = pd.Index([t(heading) for heading in headings])
        st.dataframe(table, hide_index=True, width="stretch", key="sources")


def _words(sentence: Message) -> str:
    return render(sentence, state.language())
