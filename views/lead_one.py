"""One matched lead: its sites with reasons, must-haves, questions, and a shortlist to save."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from recommender.draft import Draft
from recommender.engine import recommend
from recommender.errors import BaysiteError
from recommender.match import Matched
from recommender.match.order import in_order, placed
from recommender.match.told import points
from recommender.messages import message
from recommender.places import site_name
from recommender.private import LONGEST_NAME
from recommender.store import Contact, new_shortlist
from recommender.texts import in_language
from views import state
from views.lead_match import setting
from views.lead_table import told_all
from views.markdown import plain
from views.saved_change import author, open_saved
from views.saved_trouble import draw_trouble
from views.sign_in import signed_in
from views.state import key, t

FIRST = 3
"""Entries that a shortlist takes unless others are chosen."""


def draw_one(matched: list[Matched]) -> None:
    """Draw the choice of a lead, and what there is to say of it."""
    st.subheader(t(message("Open a lead").text), anchor=False)
    places = placed([(one.best.score if one.best else None,
                      one.lead.profile.project.capex_cny) for one in matched])  # fmt: skip
    order = in_order(places)
    chosen = st.selectbox(
        t(message("Lead, in the order in which to call them").text), order, index=0,
        format_func=lambda i: _label(matched[i], places[i].place), key=key("leads_open"),
    )  # fmt: skip
    one, said = matched[chosen], told_all(matched)[chosen]
    st.markdown(
        t(message("Industry as read: {industry}. {n} {n:site is|sites are} listed.").text,
          industry=plain(said.lead["industry"] or t(message("none").text)), n=one.listed)
    )  # fmt: skip
    if said.lead["warnings"]:
        st.warning(plain(said.lead["warnings"]))
    if not one.entries:
        st.info(plain(said.entries[0]["why"]))
        return
    for entry in said.entries[:FIRST]:
        _draw_entry(entry)
    if st.button(t(message("Open as a project").text), key="leads_as_project"):
        _open_project(one)
        st.switch_page("views/answer.py")
    _draw_save(one)


def _label(one: Matched, place: int | None) -> str:
    best = one.best
    site = (
        in_language(site_name(state.catalogue(), best.site_id), state.language()) if best else "–"
    )
    who = f"{one.lead.lead_id} · {one.lead.company}" if one.lead.company else one.lead.lead_id
    return f"{place or '–'}. {who} · {site}"


def _draw_entry(entry: dict[str, Any]) -> None:
    name = in_language(site_name(state.catalogue(), str(entry["site_id"])), state.language())
    with st.container(border=True):
        st.markdown(
            t(message("**{rank}. {site}** · {city} · {points} points").text, rank=entry["rank"],
              site=plain(name), city=plain(str(entry["city"])), points=points(entry["score"]))
        )  # fmt: skip
        for head, column in (
            (message("Why").text, "why"),
            (message("Must-haves").text, "must_haves"),
            (message("Ask").text, "ask"),
        ):
            if entry[column]:
                st.markdown(f"**{t(head)}**: {plain(str(entry[column]))}")


def _open_project(one: Matched) -> None:
    """Take the lead over as the project of the investor's pages, without who asks."""
    profile = replace(one.lead.profile, name="", regions=setting().regions)
    state.start_from(replace(Draft.of(profile), asked=True))


def _draw_save(one: Matched) -> None:
    """Draw the form that saves a shortlist for this lead."""
    names = {
        entry.site_id: in_language(site_name(state.catalogue(), entry.site_id), state.language())
        for entry in one.entries
    }
    sites = list(names)
    with st.form(key(f"leads_save_{one.lead.number}")):
        st.markdown(f"**{t(message('Save a shortlist').text)}**")
        chosen = st.multiselect(
            t(message("Sites on it").text), sites, default=sites[:FIRST],
            format_func=names.__getitem__, key=key(f"leads_sites_{one.lead.number}"),
        )  # fmt: skip
        title = st.text_input(
            t(message("Title; never the name of a firm or person").text),
            value=_title(one), max_chars=200, key=key(f"leads_title_{one.lead.number}"),
        )  # fmt: skip
        owner = _draw_owner(one)
        with_contact = _draw_contact(one)
        if st.form_submit_button(t(message("Save").text), key=key("leads_save")):
            _save(one, chosen, title, owner, with_contact=with_contact)
    _draw_saved(one)


def _title(one: Matched) -> str:
    """The lead with its industry: what tells it from the leads of other lists, and names nobody."""
    industries = "; ".join(in_language(name, state.language()) for name in one.industries[:1])
    return " · ".join(part for part in (one.lead.lead_id, industries) if part)[:200]


def _draw_owner(one: Matched) -> str:
    if signed_in():
        return author()
    return str(
        st.text_input(
            t(message("Your name, for the history").text), value=author(),
            max_chars=LONGEST_NAME, key=key(f"leads_owner_{one.lead.number}"),
        )
    )  # fmt: skip


def _draw_contact(one: Matched) -> bool:
    if not (one.lead.company or one.lead.contact):
        return False
    return st.checkbox(
        t(message("Keep company and contact too, apart from everything else and erasable").text),
        key=key(f"leads_contact_{one.lead.number}"),
    )


def _save(one: Matched, sites: list[str], title: str, owner: str, *, with_contact: bool) -> None:
    state.remember(desk_name=owner, leads_saved=None)
    if not (owner.strip() and title.strip() and sites):
        st.error(t(message("A shortlist needs a title, a name and at least one site.").text))
        return
    profile = replace(one.lead.profile, regions=setting().regions)
    entries = tuple(e for e in recommend(state.catalogue(), profile).entries if e.site_id in sites)
    contact = _contact(one) if with_contact else None
    try:
        new = new_shortlist(
            state.catalogue(), profile, entries, lead_id=one.lead.lead_id, title=title,
            owner=owner.strip(), language=state.language(), notes={}, contact=contact,
        )  # fmt: skip
        saved = state.store().save(new, by=owner.strip())
    except BaysiteError as error:
        draw_trouble(error)
        return
    state.remember(leads_saved=(one.lead.number, saved))


def _contact(one: Matched) -> Contact:
    said = one.lead.contact
    return Contact(
        company=one.lead.company, person=said.get("contact", ""),
        email=said.get("email", ""), phone=said.get("phone", ""),
    )  # fmt: skip


def _draw_saved(one: Matched) -> None:
    kept = state.memory("leads_saved")
    if kept is None or kept[0] != one.lead.number:
        return
    st.success(t(message("Saved. It stands under “Shortlists”.").text))
    if st.button(t(message("Open the shortlist").text), key="leads_to_saved"):
        open_saved(kept[1])
        st.switch_page("views/shortlists.py")
