"""What to ask a site, the question that decides most first, and whom to ask."""

from __future__ import annotations

from recommender.asking import Question, worth_asking
from recommender.board_report.content import Citation, Lines, Said
from recommender.board_report.voice import Voice
from recommender.explanation import questions
from recommender.inquiry import whom_to_ask
from recommender.messages import Message, message, several


def questions_block(voice: Voice, site: str) -> Lines:
    """The open questions of a site with what their answers decide, then whom to ask."""
    worth = worth_asking(voice.ranking, sites=[site])
    said = [_with_worth(q) for q in worth]
    asked = {voice.words(q.question) for q in worth}
    rest = [m for m in questions(voice.ranking, site) if not _within(voice.words(m), asked)]
    items = [voice.said(words) for words in (*said, *rest)]
    whom = _whom(voice, site)
    return voice.lines(message("Ask").text, [*items, *whom] if items else [])


def _within(question: str, asked: set[str]) -> bool:
    """True for a question that was asked already, alone or together with another."""
    return any(question in whole for whole in asked)


def _with_worth(question: Question) -> Message:
    """A question with what its answer decides."""
    notes = [*_decides(question.changes), *_leads(question.leads_if)]
    if not notes:
        return question.question
    return message("{question} ({notes})", question=question.question, notes=several(notes))


def _decides(share: float) -> list[Message]:
    n = round(100 * share)
    return [message("decides who is among the first three in {n} of 100 cases", n=n)] if n else []


def _leads(answer: Message | None) -> list[Message]:
    return [message("it leads if {answer}", answer=answer)] if answer else []


def _whom(voice: Voice, site: str) -> list[Said]:
    whom = whom_to_ask(voice.catalogue, site, voice.shortlist.language)
    if not whom["whom"]:
        return []
    reach = whom["reach"] or message("no way to reach it was found")
    said = several([whom["whom"], reach])
    words = message("{head}: {said}", head=message("Whom to ask"), said=said)
    return [voice.said(words, Citation(source=whom["source"], as_of=whom["as_of"]))]
