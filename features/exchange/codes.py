"""Codes of the catalogue in the words that people write: kinds, levels, states and cities."""

from __future__ import annotations

from collections.abc import Collection

from features.checks import ROLES, STATUSES
from features.cities import city_of
from features.functions import LEVELS, SUITABILITY

_WORDS = {
    "kind": {
        "开发区": "development_zone", "高新区": "development_zone", "经开区": "development_zone",
        "工业园": "industrial_park", "产业园": "industrial_park", "工业园区": "industrial_park",
        "主题产业园": "theme_park", "产业集群": "cluster", "镇街": "town",
        "合作区": "cooperation_zone",
        "新区": "new_district", "科技园": "science_park", "保税区": "bonded_zone",
        "综合保税区": "bonded_zone", "孵化器": "incubator",
    },
    "level": {"国家级": "national", "省级": "provincial", "市级": "municipal", "区级": "district",
              "县级": "county_city", "镇级": "town"},
    "status": {"运营": "operating", "运营中": "operating", "在建": "under_construction",
               "建设中": "under_construction", "规划": "planned", "规划中": "planned",
               "in operation": "operating", "under construction": "under_construction"},
}  # fmt: skip
KNOWN: dict[str, Collection[str]] = {
    "kind": list(SUITABILITY.index), "level": LEVELS, "status": STATUSES, "role": ROLES,
}  # fmt: skip
"""Columns that hold a code, and the codes of each."""


def code_of(column: str, text: str) -> str:
    """The code of a word in a column; the word itself when it names none, to be refused later.

    Examples
    --------
    >>> code_of("status", "在建"), code_of("kind", "Industrial park"), code_of("city", "中山市")
    ('under_construction', 'industrial_park', 'Zhongshan')
    """
    if column == "city":
        return city_of(text) or text
    words = text.strip().casefold()
    spelled = words.replace(" ", "_")
    known = {code.casefold(): code for code in KNOWN.get(column, ())}
    return known.get(spelled) or _WORDS.get(column, {}).get(words, text)
