"""Addresses of the pages that belong to no single thing."""

from __future__ import annotations

from django.urls import path

from furikaeri_web.pages import views

urlpatterns = [
    path("", views.home, name="home"),
    path("sample/", views.sample, name="sample"),
    path("health/", views.health, name="health"),
    path("language/", views.language, name="language"),
    path("theme/", views.theme, name="theme"),
]
