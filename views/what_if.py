"""What would change the answer: weights, must-haves, crossings, incentives, another method."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.messages import message
from views.contrast_topsis import draw_contrast
from views.incentive_switch import draw_incentive_switch
from views.prices import draw_prices
from views.roads import draw_roads
from views.state import t
from views.weights import draw_weights

if TYPE_CHECKING:
    import pandas as pd

    from features.catalogue import Catalogue
    from recommender.ranking import Ranking


def draw_what_if(catalogue: Catalogue, ranking: Ranking, moved: pd.DataFrame | None) -> None:
    """Draw a box for each thing that a person can change to see what follows."""
    st.markdown(f"**{t(message('What would change the answer').text)}**")
    draw_weights(catalogue, ranking, moved)
    draw_prices(catalogue, ranking)
    draw_roads(catalogue, ranking)
    draw_incentive_switch(catalogue, ranking)
    draw_contrast(catalogue, ranking)
