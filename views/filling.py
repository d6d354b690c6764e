"""The work of seeing a list of leads from a site, with the time left, and what it came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from recommender.reverse import fill_site
from views import state
from views.state import t
from views.time_left import shown_on
from views.turns import aside

if TYPE_CHECKING:
    from features.catalogue import Catalogue
    from recommender.leads import Leads
    from recommender.match import Setting
    from recommender.reverse import Filled

_KEPT = "filled"
STEPS = message("{n} of {total} steps, about {left} s left").text


def draw_filling(catalogue: Catalogue, site: str, leads: Leads, setting: Setting) -> None:
    """Draw the button that starts, and how far it is; a press elsewhere stops it."""
    label = t(message("See {n} {n:lead|leads} from this site").text, n=len(leads.leads))
    if st.button(label, key="fill_site", type=state.emphasis()):
        bar = st.empty()
        with aside():
            found = fill_site(catalogue, site, leads, setting, shown_on(bar, STEPS))
        bar.empty()
        state.remember(**{_KEPT: (catalogue, site, leads, found)})


def kept_for(catalogue: Catalogue, site: str, leads: Leads) -> Filled | None:
    """What was found for the very site and list; None until then."""
    kept = state.memory(_KEPT)
    if kept is None or kept[1] != site or kept[0] is not catalogue or kept[2] is not leads:
        return None
    found: Filled = kept[3]
    return found
