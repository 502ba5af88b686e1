"""Addresses of the inbox."""

from __future__ import annotations

from django.urls import path

from furikaeri_web.notices import views

urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:pk>/", views.open_notice, name="inbox-open"),
    path("<int:pk>/read/", views.read, name="inbox-read"),
    path("<int:pk>/unread/", views.unread, name="inbox-unread"),
    path("read-all/", views.read_all, name="inbox-read-all"),
    path("undo/<int:us>/", views.undo, name="inbox-undo"),
    path("choices/", views.choices, name="notice-choices"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/try/", views.try_mail, name="outbox-try"),
]
