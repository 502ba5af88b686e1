"""Mail that counts as set up while it stays in memory."""

from __future__ import annotations

import dataclasses

import pytest


@pytest.fixture
def mail_set_up(settings, _own_data):
    """Mail is set up."""
    settings.ENVIRONMENT = dataclasses.replace(settings.ENVIRONMENT, mail="smtp://127.0.0.1:1")
