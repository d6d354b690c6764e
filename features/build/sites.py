"""Sites: the hand-made rows, the towns and the zones of the 2018 catalogue as one table."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from features.build.tables import Row, rows, source_id
from features.sectors import Taxonomy

TORCH_TOWN, TORCH_ZONE = "zs-town-torch", "zs-torch-hidz"
"""The same ground: the town is an alias of the zone, its statements join as evidence."""

CATALOGUE_2018 = (
    "China Development Zone Audit Announcement Catalogue, 2018 edition (NDRC and five other "
    "bodies, announcement 2018 No. 4); points geocoded with the AMap web service"
)
CATALOGUE_DATE = "2018"

GEOCODE_KM = {
    "poi": "3",
    "approximate": "6",
    "town": "5",
    "village": "5",
    "county_centroid": "25",
    "city_centroid": "25",
}
"""Radius in km by what the geocoder matched.

A matched name lies within a zone some kilometres wide; an administrative centre may be a county
away (counties here have radii of 15 to 30 km). Rejected points are left out.
"""

_CITIES = {
    "广州市": "Guangzhou", "深圳市": "Shenzhen", "珠海市": "Zhuhai", "佛山市": "Foshan",
    "惠州市": "Huizhou", "东莞市": "Dongguan", "中山市": "Zhongshan", "江门市": "Jiangmen",
    "肇庆市": "Zhaoqing",
}  # fmt: skip
_KINDS = {
    "经济技术开发区": "development_zone", "高新技术产业开发区": "development_zone",
    "经济开发区": "development_zone", "海关特殊监管区域": "bonded_zone",
    "工业园区": "industrial_park",
}  # fmt: skip
_LEVELS = {"国家级": "national", "省级": "provincial"}


@dataclass(frozen=True, kw_only=True)
class Raw:
    """The raw rows of every site, before and after the merge of the 2018 catalogue."""

    sites: list[Row]
    torch_town: Row
    merged_zones: list[tuple[str, Row]]
    later_zones: list[tuple[str, Row]]


def raw_sites(folder: Path) -> Raw:
    """All site rows in one spelling of the columns, sorted by id."""
    towns = [_town(row) for row in rows(folder / "zhongshan_towns.csv")]
    same = _same_as(folder, "national/guangdong_zones_2018.csv", set())
    guangdong = rows(folder / "guangdong_zones_2018.csv")
    zones = [row for row in guangdong if row["gba"] == "1"]
    listed = {row["code"] for row in guangdong}
    abroad = [row for row in guangdong if row["gba"] != "1"]
    abroad += [row for row in rows(folder / "national_zones_2018.csv") if row["code"] not in listed]
    same |= _same_as(folder, "national/national_zones_2018.csv", listed)
    english = {r["code"]: r["name_en"] for r in rows(folder / "zone_names_en.csv")}
    sites = rows(folder / "zhongshan_sites.csv")
    sites += [_rounded(row) for row in rows(folder / "gba_sites.csv")]
    sites += [town for town in towns if town["id"] != TORCH_TOWN]
    sites += [_zone(z, english[z["code"]]) for z in zones if z["code"] not in same]
    sites += [_reference(z) for z in abroad if z["code"] not in same]
    return Raw(
        sites=sorted(sites, key=lambda row: row["id"]),
        torch_town=next(town for town in towns if town["id"] == TORCH_TOWN),
        merged_zones=[(same[z["code"]], z) for z in [*zones, *abroad] if z["code"] in same],
        later_zones=_later_zones(folder),
    )


def _later_zones(folder: Path) -> list[tuple[str, Row]]:
    """Zones approved after 2018 with the id of the hand-made row of the same zone."""
    file = "zhongshan_zones_after_2018.csv"
    same = _same_as(folder, f"national/{file}", set())
    return [(same[row["name"]], row) for row in rows(folder / file)]


def _same_as(folder: Path, file: str, but: set[str]) -> dict[str, str]:
    """Code of a catalogue zone to the hand-made row that is the same zone."""
    return {
        row["key"]: row["id"]
        for row in rows(folder / "same_as.csv")
        if row["file"] == file and row["decided"] == "yes" and row["key"] not in but
    }


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The words of the sites: the taxonomy's terms, and reviewed phrases of several industries."""

    taxonomy: Taxonomy
    phrases: dict[str, list[str]]
    translations: dict[str, list[str]]


def lexicon(folder: Path, taxonomy: Taxonomy) -> Lexicon:
    """The lexicon of the raw folder's reviewed phrases."""
    phrases = {r["phrase"]: r["codes"].split(";") for r in rows(folder / "site_words.csv")}
    other = {
        r["word"]: r["translations"].split(";") for r in rows(folder / "word_translations.csv")
    }
    return Lexicon(taxonomy=taxonomy, phrases=phrases, translations=other)


def features(
    raw: Raw, roles: dict[str, str], areas: dict[str, str], words_of: Lexicon
) -> list[str]:
    """One GeoJSON feature a site, each one line of text; `areas` holds the resolved ones."""
    aliases = {TORCH_ZONE: [raw.torch_town["name_en"], raw.torch_town["name_zh"], TORCH_TOWN]}
    more = {TORCH_ZONE: raw.torch_town["sectors"]}
    return [
        _feature(
            {**row, "area_km2": areas.get(row["id"], "")},
            roles.get(row["id"], row.get("role") or "place"),
            aliases.get(row["id"], []),
            more.get(row["id"], ""),
            words_of,
        )
        for row in raw.sites
    ]


def words(cell: str) -> list[str]:
    """The industry words of a cell as stated: `;` in the hand-made rows, `、` in the catalogue."""
    return [word.strip() for word in cell.replace("、", ";").split(";") if word.strip()]


def _feature(row: Row, role: str, aliases: list[str], more: str, lexicon: Lexicon) -> str:
    named = list(dict.fromkeys(words(row["sectors"]) + words(more)))
    codes = dict.fromkeys(code for word in named for code in _codes(word, row["id"], lexicon))
    properties = {
        "site_id": row["id"],
        "name_en": _text(row["name_en"]),
        "name_zh": _text(row["name_zh"]),
        "aliases": _text(";".join(aliases)),
        "kind": row["kind"],
        "role": role,
        "family": row.get("family") or row["id"],
        "parent_id": _text(row["parent_id"]),
        "town_id": _text(_town_id(row)),
        "city": _text(row.get("city", "")),
        "district": _text(row.get("district_or_town", "")),
        "level": _text(row.get("level", "")),
        "status": _text(row.get("status", "")),
        "partner_city": _text(row.get("partner_city", "")),
        "sectors": _text(";".join(codes)),
        "sector_words": _text(";".join(named)),
        "sector_words_translated": _text(";".join(_translated(named, lexicon))),
        "area_km2": _number(row["area_km2"]),
        "established_year": _number(row.get("established_year", "")),
        "precision_km": _number(row["coord_precision_km"]),
        "point_basis": _text(row["coord_basis"]),
        "source_id": _text(source_id(row["source"])),
        "as_of": _text(row["source_date"]),
        "confidence": _text(row["confidence"]),
    }
    point = None
    if row["lon"] and row["lat"]:
        point = {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]}
    feature = {"type": "Feature", "id": row["id"], "properties": properties, "geometry": point}
    return json.dumps(feature, ensure_ascii=False)


def _codes(word: str, site: str, lexicon: Lexicon) -> list[str]:
    if word in lexicon.phrases:
        return lexicon.phrases[word]
    code = lexicon.taxonomy.exact(word)
    if code is None:
        raise ValueError(
            f"Site {site}: the industry word {word!r} names no leaf. Expected a synonym of "
            "data/sectors.toml or a phrase of data/raw/site_words.csv. Add it there."
        )
    return [code]


def _translated(named: list[str], lexicon: Lexicon) -> list[str]:
    """Our translations of the stated words, so that either language finds the same site."""
    found = (other for word in named for other in lexicon.translations.get(word, []))
    return list(dict.fromkeys(found))


def _town_id(row: Row) -> str:
    town = row.get("town_id", "")
    return (
        TORCH_ZONE
        if town == TORCH_TOWN and row["id"] != TORCH_ZONE
        else town.replace(TORCH_TOWN, "")
    )


def _rounded(row: Row) -> Row:
    """Points that came from a map service are kept to two decimals, with their origin."""
    if "guangdong_zones_2018" not in row["coord_basis"]:
        return row
    return {
        **row,
        "lon": f"{float(row['lon']):.2f}",
        "lat": f"{float(row['lat']):.2f}",
        "coord_basis": "2018 catalogue zone geocoded with the AMap web service",
    }


def _town(row: Row) -> Row:
    # A town is a place where firms settle today: that is what its row states.
    return {
        **row,
        "city": "Zhongshan",
        "level": "town",
        "status": "operating",
        "district_or_town": row["name_en"],
        "family": row["id"],
    }


def _zone(zone: Row, name_en: str) -> Row:
    located = zone["geo_quality"] != "rejected" and zone["lon"] and zone["lat"]
    basis = f"2018 catalogue zone geocoded with the AMap web service ({zone['geo_quality']})"
    return {
        "id": f"gd-{zone['code'].lower()}",
        "name_en": name_en,
        "name_zh": zone["name"],
        "kind": _KINDS[zone["zone_type"]],
        "parent_id": "",
        "city": _CITIES[zone["city"]],
        "level": _LEVELS[zone["level"]],
        # The catalogue lists zones that passed the audit of 2018: they existed and were run.
        "status": "operating",
        "sectors": zone["industries"],
        "area_km2": "",
        "established_year": zone["approved"][:4],
        # Points of a map service are kept to two decimals only.
        "lon": f"{float(zone['lon']):.2f}" if located else "",
        "lat": f"{float(zone['lat']):.2f}" if located else "",
        "coord_precision_km": GEOCODE_KM[zone["geo_quality"]] if located else "",
        "coord_basis": basis if located else "",
        "source": CATALOGUE_2018,
        "source_date": CATALOGUE_DATE,
        "confidence": "high",
        "core_area_km2": f"{float(zone['area_ha']) / 100:.6g}",
        "notes": zone["geo_note"],
    }


def _reference(zone: Row) -> Row:
    """A zone outside the Bay Area: ranked only when all of China is searched."""
    # The national file holds national zones only and says so nowhere in a column.
    stated = {"level": "国家级", "geo_note": "", **zone, "city": zone["city"]}
    return {
        **_zone({**stated, "city": "中山市"}, ""),
        "id": f"cn-{zone['code'].lower()}",
        "city": zone["city"],
        "district_or_town": zone.get("province") or "广东省",
        "role": "reference",
    }


def _text(cell: str) -> str | None:
    return cell or None


def _number(cell: str) -> float | int | None:
    if not cell:
        return None
    number = float(cell)
    return int(number) if number.is_integer() else number
