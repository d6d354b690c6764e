"""An enquiry pasted as text or a project opened from a file: read, confirmed, then taken over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from recommender.enquiry import LONGEST, Reading, read_enquiry, readable, taken
from recommender.enquiry_words import REFUSALS, about_language, pieces, refusal
from recommender.errors import EnquiryError
from recommender.messages import message
from views import state
from views.enquiry_choice import draw_findings
from views.enquiry_rates import draw_rates_needed
from views.folded import folded
from views.markdown import plain
from views.open_project import draw_open_project
from views.sentences import say_plain
from views.state import key, t

if TYPE_CHECKING:
    from features.enquiry.finding import Finding

LABEL = message("An e-mail or memo, in English or Chinese, at most {most} characters").text
LONG, TALL = 1_000, 420
"""A text of more characters scrolls in a box of so many pixels."""


def draw_enquiry() -> None:
    """Draw the box in which an enquiry is pasted or a saved project is opened."""
    box = folded(t(message("Paste an enquiry, or open a saved project").text), "enquiry_box")
    if not box.open:
        return
    with box:
        text = _draw_text()
        if state.memory("enquiry_empty") and text is None:
            st.info(t(REFUSALS["empty"]))
        if text is not None and text == state.memory("enquiry_read"):
            _draw_reading(text)
        draw_open_project()


def _draw_text() -> str | None:
    """Draw the field and the button; the text, or None when it is empty or too long."""
    typed = st.text_area(
        t(LABEL, most=LONGEST),
        value=state.memory("enquiry") or "",
        max_chars=LONGEST + 1,  # one more than is read, so that the page can say so
        height=180,
        placeholder=t(message("Paste the whole text here.").text),
        help=t(
            message(
                "It is read on this machine by fixed rules, kept only while this page is open, and "
                "never put into the address."
            ).text
        ),
        key=key("enquiry_text"),
    ) or ""  # fmt: skip
    text = _shown(typed)
    fits = len(text) <= LONGEST
    state.remember(enquiry=text if fits else None)
    st.button(t(message("Read it").text), key="read_enquiry", on_click=_start_reading)
    if not fits:
        st.error(t(REFUSALS["too_long"], most=LONGEST))
    return text if fits and text.strip() else None


def _shown(typed: str) -> str:
    """The text as it can be shown; one that is too long to be read is left as it is."""
    return readable(typed) if len(typed) <= LONGEST else typed


def _start_reading() -> None:
    text = _shown(str(state.widget(key("enquiry_text")) or ""))
    fits = bool(text.strip()) and len(text) <= LONGEST
    state.remember(
        enquiry_read=text if fits else None, enquiry_chosen=None, enquiry_left_out=None,
        enquiry_rates=None, enquiry_empty=not text.strip(),
    )  # fmt: skip


def _draw_reading(text: str) -> None:
    try:
        reading = read_enquiry(state.catalogue(), text)
    except EnquiryError as error:
        st.error(say_plain(refusal(error)))
        return
    trouble = about_language(reading)
    if trouble is not None:
        st.warning(say_plain(trouble))
    if not reading.findings:
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _draw_marked(reading)
    with right, st.container(key="enquiry_findings"):
        chosen = draw_findings(reading)
        rates = draw_rates_needed(chosen)
        st.button(
            t(message("Use these").text),
            key="use_enquiry",
            type=state.emphasis(),
            disabled=not chosen,
            on_click=_use,
            args=(chosen, rates),
        )
    for why in state.memory("enquiry_left_out") or ():
        st.warning(say_plain(why))
    if state.memory("enquiry_left_out") is not None:
        st.success(t(message("Taken over into the form below; the rest of it stayed.").text))


def _draw_marked(reading: Reading) -> None:
    """Draw the text with what was found marked; every letter of it is shown as it is."""
    long = len(reading.text) > LONG
    with st.container(height=TALL if long else "content", border=True, key="enquiry_marked"):
        st.markdown("".join(_marked(piece, found) for piece, found in pieces(reading)))


def _marked(piece: str, found: bool) -> str:
    lines = [plain(line.strip(" \t") if not line.strip() else line) for line in piece.split("\n")]
    shown = [line.replace("=", "\\=").replace("\r", "") for line in lines]
    if found:
        shown = [f":blue-background[{line}]" if line.strip() else line for line in shown]
    return "  \n".join(shown)


def _use(chosen: tuple[Finding, ...], rates: dict[str, Any]) -> None:
    found = taken(replace(state.draft(), **rates), chosen, today=state.today())
    state.start_from(found.draft)
    whom = state.whom()
    named = {"company": found.company, "contact": found.contact}
    state.keep_company(**{name: named[name] or whom[name] for name in ("company", "contact")})
    state.remember(enquiry_left_out=found.left_out)
