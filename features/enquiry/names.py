"""Names of firms and people and ways to reach them: found to be kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from features.enquiry.finding import Finding
from features.enquiry.page import Page
from features.enquiry.persons import persons

MAIL = r"[^\s@<>,;:，；：()（）]{1,64}@[^\s@<>,;，；()（）]{1,120}"
PHONE = (
    r"\+\d{1,3}(?:[ ()-]{0,2}\d){7,12}"  # with a country's code
    r"|(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)"  # a mobile of the mainland
    r"|(?<!\d)0\d{2,3}[ -]?(?:\d{7,8}|\d{4} \d{4})(?!\d)"  # a line of the mainland
    r"|(?<![\d-])(?!20\d\d)[2-9]\d{3}[ -]\d{4}(?![\d-])"  # Hong Kong, Macao
    r"|(?i:tel|phone|mobile|电话|電話|手机|手機)[^\d\n]{0,6}\d{7,15}"
)
CHINESE_FIRM = (
    r"[\u3400-\u9fffA-Za-z0-9·()（）]{2,30}?"
    r"(?:股份有限公司|有限责任公司|有限公司|有限責任公司|集团公司|集團公司)"
)
ENGLISH_FIRM = (
    r"\b[A-Z][\w&'’.-]{0,40}(?:\s{1,3}(?:[A-Z&][\w&'’.-]{0,40}|\([A-Z][\w .&'’-]{0,40}\))){0,6},?"
    r"\s{1,3}(?:Ltd|LTD|Limited|LIMITED|Inc|INC|LLC|GmbH|GMBH|PLC|Corp|Corporation|AG|B\.V|S\.A|K\.K)"
    r"\b\.?"
)
_LEAD = re.compile(
    r"^(?:由|代表|关于|關於)|^(?:我司|我们|我們|本公司|客户|客戶|公司|企业|企業|项目方|項目方|名称|名稱)?"
    r"(?:为|為|是|叫|系)"
)
_LEAD_EN = re.compile(
    r"^(?:Dear|We|Our|The|Company|Client|Subject|For|On|From|Hi|Hello)\s+(?=[A-Z])"
)
_GREETED = re.compile(
    r"(?i:\b(?:dear|hi|hello)\s{1,2})(?:[A-Z][\w.]{1,20}\s?){1,3}(?=[,:])"
    r"|[\u3400-\u9fff]{1,2}(?:总|總|主任|经理|經理|先生|女士|小姐|局长|局長)(?=您好|你好|[:：,，])"
    r"|^[A-Z][a-z]{1,15},\s{0,2}$",
    re.MULTILINE,
)
_MAILS, _PHONES = re.compile(MAIL), re.compile(PHONE)
_FIRMS = re.compile(f"{CHINESE_FIRM}|{ENGLISH_FIRM}")


def names(page: Page) -> Iterator[Finding]:
    """Firms, people, mail and telephones of a text, each where it stands."""
    text, firms = page.text, []
    for match in _FIRMS.finditer(text):
        lead = _LEAD.match(match.group()) or _LEAD_EN.match(match.group())
        firms.append((match.start() + (lead.end() if lead else 0), match.end()))
    yield from (_apart("company", text, *firm) for firm in firms)
    in_firms = {letter for firm in firms for letter in range(*firm)}
    for start, end in persons(page):
        if in_firms.isdisjoint(range(start, end)):
            yield _apart("contact", text, start, end)
    for pattern in (_MAILS, _PHONES):
        for match in pattern.finditer(text):
            first = re.search(r"[\d+]", match.group()) if pattern is _PHONES else None
            yield _apart(
                "contact", text, match.start() + (first.start() if first else 0), match.end()
            )


def greetings(text: str) -> list[tuple[int, int]]:
    """Where a text addresses its reader: no rule reads a name there."""
    return [match.span() for match in _GREETED.finditer(text)]


def _apart(field: str, text: str, start: int, end: int) -> Finding:
    value = " ".join(text[start:end].split())
    return Finding(field=field, value=value, start=start, end=end, rule="name")
