"""Who may enter, from what a provider says of a person."""

from __future__ import annotations

import ast
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.entrance import allowed_in, is_loopback, verdict
from tests.conftest import ROOT

NOW = 1_800_000_000
LI = {"is_logged_in": True, "iat": NOW, "email": "li@zs.example", "name": "Li Hua"}
ALLOWED = ("ZS.example ", "@bureau.example", "Wang@Other.example")


FOR_INVESTORS = {"answer", "compare", "report", "two_sites", "one_site", "sources"}
PAGES = re.findall(r"views/(\w+)\.py", (ROOT / "app.py").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(set(PAGES) - FOR_INVESTORS))
def test_a_page_that_is_not_for_investors_draws_only_behind_the_door(name: str) -> None:
    tree = ast.parse((ROOT / f"views/{name}.py").read_text(encoding="utf-8"))
    kept = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.Assign, ast.AnnAssign)
    drawn = [part for part in tree.body[1:] if not isinstance(part, (*kept, ast.Expr))]
    called = [p for p in tree.body if isinstance(p, ast.Expr) and isinstance(p.value, ast.Call)]
    assert [ast.unparse(part).splitlines()[0] for part in drawn] == ["if may_enter():"]
    assert called == []


def of(allowed: tuple[str, ...] | None = ALLOWED, **claims: Any) -> str:
    found, _ = verdict(LI | claims, allowed, now=NOW)
    return found


@pytest.mark.parametrize(
    "mail", ["li@zs.example", "LI@ZS.EXAMPLE", "li@bureau.example", "wang@other.example"]
)
def test_an_address_or_its_domain_on_the_list_is_enough_in_any_case(mail: str) -> None:
    assert of(email=mail) == "may"


@pytest.mark.parametrize(
    "mail",
    ["li@other.example", "li@sub.zs.example", "li@zs.example.evil.example", "zs.example",
     "@zs.example", "li@evil.example@zs.example", "li@evilzs.example", "", None, 7],
)  # fmt: skip
def test_an_address_that_only_resembles_the_list_is_refused(mail: object) -> None:
    assert of(email=mail) == "not_allowed"


@given(st.text())
def test_nobody_is_on_an_empty_list(mail: str) -> None:
    assert of((), email=mail) == "not_allowed"


@given(st.dictionaries(st.text(), st.text() | st.booleans() | st.none() | st.integers()))
def test_whoever_the_provider_did_not_sign_in_never_enters(claims: dict[str, Any]) -> None:
    claims.pop("is_logged_in", None)
    for told in ({}, {"is_logged_in": "True"}, {"is_logged_in": 1}, {"is_logged_in": False}):
        assert verdict(claims | told, None, now=NOW) == ("nobody", "")


@pytest.mark.parametrize("said", [False, "false", "False", None, ""])
def test_an_address_that_the_provider_has_not_verified_is_on_no_list(said: object) -> None:
    assert of(email_verified=said) == "unverified"
    assert of(None, email_verified=said) == "may"


@pytest.mark.parametrize("said", [True, "true"])
def test_a_verified_address_is_on_the_list(said: object) -> None:
    assert of(email_verified=said) == "may"


@pytest.mark.parametrize(
    ("issued", "found"),
    [
        (NOW - 12 * 3600, "may"),
        (NOW - 12 * 3600 - 1, "expired"),
        (NOW + 300, "may"),
        (NOW + 301, "expired"),
        (None, "expired"),
        (True, "expired"),
        ("now", "expired"),
        (float("nan"), "expired"),
    ],
)
def test_a_sign_in_holds_twelve_hours_and_one_without_a_time_never(
    issued: object, found: str
) -> None:
    assert of(iat=issued) == found


@pytest.mark.parametrize(
    "section", ["zs.example", {"allowed": "zs.example"}, {"allowed": [7]}, {"allowed": 7}, []]
)
def test_a_list_that_is_none_lets_nobody_in_by_mistake(section: object) -> None:
    with pytest.raises(TypeError):
        allowed_in(section)


def test_no_list_is_everybody_and_an_empty_one_nobody() -> None:
    assert allowed_in(None) is None
    assert allowed_in({}) is None
    assert allowed_in({"allowed": []}) == ()


@pytest.mark.parametrize("name", ["127.0.0.1", "127.8.9.1", "LOCALHOST", "::1", "[::1]"])
def test_this_machine_has_several_names(name: str) -> None:
    assert is_loopback(name)


@pytest.mark.parametrize(
    "name", ["", None, "0.0.0.0", "::", "10.0.0.1", "127.0.0.1.evil.example", "unix:///run/b"]  # noqa: S104
)  # fmt: skip
def test_what_is_not_this_machine_alone_is_not_loopback(name: str | None) -> None:
    assert not is_loopback(name)
