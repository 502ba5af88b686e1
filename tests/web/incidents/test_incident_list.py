"""The list: filters, pages, names to choose from; and that what is hidden leaves no trace in any of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from furikaeri_web.incidents.selectors import Filters, counts, incident_list, names, page_of, suggest
from furikaeri_web.incidents.services import declare, judge


def many(by, now, n=120):
    return [
        declare(
            title=f"Number {i} of many", by=by, now=now, severity=f"SEV-{i % 3 + 1}", services=[f"service-{i % 4}"],
            tags=["even"] if i % 2 == 0 else [], near_miss=i % 10 == 0, began=now - timedelta(hours=i // 2),
        )
        for i in range(n)
    ]  # fmt: skip


def test_each_filter_lets_through_what_it_names(alice, bob, now):
    rows = many(alice, now, 12)
    late = declare(title="検索が止まった", summary="在庫の数が合わない", by=bob, now=now)
    judge(incident=rows[3], deserves=True, criteria=["again"], by=alice, now=now)

    def found(**fields):
        return {i.number for i in incident_list(alice, Filters(**fields))}

    assert found() == {i.number for i in rows} | {late.number}
    assert found(severity="SEV-2") == {i.number for n, i in enumerate(rows) if n % 3 == 1}
    assert found(service="service-1") == {i.number for n, i in enumerate(rows) if n % 4 == 1}
    assert found(tag="even") == {i.number for n, i in enumerate(rows) if n % 2 == 0}
    assert found(near_miss=True) == {rows[0].number, rows[10].number}
    assert found(mine=True) == {i.number for i in rows}
    assert found(phase="readiness") == set()
    assert found(judged="yes") == {rows[3].number}
    assert len(found(judged="waiting")) == 12
    assert found(since=now - timedelta(hours=1)) == {*(i.number for i in rows[:4]), late.number}
    assert found(until=now - timedelta(hours=5)) == {i.number for n, i in enumerate(rows) if n // 2 > 5}
    assert found(text="在庫") == found(text="検索 数") == {late.number}
    assert found(text=late.code) == found(text=f"inc-{late.number}") == {late.number}
    assert late.number in found(text=str(late.number))
    assert found(text="service-2 many") == {i.number for n, i in enumerate(rows) if n % 4 == 2}
    assert found(text="...") == found(text="nowhere") == set()


def test_pages_go_there_and_back_without_losing_or_repeating_anything(alice, now):
    rows = [i.number for i in many(alice, now, 23)]
    seen, place, places = [], "", []
    while True:
        page = page_of(incident_list(alice), older_than=place, size=5)
        seen += [line.incident.number for line in page.lines]
        places.append(page)
        if not page.older:
            break
        place = page.older
    assert len(seen) == len(set(seen)) == len(rows)
    assert seen == [i.number for i in incident_list(alice)]
    back = page_of(incident_list(alice), newer_than=places[2].newer, size=5)
    assert [line.incident.number for line in back.lines] == [line.incident.number for line in places[1].lines]
    assert back.newer
    first = page_of(incident_list(alice), newer_than=back.newer, size=5)
    assert [line.incident.number for line in first.lines] == seen[:5]
    assert not first.newer
    assert page_of(incident_list(alice), older_than="nonsense", size=5).lines == places[0].lines


def test_the_list_asks_the_database_as_often_for_many_as_for_few(as_alice, alice, now, django_assert_num_queries):
    many(alice, now, 3)
    as_alice.get("/incidents/")
    with django_assert_num_queries(7) as few:
        as_alice.get("/incidents/")
    many(alice, now, 80)
    with django_assert_num_queries(len(few)):
        answer = as_alice.get("/incidents/")
    assert answer.content.count(b"data-walk-item") == 50
    assert b"older_than=" in answer.content


def test_what_charlie_may_not_see_leaves_no_trace(as_charlie, as_bob, charlie, bob, incident, private_incident):
    for address in ("/incidents/", "/incidents/?q=zanzibar", "/incidents/?service=zanzibar-ledger", "/incidents/?tag=zanzibar",
                    f"/incidents/?q={private_incident.number}", "/incidents/suggest/?q=zanzibar&format=json",
                    f"/incidents/suggest/?q={private_incident.code}", "/incidents/names/services/?q=zan",
                    "/incidents/names/tags/?q="):  # fmt: skip
        hidden, shown = as_charlie.get(address), as_bob.get(address)
        assert hidden.status_code == shown.status_code == 200
        told = hidden.content.decode().replace(f'value="{address.partition("=")[2]}"', "")
        assert "Zanzibar" not in told, address
        if "service=" not in address:  # there it is only what Charlie typed
            assert "zanzibar-ledger" not in told, address
        assert f"/incidents/{private_incident.number}/" not in told, address
    assert "Zanzibar" in as_bob.get("/incidents/").content.decode()
    assert counts(charlie) == (1, 1)
    assert counts(bob) == (2, 2)
    assert names(charlie, "services") == ["shop"]
    assert names(bob, "services") == ["shop", "zanzibar-ledger"]
    assert suggest(charlie, "zanzibar") == suggest(charlie, private_incident.code) == []
    assert suggest(bob, private_incident.code)[0] == private_incident
    assert suggest(bob, "ledg") == [private_incident]


def test_suggestions_come_as_options_or_json(as_alice, incident):
    told = as_alice.get("/incidents/suggest/?q=shelves&format=json").json()
    assert told == {"incidents": [{"number": incident.number, "code": incident.code, "title": incident.title, "url": f"/incidents/{incident.number}/"}]}  # fmt: skip
    assert f'<option value="{incident.code}">' in as_alice.get("/incidents/suggest/?q=shelves").content.decode()


def test_names_that_were_typed_before_the_last_stay_in_front(as_alice, incident, alice):
    assert (
        '<option value="edge, shop">' in as_alice.get("/incidents/names/services/?services=edge, sh").content.decode()
    )
    assert (
        '<option value="edge、 shop">' in as_alice.get("/incidents/names/services/?services=edge、sh").content.decode()
    )
    assert "Alice &lt;alice@example.test&gt;" in as_alice.get("/incidents/names/people/?people=ali").content.decode()
    assert "Asia/Tokyo" in as_alice.get("/incidents/names/zones/?zone=UTC").content.decode()
    assert as_alice.get("/incidents/names/passwords/").status_code == 404


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_empty_list_teaches_and_filters_that_find_nothing_say_so(as_alice, alice, now, lang):
    as_alice.cookies["lang"] = lang
    told = as_alice.get("/incidents/").content.decode()
    assert "first-day" in told
    assert ("まだ、何も振り返っていません" in told) is (lang == "ja")
    declare(title="One", by=alice, now=now)
    assert "nothing-yet" in as_alice.get("/incidents/?q=two").content.decode()


def test_filters_that_make_no_sense_are_left_out(as_alice, incident):
    for address in (
        "?since=yesterday",
        "?until=0000-99-99",
        "?phase=sleeping",
        "?judged=perhaps",
        "?older_than=9999999999999999999.1",
    ):
        told = as_alice.get("/incidents/" + address)
        assert told.status_code == 200
        assert incident.title in told.content.decode()
