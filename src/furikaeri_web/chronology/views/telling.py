"""What people tell: events by hand, what they say of one, the list of all that was said, taking back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from furikaeri.chronology.written import wall_clock
from furikaeri.export.scene import anchor
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.chronology.forms import ABOUT, BeliefForm, CorrectForm, EventForm, RelateForm, Telling
from furikaeri_web.chronology.hand import PageHand
from furikaeri_web.chronology.said import told
from furikaeri_web.chronology.selectors import chronicle, lines, numbered
from furikaeri_web.chronology.services import state
from furikaeri_web.chronology.services import take_back as take_back_one
from furikaeri_web.chronology.views.scene import Stage, stage
from furikaeri_web.parts.moments import now
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from datetime import tzinfo

    from django.http import HttpRequest

    from furikaeri.model.event import Event

_NEAR = 200  # events offered to choose the other one from
_SAID = Text("Written down.", "書き残しました。")
_BACK = Text("Taken back.", "元に戻しました。")


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, number: int) -> HttpResponse:
    """A happening that no record holds."""
    on = stage(request, number)
    zones = _zones(on)
    first = {"who": on.user.name, "zone": zones[0][0], "lane": "people", "time": request.GET.get("time", "")}
    form = EventForm(request.POST or None, initial=first, chronology=on.course.chronology)
    form._offer("zone", zones)  # noqa: SLF001  # a form's own way to set what a field offers
    return _answered(on, form, None, "")


@require_http_methods(["GET", "POST"])
def tell(request: HttpRequest, number: int, place: str, what: str) -> HttpResponse:
    """What somebody says of one event."""
    on = stage(request, number)
    kind = ABOUT.get(what)
    if kind is None:
        raise Http404
    event = on.about(place)
    more: dict[str, object] = {}
    first: dict[str, object] = {"who": on.user.name, "group": on.user.name}
    if kind in {BeliefForm, RelateForm}:
        more["near"] = _near(on, event)
    if kind is CorrectForm:
        zone = on.sheet().scene.clock.zone
        first = {
            "text": event.text, "time": _typed(event.span.lo, zone), "kind": event.kind or "", "lane": event.lane,
            "until": _typed(event.span.hi, zone) if event.span.shape == "interval" and event.span.hi is not None else "",
            "roughly": bool(event.span.vague),
        }  # fmt: skip
    form = kind(request.POST or None, initial=first, chronology=on.course.chronology, about=event.id, **more)
    return _answered(on, form, event, place)


@require_GET
def statements(request: HttpRequest, number: int) -> HttpResponse:
    """Everything that people said, newest first, with the way to take it back."""
    on = stage(request, number)
    names = {e.id: e.text for e in on.course.chronology.events}
    said = list(told(lines(on.incident), names, on.sheet().scene.clock))[::-1]
    link = on.link()
    rows = [(one, [link(anchor(e)) for e in one.events if e in names][:3]) for one in said[:500]]
    return render(request, "chronology/statements.html", {"on": on, "incident": on.incident, "rows": rows})


@require_POST
def take_back(request: HttpRequest, number: int, no: int) -> HttpResponse:
    """Undo: takes a statement back; taking that back lets it stand again."""
    on = stage(request, number)
    try:
        entry = take_back_one(incident=on.incident, no=no, by=on.user, now=now())
    except FurikaeriError as trouble:
        messages.error(request, trouble.message[tongue()])
    else:
        if key := request.GET.get("strip", ""):
            return _strip(on, key, entry.no)
        messages.success(request, _BACK[tongue()])
    return redirect("chronology", number)


def _strip(on: Stage, key: str, no: int) -> HttpResponse:
    """The proposal again, as it stands now."""
    fresh = stage(on.request, on.incident.number)
    relation = numbered(chronicle(fresh.incident), key)
    if relation is None:
        raise Http404
    laid = fresh.sheet()
    hand: PageHand = fresh.hand(laid)
    waiting = [r for r in laid.scene.related.get(relation.b, ()) if r.relation.id == relation.id]
    if relation.status == "proposed" and waiting:
        return HttpResponse(hand.strip(waiting[0]))
    return HttpResponse(hand.done(relation, no))


def _answered(on: Stage, form: Telling, event: Event | None, place: str) -> HttpResponse:
    """The form, or, once it says something that can be meant, the way back to where it stands."""
    if on.request.method == "POST" and form.is_valid():
        statement = form.statement(on.teller(form.speaker, str(form.cleaned_data.get("zone", ""))))
        if statement is not None:
            entry = state(incident=on.incident, statement=statement, by=on.user, now=now())
            back = reverse("chronology-take-back", args=[on.incident.number, entry.no])
            messages.success(on.request, _SAID[tongue()], extra_tags=f"undo {back}")
            at = place or anchor(f"told:{entry.no}")
            return HttpResponseRedirect(on.link()(at))
    shown = {
        "on": on,
        "incident": on.incident,
        "form": form,
        "event": event,
        "groups": form.groups,
        "back": on.link()(place) if place else on.base,
    }
    return render(on.request, "chronology/tell.html", shown, status=422 if form.errors else 200)


def _near(on: Stage, about: Event) -> list[tuple[str, str]]:
    """Other events to choose from, those nearest in time first found, in the order of time."""
    clock = on.sheet().scene.clock
    others = sorted(
        (e for e in on.course.chronology.events if e.id != about.id), key=lambda e: abs(e.span.lo - about.span.lo)
    )
    near = sorted(others[:_NEAR], key=lambda e: e.span.lo)
    return [(e.id, f"{clock.time(e.span.lo, e.span.grain)} {' '.join(e.text.split())[:90]}") for e in near]


def _zones(on: Stage) -> list[tuple[str, str]]:
    names = dict.fromkeys([on.course.chronology.zone, on.user.zone or "UTC", "UTC"])
    return [(name, name) for name in names]


def _typed(us: int, zone: tzinfo) -> str:
    return f"{wall_clock(us, zone):%Y-%m-%d %H:%M:%S}"
