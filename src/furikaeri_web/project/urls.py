"""Every address; each app brings its own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [
    path("", include("furikaeri_web.pages.urls")),
    path("accounts/", include("furikaeri_web.accounts.urls")),
    path("accounts/", include("allauth.urls")),
    path("inbox/", include("furikaeri_web.notices.urls")),
    path("incidents/", include("furikaeri_web.incidents.urls")),
    path("incidents/<int:number>/evidence/", include("furikaeri_web.evidence.urls")),
    path("incidents/<int:number>/chronology/", include("furikaeri_web.chronology.urls")),
    path("bundles/", include("furikaeri_web.evidence.bundle_urls")),
    path("reviews/", include("furikaeri_web.reviews.urls")),
    path("archive/", include("furikaeri_web.archive.urls")),
    path("search/", include("furikaeri_web.search.urls")),
    path("api/", include("furikaeri_web.api.urls")),
]
