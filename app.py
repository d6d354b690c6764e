"""Baysite in the browser: page configuration and navigation only."""

import streamlit as st

from recommender.messages import message
from views.state import t
from views.turns import turn

st.set_page_config(page_title="Baysite", page_icon="static/baysite.svg", layout="wide")
pages = [
    st.Page("views/answer.py", title=t(message("Find sites").text), default=True),
    st.Page("views/compare.py", title=t(message("Compare").text)),
    st.Page("views/report.py", title=t(message("Report").text)),
    st.Page("views/two_sites.py", title=t(message("Two sites").text)),
    st.Page("views/one_site.py", title=t(message("One site").text)),
    st.Page("views/sources.py", title=t(message("Data and sources").text)),
    st.Page("views/leads.py", title=t(message("Leads").text)),
    st.Page("views/fill_site.py", title=t(message("Fill this site").text)),
    st.Page("views/shortlists.py", title=t(message("Shortlists").text)),
]
page = st.navigation(pages, position="top")
with turn():
    page.run()
