"""Addresses of incidents."""

from __future__ import annotations

from django.urls import path

from furikaeri_web.incidents.views import admitting, declaring, incident, life, listing, process, severity

urlpatterns = [
    path("", listing.incidents, name="incident-list"),
    path("declare/", declaring.declare, name="incident-declare"),
    path("suggest/", listing.suggestions, name="incident-suggest"),
    path("names/<slug:kind>/", listing.offered, name="incident-names"),
    path("<int:number>/", incident.incident, name="incident"),
    path("<int:number>/edit/", declaring.edit, name="incident-edit"),
    path("<int:number>/severity/", severity.history, name="incident-severity"),
    path("<int:number>/severity/<int:pk>/", severity.correct, name="incident-severity-correct"),
    path("<int:number>/severity/<int:pk>/restore/", severity.restore, name="incident-severity-restore"),
    path("<int:number>/phase/", life.phase, name="incident-phase"),
    path("<int:number>/triage/", life.triage, name="incident-triage"),
    path("<int:number>/steps/", process.add, name="incident-steps"),
    path("<int:number>/steps/<int:pk>/", process.step, name="incident-step"),
    path("<int:number>/access/", admitting.access, name="incident-access"),
    path("<int:number>/hold/", admitting.hold, name="incident-hold"),
]
