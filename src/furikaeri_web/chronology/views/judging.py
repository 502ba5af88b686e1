"""What people judge: the proposals of rules, and which events are the key moments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from furikaeri.chronology.key_moments import NAMES
from furikaeri.export.details import Related
from furikaeri.export.scene import anchor
from furikaeri.export.words import STATUSES
from furikaeri.model.chronology import KEY_MOMENTS
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.chronology.selectors import alike, judged_proposals, number_of, numbered, open_proposals
from furikaeri_web.chronology.services import state, state_all
from furikaeri_web.chronology.views.scene import Stage, stage
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from django.http import HttpRequest

    from furikaeri.model.chronology import Relation

_SHOWN = 100
_NEEDED = Text(
    "Say what speaks against it: it stays beside the proposal.",
    "そうではないと考える理由を書いてください。提案のそばに残ります。",
)


@require_GET
def proposals(request: HttpRequest, number: int) -> HttpResponse:
    """What waits to be judged, surest first, and what was judged."""
    on = stage(request, number)
    laid = on.sheet()
    hand = on.hand(laid)
    found = open_proposals(on.course)
    events = {e.id: e for e in on.course.chronology.events}
    strips = [
        (hand.strip(seen), len(alike(on.course, seen.relation)), number_of(seen.relation.id), events[seen.relation.b])
        for seen in _seen(on, found[:_SHOWN])
    ]
    clock = laid.scene.clock
    judged = [
        (STATUSES[r.status], r, events[r.a], events[r.b], clock.time(events[r.b].span.lo, events[r.b].span.grain), on.link()(anchor(r.b)))
        for r in judged_proposals(on.course) if r.a in events and r.b in events
    ][:_SHOWN]  # fmt: skip
    shown = {"on": on, "incident": on.incident, "strips": strips, "more": max(0, len(found) - _SHOWN), "judged": judged}
    return render(request, "chronology/proposals.html", shown)


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, number: int, key: str) -> HttpResponse:
    """One proposal: accepted, or rejected with what speaks against it; `alike` accepts all of its sort."""
    on = stage(request, number)
    relation = numbered(on.course, key)
    if relation is None:
        raise Http404
    part = bool(request.headers.get("HX-Request"))
    if request.method == "GET":
        return _asking(on, relation, part=part)
    status, reason = request.POST.get("status", ""), request.POST.get("reason", "").strip()[:500]
    if status == "rejected" and not reason:
        return _asking(on, relation, _NEEDED[tongue()], part=part)
    if status not in {"accepted", "rejected"}:
        raise Http404
    said = alike(on.course, relation) if request.POST.get("alike") and status == "accepted" else [relation]
    teller = on.teller()
    try:
        verdicts = [teller.verdict(one.id, "accepted" if status == "accepted" else "rejected", reason) for one in said]
        entries = state_all(incident=on.incident, statements=verdicts, by=on.user, now=now())
    except FurikaeriError as trouble:
        return _asking(on, relation, trouble.message[tongue()], part=part)
    if part:
        fresh = stage(request, number)
        judged = numbered(fresh.course, key) or relation
        return HttpResponse(fresh.hand(fresh.sheet()).done(judged, entries[0].no))
    words = Text("{n} proposal{s} judged.", "提案 {n} 件を判断しました。").fill(n=len(entries))[tongue()]
    back = reverse("chronology-take-back", args=[number, entries[0].no])
    messages.success(request, words, extra_tags=f"undo {back}" if len(entries) == 1 else "")
    return redirect("chronology-proposals", number)


@require_http_methods(["GET", "POST"])
def moment(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """Which event is this key moment: the proposal, its alternatives, or any other."""
    on = stage(request, number)
    known = next((moment for moment in KEY_MOMENTS if moment == name), None)
    if known is None:
        raise Http404
    found = next((m for m in on.course.chronology.key_moments if m.name == known), None)
    events = {anchor(e.id): e for e in on.course.chronology.events}
    trouble = ""
    if request.method == "POST":
        chosen = events.get(request.POST.get("event", ""))
        if chosen is not None:
            statement = on.teller().moment(chosen.id, known, request.POST.get("reason", "").strip()[:500])
            entry = state(incident=on.incident, statement=statement, by=on.user, now=now())
            back = reverse("chronology-take-back", args=[number, entry.no])
            messages.success(request, NAMES[known][tongue()], extra_tags=f"undo {back}")
            return redirect(on.link()(anchor(chosen.id)))
        trouble = Text("Choose an event.", "事象を選んでください。")[tongue()]
    clock = on.sheet().scene.clock
    ids = [i for i in ([found.event, *found.alternatives] if found else []) if i]
    rest = [e.id for e in on.course.chronology.events if e.id not in ids][:300]
    by_id = {e.id: e for e in on.course.chronology.events}

    def offered(which: list[str]) -> list[tuple[str, str, str]]:
        return [
            (anchor(i), clock.time(by_id[i].span.lo, by_id[i].span.grain), " ".join(by_id[i].text.split())[:140])
            for i in which if i in by_id
        ]  # fmt: skip

    shown = {
        "on": on,
        "incident": on.incident,
        "name": NAMES[known],
        "found": found,
        "first": offered(ids),
        "rest": offered(rest),
        "trouble": trouble,
    }
    return render(request, "chronology/moment.html", shown, status=422 if trouble else 200)


def _asking(on: Stage, relation: Relation, trouble: str = "", *, part: bool) -> HttpResponse:
    """The proposal with the question what speaks against it."""
    found = _seen(on, [relation])
    if not found:
        raise Http404
    strip = on.hand(on.sheet()).strip(found[0], asking=True, trouble=trouble)
    if part:
        return HttpResponse(strip, status=422 if trouble else 200)
    shown = {
        "on": on,
        "incident": on.incident,
        "strips": [
            (strip, 1, number_of(relation.id), next(e for e in on.course.chronology.events if e.id == relation.b))
        ],
        "alone": True,
    }
    return render(on.request, "chronology/proposals.html", shown, status=422 if trouble else 200)


def _seen(on: Stage, relations: list[Relation]) -> list[Related]:
    """The relations as the later of their events sees them, whatever the level of the page shows."""
    events = {e.id: e for e in on.course.chronology.events}
    return [
        Related(r, forward=False, other=events[r.a], href=anchor(r.a))
        for r in relations
        if r.a in events and r.b in events
    ]
