"""The page of one site: everything known of it and its city, each with its day and source."""

import streamlit as st

from recommender.inquiry import questions_about
from recommender.messages import message
from recommender.site_facts import SUBJECTS, site_facts
from views import state
from views.folded import folded
from views.heading import draw_heading
from views.sentences import say_plain
from views.site_choice import draw_choice
from views.site_identity import draw_around, draw_identity
from views.site_in_project import draw_in_project
from views.site_map import draw_site_map
from views.site_opening import draw_opening
from views.state import t
from views.tables import draw_facts, draw_style

# Subjects that are drawn at once; the others when they are opened.
OPEN = ("supply", "contacts", "values", "minutes", "neighbours", "alike")


def draw_questions(site: str) -> None:
    """Draw what is not known, as questions."""
    asked = questions_about(state.catalogue(), site)
    if asked:
        st.markdown(f"**{t(message('Ask').text)}**")
        st.markdown("\n".join(f"- {say_plain(question)}" for question in asked))


def draw_subjects(site: str) -> None:
    """Draw what is known, a table a subject, the most asked for first."""
    catalogue = state.catalogue()
    for subject, facts in site_facts(catalogue, site, state.today()).items():
        title = t(SUBJECTS[subject])
        if subject in OPEN:
            st.markdown(f"**{title}**")
            if facts.empty:
                st.caption(t(message("Nothing is known.").text))
            else:
                draw_facts(facts, f"facts_{subject}")
                draw_opening(catalogue, site, subject)
            if subject == "contacts":
                draw_questions(site)
            if subject == "neighbours":
                draw_site_map(catalogue, site)
        elif len(facts):
            box = folded(f"{title} ({len(facts)})", f"subject_{subject}")
            if box.open:
                with box:
                    draw_facts(facts, f"facts_{subject}")


draw_heading()
draw_style()
found = draw_choice(state.catalogue())
draw_identity(state.catalogue(), found)
draw_in_project(found)
draw_around(state.catalogue(), found)
draw_subjects(found)
