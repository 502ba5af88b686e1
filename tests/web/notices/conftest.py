"""A mail server that is one, on this machine alone."""

from __future__ import annotations

import dataclasses
import email
import socket
from email.policy import default

import pytest
from aiosmtpd.controller import Controller


class Box:
    """Takes letters, or answers with what `says` holds."""

    def __init__(self):
        self.letters, self.to, self.says = [], [], ""

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802  # aiosmtpd's signature
        if self.says.startswith(("550", "450")):
            return self.says
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802  # aiosmtpd's signature
        if self.says:
            return self.says
        self.letters.append(email.message_from_bytes(envelope.content, policy=default))
        self.to.append(envelope.rcpt_tos)
        return "250 kept"


@pytest.fixture
def mail_server():
    """Starts mail servers for a box on free ports; they end with the test."""
    started = []

    def serve(box, **options):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        started.append(Controller(box, hostname="127.0.0.1", port=port, **options))
        started[-1].start()
        return port

    yield serve
    for controller in started:
        controller.stop()


@pytest.fixture
def box(settings, _own_data, mail_server):
    """A running mail server that furikaeri is set up with, and what it took."""
    box = Box()
    settings.ENVIRONMENT = dataclasses.replace(
        settings.ENVIRONMENT, mail=f"smtp://127.0.0.1:{mail_server(box)}", url="https://furikaeri.example.test"
    )
    settings.EMAIL_BACKEND = "furikaeri_web.notices.post.Post"
    return box


@pytest.fixture
def clock(monkeypatch, now):
    """Sets what time it is: `clock("2026-10-20T09:00Z")`."""

    def set_to(stated):
        monkeypatch.setenv("FURIKAERI_NOW", stated)

    set_to(now.isoformat())
    return set_to


@pytest.fixture
def awake(db):
    """Nobody in these tests has quiet hours unless they say so."""
    from furikaeri_web.notices.models import Wishes

    def wake_up(*people, **wishes):
        for person in people:
            Wishes.objects.update_or_create(person=person, defaults={"quiet_from": None, "quiet_until": None, **wishes})

    return wake_up
