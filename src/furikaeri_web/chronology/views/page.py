"""The page itself: the list with its bars, the moment that is asked for, one event, copies to hand on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from furikaeri.bundle.roles import pseudonyms
from furikaeri.chronology.linearise import LEVELS
from furikaeri.chronology.written import wall_clock
from furikaeri.export.exporter import ExportOptions, exporters
from furikaeri.export.front import measures
from furikaeri.export.legend import legend, sprite
from furikaeri.export.scene import anchor
from furikaeri.export.words import GROUPS, KINDS, LANES
from furikaeri.text import Text
from furikaeri_web.chronology.asked import CLOCKS
from furikaeri_web.chronology.asked import KINDS as KIND_NAMES
from furikaeri_web.chronology.mapping import incident_of
from furikaeri_web.chronology.selectors import last_no, open_proposals
from furikaeri_web.chronology.selectors import since as changes_since
from furikaeri_web.chronology.views.scene import Stage, stage
from furikaeri_web.incidents.access import seen
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from django.http import HttpRequest

    from furikaeri_web.accounts.models import User
    from furikaeri_web.chronology.sheet import Sheet

_LEVELS = {"story": Text("Story", "あらすじ"), "moments": Text("Moments", "場面"), "raw": Text("Raw", "すべて")}
_CLOCKS = {"incident": Text("Incident", "現地"), "mine": Text("Mine", "自分"), "utc": Text("UTC", "UTC")}
_ASKED = 60  # faults of the record shown at once


@require_GET
def chronology(request: HttpRequest, number: int) -> HttpResponse:
    """The list: today's knowledge, or what was in view at a moment to somebody."""
    on = stage(request, number)
    laid = on.sheet()
    window = laid.window(on.asked)
    opened = laid.event(on.asked.event) if on.asked.event else None
    panel = on.panel(laid, opened, on.asked.event) if opened is not None else None
    # a moment that can't be meant shows no list: today's would be hindsight
    rows = [] if on.trouble else laid.rows(window, on.hand(laid, panel), on.link())
    shown = {
        "on": on, "incident": on.incident, "laid": laid, "rows": rows, "window": window, "asked": on.asked, "base": on.base,
        "sprite": sprite(), "legend": legend(tongue(), live=False), "trouble": on.trouble, "then": on.asked.at is not None,
        "measures": measures(on.course.chronology.measures, laid.scene.clock) if on.asked.at is None else None,
        "earlier": on.asked.query(start=window.before, event="") if window.before else "",
        "later": on.asked.query(start=window.after, event="") if window.after else "",
        "open": len(open_proposals(on.course)), "last": last_no(on.incident), "zone_name": _zone_name(laid),
        **_choices(on, laid), **_asks(on, laid), **_moment(on, laid),
    }  # fmt: skip
    return render(request, "chronology/page.html", shown, status=422 if on.trouble else 200)


@require_GET
def event(request: HttpRequest, number: int, place: str) -> HttpResponse:
    """One event: who knew it when, its relations and who states them, its record, what can be said of it."""
    on = stage(request, number)
    found = on.about(place)
    laid = on.sheet()
    panel = on.panel(laid, found, place)
    if request.headers.get("HX-Request"):
        return HttpResponse(panel)
    return render(
        request,
        "chronology/event.html",
        {"on": on, "incident": on.incident, "event": found, "panel": panel, "back": on.link()(place)},
    )


@require_GET
def summary(request: HttpRequest, number: int) -> HttpResponse:
    """What the page of the incident shows of its chronology."""
    on = stage(request, number)
    shown = {"incident": on.incident, "events": len(on.course.chronology.events), "open": len(open_proposals(on.course)),
             "faults": len(on.course.chronology.faults), "moments": sum(bool(m.by) for m in on.course.chronology.key_moments)}  # fmt: skip
    return render(request, "chronology/summary.html", shown)


@require_GET
def since(request: HttpRequest, number: int) -> HttpResponse:
    """Whether others changed something since the page was made; nothing where nobody did."""
    user = cast("User", request.user)
    incident = seen(user, number)
    no, version = (request.GET.get(name, "") for name in ("no", "version"))
    if not (no.isdigit() and version.isdigit()):
        raise Http404
    found = changes_since(incident=incident, no=int(no), version=int(version), user=user)
    return render(
        request, "chronology/since.html", {"incident": incident, "since": found, "no": no, "version": version}
    )


@require_GET
def copy(request: HttpRequest, number: int, name: str) -> HttpResponse:
    """A copy of the chronology by one of the exporters, of the look that is asked for."""
    on = stage(request, number)
    exporter = exporters().get(name)
    if exporter is None or on.trouble:
        raise Http404
    lang, found = tongue(), on.course.chronology
    hidden = pseudonyms(incident_of(on.incident), found, lang) if request.GET.get("roles") else {}
    options = ExportOptions(
        lang=lang, zone=on.asked.zone, level=on.asked.level, pseudonyms=hidden, at=on.asked.at, group=on.asked.group
    )
    response = HttpResponse(exporter.write(None, found, options), content_type=exporter.media_type)
    response["Content-Disposition"] = f'attachment; filename="{on.incident.code}{exporter.suffix}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _zone_name(laid: Sheet) -> str:
    return laid.scene.clock.name(laid.shown[0].span.lo) if laid.shown else ""


def _choices(on: Stage, laid: Sheet) -> dict[str, object]:
    """What else could be looked at: levels, clocks, lanes, kinds, groups; each as (words, address, chosen)."""
    asked, lang, found = on.asked, tongue(), on.course.chronology

    def flipped(chosen: tuple[str, ...], one: str) -> tuple[str, ...]:
        return tuple(c for c in chosen if c != one) if one in chosen else (*chosen, one)

    groups = sorted({view.group for e in found.events for view in e.in_view})
    return {
        "levels": [(_LEVELS[level][lang], laid.counts[level], asked.query(level=level, start="", event=""), level == asked.level) for level in LEVELS],
        "clocks": [(_CLOCKS[clock][lang], asked.query(clock=clock), clock == asked.clock) for clock in CLOCKS],
        "lanes": [(LANES.get(lane, Text(lane, lane))[lang], asked.query(lanes=flipped(asked.lanes, lane), start=""), lane in asked.lanes) for lane in found.lanes],
        "kinds": [(KINDS[kind][lang], asked.query(kinds=flipped(asked.kinds, kind), start=""), kind in asked.kinds) for kind in KIND_NAMES],
        "groups": [(group, GROUPS.get(group, Text(group, group))[lang]) for group in groups],
        "copies": [(exporter.title, exporter.name) for exporter in exporters().values()],
    }  # fmt: skip


def _asks(on: Stage, laid: Sheet) -> dict[str, object]:
    """The faults of the record as questions; none of them at a moment of the past."""
    if on.asked.at is not None:
        return {"asks": [], "more_asks": 0}
    known = {e.id for e in laid.chronology.events}
    faults = on.course.chronology.faults
    link = on.link()
    asks = [
        (fault.ask, fault.message, [link(anchor(e)) for e in fault.events if e in known][:6])
        for fault in faults[:_ASKED]
    ]
    return {"asks": asks, "more_asks": max(0, len(faults) - _ASKED)}


def _moment(on: Stage, laid: Sheet) -> dict[str, object]:
    """What the line "What was in view at …" shows: the moment as typed, how many events stand in each state."""
    asked, lang = on.asked, tongue()
    if asked.at is None or laid.seen is None:
        return {"at_words": on.request.GET.get("at", ""), "tally": [], "competing": []}
    counts = laid.seen.counts
    known = counts.get("in-view", 0) + counts.get("voiced", 0)
    tally = [
        (known, Text("in view", "見えていた")),
        (counts.get("voiced", 0), Text("of them voiced", "うち、口にされた")),
        (counts.get("existed", 0), Text("existed, shown to nobody of them", "存在したが、示されていなかった")),
        (counts.get("unknown", 0), Text("not known whether", "見えていたかは不明")),
        (counts.get("not-yet", 0), Text("had not happened", "まだ起きていなかった")),
    ]
    link = on.link()
    texts = {e.id: e.text for e in laid.chronology.events}
    competing = [(texts[e][:140], link(anchor(e))) for e in laid.seen.competing if e in texts][:6]
    return {
        "at_words": f"{wall_clock(asked.at, ZoneInfo(asked.zone)):%Y-%m-%d %H:%M}",
        "tally": [(n, words[lang]) for n, words in tally], "competing": competing,
    }  # fmt: skip
