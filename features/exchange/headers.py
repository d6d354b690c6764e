"""Headers of a file of sites in English and Chinese, mapped to the columns of the catalogue."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from features.checks import COLUMNS
from features.errors import DataError

SITE_COLUMNS = ("site_id", *COLUMNS, "lon", "lat", "wkt", "datum", "source")
STATEMENT_COLUMNS = (
    "site_id", "attribute", "value", "low", "high", "unit", "as_of", "source_id", "confidence",
    "note", "source",
)  # fmt: skip
AREAS = {"area_mu": 1 / 1_500, "area_ha": 0.01, "area_m2": 1e-6}
"""Columns of an area in other units, and km2 in one unit."""

ALIASES = {
    "site_id": "id, site, code, 编号, 园区编号, 园区id, 代码",
    "name_en": "english name, name (en), 英文名称, 英文名",
    "name_zh": "chinese name, name, 名称, 园区名称, 中文名称, 园区, 平台名称",
    "kind": "type, site type, 类型, 园区类型",
    "role": "角色",
    "family": "zone family, 所属系列",
    "parent_id": "parent, 上级园区, 上级编号",
    "town_id": "town, 镇街编号",
    "city": "municipality, 城市, 所在城市, 地市",
    "district": "district or town, county, 区县, 镇街, 所在镇街, 区镇",
    "level": "grade, 级别, 园区级别",
    "status": "state, 状态, 建设状态",
    "partner_city": "partner, 合作城市",
    "sectors": "sector codes, industry codes, 产业代码",
    "sector_words": "industries, industry, leading industries, 主导产业, 产业, 产业方向",
    "area_km2": "area, area (km2), area km2, 面积, 面积（平方公里）, 面积(km2), 规划面积",
    "area_mu": "area (mu), 面积（亩）, 亩",
    "area_ha": "area (ha), 面积（公顷）, 公顷",
    "area_m2": "area (m2), 面积（平方米）, 平方米",
    "established_year": "established, founded, year, 成立年份, 批准年份, 设立年份",
    "lon": "lng, longitude, x, 经度, 东经",
    "lat": "latitude, y, 纬度, 北纬",
    "datum": "crs, coordinate system, 坐标系, 坐标系统",
    "precision_km": "precision, accuracy km, 精度, 精度（公里）",
    "source": "citation, source of the row, 来源, 资料来源, 出处",
    "as_of": "date, source date, as of, 日期, 资料日期, 截至日期",
    "confidence": "可信度, 置信度",
    "aliases": "other names, 别名",
}
"""Other names of a column, in lower case; brackets and blanks do not matter."""


def headers_of(
    found: Iterable[str], known: tuple[str, ...], stated: Mapping[str, str], file: str
) -> tuple[dict[str, str], list[str]]:
    """Header to column, and the headers that name none.

    `stated` is what a person said of some headers, and goes first.

    Raises
    ------
    DataError
        If two headers name one column, or a stated column is not one.

    Examples
    --------
    >>> headers_of(["ID", "园区名称", "面积（亩）", "x y z"], SITE_COLUMNS, {}, "a.csv")
    ({'ID': 'site_id', '园区名称': 'name_zh', '面积（亩）': 'area_mu'}, ['x y z'])
    """
    columns = (*known, *AREAS)
    named = {_folded(name): name for name in columns}
    named |= {
        _folded(alias): name for name in columns for alias in ALIASES.get(name, "").split(", ")
    }
    named.pop("", None)
    found = list(found)
    mapped = {head: stated.get(head) or named.get(_folded(head)) for head in found}
    wrong = [column for column in stated.values() if column not in columns]
    if wrong:
        near = difflib.get_close_matches(wrong[0], columns, n=3, cutoff=0.0)
        raise DataError(
            f"{file}, first line: {wrong[0]!r} is no column. Nearest: {', '.join(near)}. Name "
            "another in --map."
        )
    taken: dict[str, str] = {}
    for head, column in mapped.items():
        if column and column in taken:
            raise DataError(
                f"{file}, first line: {taken[column]!r} and {head!r} both name the column "
                f"{column}. Expected one. Rename one, or say which with --map."
            )
        if column:
            taken[column] = head
    return {h: c for h, c in mapped.items() if c}, [h for h, c in mapped.items() if not c]


def nearest_columns(header: str, known: tuple[str, ...]) -> list[str]:
    """The three columns whose names are most like an unknown header."""
    return difflib.get_close_matches(_folded(header), known, n=3, cutoff=0.0)


def _folded(header: str) -> str:
    text = header.strip().casefold().replace("（", "(").replace("）", ")").replace("²", "2")
    return re.sub(r"[\s_()\-.:：]+", "", text)
