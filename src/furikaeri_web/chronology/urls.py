"""Addresses of the chronology of an incident."""

from __future__ import annotations

from django.urls import path

from furikaeri_web.chronology.views import judging, page, telling

urlpatterns = [
    path("", page.chronology, name="chronology"),
    path("summary/", page.summary, name="chronology-summary"),
    path("since/", page.since, name="chronology-since"),
    path("copies/<slug:name>/", page.copy, name="chronology-copy"),
    path("events/<slug:place>/", page.event, name="chronology-event"),
    path("add/", telling.add, name="chronology-add"),
    path("events/<slug:place>/<slug:what>/", telling.tell, name="chronology-tell"),
    path("statements/", telling.statements, name="chronology-statements"),
    path("statements/<int:no>/take-back/", telling.take_back, name="chronology-take-back"),
    path("proposals/", judging.proposals, name="chronology-proposals"),
    path("proposals/<slug:key>/", judging.proposal, name="chronology-proposal"),
    path("moments/<slug:name>/", judging.moment, name="chronology-moment"),
]
