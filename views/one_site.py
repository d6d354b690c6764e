"""The page of one site: everything known of it and its city, each with its day and source."""

import streamlit as st

from recommender.inquiry import questions_about
from recommender.messages import message
from recommender.places import city_name
from recommender.site_facts import SUBJECTS, banners, site_facts
from recommender.words import KINDS, LEVELS, STATUSES
from views import state
from views.folded import folded
from views.heading import draw_heading
from views.markdown import plain
from views.sentences import name_of, named, say_plain
from views.state import t
from views.tables import draw_facts

# Subjects that are drawn at once; the others when they are opened.
OPEN = ("values", "minutes", "supply", "contacts")


def draw_choice() -> str:
    """Draw the choice of a site; its id."""
    catalogue = state.catalogue()
    ids = list(catalogue.sites.index)
    names = {site: name_of(catalogue, site) for site in ids}
    first = str(catalogue.sites.index[catalogue.sites["city"] == "Zhongshan"][0])
    chosen = state.draft().chosen if state.draft().chosen in names else first
    site = st.selectbox(
        t(message("Site").text),
        sorted(ids, key=lambda one: names[one]),
        index=sorted(ids, key=lambda one: names[one]).index(str(chosen)),
        format_func=lambda one: f"{names[one]} ({one})",
        key=f"site_{state.language()}",
    )
    state.keep(chosen=site)
    return str(site)


def draw_identity(site: str) -> None:
    """Draw name, kind, level, status and what is planned around the site."""
    row = state.catalogue().sites.loc[site]
    st.subheader(plain(name_of(state.catalogue(), site)), anchor=False)
    words = [
        t(table[row[name]])
        for name, table in (("kind", KINDS), ("level", LEVELS), ("status", STATUSES))
        if row[name] in table
    ]
    city = named(city_name(str(row["city"])))
    st.caption(plain(t(message("; ").text).join([city, *words])))
    for banner in banners(state.catalogue(), site):
        st.info(say_plain(banner))


def draw_questions(site: str) -> None:
    """Draw what is not known, as questions."""
    asked = questions_about(state.catalogue(), site)
    if asked:
        st.markdown(f"**{t(message('Ask').text)}**")
        st.markdown("\n".join(f"- {say_plain(question)}" for question in asked))


draw_heading()
found = draw_choice()
draw_identity(found)
draw_questions(found)
for subject, facts in site_facts(state.catalogue(), found, state.today()).items():
    title = t(SUBJECTS[subject])
    if subject in OPEN:
        st.markdown(f"**{title}**")
        if facts.empty:
            st.caption(t(message("Nothing is known.").text))
        else:
            draw_facts(facts, subject)
    elif len(facts):
        box = folded(f"{title} ({len(facts)})", f"subject_{subject}")
        if box.open:
            with box:
                draw_facts(facts, subject)
