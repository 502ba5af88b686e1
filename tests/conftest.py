"""What holds for every test: no network beyond this machine, no clock or language of the surroundings."""

from __future__ import annotations

import socket
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("furikaeri", deadline=None, derandomize=True)
settings.load_profile("furikaeri")

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


@pytest.fixture(autouse=True)
def _closed_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sockets reach this machine alone; language, person and clock are stated."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise RuntimeError(f"a test reached for the network: {address!r}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)
    monkeypatch.setenv("FURIKAERI_LANG", "en")
    monkeypatch.setenv("FURIKAERI_AS", "alice")
    monkeypatch.setenv("FURIKAERI_NOW", "2026-10-20T09:00:00+00:00")
    monkeypatch.setenv("FURIKAERI_DEBUG", "1")
