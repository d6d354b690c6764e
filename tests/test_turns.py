"""Pages are drawn in turns: never two at once, never a turn lost, and long writing stands aside."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from views.turns import aside, turn

PATIENCE = 10.0


def test_two_pages_are_never_drawn_at_once() -> None:
    inside, most = 0, 0

    def draw(_: int) -> None:
        nonlocal inside, most
        with turn():
            inside += 1
            most = max(most, inside)
            for _ in range(1_000):
                pass
            inside -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(draw, range(200)))
    assert (inside, most) == (0, 1)


def test_a_page_that_breaks_off_gives_its_turn_on() -> None:
    for _ in range(3):
        with pytest.raises(KeyError), turn():
            raise KeyError
    with turn(), pytest.raises(KeyError), aside():
        raise KeyError
    with ThreadPoolExecutor(1) as pool, turn():
        waiting = pool.submit(_draw)
        assert not waiting.done()
    assert waiting.result(PATIENCE)


def test_others_draw_while_something_long_is_written() -> None:
    written, drawn = Event(), Event()

    def write() -> bool:
        with turn():
            with aside():
                written.set()
                assert drawn.wait(PATIENCE)
            return True

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        assert written.wait(PATIENCE)
        with turn():
            drawn.set()
        assert writing.result(PATIENCE)


def _draw() -> bool:
    with turn():
        return True
