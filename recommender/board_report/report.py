"""The report of a short list: its sections, from the project to the method."""

from __future__ import annotations

from recommender.board_report.content import Paragraph, Report, Section, Sources, visible
from recommender.board_report.front import answer_section, project_section, sites_section
from recommender.board_report.method import method_section
from recommender.board_report.rest import must_haves_section
from recommender.board_report.site_pages import site_section
from recommender.board_report.voice import Voice
from recommender.confidential.listed import Confidential
from recommender.cover import Cover
from recommender.errors import ReportError
from recommender.messages import message
from recommender.shortlist import Shortlist


def report_of(shortlist: Shortlist | Confidential, cover: Cover | None = None) -> Report:
    """Everything that the report of a short list says; `cover` names whom it is for.

    A confidential list has no cover: it is for whom its codename says.

    Raises
    ------
    ReportError
        If the list holds no site.
    """
    if isinstance(shortlist, Confidential):
        from recommender.confidential.report import veiled_report

        return veiled_report(shortlist)
    if not shortlist.entries:
        raise ReportError(
            "The report has no site: the list is empty. Expected at least one listed site. "
            "Widen the search, or ease a must-have."
        )
    voice, on = Voice(shortlist=shortlist), shortlist.ranking.profile.on
    day = voice.words(message("As known on {on}", on=on))
    made = voice.t(message("Made by Baysite").text)
    front = cover or Cover()
    return Report(
        language=shortlist.language,
        title=visible(front.title).strip() or voice.t(message("Sites for the project").text),
        whom=tuple(_whom(voice, front, day)),
        footer=f"{made} · {day}",
        sections=(
            project_section(voice),
            answer_section(voice),
            sites_section(voice),
            *(site_section(voice, entry) for entry in shortlist.entries),
            must_haves_section(voice),
            _sources(voice),
            method_section(voice),
        ),
    )


def _whom(voice: Voice, cover: Cover, day: str) -> list[str]:
    rows = ((message("Prepared for {company}").text, cover.company),
            (message("Contact: {contact}").text, cover.contact))  # fmt: skip
    said = [
        voice.t(text, company=visible(who).strip(), contact=visible(who).strip())
        for text, who in rows
        if visible(who).strip()
    ]
    return [*said, day]


def _sources(voice: Voice) -> Section:
    about = message("Numbers in square brackets lead here; the days are those of the facts cited.")
    return Section(
        heading=voice.t(message("Sources").text),
        blocks=(
            Paragraph(said=voice.said(about), style="small"),
            Sources(undated=voice.t(message("undated").text)),
        ),
    )
