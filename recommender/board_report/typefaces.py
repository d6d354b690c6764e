"""Fonts of a report: those of the system for Chinese, typst's own for Latin; never an empty box."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from recommender.errors import ReportError

LATIN = "Libertinus Serif"
"""Comes with typst."""

LANG = {"en": ("en", "GB"), "zh": ("zh", "CN"), "zh-Hant": ("zh", "HK")}
"""Language and region of the pages, by the language of a list."""

_SIMPLIFIED = ("Noto {kind} CJK SC", "Source Han {kind} SC", "Noto {kind} SC")
_TRADITIONAL = (
    "Noto {kind} CJK HK", "Source Han {kind} HC", "Noto {kind} CJK TC", "Source Han {kind} TC",
    "Noto {kind} HK", "Noto {kind} TC",
)  # fmt: skip
CHINESE = {"en": _SIMPLIFIED, "zh": _SIMPLIFIED, "zh-Hant": (*_TRADITIONAL, *_SIMPLIFIED)}
"""Families by language, the best first; the forms of Hong Kong for 繁體."""

PROBE = b"#for part in json(bytes(sys.inputs.parts)) [#part ]"
"""A page of letters, to see whether fonts draw them."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""What stands for a letter that no font draws."""


@dataclass(frozen=True, kw_only=True)
class Typefaces:
    """Where fonts are looked for: the system, and folders beside it."""

    system: bool = True
    folders: tuple[Path, ...] = ()

    def options(self) -> dict[str, Any]:
        """What a compiler is told."""
        return {
            "ignore_system_fonts": not self.system,
            "font_paths": [str(folder) for folder in self.folders],
        }

    def of(self, language: str) -> dict[str, Any]:
        """Language, region and families of the pages in a language."""
        lang, region = LANG[language]
        serif, sans = (self._chinese(language, kind) for kind in ("Serif", "Sans"))
        latin = {"name": LATIN, "covers": "latin-in-cjk"} if lang == "zh" else LATIN
        heads = [*sans, *serif] if lang == "zh" else [latin, *serif]
        return {
            "lang": lang, "region": region, "fonts": [latin, *(serif or sans)],
            "headings": heads or [latin],
        }  # fmt: skip

    def _chinese(self, language: str, kind: str) -> list[str]:
        import typst

        found = set(
            typst.Fonts(
                include_system_fonts=self.system, font_paths=[str(f) for f in self.folders]
            ).families()
        )
        return [n for n in (name.format(kind=kind) for name in CHINESE[language]) if n in found]


SYSTEM = Typefaces()


def checked(values: dict[str, Any], typefaces: Typefaces) -> dict[str, Any]:
    """The values with a sign in place of every letter that no font draws.

    Raises
    ------
    ReportError
        If Chinese letters are among them, with what to install.
    """
    missing = undrawn(frozenset(json.dumps(values, ensure_ascii=False)), typefaces)
    chinese = sorted(letter for letter in missing if is_chinese(letter))
    if chinese:
        raise ReportError(
            f"No font draws {len(chinese)} Chinese letters of the report ({''.join(chinese[:6])}). "
            "Expected a Chinese font on this machine. Install one: apt-get install fonts-noto-cjk."
        )
    signs = dict.fromkeys(map(ord, missing), REPLACEMENT)
    return _mapped(values, signs) if signs else values


@cache
def draws_chinese(typefaces: Typefaces = SYSTEM) -> bool:
    """True when Chinese letters of both scripts can be drawn on this machine."""
    return not undrawn(frozenset("中园園"), typefaces)


def undrawn(letters: frozenset[str], typefaces: Typefaces) -> list[str]:
    """The letters that no font draws, found by halves: a page of the others is drawn."""
    with TemporaryDirectory(prefix="baysite-") as root:
        return list(_undrawn(sorted(letters - {REPLACEMENT}), typefaces, root))


def _undrawn(letters: list[str], typefaces: Typefaces, root: str) -> Iterator[str]:
    if not letters or _draws(letters, typefaces, root):
        return
    if len(letters) == 1:
        yield letters[0]
        return
    half = len(letters) // 2
    yield from _undrawn(letters[:half], typefaces, root)
    yield from _undrawn(letters[half:], typefaces, root)


def _draws(letters: list[str], typefaces: Typefaces, root: str) -> bool:
    import typst

    source = b'#set document(title: "a")\n' + PROBE
    try:
        typst.compile(
            source, root=root, sys_inputs={"parts": json.dumps(letters)},
            pdf_standards=["ua-1"], **typefaces.options(),
        )  # fmt: skip
    except typst.TypstError:
        return False
    return True


def is_chinese(letter: str) -> bool:
    """True for a letter that a Chinese font should draw.

    Examples
    --------
    >>> is_chinese("中"), is_chinese("，"), is_chinese("a")
    (True, True, False)
    """
    code = ord(letter)
    return 0x2E80 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0xFF00 <= code <= 0xFFEF


def _mapped(value: Any, signs: dict[int, str]) -> Any:
    if isinstance(value, dict):
        return {name: _mapped(part, signs) for name, part in value.items()}
    if isinstance(value, list):
        return [_mapped(part, signs) for part in value]
    return value.translate(signs) if isinstance(value, str) else value
