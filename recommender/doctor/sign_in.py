"""What is unsafe, or does not work, in the sign-in."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from recommender.doctor.finding import Unsafe
from recommender.doctor.setup import Setup
from recommender.entrance import allowed_in, is_loopback
from recommender.messages import Message, message

SHORTEST = 32
"""Letters of a secret that signs cookies: 128 bits where it is written in hex."""

FEWEST = 10
"""Different letters in it; 32 of hex have 14 on average, and fewer than 10 once in ten thousand."""

EXAMPLES = ("secret", "change", "example", "replace", "placeholder", "password", "random", "cookie")


def unsafe_sign_in(setup: Setup) -> Iterator[Unsafe]:
    """Weak points of the sign-in; nothing where none is set up and the files can be read."""
    if setup.secrets is None:
        yield Unsafe(
            what=message("A file of secrets cannot be read, so the pages of leads are closed."),
            where=_file(setup),
            do=message("Correct it: TOML in UTF-8 that this user may read."),
        )
    elif setup.signs_in:
        yield from _works(setup)
        yield from _cookie(setup)
        yield from _way_back(setup)
        yield from _provider(setup)
        yield from _people(setup)


def _works(setup: Setup) -> Iterator[Unsafe]:
    if setup.missing_libraries:
        yield Unsafe(
            what=message("Sign-in is set up, but libraries that it needs are not installed."),
            where=", ".join(setup.missing_libraries),
            do=message('Install them: .venv/bin/python -m pip install "Authlib>=1.3.2" httpx'),
        )
    if setup.missing_keys:
        yield Unsafe(
            what=message("Sign-in is set up, but nobody can sign in: keys are missing."),
            where=_key(setup, ", ".join(setup.missing_keys)),
            do=message("Write them as docs/sign-in.md shows."),
        )


def _cookie(setup: Setup) -> Iterator[Unsafe]:
    secret = str(setup.auth.get("cookie_secret") or "")
    if secret and (why := _weakness(secret, setup)):
        yield Unsafe(
            what=message(
                "Whoever guesses the secret of the cookies is anybody, and it {why}.", why=why
            ),
            where=_key(setup, "cookie_secret"),
            do=message('Make one: python -c "import secrets; print(secrets.token_hex(32))"'),
        )


def _weakness(secret: str, setup: Setup) -> Message | None:
    if len(secret) < SHORTEST:
        return message("is shorter than {n} letters", n=SHORTEST)
    if len(set(secret)) < FEWEST:
        return message("has too few different letters")
    if any(word in secret.lower() for word in EXAMPLES) or "<" in secret:
        return message("reads like an example")
    if secret in {part.get("client_secret") for part in setup.providers.values()}:
        return message("is the provider's own secret too")
    return None


def _way_back(setup: Setup) -> Iterator[Unsafe]:
    uri = str(setup.auth.get("redirect_uri") or "")
    if not uri:
        return
    if not uri.endswith("/oauth2callback"):
        yield Unsafe(
            what=message("The provider sends people back to an address that nobody answers."),
            where=_key(setup, "redirect_uri"),
            do=message("Let redirect_uri end in /oauth2callback."),
        )
    if not _is_private(uri):
        yield Unsafe(
            what=message("People come back over a line that is not encrypted, cookies with them."),
            where=_key(setup, "redirect_uri"),
            do=message("Put TLS before Baysite, and let redirect_uri begin with https://."),
        )


def _provider(setup: Setup) -> Iterator[Unsafe]:
    for name, part in setup.providers.items():
        uri = str(part.get("server_metadata_url") or "")
        if uri and not _is_private(uri):
            yield Unsafe(
                what=message("The provider's keys come over a line that is not encrypted."),
                where=_key(setup, f"{name}: server_metadata_url"),
                do=message("Let server_metadata_url begin with https://."),
            )


def _people(setup: Setup) -> Iterator[Unsafe]:
    try:
        allowed = allowed_in((setup.secrets or {}).get("baysite"))
    except TypeError:
        yield Unsafe(
            what=message("The list of who may enter cannot be read, so nobody may."),
            where=_file(setup, "[baysite] allowed"),
            do=message('Write it as a list of texts: allowed = ["zs.gov.example"]'),
        )
        return
    if allowed is None:
        yield Unsafe(
            what=message("Everybody whom the provider signs in may see leads and companies."),
            where=_file(setup, "[baysite] allowed"),
            do=message(
                "List addresses or domains, unless the provider knows your own people only."
            ),
            grave=False,
        )


def _is_private(uri: str) -> bool:
    """True for an encrypted line, and for one that does not leave the machine."""
    try:
        at = urlsplit(uri.replace("{port}", "0"))
    except ValueError:
        return False
    return at.scheme == "https" or (at.scheme == "http" and is_loopback(at.hostname))


def _key(setup: Setup, key: str) -> str:
    return _file(setup, f"[auth] {key}")


def _file(setup: Setup, key: str = "") -> str:
    names = ", ".join(str(path) for path in setup.secret_files)
    return f"{names}: {key}" if key else names
