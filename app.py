"""Baysite in the browser: page configuration and navigation only."""

import streamlit as st

st.set_page_config(page_title="Baysite", page_icon="static/baysite.svg", layout="wide")
st.navigation([st.Page("views/answer.py", title="Baysite", default=True)], position="hidden").run()
