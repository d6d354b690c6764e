"""Streamlit pages: drawing only, through `recommender`."""
