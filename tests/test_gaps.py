"""Demand gaps: what each pair was lost to, and totals that anybody can make again."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from features.catalogue import Catalogue
from recommender.engine import recommend
from recommender.errors import UnknownSiteError
from recommender.gaps import Pair, gap_pairs, our_sites, pairs_of
from recommender.gaps.book import TITLES, GapsFile
from recommender.gaps.tables import (
    by_attribute,
    by_attribute_and_site,
    by_site,
    pairs_table,
    totals,
)
from recommender.leads import Leads, lead_table
from recommender.match import Setting
from recommender.near_misses import failed
from recommender.texts import translate
from tests.conftest import TODAY
from tests.test_cli import refused, run
from tests.test_reverse import leads_file

pytestmark = pytest.mark.slow  # a server of its own, or whole commands

SETTING = Setting()


@pytest.fixture(scope="module")
def leads(catalogue: Catalogue) -> Leads:
    """A list as the desk gets it, and four leads that many sites cannot hold."""
    made = lead_table("leads.csv", leads_file(), today=TODAY)
    text = (
        "lead_id,sector,land_mu,start,capex_cny,jobs\nB1,small appliances,20000,2027-02,1e9,800\n"
        "B2,LED lamps,9000,2027-01,,\nB3,medical devices,30000,2027-01,5e8,\n"
        "B4,industrial robots,25000,2027-01,,90\n"
    )
    large = lead_table("b.csv", text.encode(), today=TODAY)
    return replace(made, leads=(*made.leads, *large.leads))


@pytest.fixture(scope="module")
def sites(catalogue: Catalogue) -> tuple[str, ...]:
    return our_sites(catalogue, ("Zhongshan",), SETTING)


@pytest.fixture(scope="module")
def found(catalogue: Catalogue, leads: Leads, sites: tuple[str, ...]) -> list[Pair]:
    return [pair for of in gap_pairs(catalogue, leads.leads, SETTING, sites) for pair in of]


@pytest.fixture(scope="module")
def file(catalogue: Catalogue, leads: Leads, sites: tuple[str, ...], found: list[Pair]) -> GapsFile:
    return GapsFile(
        catalogue=catalogue, leads=leads, setting=SETTING, sites=sites, found=found, language="en"
    )


def test_every_lead_meets_every_site_of_ours_once(
    catalogue: Catalogue, leads: Leads, sites: tuple[str, ...], found: list[Pair]
) -> None:
    assert len(sites) > 50
    assert set(catalogue.sites.loc[list(sites), "city"]) == {"Zhongshan"}
    assert len({(p.lead_id, p.site_id) for p in found}) == len(found)
    assert len(found) == len(sites) * len(leads.leads)


def test_a_pair_says_what_the_leads_own_ranking_says(
    catalogue: Catalogue, leads: Leads, found: list[Pair]
) -> None:
    rankings = {one.lead_id: recommend(catalogue, SETTING.asked(one.profile))
                for one in leads.leads}  # fmt: skip
    seen = set()
    for pair in found:
        ranking = rankings[pair.lead_id]
        standing = ranking.table.at[pair.site_id, "standing"]
        seen.add((pair.outcome, pair.kind))
        if pair.outcome == "won":
            firsts = [entry for entry in ranking.entries if entry.rank == 1]
            assert standing == "listed"
            assert any(pair.site_id in (entry.site_id, *entry.family) for entry in firsts)
        elif pair.kind == "must_have":
            names = {check.name for check, _ in failed(ranking, pair.site_id)}
            assert standing == "excluded"
            assert set(pair.attributes) == names
        elif pair.kind == "criterion":
            terms = ranking.matrix.contributions
            gaps = terms.loc[ranking.entries[0].site_id] - terms.loc[pair.site_id]
            assert standing == "listed"
            assert pair.attributes == (gaps.idxmax(),)
            assert pair.behind == pytest.approx(100 * gaps.max())
            assert pair.behind > 0
        elif pair.outcome == "lost":
            assert standing == pair.kind
    assert seen >= {
        ("won", ""), ("other_industry", ""), ("lost", "must_have"), ("lost", "criterion"),
        ("lost", "too_little_known"), ("lost", "not_yet_on_offer"),
    }  # fmt: skip


def test_a_site_of_another_industry_was_never_in_the_running(
    catalogue: Catalogue, leads: Leads, found: list[Pair]
) -> None:
    codes = {one.lead_id: recommend(catalogue, SETTING.asked(one.profile)).profile.project
             for one in leads.leads}  # fmt: skip
    for pair in found:
        related = catalogue.related(codes[pair.lead_id].sector_codes)[pair.site_id]
        stated = pd.notna(catalogue.sites.at[pair.site_id, "sectors"])
        if codes[pair.lead_id].sector_codes and stated:
            assert (pair.outcome == "other_industry") == (not related)


def hand_made() -> list[Pair]:
    def lost(lead: str, site: str, kind: str, *names: str, **amounts: float) -> Pair:
        return Pair(lead_id=lead, company="", site_id=site, outcome="lost", kind=kind,
                    attributes=names, labels=names, **amounts)  # fmt: skip

    return [
        lost("a", "x", "must_have", "land", jobs=10, capex_cny=5.0),
        lost("a", "y", "must_have", "land", "start", jobs=10, capex_cny=5.0),
        lost("b", "x", "must_have", "land", "start", jobs=7),
        lost("b", "y", "criterion", "fit", jobs=7),
        lost("c", "x", "not_yet_on_offer", capex_cny=2.5),
        Pair(lead_id="c", company="", site_id="y", outcome="won", capex_cny=2.5),
        Pair(lead_id="d", company="", site_id="x", outcome="other_industry"),
    ]


def row(table: pd.DataFrame, **keys: str) -> dict[str, object]:
    for name, value in keys.items():
        table = table[table[name] == value]
    [only] = table.to_dict(orient="records")
    return only


def test_alone_and_with_others_are_kept_apart() -> None:
    pairs = pairs_table(hand_made())
    at_x = row(by_attribute_and_site(pairs), attribute="land", site_id="x")
    assert (at_x["leads"], at_x["leads_alone"], at_x["leads_with_others"]) == (2, 1, 1)
    assert (at_x["jobs_alone"], at_x["jobs_with_others"]) == (10, 7)
    assert (at_x["capex_alone"], at_x["capex_with_others"]) == (5, 0)
    assert (at_x["capex_not_stated_alone"], at_x["capex_not_stated_with_others"]) == (0, 1)
    start = row(by_attribute(pairs), attribute="start")
    assert (start["pairs"], start["leads"], start["leads_alone"]) == (2, 2, 0)
    land = row(by_attribute(pairs), attribute="land")
    assert (land["pairs"], land["leads"]) == (3, 2), "a lead counts once over all sites"
    assert (land["leads_alone"], land["leads_with_others"]) == (1, 1)


def test_a_pair_lost_to_several_counts_once_in_the_totals() -> None:
    pairs = pairs_table(hand_made())
    said = dict(zip(*(totals(pairs)[name] for name in ("what", "count")), strict=True))
    assert said["pairs"] == said["won"] + said["lost"] + said["other_industry"] == 7
    assert (said["lost"], said["lost_must_have"], said["several"]) == (5, 3, 2)
    assert (said["leads"], said["leads_won"], said["leads_lost"]) == (4, 1, 2)
    assert (said["jobs"], said["jobs_not_stated"], said["capex"]) == (17, 0, 5)
    at_x = row(by_site(pairs), site_id="x")
    assert (at_x["in_the_running"], at_x["lost"], at_x["other_industry"]) == (3, 3, 1)
    assert (at_x["jobs"], at_x["jobs_not_stated"]) == (17, 1)
    assert (at_x["capex"], at_x["capex_not_stated"]) == (7.5, 1)


def test_nothing_lost_is_empty_tables() -> None:
    pairs = pairs_table([Pair(lead_id="a", company="", site_id="x", outcome="won")])
    assert by_attribute(pairs).empty
    assert by_attribute_and_site(pairs).empty
    assert by_site(pairs)["lost"].tolist() == [0]


def recomputed(pairs: pd.DataFrame, keys: list[str]) -> dict[tuple[str, ...], dict[str, float]]:
    """Totals made again from the exported pairs, by other means than the program's."""
    found: dict[tuple[str, ...], dict[str, dict[str, dict[str, object]]]] = {}
    for one in pairs[pairs["outcome"] == "lost"].to_dict(orient="records"):
        for name in one["attributes"].split(";"):
            key = tuple({**one, "attribute": name}[column] for column in keys)
            scope = found.setdefault(key, {"all": {}, "alone": {}})
            scope["all"][one["lead_id"]] = one
            if one["together"] == 1:
                scope["alone"][one["lead_id"]] = one
    answer = {}
    for key, scope in found.items():
        others = {k: v for k, v in scope["all"].items() if k not in scope["alone"]}
        answer[key] = {"leads": len(scope["all"])}
        for end, there in (("alone", scope["alone"]), ("with_others", others)):
            answer[key][f"leads_{end}"] = len(there)
            for column, name in (("jobs", "jobs"), ("capex_cny", "capex")):
                known = [one[column] for one in there.values() if pd.notna(one[column])]
                answer[key][f"{name}_{end}"] = sum(known)
                answer[key][f"{name}_not_stated_{end}"] = len(there) - len(known)
    return answer


def exported(
    file: GapsFile, tmp_path: Path, how: str
) -> tuple[pd.DataFrame, dict[str, pd.DataFrame]]:
    """The pairs and the other tables as they are read back from a file."""
    if how == "xlsx":
        sheets = pd.read_excel(io.BytesIO(file.workbook()), sheet_name=None)
        names = ("by attribute and site", "by attribute", "by site", "totals")
        return sheets["pairs"], {name: sheets[name] for name in names}
    from recommender.cli_gaps import _write

    out = tmp_path / "gaps.csv"
    _write(out, file)
    read = {
        name: pd.read_csv(tmp_path / f"gaps.{name.replace(' ', '_')}.csv")
        for name in ("by attribute and site", "by attribute", "by site", "totals")
    }
    return pd.read_csv(out), read


@pytest.fixture(scope="module")
def elsewhere(
    catalogue: Catalogue, leads: Leads, sites: tuple[str, ...], file: GapsFile
) -> GapsFile:
    """The same list looked for in another city: our sites fail that and the land as well."""
    setting = Setting(regions=("Shenzhen",))
    found = [pair for of in gap_pairs(catalogue, leads.leads, setting, sites) for pair in of]
    assert any(len(pair.attributes) > 1 for pair in found), "some fail several must-haves"
    return replace(file, setting=setting, found=found)


@pytest.mark.parametrize("how", ["xlsx", "csv"])
@pytest.mark.parametrize("which", ["file", "elsewhere"])
def test_every_total_can_be_made_again_from_the_exported_pairs(
    request: pytest.FixtureRequest, tmp_path: Path, which: str, how: str
) -> None:
    file: GapsFile = request.getfixturevalue(which)
    pairs, tables = exported(file, tmp_path, how)
    plain = {translate(title, "en"): name for name, title in TITLES.items()}
    labels = {label: name for p in file.found
              for name, label in zip(p.attributes, p.labels, strict=True)}  # fmt: skip
    for sheet, keys in (
        ("by attribute and site", ["attribute", "site_id"]),
        ("by attribute", ["attribute"]),
    ):
        table = tables[sheet].rename(columns=plain)
        again = recomputed(pairs, keys)
        assert len(table) == len(again)
        for one in table.to_dict(orient="records"):
            kind = {"Not yet on offer": "not_yet_on_offer",
                    "Too little known to rank": "too_little_known"}.get(one["kind"])  # fmt: skip
            name = kind or labels[translate(one["attribute"], "en")]
            expected = again[tuple({**one, "attribute": name}[key] for key in keys)]
            assert {column: one[column] for column in expected} == expected
    lost = pairs[pairs["outcome"] == "lost"]
    for one in tables["by site"].rename(columns=plain).to_dict(orient="records"):
        there = pairs[pairs["site_id"] == one["site_id"]]
        mine = there[there["outcome"] == "lost"]
        for outcome in ("won", "lost", "other_industry"):
            assert one[outcome] == (there["outcome"] == outcome).sum()
        assert one["in_the_running"] == one["won"] + one["lost"]
        assert one["lost_must_have"] == (mine["kind"] == "must_have").sum()
        assert one["jobs"] == mine["jobs"].sum()
        assert one["jobs_not_stated"] == mine["jobs"].isna().sum()
        assert one["capex"] == mine["capex_cny"].sum()
        assert one["capex_not_stated"] == mine["capex_cny"].isna().sum()
    said = dict(tables["totals"].itertuples(index=False, name=None))
    assert said["Lost"] == len(lost)
    assert said["Lost to must-haves"] == (lost["kind"] == "must_have").sum()
    assert said["Lost to several must-haves together"] == (lost["together"] > 1).sum()
    assert sum(said[translate(TITLES[f"lost_{kind}"], "en")] for kind in (
        "must_have", "criterion", "same_idea", "not_yet_on_offer", "too_little_known"
    )) == len(lost)  # fmt: skip


def test_ours_may_be_a_city_in_any_language_or_sites(catalogue: Catalogue) -> None:
    assert our_sites(catalogue, ("中山",), SETTING) == our_sites(catalogue, ("Zhongshan",), SETTING)
    assert our_sites(catalogue, ("zs-torch-hidz",), SETTING) == ("zs-torch-hidz",)
    with pytest.raises(UnknownSiteError, match=r"nearest: .*zs-torch-hidz"):
        our_sites(catalogue, ("zs-torch-hid",), SETTING)
    umbrella = catalogue.sites.index[catalogue.sites["role"] == "umbrella"][0]
    with pytest.raises(UnknownSiteError, match="role umbrella"):
        our_sites(catalogue, (str(umbrella),), SETTING)


def test_one_lead_alone_has_the_pairs_that_it_has_in_a_list(
    catalogue: Catalogue, leads: Leads, sites: tuple[str, ...], found: list[Pair]
) -> None:
    lead = leads.leads[5]
    mine = [pair for pair in found if pair.lead_id == lead.lead_id]
    assert pairs_of(catalogue, lead, SETTING, sites) == mine


def test_the_workbook_has_its_sheets_in_three_languages(file: GapsFile) -> None:
    book = openpyxl.load_workbook(io.BytesIO(file.workbook()))
    assert book.sheetnames == [
        "by attribute and site", "by attribute", "by site", "totals", "pairs", "rejected", "method",
    ]  # fmt: skip
    assert file.workbook() == replace(file).workbook(), "same inputs, same bytes"
    chinese = openpyxl.load_workbook(io.BytesIO(replace(file, language="zh").workbook()))
    assert chinese.sheetnames[:3] == ["按属性和园区", "按属性", "按园区"]
    assert openpyxl.load_workbook(io.BytesIO(replace(file, language="zh-Hant").workbook()))


def test_the_command_writes_its_files_and_refuses_in_one_line(tmp_path: Path) -> None:
    leads, out = tmp_path / "leads.csv", tmp_path / "gaps.csv"
    leads.write_bytes(leads_file())
    done = run("gaps", str(leads), "--out", str(out), "--of", "zs-torch-hidz")
    assert done.returncode == 0
    assert set(pd.read_csv(out)["site_id"]) == {"zs-torch-hidz"}
    assert {path.name for path in tmp_path.glob("gaps.*")} == {
        "gaps.csv", "gaps.by_attribute_and_site.csv", "gaps.by_attribute.csv", "gaps.by_site.csv",
        "gaps.totals.csv", "gaps.rejected.csv", "gaps.method.csv",
    }  # fmt: skip
    refused(run("gaps", str(leads), "--out", str(out), "--of", "Atlantis"), "Atlantis")
    refused(run("gaps", str(leads), "--out", str(tmp_path / "a.txt")), ".txt")


@pytest.mark.slow
def test_several_processes_find_what_one_finds(
    catalogue: Catalogue, leads: Leads, sites: tuple[str, ...], found: list[Pair]
) -> None:
    from recommender.match.many import workers

    with workers(2, None) as pool:
        spread = list(gap_pairs(catalogue, leads.leads, SETTING, sites, pool))
    assert [pair for of in spread for pair in of] == found
