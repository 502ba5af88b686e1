"""The address where a bundle is handed in: there is no incident yet."""

from __future__ import annotations

from django.urls import path

from furikaeri_web.evidence.views import bundle

urlpatterns = [path("", bundle.bring, name="bundle-import")]
