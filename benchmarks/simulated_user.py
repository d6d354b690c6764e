"""A user of a Streamlit app without a browser: speaks the app's own socket, thinks, and acts."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN
"""A run that gave way to the next one: the page is not drawn yet."""

PATIENCE = 60.0
"""Seconds after which a rerun that has not come back counts as failed."""


@dataclass
class User:
    """One session: what the page offers, what was set, and the seconds of each rerun by page."""

    socket: ClientConnection
    query: str
    rng: random.Random
    offered: dict[str, object] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    page: str = ""
    states: dict[str, WidgetState] = field(default_factory=dict)
    took: list[tuple[str, float]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    async def rerun(self, press: WidgetState | None = None) -> None:
        """Run the page with what is set, and wait until it is drawn."""
        ask = BackMsg()
        ask.rerun_script.query_string = self.query
        ask.rerun_script.page_script_hash = self.page
        ask.rerun_script.widget_states.widgets.extend(self.states.values())
        if press is not None:
            ask.rerun_script.widget_states.widgets.append(press)
        began = time.perf_counter()
        await self.socket.send(ask.SerializeToString())
        try:
            async with asyncio.timeout(PATIENCE):
                await self._drawn()
        except TimeoutError:
            self.faults.append(f"no answer in {PATIENCE:g} s")
        now = next((name for name, page in self.pages.items() if page == self.page), "answer")
        self.took.append((now, time.perf_counter() - began))

    async def _drawn(self) -> None:
        while True:
            said = ForwardMsg.FromString(await self.socket.recv())  # type: ignore[arg-type]
            kind = said.WhichOneof("type")
            if kind == "delta":
                self._offer(said)
            elif kind == "navigation":
                pages = said.navigation.app_pages
                self.pages = {p.url_pathname or "answer": p.page_script_hash for p in pages}
            elif kind == "script_finished" and said.script_finished != EARLY:
                return

    def _offer(self, said: ForwardMsg) -> None:
        element = said.delta.new_element
        name = element.WhichOneof("type")
        if name == "exception":
            self.faults.append(element.exception.message)
        found = getattr(element, name, None) if name else None
        if found is not None and getattr(found, "id", ""):
            self.offered[found.id] = found

    def some(self, mark: str) -> object | None:
        """A widget whose key holds `mark`, by chance; None when the page has none."""
        found = [self.offered[i] for i in sorted(self.offered) if mark in i.rsplit("-", 1)[-1]]
        return self.rng.choice(found) if found else None


Act = Callable[[User], WidgetState | None]


def move_a_slider(user: User) -> WidgetState | None:
    """Set a slider to another value."""
    slider = user.some("weight_")
    if slider is None:
        return None
    value = float(user.rng.randint(1, 60))
    state = WidgetState(id=slider.id)  # type: ignore[attr-defined]
    state.double_array_value.data.append(value)
    user.states = {state.id: state}  # the others give way and show their new values
    return None


def press(mark: str) -> Act:
    """Press a button whose key holds `mark`."""

    def act(user: User) -> WidgetState | None:
        button = user.some(mark)
        return WidgetState(id=button.id, trigger_value=True) if button is not None else None  # type: ignore[attr-defined]

    return act


def go_to(page: str) -> Act:
    """Go to a page by the name of its file."""

    def act(user: User) -> WidgetState | None:
        user.page, user.states = user.pages.get(page, user.page), {}
        return None

    return act


async def live(
    address: str, query: dict[str, str], acts: list[Act], *, seconds: float, think: float, seed: int
) -> User:
    """A user who opens the page, thinks `think` seconds on average and acts, for a while."""
    url = f"{address.replace('http', 'ws', 1)}/_stcore/stream"
    text = "&".join(f"{name}={quote(value)}" for name, value in query.items())
    async with connect(url, subprotocols=["streamlit"], max_size=None, origin=address) as socket:  # type: ignore[list-item, arg-type]
        user = User(socket=socket, query=text, rng=random.Random(seed))  # noqa: S311 (no secret)
        await asyncio.sleep(user.rng.uniform(0, think))
        await user.rerun()
        first, user.took = user.took, []
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            await asyncio.sleep(user.rng.uniform(0.5 * think, 1.5 * think))
            await user.rerun(user.rng.choice(acts)(user))
        user.faults += [] if first else ["never drawn"]
        return user
