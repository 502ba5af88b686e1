"""Addresses about people."""

from __future__ import annotations

urlpatterns: list[object] = []
