"""A provider of sign-in on loopback, with discovery, token and keys; it may be told to lie."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = {"client_id": "baysite", "client_secret": "of-the-client-k3J9"}


@dataclass
class Provider:
    """Signs in whoever `claims` names at once; `told` keeps every address it was asked for."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with: RSAKey | None = None
    told: list[str] = field(default_factory=list)
    nonces: dict[str, str] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def back_to(self, asked: dict[str, str]) -> str:
        """The address that a browser is sent back to, with a code for one token."""
        code = secrets.token_urlsafe(16)
        self.nonces[code] = asked["nonce"]
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, asked: dict[str, str]) -> dict[str, Any]:
        now = int(time.time())
        claims = {
            "iss": self.address, "aud": CLIENT["client_id"], "sub": "1", "iat": now,
            "exp": now + 600, "nonce": self.nonces.pop(asked["code"]), **self.claims,
        }  # fmt: skip
        signed = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self.signs_with or self.key)
        return {"access_token": "a", "token_type": "Bearer", "expires_in": 600, "id_token": signed}

    def secrets_toml(self, rest: str = "") -> str:
        """What `.streamlit/secrets.toml` holds for this provider."""
        lines = {
            "redirect_uri": "http://127.0.0.1:{port}/oauth2callback",
            "cookie_secret": secrets.token_hex(32), **CLIENT,
            "server_metadata_url": f"{self.address}/.well-known/openid-configuration",
        }  # fmt: skip
        return "\n".join(["[auth]", *(f'{k} = "{v}"' for k, v in lines.items()), rest, ""])


@contextmanager
def provider(**claims: Any) -> Iterator[Provider]:
    """A running provider that says `claims` of whoever comes."""
    found = Provider(claims=claims)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(found))
    found.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()


def _answering(found: Provider) -> type[BaseHTTPRequestHandler]:
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.told.append(self.path)
            at = urlsplit(self.path)
            if at.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", found.back_to(_one_each(at.query)))
                self.end_headers()
            elif at.path == "/keys":
                self._say({"keys": [found.key.as_dict(private=False)]})
            else:
                self._say(found.metadata())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(found.token(_one_each(body)))

        def _say(self, answer: dict[str, Any]) -> None:
            body = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing is said on the terminal."""

    return Answer


def _one_each(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
