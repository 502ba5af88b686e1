"""The page on which things are found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from django.shortcuts import render
from django.views.decorators.http import require_GET

from furikaeri_web.search.choices import RUNGS, TRAPS_TOLD, services, severities, states
from furikaeri_web.search.finder import Finder, Hit, Query, finders

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from furikaeri_web.accounts.models import User

_FEW, _MANY = 6, 50


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Everything that this person may see and that holds every word they typed, a few of each kind or many of one."""
    user = cast("User", request.user)
    query = read_query(request)
    kind = request.GET.get("kind", "")
    start = int(request.GET.get("start", "0")) if request.GET.get("start", "0").isdigit() else 0
    asked = bool(query != Query())
    known = finders()
    groups = []
    for finder in known.values():
        if not asked or (kind in known and finder.name != kind) or not finder.answers(query):
            continue
        most = _MANY if kind else _FEW
        hits = list(islice(finder.find(user, query), start, start + most + 1)) if start <= 5_000 else []
        if hits or kind:
            groups.append(_group(finder, hits, most, start))
    words = {
        "query": query, "asked": asked, "groups": groups, "kind": kind, "kinds": list(known.values()),
        "services": services(user), "severities": severities(user), "states": states(), "traps": TRAPS_TOLD, "rungs": RUNGS,
        "since": request.GET.get("since", ""), "until": request.GET.get("until", ""),
        "carried": _carried(request),
    }  # fmt: skip
    return render(request, "search/results.html" if request.headers.get("HX-Request") else "search/search.html", words)


def read_query(request: HttpRequest) -> Query:
    """The query of an address; what can't be read is left out."""

    def given(name: str) -> str:
        return request.GET.get(name, "").strip()[:120]

    zone = ZoneInfo(getattr(request.user, "zone", "") or "UTC")
    query = Query(
        text=request.GET.get("q", "").strip()[:300],
        service=given("service"), severity=given("severity"), state=given("state"), trap=given("trap"), rung=given("rung"),
        since=_day(request.GET.get("since", ""), zone),
    )  # fmt: skip
    until = _day(request.GET.get("until", ""), zone)
    return replace(query, until=until + timedelta(days=1) if until else None)


def _group(finder: Finder, hits: list[Hit], most: int, start: int) -> dict[str, object]:
    return {
        "finder": finder, "hits": hits[:most], "more": len(hits) > most, "next": start + most,
        "before": max(0, start - most) if start else None,
    }  # fmt: skip


def _carried(request: HttpRequest) -> str:
    kept = request.GET.copy()
    for name in ("kind", "start"):
        kept.pop(name, None)
    return kept.urlencode()


def _day(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return datetime(found.year, found.month, found.day, tzinfo=zone).astimezone(UTC)
