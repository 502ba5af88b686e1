"""What every view of a chronology begins with: the incident, its course, the look that is asked for, the hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from urllib.parse import quote

from django.http import Http404
from django.middleware.csrf import get_token
from django.urls import reverse

from furikaeri.bundle.telling import Teller
from furikaeri.export.details import record, relations, views
from furikaeri.export.tags import Html, tag
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.chronology import asked as look
from furikaeri_web.chronology.hand import PageHand
from furikaeri_web.chronology.selectors import Course, chronicle
from furikaeri_web.chronology.sheet import Sheet, sheet
from furikaeri_web.incidents.access import seen
from furikaeri_web.parts.moments import microseconds, now
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from furikaeri.model.event import Event
    from furikaeri_web.accounts.models import User
    from furikaeri_web.chronology.asked import Asked
    from furikaeri_web.incidents.models import Incident

_ACTS: tuple[tuple[str, Text], ...] = (
    ("account", Text("Add an account", "見え方を加える")),
    ("contest", Text("Contest", "異論を添える")),
    ("correct", Text("Correct", "訂正する")),
    ("belief", Text("A belief", "見立て")),
    ("decision", Text("A decision", "判断")),
    ("relate", Text("Relate", "つなぐ")),
    ("moment", Text("Key moment", "節目にする")),
)
_RECORD = Text("Open the exact record", "元の記録を開く")


@dataclass(frozen=True, slots=True)
class Stage:
    """An incident that this person may see, its course, how they look at it, and what could not be meant."""

    request: HttpRequest
    user: User
    incident: Incident
    course: Course
    asked: Asked
    trouble: FurikaeriError | None

    @property
    def base(self) -> str:
        """The address of the page."""
        return reverse("chronology", args=[self.incident.number])

    def sheet(self) -> Sheet:
        """The chronology laid out for this look."""
        return sheet(self.course, self.asked, tongue())

    def link(self) -> Callable[[str], str]:
        """The address of a row by its anchor."""
        query = self.asked.query(start="", event="")
        return lambda place: f"{self.base}{query}{'&' if len(query) > 1 else ''}event={place}#{place}"

    def hand(self, laid: Sheet, panel: Html | None = None) -> PageHand:
        """What can be done with the rows."""
        return PageHand(
            base=self.base, query=self.asked.query(event="", start=""), token=get_token(self.request), clock=laid.scene.clock,
            link=self.link(), then=self.asked.at is not None, opened=self.asked.event if panel else "", panel=panel or Html(""),
        )  # fmt: skip

    def panel(self, laid: Sheet, event: Event, place: str) -> Html:
        """Everything about one event, and what can be said of it."""
        clock, lang = laid.scene.clock, tongue()
        numbered = f"{reverse('record', args=[self.incident.number])}?event="
        acts = [tag("a", words[lang], href=f"{self.base}events/{place}/{name}/", class_="btn") for name, words in _ACTS]
        opens = tag("a", _RECORD[lang], href=numbered + quote(event.id, safe="")) if event.source != "told" else None
        return tag(
            "div",
            tag("p", clock.span(event.span), class_="label span-label"),
            views(clock, event),
            relations(clock, laid.scene.related.get(event.id, ()), self.link()),
            record(clock, event),
            tag("p", opens) if opens else None,
            tag("div", acts, class_="acts no-print") if self.asked.at is None else None,
        )

    def teller(self, by: str = "", zone: str = "") -> Teller:
        """The person at the page, or whoever's words they write down."""
        return Teller(
            chronology=self.course.chronology, by=by or self.user.name, at=microseconds(now()), zone=zone or self.asked.zone
        )  # fmt: skip

    def about(self, place: str) -> Event:
        """The event of an anchor; 404 where this look may not tell of it."""
        found = self.sheet().event(place)
        if found is None or self.trouble:
            raise Http404
        return found


def stage(request: HttpRequest, number: int) -> Stage:
    """The stage of an incident; 404 where this person may not see it."""
    user = cast("User", request.user)
    incident = seen(user, number)
    course = chronicle(incident)
    trouble = None
    try:
        asked = look.read(request.GET, course.chronology, user)
    except FurikaeriError as fault:
        trouble, asked = fault, look.around(request.GET, course.chronology, user)
    return Stage(request, user, incident, course, asked, trouble)
