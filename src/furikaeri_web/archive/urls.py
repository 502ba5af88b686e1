"""Addresses of the archive."""

from __future__ import annotations

from django.urls import path

from furikaeri_web.archive import views

urlpatterns = [
    path("", views.archive, name="archive"),
    path("<int:pk>/", views.batch, name="archive-batch"),
    path("<int:pk>/progress/", views.progress, name="archive-progress"),
    path("<int:pk>/keep/", views.keep, name="archive-keep"),
    path("<int:pk>/undo/", views.undo, name="archive-undo"),
]
