"""The words of the events, to be found by."""

from __future__ import annotations

from django.db import migrations

from furikaeri_web.parts.fulltext import IndexOperation


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial")]
    operations = [IndexOperation("event_words")]
