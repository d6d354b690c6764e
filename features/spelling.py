"""One spelling for words that mean the same: case, width, plural, hyphen, script."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import opencc

_BRITISH = {
    "fibre": "fiber", "colour": "color", "aluminium": "aluminum", "tyre": "tire",
    "centre": "center", "jewellery": "jewelry", "mould": "mold", "moulding": "molding",
    "aeroplane": "airplane", "catalyse": "catalyze", "sulphur": "sulfur", "pyjama": "pajama",
    "grey": "gray", "aesthetic": "esthetic", "haemodialysis": "hemodialysis",
    "paediatric": "pediatric", "orthopaedic": "orthopedic", "anaesthesia": "anesthesia",
    "defence": "defense", "licence": "license", "programme": "program", "labour": "labor",
    "vapour": "vapor", "odour": "odor", "flavour": "flavor", "plough": "plow",
    "electrolyser": "electrolyzer", "metre": "meter", "litre": "liter", "theatre": "theater",
}  # fmt: skip
_KEEP_S = {"gas", "glass", "lens", "news", "logistics", "optics", "robotics", "electronics",
           "plastics", "ceramics", "genomics", "proteomics", "ics", "bus", "series", "chassis",
           "cosmetics", "diagnostics", "therapeutics", "apparatus", "physics", "graphics",
           "photonics", "photovoltaics", "aerospace", "process", "business", "wireless",
           "stainless", "brass", "harness", "compass", "canvas", "biologics", "athletics",
           "analytics", "hydraulics", "pneumatics", "mechatronics", "sales", "aids", "this",
           "is", "as", "us", "its", "has", "was", "gps", "sas", "ies", "pos", "iris", "axis",
           "analysis", "synthesis", "electrolysis", "dialysis", "basis", "saas", "plus",
           "campus", "focus", "virus", "status", "species", "hps", "yes", "across"}  # fmt: skip
_WORD = re.compile(r"[a-z0-9+&]+|[^\sa-z0-9+&]")


@cache
def converter(scheme: str) -> opencc.OpenCC:
    """The OpenCC converter of a scheme, such as t2s (traditional to simplified), opened once."""
    return opencc.OpenCC(scheme)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """The text in lower case, half width, simplified script, singular, without hyphens.

    Examples
    --------
    >>> fold("Flexible  Printed-Circuits"), fold("積體電路"), fold("ＰＣＢｓ"), fold("Mouldings")
    ('flexible printed circuit', '积体电路', 'pcb', 'molding')
    """
    half = unicodedata.normalize("NFKC", text)
    plain = converter("t2s").convert(half.casefold().replace("ı", "i"))
    plain = re.sub(r"['’`]s?\b", "", plain)
    plain = re.sub(r"[-‐-―_/]+", " ", plain)
    return re.sub(r"\s+", " ", re.sub(r"[a-z]+", _singular, plain)).strip()


def tokens(folded: str) -> list[str]:
    """Words of Latin script and single characters of any other, in order.

    Examples
    --------
    >>> tokens("led 照明 lamp")
    ['led', '照', '明', 'lamp']
    """
    return _WORD.findall(folded)


def _singular(match: re.Match[str]) -> str:
    word = match.group()
    if len(word) > 3 and word not in _KEEP_S:
        if word.endswith("ies") and len(word) > 4:
            word = word[:-3] + "y"
        elif word.endswith(("sses", "shes", "ches", "xes", "zes")):
            word = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
    elif len(word) == 3 and word.endswith("s") and word in ("evs", "cars", "tvs", "acs"):
        word = word[:-1]
    return _BRITISH.get(word, word)
