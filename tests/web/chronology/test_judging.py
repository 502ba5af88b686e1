"""Proposals are accepted, or rejected with a reason, and undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.test import Client

    from furikaeri.model.chronology import Relation
    from furikaeri_web.chronology.selectors import Course
    from furikaeri_web.incidents.models import Incident


def _now(incident: Incident) -> Course:
    from furikaeri_web.chronology.selectors import chronicle

    incident.refresh_from_db()
    return chronicle(incident)


def _open(incident: Incident) -> list[Relation]:
    from furikaeri_web.chronology.selectors import open_proposals

    return open_proposals(_now(incident))


def _address(incident: Incident, relation: Relation) -> str:
    from furikaeri_web.chronology.selectors import number_of

    return f"/incidents/{incident.number}/chronology/proposals/{number_of(relation.id)}/"


def _status(incident: Incident, relation: Relation) -> str:
    return next(r.status for r in _now(incident).chronology.relations if r.id == relation.id)


def test_accept_and_undo(shelves: Incident, as_alice: Client) -> None:
    from furikaeri_web.chronology.selectors import last_no

    one = _open(shelves)[0]
    assert as_alice.post(_address(shelves, one), {"status": "accepted"}).status_code == 302
    assert _status(shelves, one) == "accepted"
    as_alice.post(f"/incidents/{shelves.number}/chronology/statements/{last_no(shelves)}/take-back/")
    assert _status(shelves, one) == "proposed"


def test_reject_asks_for_what_speaks_against_it(shelves: Incident, as_alice: Client) -> None:
    one = _open(shelves)[0]
    asked = as_alice.post(_address(shelves, one), {"status": "rejected", "reason": " "})
    assert asked.status_code == 422
    assert "Say what speaks against it" in asked.content.decode()
    assert _status(shelves, one) == "proposed"
    as_alice.post(_address(shelves, one), {"status": "rejected", "reason": "They only share a word."})
    assert _status(shelves, one) == "rejected"


def test_judging_what_is_judged_already_is_no_error(shelves: Incident, as_alice: Client) -> None:
    one = _open(shelves)[0]
    as_alice.post(_address(shelves, one), {"status": "accepted"})
    assert as_alice.post(_address(shelves, one), {"status": "rejected", "reason": "No."}).status_code == 302
    assert _status(shelves, one) == "rejected"


def test_charlie_judges_nothing(shelves: Incident, as_charlie: Client) -> None:
    shelves.private = True
    shelves.save()
    one = _open(shelves)[0]
    assert as_charlie.get(_address(shelves, one)).status_code == 404
    assert as_charlie.post(_address(shelves, one), {"status": "accepted"}).status_code == 404
    assert _status(shelves, one) == "proposed"


def test_queries_do_not_grow_with_events(bring: Callable[[str], Incident], as_alice: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from furikaeri.bundle.sample import samples

    counts = {}
    for name in samples():
        incident = bring(name)
        base = f"/incidents/{incident.number}/chronology/"
        as_alice.get(base)
        with CaptureQueriesContext(connection) as asked:
            as_alice.get(base)
        with CaptureQueriesContext(connection) as raw:
            as_alice.get(f"{base}?level=raw")
        counts[name] = (len(asked), len(raw), len(_now(incident).chronology.events))
    assert len({events for _, _, events in counts.values()}) == len(counts), "the samples differ in size"
    assert len({n for asked, raw, _ in counts.values() for n in (asked, raw)}) == 1
