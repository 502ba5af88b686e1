"""Addresses of the search."""

from __future__ import annotations

from django.urls import path

from furikaeri_web.search import views

urlpatterns = [path("", views.search, name="search")]
