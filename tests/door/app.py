"""Two pages, one behind the door: the smallest app that shows who comes in."""

import streamlit as st

from views.sign_in import may_enter, signed_in


def everybody() -> None:
    st.write(f"For everybody, and {signed_in()}")


def inside() -> None:
    if may_enter():
        st.write(f"Behind the door as {signed_in()}")


st.navigation(
    [
        st.Page(everybody, title="Open", default=True),
        st.Page(inside, title="Behind", url_path="behind"),
    ],
    position="top",
).run()
