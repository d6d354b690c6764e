"""A list under a codename: nobody can read a figure, a name or a word of the investor in it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from features.catalogue import Catalogue
from features.project import Kept, Project
from recommender.confidential.ends import at_end
from recommender.confidential.ladder import STEPS, range_in_words, range_of
from recommender.confidential.listed import Confidential, confidential
from recommender.confidential.veil import LEFT_OUT
from recommender.engine import recommend
from recommender.errors import ReportError
from recommender.export import FORMATS
from recommender.messages import message
from recommender.profile import Anchor, Money, Profile, Told
from recommender.shortlist import Shortlist
from recommender.texts import LANGUAGES, translate
from tests.reading import numbers_in, text_in

pytestmark = pytest.mark.slow  # writes whole reports, again and again

SITE = "zs-dongfeng-appliance-cluster"
CODENAME = "Lantern"
AMOUNTS = {
    "land_mu": 1_511.0,
    "floor_area_m2": 40_009.0,
    "capex_cny": 812_000_023.0,
    "output_cny": 1_300_000_297.0,
    "tax_cny": 31_000_037.0,
    "rd_cny": 12_000_017.0,
    "interest_cny": 4_000_037.0,
    "jobs": 1_213.0,
    "storey_height_m": 7.1317,
    "floor_load_kn_m2": 13.7213,
    "lift_t": 3.7139,
}
"""Primes, or primes of a tenth or a hundredth: no other number of a file is one of them."""

OTHERS = {
    "1021": "minutes",
    "1733.7": "trips",
    "2389.3": "weight",
    "0.9173": "rate",
    "1709": "told",
}
WORDS = ("Bright Lamps", "Zhang Wei", "kettles", "2027-07", "113.3917", "22.5171")


def profile() -> Profile:
    return Profile(
        name="Bright Lamps Ltd",
        on=date(2026, 11, 24),
        project=Project(
            sector="small appliances: kettles of Bright Lamps, 1,511 mu",
            functions=("production",),
            origin_city="Shenzhen, Zhang Wei's place",
            ownership="foreign",
            kind="new",
            start=date(2027, 7, 1),
            keeps=(Kept(function="hq", place="113.3917,22.5171"),),
            **AMOUNTS,  # type: ignore[arg-type]
        ),
        anchors=(
            Anchor(place="sz_futian", trips_per_week=1733.7, weight=2389.3, max_minutes=1021),
            Anchor(place="113.3917,22.5171", trips_per_week=1733.7),
        ),
        money=Money(cny_per={"HKD": 0.9173}, rates_on=date(2026, 11, 20)),
        told=(Told(site_id=SITE, about="land_on_offer", value=1_709, on=date(2026, 11, 2)),),
    )


@pytest.fixture(scope="module")
def open_list(catalogue: Catalogue) -> Shortlist:
    ranking = recommend(catalogue, profile())
    first = ranking.entries[:4]
    assert SITE in {entry.site_id for entry in first}
    return Shortlist(
        catalogue=catalogue, ranking=ranking, entries=first,
        notes={first[0].site_id: "Zhang Wei wants 1,511 mu"},
        remarks=(message("{said}", said="stated: 812,000,023 CNY by Zhang Wei"),),
    )  # fmt: skip


@pytest.fixture(scope="module")
def listed(open_list: Shortlist) -> Confidential:
    return confidential(open_list, CODENAME)


def everything(listed: Shortlist | Confidential) -> dict[str, str]:
    return {ending: text_in(ending, write(listed)) for ending, write in FORMATS.items()}


def plain(number: float) -> str:
    return f"{number:.10g}" if number < 1e9 else f"{number:.0f}"


def secrets() -> dict[str, str]:
    """Every number of the profile in the units and sums that it may appear in."""
    found = dict(OTHERS)
    land = AMOUNTS["land_mu"]
    for name, amount in AMOUNTS.items():
        found[plain(amount)] = name
        if amount > 1e6:
            for size in (1e4, 1e6, 1e8):
                found |= {f"{amount / size:.{d}f}": f"{name} / {size:g}" for d in (2, 4, 6, 8)}
            found[f"{amount / 1e4:.0f}"] = f"{name} in 万"
            found[f"{amount / land:.0f}"] = f"{name} a mu"
            found[f"{amount * 10:.0f}"] = f"{name} in ten years"
    for size in (10_000 / 15, 1 / 15):
        found |= {f"{land * size:.{d}f}": "land" for d in (0, 1, 2)}
    return {n: what for n, what in found.items() if _telling(n)}


def _telling(number: str) -> bool:
    """True for a number with so many digits that no other stands for it by chance."""
    whole, _, decimals = number.partition(".")
    return len((whole + decimals.rstrip("0")).strip("0")) > 3


def test_the_open_exports_hold_the_secrets_so_that_a_leak_would_be_seen(
    open_list: Shortlist,
) -> None:
    said = {ending: numbers_in(text) for ending, text in everything(open_list).items()}
    shown = set.union(*said.values())
    missing = {plain(a) for a in AMOUNTS.values()} - shown
    assert not missing
    assert {"1021", "0.9173", "1709"} <= shown


@pytest.fixture(scope="module", params=LANGUAGES)
def files(request: pytest.FixtureRequest, open_list: Shortlist) -> dict[str, str]:
    return everything(confidential(replace(open_list, language=request.param), CODENAME))


def test_no_number_of_the_investor_stands_in_any_export(files: dict[str, str]) -> None:
    for ending, text in files.items():
        leaked = {n: secrets()[n] for n in numbers_in(text) & set(secrets())}
        assert not leaked, (ending, leaked)


def test_no_name_no_word_and_no_digest_of_the_investor_stands_in_any_export(
    files: dict[str, str], open_list: Shortlist
) -> None:
    asked = open_list.ranking.profile
    digests = (asked.digest(), profile().digest(), str(open_list.ranking.provenance["profile"]))
    for ending, text in files.items():
        for word in (*WORDS, *digests):
            assert word not in text, (ending, word)
        assert CODENAME in text, ending


def test_no_number_that_only_the_exact_project_gives_stands_in_any_export(
    listed: Confidential, open_list: Shortlist
) -> None:
    """Sums, shortfalls, costs: whatever the open files say and those of the ends do not."""
    exact, low, high, told = (
        {n for text in everything(each).values() for n in numbers_in(text)}
        for each in (open_list, listed.low, listed.high, listed)
    )
    computed = {n for n in exact - low - high if len(n.split(".")[0]) > 3}
    assert len(computed) > 100, "costs, incentives and shortfalls of the exact project"
    assert not told & computed
    csv = numbers_in(text_in(".csv", FORMATS[".csv"](listed)))
    scores = {n for n in csv if n.startswith("0.")}
    assert scores
    assert max(map(len, scores)) == len("0.73"), "no score from which a figure could be solved"


def test_the_ranges_stand_where_the_figures_stood(listed: Confidential) -> None:
    book = openpyxl.load_workbook(io.BytesIO(FORMATS[".xlsx"](listed)))
    said = dict(book["project"].iter_rows(min_row=2, values_only=True))
    assert said["Project"] == CODENAME
    assert "1,000-2,000 mu of land" in said["Land or floor"]
    assert "30,000-50,000 m² of floor" in said["Land or floor"]
    for words in ("investment 500-1,000 m CNY", "output 1-2 bn CNY", "1,000-2,000 jobs"):
        assert words in said["Figures of the project"]
    assert said["Start month"] == "2027"
    for ending in (".html", ".pdf"):
        text = " ".join(text_in(ending, FORMATS[ending](listed)).split())
        assert "investment 500-1,000 m CNY" in text
        assert translate(LEFT_OUT, "en") in text


def test_order_points_and_shares_are_the_exact_ones_to_a_whole_point(
    listed: Confidential, open_list: Shortlist
) -> None:
    told, exact = listed.summary(), open_list.summary()
    for column in ("rank", "site_id", "name_zh", "tier", "assumed", "family"):
        assert told[column].tolist() == exact[column].tolist()
    for column in ("score", "score_low", "score_high", "coverage", "top1_share", "top3_share"):
        assert told[column].tolist() == exact[column].round(2).tolist()


def test_what_does_not_rest_on_a_figure_is_told(listed: Confidential) -> None:
    told, exact = listed.summary(), listed.exact.summary()
    assert told["fact"].tolist() == exact["fact"].tolist()
    assert (told["why"].str.count("; ") > 0).any()
    sheets = openpyxl.load_workbook(io.BytesIO(FORMATS[".xlsx"](listed)))
    facts = [row for row in sheets.worksheets[6].iter_rows(min_row=2, values_only=True) if row[3]]
    hidden = [row for row in facts if row[1] == translate(LEFT_OUT, "en")]
    assert len(hidden) < len(facts) / 4


def test_notes_are_told_only_when_they_are_asked_for(open_list: Shortlist) -> None:
    noted = replace(open_list, notes={open_list.entries[0].site_id: "ask about cranes"})
    for notes, stands in ((False, False), (True, True)):
        told = confidential(noted, CODENAME, notes=notes)
        assert ("ask about cranes" in text_in(".csv", FORMATS[".csv"](told))) is stands
        assert ("ask about cranes" in text_in(".html", FORMATS[".html"](told))) is stands


def test_the_bundle_says_that_record_and_profile_are_left_out(listed: Confidential) -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS[".zip"](listed))) as bundle:
        assert "record.json" not in bundle.namelist()
        assert "profile.json" not in bundle.namelist()
        readme = bundle.read("README.txt").decode("utf-8-sig")
    assert "record.json and profile.json are left out" in readme


@pytest.mark.parametrize("codename", ["", "  ", "x" * 61, "bright lamps ltd "])
def test_a_codename_that_is_none_is_refused(open_list: Shortlist, codename: str) -> None:
    with pytest.raises(ReportError, match="cannot be used"):
        confidential(open_list, codename)


@given(st.floats(min_value=1e-6, max_value=9e14))
def test_any_figure_lies_in_a_range_of_the_ladder(amount: float) -> None:
    low, high = range_of(amount)
    assert low <= amount < high
    assert 1.4 < high / low < 2.1
    assert float(f"{low:.6e}".split("e")[0]) in STEPS


def test_a_range_does_not_say_where_in_it_the_figure_lies() -> None:
    assert range_of(30) == range_of(34) == range_of(49.99) == (30, 50)
    assert range_in_words(*range_of(34)) == {"en": "30-50", "zh": "30-50"}
    assert range_in_words(*range_of(6.2e7)) == {"en": "50-100 m", "zh": "5,000-10,000 万"}
    assert range_in_words(*range_of(0)) == {"en": "0", "zh": "0"}


def test_two_projects_of_the_same_ranges_are_the_same_at_both_ends() -> None:
    asked = profile()
    other = replace(
        asked,
        name="Another Ltd",
        project=replace(asked.project, sector="x", land_mu=1_900.0, capex_cny=5.1e8,
                        start=date(2027, 3, 1)),
    )  # fmt: skip
    for end in ("low", "high"):
        assert at_end(asked, CODENAME, end) == at_end(other, CODENAME, end)  # type: ignore[arg-type]


def test_every_number_of_a_profile_but_weights_and_doubt_changes_at_an_end() -> None:
    asked = profile()
    numbers = [n for n in _leaves(asked.to_dict()) if not isinstance(n, bool)]
    assert len(numbers) > 15
    for end in ("low", "high"):
        ends = _leaves(at_end(asked, CODENAME, end).to_dict())  # type: ignore[arg-type]
        kept = {plain(n) for n in numbers} & {plain(n) for n in ends} & set(secrets())
        assert not kept


def _leaves(values: object) -> list[float]:
    if isinstance(values, dict):
        return [n for value in values.values() for n in _leaves(value)]
    if isinstance(values, list):
        return [n for value in values for n in _leaves(value)]
    return [float(values)] if isinstance(values, int | float) else []


def test_a_confidential_list_is_written_alike_every_time(open_list: Shortlist) -> None:
    first, again = (confidential(open_list, CODENAME) for _ in range(2))
    for ending in (".csv", ".xlsx", ".geojson", ".gpkg", ".html", ".zip"):
        assert FORMATS[ending](first) == FORMATS[ending](again), ending


def test_geojson_under_a_codename_is_valid(listed: Confidential) -> None:
    found = json.loads(FORMATS[".geojson"](listed))
    assert [f["properties"]["project"] for f in found["features"]] == [CODENAME] * 4
    assert not re.search("NaN|Infinity", json.dumps(found))
