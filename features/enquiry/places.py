"""Cities and places that a text names, and which place a few words mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from features.cities import CITIES, SPELLINGS, centre_of
from features.enquiry.page import Page

if TYPE_CHECKING:
    from features.gazetteer import Gazetteer

BAY = "Bay Area"
_BAY = r"粤港澳大湾区|大湾区|\bthe gba\b|\bgba\b|(?:greater )?bay area"
_SPELT = {name.casefold(): name for name in CITIES} | SPELLINGS
_SPELT |= {chinese: name for name, (chinese, _) in CITIES.items()}
_NAMES = "|".join(
    name if name >= "\u3400" else rf"\b{re.escape(name)}\b"
    for name in sorted(_SPELT, key=len, reverse=True)
)
CITY = rf"(?:{_NAMES})市?"
_PLACES = re.compile(rf"(?P<bay>{_BAY})|(?P<city>{_NAMES})(?:市(?!场|值|区))?")
_JOINED = re.compile(
    r"(?:[\u3400-\u9fff]{1,6}(?:区|镇|街道|港|岛))?(?:[^\S\n]{0,2}(?:,|、|/|;|或者?|和|与|及|以及|\bor\b|\band\b)[^\S\n]{0,2}){1,2}(?:在)?|\s"
)
_AIRPORTS = {
    "Shenzhen": "air_szx", "Hong Kong": "air_hkg", "Guangzhou": "air_can", "Zhuhai": "air_zuh",
    "Macao": "air_mfm",
}  # fmt: skip
_PORTS = {
    r"nansha (?:container )?port|南沙港": "port_nansha",
    r"yantian (?:container )?port|盐田港": "port_yantian",
    r"shekou (?:container )?port|蛇口港": "port_shekou",
    r"(?:zhuhai )?gaolan port|(?:珠海)?高栏港": "port_gaolan",
    r"kwai (?:tsing|chung)|葵[青涌]": "port_kwaitsing",
    r"zhongshan port|中山港(?!街道)": "port_zhongshan",
}
_GENERAL = {
    r"(?:最近的?)?机场|(?:an? |the )?(?:nearest |international )?airport": "nearest:airport",
    r"(?:最近的?)?(?:集装箱)?(?:港口|码头)|(?:an? |the )?(?:nearest |container )?(?:sea)?port\b":
        "nearest:port",
}  # fmt: skip
_CITY_AT = re.compile(
    rf"(?:the )?(?P<city>{_NAMES})市?(?P<what>[^,;.。，\n]{{0,14}}?(?:airport|机场))?"
    r"(?:市区|市中心|中心区|城区| city cent\w+| cent\w+)?"
)
_WORD = re.compile(r"(?:the )?([a-z'’-]+(?: [a-z'’-]+){0,3}|[\u3400-\u9fff]{2,8})")


@dataclass(frozen=True, kw_only=True)
class Named:
    """A city, or the Bay Area, where a text names it."""

    city: str
    start: int
    end: int


def named_cities(page: Page) -> list[list[Named]]:
    """Cities in groups: those of "Zhuhai or Zhongshan" are one."""
    groups: list[list[Named]] = []
    for match in _PLACES.finditer(page.folded):
        city = BAY if match["bay"] else _SPELT[match["city"]]
        here = Named(city=city, start=match.start(), end=match.end())
        gap = page.folded[groups[-1][-1].end : here.start] if groups else None
        if gap is not None and len(gap) < 16 and _JOINED.fullmatch(gap) and gap.strip():
            groups[-1].append(here)
        else:
            groups.append([here])
    return groups


def city_called(words: str) -> str:
    """The city that a match of `CITY` means."""
    return _SPELT[words] if words in _SPELT else _SPELT[words.removesuffix("市")]


def place_at(folded: str, at: int, gazetteer: Gazetteer) -> tuple[str, int] | None:
    """The id of the place that starts at a letter and where its words end; None for none."""
    for words, place in (_PORTS | _GENERAL).items():
        match = re.compile(words).match(folded, at)
        if match:
            return place, match.end()
    match = _CITY_AT.match(folded, at)
    if match:
        city = _SPELT[match["city"]]
        found = _AIRPORTS.get(city) if match["what"] else centre_of(city)
        return (found, match.end()) if found else None
    return _in_gazetteer(folded, at, gazetteer)


def _in_gazetteer(folded: str, at: int, gazetteer: Gazetteer) -> tuple[str, int] | None:
    """The longest run of words that the gazetteer knows."""
    match = _WORD.match(folded, at)
    if match is None:
        return None
    words, start = match[1], match.start(1)
    cuts = [m.start() for m in re.finditer(" ", words)] if " " in words or words < "\u3400" else [
        *range(2, len(words))
    ]  # fmt: skip
    for end in (len(words), *reversed(cuts)):
        place = gazetteer.known(words[:end])
        if place is not None and place.points:
            return place.id, start + end
    return None
