"""The page at a moment of the past shows what was in view then, and nothing that came later."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING

import pytest

from furikaeri.bundle.sample import samples
from furikaeri.chronology.linearise import chosen_events
from furikaeri.chronology.view import as_seen
from furikaeri.export.scene import anchor

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from furikaeri.model.chronology import Chronology
    from furikaeri_web.incidents.models import Incident

ROW = re.compile(r'<li id="(e-[0-9a-f]+)" class="row')


def _course(incident: Incident) -> Chronology:
    from furikaeri_web.chronology.selectors import chronicle

    return chronicle(incident).chronology


def _iso(us: int) -> str:
    return datetime.fromtimestamp(us / 1e6, UTC).isoformat()


def _moments(found: Chronology, n: int = 5) -> list[int]:
    times = sorted({event.span.lo for event in found.events})
    return times[:: max(1, len(times) // n)]


@pytest.mark.parametrize("name", samples())
def test_the_rows_are_those_of_the_core(name: str, bring: Callable[[str], Incident], as_alice: Client) -> None:
    incident = bring(name)
    found, base = _course(incident), f"/incidents/{incident.number}/chronology/"
    groups = sorted({view.group for event in found.events for view in event.in_view})
    for at in _moments(found):
        told = {v.group for e in as_seen(found, at).events for v in e.in_view}
        for group in (None, groups[0]):
            if group and group not in told:
                continue
            page = unescape(as_alice.get(base, {"at": _iso(at), "group": group or ""}).content.decode())
            seen = as_seen(found, at, group)
            assert set(ROW.findall(page)) == {anchor(e.id) for e in chosen_events(seen, "moments")}
            words = " ".join(e.text for e in seen.events)
            later = [
                e.text[:40] for e in found.events if e.span.lo > at and len(e.text) > 25 and e.text[:40] not in words
            ]
            assert [text for text in later if text in page] == []


def test_what_is_hidden_has_no_panel(shelves: Incident, as_alice: Client) -> None:
    found, base = _course(shelves), f"/incidents/{shelves.number}/chronology/"
    at = _moments(found)[1]
    last = max(found.events, key=lambda event: event.span.lo)
    address = f"{base}events/{anchor(last.id)}/"
    assert as_alice.get(address).status_code == 200
    assert as_alice.get(address, {"at": _iso(at)}).status_code == 404
    assert as_alice.get(address, {"at": "garbage"}).status_code == 404, "a typo shows no hindsight"
