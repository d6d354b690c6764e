"""Every text that the code marks for translation, one a line, in the order of the files."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("recommender", "views")
FIELDS = {"label", "unit", "question", "group"}


def marked() -> list[str]:
    """Texts in `message("...")` and in the fields of criteria, gates and checks."""
    found: dict[str, None] = {}
    files = [file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py"))]
    for file in [*files, ROOT / "app.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                found.update(dict.fromkeys(_texts(node)))
    return [text for text in found if text.strip()]


def _texts(call: ast.Call) -> list[str]:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    texts = []
    if name == "message" and call.args:
        texts.append(call.args[0])
    if name in ("Criterion", "Check"):
        texts += [k.value for k in call.keywords if k.arg in FIELDS]
    return [t.value for t in texts if isinstance(t, ast.Constant) and isinstance(t.value, str)]


if __name__ == "__main__":
    for text in marked():
        print(text)
