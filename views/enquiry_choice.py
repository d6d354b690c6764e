"""What was found in an enquiry, to be confirmed: a tick a fact, a choice where several compete."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from recommender.enquiry import SEVERAL, suggested
from recommender.enquiry_words import FIELDS, RULES, about_more, value_in_words
from recommender.messages import message
from views import state
from views.markdown import plain
from views.sentences import say_plain
from views.state import key, t

if TYPE_CHECKING:
    from features.enquiry.finding import Finding
    from recommender.enquiry import Reading

LONGEST_WORDS = 80
"""Letters of the text that stand beside a finding."""
NONE = "none"


def draw_findings(reading: Reading) -> tuple[Finding, ...]:
    """Draw every finding with the words that it rests on; those that are confirmed."""
    st.markdown(f"**{t(message('What was found').text)}**")
    st.caption(
        t(message("Ticked is what is certain. Tick the others once you have checked them.").text)
    )
    kept: dict[str, str] = dict(state.memory("enquiry_chosen") or {})
    first = {_id(found) for found in suggested(reading)}
    chosen: list[Finding] = []
    for name in dict.fromkeys(found.field for found in reading.findings):
        rivals, more = reading.of(name), about_more(reading, name)
        if len(rivals) == 1 or name in SEVERAL:
            before = {_id(f): kept.get(_id(f), "yes" if _id(f) in first else "") for f in rivals}
            ticked = [f for f in rivals if _draw_tick(reading, f, bool(before[_id(f)]))]
            kept |= {_id(f): "yes" if f in ticked else "" for f in rivals}
            chosen += ticked
        else:
            suggestion = next((_id(f) for f in rivals if _id(f) in first), NONE)
            kept[name] = _draw_rivals(reading, rivals, kept.get(name, suggestion))
            chosen += [f for f in rivals if _id(f) == kept[name]]
        if more is not None:
            st.caption(say_plain(more))
    state.remember(enquiry_chosen=kept)
    return tuple(chosen)


def _draw_tick(reading: Reading, found: Finding, ticked: bool) -> bool:
    label = t(
        message("{field}: {said}").text,
        field=f"**{t(FIELDS[found.field])}**",
        said=_said(reading, found),
    )
    return st.checkbox(label, value=ticked, key=key(f"enquiry_{_id(found)}"))


def _draw_rivals(reading: Reading, rivals: tuple[Finding, ...], chosen: str) -> str:
    """Draw candidates of which at most one counts; the id of the chosen one, or `NONE`."""
    said = {_id(found): _said(reading, found) for found in rivals}
    said[NONE] = t(message("none of these").text)
    options = list(said)
    found = st.radio(
        f"**{t(FIELDS[rivals[0].field])}**",
        options,
        index=options.index(chosen),
        format_func=said.__getitem__,
        key=key(f"enquiry_{rivals[0].field}"),
    )
    return str(found)


def _said(reading: Reading, found: Finding) -> str:
    """Value, words and rule, for Markdown."""
    words = " ".join(reading.text[found.start : found.end].split())
    short = words if len(words) <= LONGEST_WORDS else f"{words[:LONGEST_WORDS]}…"
    text = t(
        message("{value}, from “{words}” ({rule})").text,
        value=value_in_words(state.catalogue(), found),
        words=short,
        rule=message(RULES[found.rule]),
    )
    checked = t(message("to be checked").text)
    return plain(text) + (f" :orange[{checked}]" if found.sure == "check" else "")


def _id(found: Finding) -> str:
    return f"{found.field}_{found.start}_{found.end}"
