"""Cities of the Greater Bay Area in the words of a form, and the point that stands for each."""

from __future__ import annotations

CITIES = {
    "Zhongshan": ("中山", "zs_dongqu"),
    "Shenzhen": ("深圳", "sz_futian"),
    "Hong Kong": ("香港", "hk_central"),
    "Guangzhou": ("广州", "gz_tianhe"),
    "Zhuhai": ("珠海", "zh_xiangzhou"),
    "Foshan": ("佛山", "fs_chancheng"),
    "Dongguan": ("东莞", "dg_nancheng"),
    "Huizhou": ("惠州", "hz_huicheng"),
    "Jiangmen": ("江门", "jm_pengjiang"),
    "Zhaoqing": ("肇庆", "zq_duanzhou"),
    "Macao": ("澳门", "mo_peninsula"),
}
"""City to its Chinese name and the network node of its centre."""

OUTSIDE = {"Zhangjiagang": "张家港"}
"""Cities outside the Bay Area of which the catalogue holds sites for comparison."""

FRAME = (73.0, 18.0, 136.0, 54.0)
"""Longitudes and latitudes of China, west, south, east, north."""

BAY_AREA = ("Bay Area", "GBA", "Greater Bay Area", "大湾区", "粤港澳大湾区")
"""Words for the whole Bay Area."""

CHINA = "China"
"""The region that holds every site, the reference zones among them."""

_ALL_OF_CHINA = frozenset({"china", "all of china", "中国", "全国", "中国全境", "prc"})

SPELLINGS = {"macau": "Macao", "hongkong": "Hong Kong", "hk": "Hong Kong"}
"""Other spellings of cities, in lower case."""
_TRADITIONAL = str.maketrans("廣東門慶張區灣", "广东门庆张区湾")


def city_of(text: str | None) -> str | None:
    """The city of the catalogue that a text names first, or None if it names none.

    Examples
    --------
    >>> city_of("Zhongshan (Torch)"), city_of("廣州市"), city_of("Irving (US)"), city_of(None)
    ('Zhongshan', 'Guangzhou', None, None)
    """
    if not text:
        return None
    folded = text.casefold().strip()
    chinese = text.translate(_TRADITIONAL)
    for city in (*CITIES, *OUTSIDE):
        name_zh = CITIES[city][0] if city in CITIES else OUTSIDE[city]
        if folded.startswith(city.casefold()) or name_zh in chinese:
            return city
    return SPELLINGS.get(folded.split(" ")[0].rstrip(","))


def is_bay_area(text: str) -> bool:
    """True when a region means the whole Bay Area.

    Examples
    --------
    >>> is_bay_area("bay area"), is_bay_area("粵港澳大灣區"), is_bay_area("Zhongshan")
    (True, True, False)
    """
    folded = text.translate(_TRADITIONAL).replace("粵", "粤").casefold().strip()
    return folded in {word.casefold() for word in BAY_AREA}


def is_china(text: str) -> bool:
    """True when a region means all of China.

    Examples
    --------
    >>> is_china("China"), is_china("中國"), is_china("Zhongshan")
    (True, True, False)
    """
    return text.replace("國", "国").casefold().strip() in _ALL_OF_CHINA


def centre_of(city: str) -> str | None:
    """The network node of a city's centre; None for a city outside the network.

    Examples
    --------
    >>> centre_of("Shenzhen"), centre_of("Zhangjiagang")
    ('sz_futian', None)
    """
    return CITIES[city][1] if city in CITIES else None


def city_name(city: str) -> dict[str, str]:
    """The city's name in each language.

    Examples
    --------
    >>> city_name("Macao")["zh"]
    '澳门'
    """
    name_zh = CITIES[city][0] if city in CITIES else OUTSIDE.get(city, city)
    return {"en": city, "zh": name_zh}
