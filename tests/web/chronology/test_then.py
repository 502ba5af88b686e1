"""The page at a moment of the past shows what was in view then, and nothing that came later."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING

import pytest

from furikaeri.bundle.sample import samples
from furikaeri.chronology.linearise import chosen_events
from furikaeri.chronology.view import as_seen, view
from furikaeri.export.scene import anchor
from furikaeri.export.words import view_states

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
def test_the_rows_and_the_tally_are_those_of_the_core(
    name: str, bring: Callable[[str], Incident], as_alice: Client
) -> None:
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
            tally = re.search(r'<p class="tally"[^>]*>(.*?)</p>', page, re.DOTALL)
            assert tally is not None
            counts = view(found, at, group).counts
            shown = [(words["en"], counts[state]) for state, words in view_states(group).items()]
            assert [(w, int(n)) for w, n in re.findall(r"<span>(.*?) <b>(\d+)</b></span>", tally[1])] == shown
            words = " ".join(e.text for e in seen.events)
            later = [e.text[:40] for e in found.events if e.span.lo > at and len(e.text) > 25 and e.text[:40] not in words]
            assert [text for text in later if text in page] == []


@pytest.mark.parametrize("name", samples())
def test_choices_name_nothing_that_came_later(name: str, bring: Callable[[str], Incident], as_alice: Client) -> None:
    incident = bring(name)
    found, base = _course(incident), f"/incidents/{incident.number}/chronology/"
    at = _moments(found)[1]
    seen = as_seen(found, at)
    page = as_alice.get(base, {"at": _iso(at)})
    assert {value for value, _ in page.context["groups"]} == {v.group for e in seen.events for v in e.in_view}
    assert len(page.context["lanes"]) == len(seen.lanes)
    later = {v.group for e in found.events for v in e.in_view} - {v.group for e in seen.events for v in e.in_view}
    for group in sorted(later):
        known = as_alice.get(base, {"at": _iso(at), "group": group})
        unknown = as_alice.get(base, {"at": _iso(at), "group": "nobody-at-all"})
        assert known.status_code == unknown.status_code == 422


def test_what_is_hidden_has_no_panel(shelves: Incident, as_alice: Client) -> None:
    found, base = _course(shelves), f"/incidents/{shelves.number}/chronology/"
    at = _moments(found)[1]
    last = max(found.events, key=lambda event: event.span.lo)
    address = f"{base}events/{anchor(last.id)}/"
    assert as_alice.get(address).status_code == 200
    assert as_alice.get(address, {"at": _iso(at)}).status_code == 404


@pytest.mark.parametrize("typed", ["garbage", "25:99", "２", "14:24:99", "0001-01-01"])
def test_a_typo_shows_no_hindsight(typed: str, shelves: Incident, as_alice: Client) -> None:
    page = as_alice.get(f"/incidents/{shelves.number}/chronology/", {"at": typed})
    body = page.content.decode()
    assert ROW.findall(body) == []
    if typed != "0001-01-01":
        assert page.status_code == 422
        assert f'value="{typed}"' in body
        found = _course(shelves)
        assert [e.text[:40] for e in found.events if len(e.text) > 25 and e.text[:40] in unescape(body)] == []
        assert "record-asks" not in body
        place = anchor(found.events[0].id)
        address = f"/incidents/{shelves.number}/chronology/events/{place}/"
        assert as_alice.get(address, {"at": typed}).status_code == 404


def test_the_form_keeps_the_look_and_the_seconds(shelves: Incident, as_alice: Client) -> None:
    found = _course(shelves)
    at = max(event.span.lo for event in found.events) + 7_000_000
    lane = as_seen(found, at).lanes[0]
    page = as_alice.get(
        f"/incidents/{shelves.number}/chronology/", {"at": _iso(at), "lane": lane, "kind": "action", "zone": "utc"}
    )
    body = page.content.decode()
    assert f'value="{datetime.fromtimestamp(at // 1_000_000, UTC):%Y-%m-%d %H:%M:%S}' in body
    assert f'<input type="hidden" name="lane" value="{lane}">' in body
    assert '<input type="hidden" name="kind" value="action">' in body
    again = as_alice.get(f"/incidents/{shelves.number}/chronology/", {"at": page.context["at_words"], "zone": "utc"})
    assert again.context["asked"].at == at
