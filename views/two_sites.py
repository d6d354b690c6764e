"""The page of pairs: an office or research site and a site that makes, and the way between."""

import streamlit as st

from recommender.errors import BaysiteError, PairingError
from recommender.messages import message
from recommender.pair_report import sentence, way_of_pair
from recommender.pairing import Pairs, pair
from recommender.profile import Profile
from views import state
from views.heading import draw_heading
from views.pair_map import draw_pair_map
from views.pair_settings import draw_pair_settings
from views.rates import draw_lacking_rate
from views.sentences import say_plain
from views.state import key, t
from views.trouble import why_not
from views.way import draw_legs

HINTS = {
    "one_half": message(
        "Two sites need a function of an office (headquarters, research, sales) and one that "
        "makes (production, warehouse): choose both under “What is to be there”, or state what "
        "the firm keeps and where."
    ).text,
    "both_kept": message(
        "Both halves are placed already: take one out of what the firm keeps."
    ).text,
    "no_site": message(
        "No site is left for one of the halves: search more cities, or relax a must-have."
    ).text,
}


def draw_pairs(profile: Profile, found: Pairs) -> None:
    """Draw the pairs as sentences, and the chosen one with its map and its way."""
    catalogue = state.catalogue()
    st.caption(
        t(
            message(
                "{n} {n:pair|pairs} compared. A pair counts its two halves, the minutes by car "
                "between them and the named cooperation mode; a half that the firm keeps is the "
                "same in every pair. No two pairs are one idea."
            ).text,
            n=found.compared,
        )
    )
    labels = [_line(profile, found, i) for i in range(len(found.pairs))]
    chosen = st.radio(
        t(message("Two sites").text),
        list(range(len(found.pairs))),
        format_func=labels.__getitem__,
        key=key("pair"),
    )
    pair_ = found.pairs[int(chosen or 0)]
    draw_pair_map(catalogue, profile, pair_)
    st.markdown(f"**{t(message('The way between').text)}**")
    draw_legs(catalogue, way_of_pair(catalogue, profile, pair_))


def _line(profile: Profile, found: Pairs, i: int) -> str:
    one = found.pairs[i]
    points = t(
        message("{points} {points:point|points} ({low} to {high})").text,
        points=round(100 * one.score), low=round(100 * one.low), high=round(100 * one.high),
    )  # fmt: skip
    said = say_plain(sentence(state.catalogue(), profile, found, one))
    return f"**{one.rank}. {points}**  {said}"


draw_heading()
if not state.draft().sector.strip():
    st.info(t(message("State the project under “Find sites” first; it is kept.").text))
else:
    draw_pair_settings()
    draw_lacking_rate()
    try:
        where = t(message("The form").text)
        asked = state.draft().profile(where=where, today=state.today())
        draw_pairs(asked, pair(state.catalogue(), asked))
    except PairingError as error:
        st.info(t(HINTS[error.kind]))
    except BaysiteError as error:
        st.error(t(message("This cannot be ranked: {why}").text, why=why_not(error)))
