"""Addresses of reviews."""

from __future__ import annotations

from django.urls import path

from furikaeri_web.reviews.views import handing, judging, life, listing, reading, talking, versions, writing

urlpatterns = [
    path("", listing.listing, name="review-list"),
    path("new/", listing.beginning, name="review-begin"),
    path("of/<int:number>/summary/", listing.summary, name="review-summary"),
    path("<int:pk>/", reading.reading, name="review"),
    path("<int:pk>/beside/", reading.beside, name="review-beside"),
    path("<int:pk>/beside/begin/", reading.begin_beside, name="review-begin-beside"),
    path("<int:pk>/write/", writing.writing, name="review-write"),
    path("<int:pk>/text/", writing.text, name="review-text"),
    path("<int:pk>/lint/", writing.lint, name="review-lint"),
    path("<int:pk>/blocks/", writing.blocks, name="review-blocks"),
    path("<int:pk>/talk/", talking.talking, name="review-talk"),
    path("<int:pk>/talk/<int:thread>/", talking.answering, name="review-answer"),
    path("<int:pk>/talk/<int:thread>/settle/", talking.settling, name="review-settle"),
    path("<int:pk>/comments/<int:comment>/", talking.rephrasing, name="review-comment"),
    path("<int:pk>/factors/new/", judging.factor, name="review-factor-new"),
    path("<int:pk>/factors/back/", judging.putting_back, name="review-factor-back"),
    path("<int:pk>/factors/<int:factor>/", judging.factor, name="review-factor"),
    path("<int:pk>/factors/<int:factor>/drop/", judging.dropping, name="review-factor-drop"),
    path("<int:pk>/quality/", judging.quality, name="review-quality"),
    path("<int:pk>/questions/", judging.questions, name="review-questions"),
    path("<int:pk>/questions/<int:dismissal>/again/", judging.asking_again, name="review-ask-again"),
    path("<int:pk>/people/", life.people, name="review-people"),
    path("<int:pk>/status/", life.status, name="review-status"),
    path("<int:pk>/publish/", life.publishing, name="review-publish"),
    path("<int:pk>/about/", life.about, name="review-about"),
    path("<int:pk>/versions/", versions.versions, name="review-versions"),
    path("<int:pk>/versions/<int:version>/", versions.version, name="review-version"),
    path("<int:pk>/versions/<int:version>/restore/", versions.restoring, name="review-restore"),
    path("<int:pk>/export/", handing.handing, name="review-export"),
    path("<int:pk>/export/<slug:kind>/", handing.download, name="review-download"),
]
