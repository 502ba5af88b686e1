"""Addresses of an incident's records."""

from __future__ import annotations

from django.urls import path

from furikaeri_web.evidence.views import bundle, expunge, item, page, record, warnings

urlpatterns = [
    path("", page.page, name="evidence"),
    path("items/", page.items, name="evidence-items"),
    path("summary/", page.summary, name="evidence-summary"),
    path("runs/<int:pk>/", page.run, name="evidence-run"),
    path("runs/<int:pk>/again/", page.again, name="evidence-run-again"),
    path("warnings/", warnings.warnings, name="evidence-warnings"),
    path("alias/", warnings.alias, name="evidence-alias"),
    path("record/", record.record, name="record"),
    path("expunge/", expunge.expunge, name="evidence-expunge"),
    path("bundle/", bundle.download, name="incident-bundle"),
    path("<slug:digest>/", item.item, name="evidence-item"),
    path("<slug:digest>/bytes/", item.data, name="evidence-bytes"),
    path("<slug:digest>/picture/", item.picture, name="evidence-picture"),
    path("<slug:digest>/expunge/", expunge.expunge, name="evidence-expunge-item"),
]
