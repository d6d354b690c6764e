"""`doctor`: every unsafe setting is found, its safe twin is not, and no secret is ever said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit import config

from recommender.doctor import Setup, examine, findings
from recommender.doctor.settings import DEFAULTS, variable
from recommender.errors import SettingsError
from tests.conftest import ROOT

SHIPPED = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
STRONG = "9f1c4e7a2b8d6035" * 4
AUTH = {
    "redirect_uri": "https://baysite.zs.test/oauth2callback",
    "cookie_secret": STRONG,
    "client_id": "baysite",
    "client_secret": "kP3-of-the-client",
    "server_metadata_url": "https://login.zs.test/.well-known/openid-configuration",
}
FOR_OTHERS = {"--server.address": "0.0.0.0", "--server.allowedHosts": ["baysite.zs.test"]}  # noqa: S104
REDIRECT_HERE = {"redirect_uri": "http://127.0.0.1:8501/oauth2callback"}


def setup(
    home: Path,
    auth: dict[str, Any] | None = None,
    people: str = 'allowed = ["zs.test"]',
    **more: Any,
) -> Setup:
    """A machine of its own: the shipped settings, a sign-in, and what a test plants."""
    folder = home / ".streamlit"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.toml").write_text(SHIPPED, encoding="utf-8")
    (home / "data").mkdir(exist_ok=True)
    secrets = folder / "secrets.toml"
    if auth is not None:
        lines = [f"{name} = {json.dumps(value)}" for name, value in auth.items()]
        secrets.write_text("\n".join(["[auth]", *lines, "[baysite]", people, ""]), encoding="utf-8")
        secrets.chmod(0o600)
    flags = {name.removeprefix("--"): v for name, v in more.items() if name.startswith("--")}
    environ = {name: v for name, v in more.items() if not name.startswith("--")}
    return Setup(root=home, home=home / "nobody", environ=environ, flags=flags)


def said(found: Setup) -> list[tuple[str, str]]:
    """Level and place of every finding."""
    return [(one["level"], one["where"]) for one in findings(found, "en")]


def test_the_shipped_settings_have_no_finding(tmp_path: Path) -> None:
    assert findings(setup(tmp_path), "en") == []


def test_a_sign_in_for_others_as_the_document_sets_it_up_has_no_finding(tmp_path: Path) -> None:
    assert findings(setup(tmp_path, AUTH, **FOR_OTHERS), "en") == []


def test_others_without_sign_in_are_refused_and_this_machine_alone_is_not(tmp_path: Path) -> None:
    assert said(setup(tmp_path, **{"--server.address": "0.0.0.0"})) == [  # noqa: S104
        ("refused", "--server.address")
    ]
    for own in ("127.0.0.1", "localhost", "::1"):
        assert said(setup(tmp_path, **{"--server.address": own})) == []


def test_an_address_that_nobody_set_is_every_address(tmp_path: Path) -> None:
    found = setup(tmp_path)
    (tmp_path / ".streamlit/config.toml").write_text(
        SHIPPED.replace('address = "127.0.0.1"', ""), encoding="utf-8"
    )
    assert said(found) == [("refused", "server.address, which nobody set")]


def test_a_proxy_before_a_server_on_loopback_is_seen_by_the_name_it_passes_on(
    tmp_path: Path,
) -> None:
    planted = {"--server.allowedHosts": ["127.0.0.1", "baysite.zs.test"]}
    assert said(setup(tmp_path, **planted)) == [("refused", "--server.allowedHosts")]
    assert said(setup(tmp_path, AUTH, **planted)) == []


@pytest.mark.parametrize(
    ("name", "unsafe"),
    [
        ("server.enableXsrfProtection", False),
        ("server.enableCORS", False),
        ("server.enableAgentApi", True),
        ("server.allowedHosts", []),
        ("server.allowedHosts", ["*"]),
        ("server.maxUploadSize", 11),
        ("server.trustedUserHeaders", '{"X-Mail": "email"}'),
        ("client.showErrorDetails", "full"),
        ("client.showErrorDetails", "type"),
        ("client.disableDataExport", False),
        ("browser.gatherUsageStats", True),
    ],
)
def test_an_unsafe_setting_is_refused_for_others_and_a_warning_on_one_machine(
    tmp_path: Path, name: str, unsafe: Any
) -> None:
    planted = {f"--{name}": unsafe}
    assert said(setup(tmp_path, AUTH, **(FOR_OTHERS | planted))) == [("refused", f"--{name}")]
    alone = setup(tmp_path / "alone", **planted)
    assert said(alone) == [("warning", f"--{name}")]


@pytest.mark.parametrize("name", [n for n in DEFAULTS if n not in ("secrets.files", "server.port")])
def test_a_setting_is_read_from_the_file_of_the_user_of_the_app_and_the_environment(
    tmp_path: Path, name: str
) -> None:
    found = setup(tmp_path)
    home = found.home / ".streamlit"
    home.mkdir(parents=True)
    section, key = name.split(".")
    (home / "config.toml").write_text(f'[{section}]\n{key} = "of the user"', encoding="utf-8")
    shipped = f"\n{key} = " in SHIPPED
    assert (found.value(name) == "of the user") is not shipped
    set_by = Setup(root=tmp_path, home=found.home, environ={variable(name): "text"}, flags={})
    assert set_by.settings[name].where == variable(name)


@pytest.mark.parametrize("name", DEFAULTS)
def test_names_and_values_that_nobody_set_are_those_of_streamlit(name: str) -> None:
    option = config._config_options_template[name]
    assert variable(name) == option.env_var
    if name not in ("secrets.files",):  # Streamlit looks in the folders that Setup looks in
        assert option.default_val == DEFAULTS[name]


@pytest.mark.parametrize(
    "weak",
    ["9f1c4e7a2b8d60359f1c4e7a2b8d603", "0123" * 16, "change-me-9f1c4e7a2b8d60359f1c4e7a2b8d",
     "<a long random text of letters and digits>"],
)  # fmt: skip
def test_a_weak_secret_of_the_cookies_is_refused(tmp_path: Path, weak: str) -> None:
    (found,) = findings(setup(tmp_path, AUTH | {"cookie_secret": weak}, **FOR_OTHERS), "en")
    assert found["level"] == "refused"
    assert found["where"].endswith("[auth] cookie_secret")


def test_the_secret_of_the_cookies_is_not_that_of_the_provider(tmp_path: Path) -> None:
    found = said(setup(tmp_path, AUTH | {"client_secret": STRONG}, **FOR_OTHERS))
    assert [place.endswith("cookie_secret") for _, place in found] == [True]


@pytest.mark.parametrize(
    ("uri", "safe"),
    [
        ("https://baysite.zs.test/oauth2callback", True),
        ("http://baysite.zs.test/oauth2callback", False),
        ("https://baysite.zs.test/callback", False),
        ("http://127.0.0.1:{port}/oauth2callback", True),
        ("http://localhost:8501/oauth2callback", True),
    ],
)
def test_the_way_back_is_encrypted_and_leads_to_streamlit(
    tmp_path: Path, uri: str, safe: bool
) -> None:
    found = said(setup(tmp_path, AUTH | {"redirect_uri": uri}, **FOR_OTHERS))
    assert [(level, place.endswith("redirect_uri")) for level, place in found] == [
        ("refused", True)
    ] * (not safe)


def test_the_keys_of_the_provider_come_over_an_encrypted_line(tmp_path: Path) -> None:
    planted = {"server_metadata_url": "http://login.zs.test/.well-known/openid-configuration"}
    (found,) = said(setup(tmp_path, AUTH | planted, **FOR_OTHERS))
    assert found[1].endswith("server_metadata_url")


@pytest.mark.parametrize("missing", AUTH)
def test_a_sign_in_with_which_nobody_can_sign_in_is_said(tmp_path: Path, missing: str) -> None:
    rest = {name: value for name, value in AUTH.items() if name != missing}
    found = said(setup(tmp_path, rest, **FOR_OTHERS))
    assert [place.endswith(f"[auth] {missing}") for _, place in found] == [True]


def test_a_sign_in_whose_libraries_are_missing_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommender.doctor.setup.find_spec", lambda name: None)
    assert said(setup(tmp_path, AUTH, **FOR_OTHERS)) == [("refused", "authlib, httpx")]


def test_a_named_provider_is_a_provider(tmp_path: Path) -> None:
    found = setup(tmp_path, AUTH, **FOR_OTHERS)
    file = tmp_path / ".streamlit/secrets.toml"
    text = file.read_text(encoding="utf-8").replace("client_id", "[auth.bureau]\nclient_id")
    file.write_text(text, encoding="utf-8")
    assert list(found.providers) == ["bureau"]
    assert said(found) == []


def test_everybody_of_the_provider_is_a_warning_and_a_list_is_none(tmp_path: Path) -> None:
    (found,) = said(setup(tmp_path, AUTH, people="", **FOR_OTHERS))
    assert found[0] == "warning"
    assert found[1].endswith("[baysite] allowed")
    (broken,) = said(setup(tmp_path, AUTH, people='allowed = "zs.test"', **FOR_OTHERS))
    assert broken[0] == "refused"


def test_secrets_that_cannot_be_read_are_said_without_a_word_of_them(tmp_path: Path) -> None:
    found = setup(tmp_path, AUTH, **FOR_OTHERS)
    file = tmp_path / ".streamlit/secrets.toml"
    file.write_text('[auth]\ncookie_secret = "hidden-7Qx\n', encoding="utf-8")
    assert said(found) == [("refused", str(file))]
    assert "hidden-7Qx" not in json.dumps(findings(found, "en"))


@pytest.mark.parametrize(
    ("place", "mode"), [(".streamlit/secrets.toml", 0o644), ("data/parks.geojson", 0o666)]
)
def test_a_file_that_is_open_to_others_is_refused(tmp_path: Path, place: str, mode: int) -> None:
    found = setup(tmp_path, AUTH, **FOR_OTHERS)
    (tmp_path / "data/parks.geojson").write_text("", encoding="utf-8")
    assert said(found) == []
    (tmp_path / place).chmod(mode)
    assert said(found) == [("refused", str(tmp_path / place))]


@pytest.mark.parametrize("named", ["BAYSITE_VAR", "DATABASE_URL", ""])
def test_a_database_that_others_can_read_is_refused_and_a_closed_folder_is_enough(
    tmp_path: Path, named: str
) -> None:
    kept = tmp_path / "var" / "baysite.db"
    kept.parent.mkdir()
    kept.write_bytes(b"")
    value = {"BAYSITE_VAR": str(kept.parent), "DATABASE_URL": f"sqlite:///{kept}"}.get(named)
    found = setup(tmp_path, AUTH, **FOR_OTHERS, **({named: value} if named else {}))
    kept.parent.chmod(0o755)
    kept.chmod(0o644)
    assert said(found) == [("refused", str(kept))]
    kept.chmod(0o600)
    assert said(found) == []
    kept.chmod(0o644)
    kept.parent.chmod(0o700)
    assert said(found) == []


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("postgresql://li:pw@db.zs.test/baysite", False),
        ("postgresql+psycopg://li:pw@db.zs.test/baysite?sslmode=prefer", False),
        ("postgresql://li:pw@db.zs.test/baysite?sslmode=require", True),
        ("postgresql://li:pw@db.zs.test/baysite?sslmode=verify-full", True),
        ("postgresql://li:pw@127.0.0.1:5432/baysite", True),
        ("postgresql://li:pw@/baysite?host=/run/postgresql", True),
        ("postgresql://li:pw@/baysite?host=db.zs.test:5432&host=127.0.0.1", False),
        ("postgresql://li:p/w@db.zs.test/baysite", False),
    ],
)
def test_a_line_to_a_database_over_a_network_is_encrypted(
    tmp_path: Path, url: str, safe: bool
) -> None:
    found = said(setup(tmp_path, AUTH, **FOR_OTHERS, DATABASE_URL=url))
    assert found == [("refused", "DATABASE_URL")] * (not safe)


def test_the_mode_of_a_line_may_stand_in_the_environment(tmp_path: Path) -> None:
    url = "postgresql://li@db.zs.test/baysite"
    planted = {"DATABASE_URL": url, "PGSSLMODE": "verify-full"}
    assert said(setup(tmp_path, AUTH, **FOR_OTHERS, **planted)) == []


def test_a_database_url_among_the_secrets_counts_as_streamlit_takes_it(tmp_path: Path) -> None:
    found = setup(tmp_path, AUTH, **FOR_OTHERS)
    file = tmp_path / ".streamlit/secrets.toml"
    url = 'DATABASE_URL = "postgresql://li:pw@db.zs.test/baysite"\n'
    file.write_text(url + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert said(found) == [("refused", "DATABASE_URL")]


def test_settings_that_cannot_be_read_are_an_error_of_one_line(tmp_path: Path) -> None:
    found = setup(tmp_path)
    (tmp_path / ".streamlit/config.toml").write_text('[server]\naddress = "x', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"config\.toml cannot be read"):
        findings(found, "en")


HIDDEN = "hidden7Qx"
PLANTS: dict[str, Callable[[Path], Setup]] = {
    **{
        f"auth.{name}": lambda home, name=name: setup(
            home, AUTH | {name: AUTH[name] + HIDDEN}, **FOR_OTHERS
        )
        for name in AUTH
    },
    "short": lambda home: setup(home, AUTH | {"cookie_secret": HIDDEN}, **FOR_OTHERS),
    "in the way back": lambda home: setup(
        home, AUTH | {"redirect_uri": f"http://li:{HIDDEN}@zs.test/{HIDDEN}"}, **FOR_OTHERS
    ),
    "unknown key": lambda home: setup(home, AUTH | {"other": HIDDEN}),
    "allowed": lambda home: setup(home, AUTH, people=f'allowed = "{HIDDEN}"'),
    "cookie of the server": lambda home: setup(home, STREAMLIT_SERVER_COOKIE_SECRET=HIDDEN),
    **{
        url: lambda home, url=url: setup(home, DATABASE_URL=url, **FOR_OTHERS)
        for url in (
            f"postgresql://{HIDDEN}:{HIDDEN}@db.zs.test/baysite?password={HIDDEN}",
            f"postgresql://li:{HIDDEN}/{HIDDEN}@db.zs.test:5432/baysite",
            f"postgresql://li:{HIDDEN}@[db.zs.test/baysite",
            f"mysql://li:{HIDDEN}@db.zs.test/baysite",
            f"{HIDDEN}",
            f"sqlite:///kept.db?password={HIDDEN}",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS)
def test_no_secret_is_ever_said(
    tmp_path: Path, plant: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("features.files.digest_of", lambda *_: "0" * 64)
    monkeypatch.setattr("recommender.doctor.what_is_installed", lambda _: {})
    found = PLANTS[plant](tmp_path)
    for language in ("en", "zh", "zh-Hant"):
        text = json.dumps(examine(found, language), ensure_ascii=False, allow_nan=False)
        assert HIDDEN not in text
    assert HIDDEN not in repr(found.settings)


def called(*asked: str, home: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "recommender", "doctor", *asked],
        cwd=ROOT, env={**os.environ, "HOME": str(home), **environ},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_the_command_says_what_is_installed_and_configured_and_ends_well(tmp_path: Path) -> None:
    done = called("--json", home=tmp_path, BAYSITE_VAR=str(tmp_path / "var"))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert list(found) == ["installed", "configured", "findings"]
    assert found["findings"] == []
    assert found["installed"]["libraries"]["streamlit"] == "1.67.0"
    assert all(found["installed"]["extras"]["sign-in"].values())
    assert found["installed"]["chinese_font"] is True
    assert len(found["configured"]["data"]["digest"]) == 64
    assert found["configured"]["server"]["address"] == "127.0.0.1"
    assert "manufacturing" in found["configured"]["weights"]


@pytest.mark.slow
def test_what_is_refused_stands_on_standard_error_and_ends_with_two(tmp_path: Path) -> None:
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(f'[auth]\ncookie_secret = "{HIDDEN}"\n', encoding="utf-8")
    done = called(
        "--address", "192.168.7.7", "--lang", "zh", home=tmp_path,
        STREAMLIT_SECRETS_FILES=str(secrets), STREAMLIT_SERVER_ENABLE_CORS="false",
        DATABASE_URL=f"postgresql://li:{HIDDEN}@db.zs.test/baysite",
    )  # fmt: skip
    assert done.returncode == 2
    lines = done.stderr.splitlines()
    assert len(lines) == 5  # CORS, keys that are missing, the cookie, the file, the database
    assert "STREAMLIT_SERVER_ENABLE_CORS" in lines[0]
    assert "192.168.7.7" in done.stdout
    assert HIDDEN not in done.stdout + done.stderr


def test_the_sample_of_the_document_is_whole_and_refused_until_its_secret_is_made(
    tmp_path: Path,
) -> None:
    text = (ROOT / "docs/sign-in.md").read_text(encoding="utf-8")
    sample = textwrap.dedent(text.split("```toml\n")[1].split("```")[0])
    found = setup(tmp_path, AUTH, **FOR_OTHERS)
    (tmp_path / ".streamlit/secrets.toml").write_text(sample, encoding="utf-8")
    assert found.missing_keys == ()
    assert [place.rpartition(" ")[2] for _, place in said(found)] == ["cookie_secret"]
