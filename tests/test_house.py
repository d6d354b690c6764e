"""What a clone must hold: settings, locks, targets and no path of a machine."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest

from tests.conftest import ROOT

CONFIG = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return listed.stdout.split()


def test_the_app_listens_on_loopback_and_sends_no_statistics() -> None:
    assert CONFIG["server"]["address"] == "127.0.0.1"
    assert CONFIG["server"]["allowedHosts"] == ["127.0.0.1", "localhost"]
    assert CONFIG["server"]["enableXsrfProtection"] is True
    assert CONFIG["server"]["enableStaticServing"] is True
    assert CONFIG["server"]["maxUploadSize"] <= 10
    assert CONFIG["browser"]["gatherUsageStats"] is False
    assert CONFIG["client"] == {
        "toolbarMode": "minimal",
        "showErrorDetails": "none",
        "showSidebarNavigation": False,
        "disableDataExport": True,
    }


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_locks_pin_hashes_and_name_no_index_and_no_path(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith(" ")]
    assert all("==" in line for line in lines), "every line pins one version"
    assert text.count("--hash=sha256:") > len(lines)
    assert not re.search(r"^--|://|^\.|file:", text, flags=re.MULTILINE)


def test_one_resolution_serves_both_locks() -> None:
    def pins(lock: str) -> set[str]:
        text = (ROOT / lock).read_text(encoding="utf-8")
        return {line.rstrip(" \\") for line in text.splitlines() if "==" in line}

    assert pins("requirements.txt") <= pins("requirements-dev.txt")


def test_direct_runtime_libraries_are_at_most_twenty_one_and_all_locked() -> None:
    direct = [re.split(r"[\[<>=!~ ]", d)[0].lower() for d in PROJECT["project"]["dependencies"]]
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    assert len(direct) <= 21
    assert all(re.search(rf"^{re.escape(name)}==", lock, re.MULTILINE) for name in direct)


@pytest.mark.parametrize(
    "target", ["run", "test", "quick", "check", "data", "lock", "bench", "help"]
)
def test_make_has_the_promised_target(target: str) -> None:
    assert re.search(rf"^{target}:.*## ", MAKEFILE, re.MULTILINE)


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_make_targets_named_in_documents_exist(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    for target in set(re.findall(r"`make ([a-z]+)", text)):
        assert re.search(rf"^{target}:", MAKEFILE, re.MULTILINE), target


def test_no_tracked_text_names_a_path_of_a_machine() -> None:
    machine = re.compile(r"(?<![\w./])/(?:work|root|home|Users)/\w")
    for name in tracked():
        if name.endswith((".py", ".md", ".toml", ".sh", ".csv", ".yml", "Makefile", ".txt")):
            text = (ROOT / name).read_text(encoding="utf-8")
            assert not machine.search(text), name


def test_nothing_is_pickled_into_the_repository() -> None:
    assert not [name for name in tracked() if name.endswith((".pkl", ".pickle", ".joblib"))]
