"""Home, the language and the theme of a device, pages for what is not there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import furikaeri_web

TEMPLATES = sorted(Path(furikaeri_web.__path__[0]).rglob("*.html"))


def test_home_tells_a_new_house_how_to_begin(as_alice):
    page = as_alice.get("/").content.decode()
    assert "Nothing has been looked back on yet." in page


def test_home_shows_what_needs_one_and_what_there_is_to_read(as_alice, incident):
    page = as_alice.get("/").content.decode()
    assert incident.title in page


def test_language_and_theme_are_this_devices(as_alice, incident):
    as_alice.post("/language/", {"lang": "ja", "next": "/incidents/"})
    page = as_alice.get("/").content.decode()
    assert '<html lang="ja"' in page
    assert "インシデント" in page
    as_alice.post("/theme/", {"theme": "ink"})
    assert 'data-theme="ink"' in as_alice.get("/").content.decode()


@pytest.mark.parametrize("onward", ["https://evil.test/", "//evil.test", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(as_alice, onward):
    assert as_alice.post("/language/", {"lang": "ja", "next": onward})["Location"] == "/"


def test_nothing_there_is_said_in_our_own_look(as_alice):
    response = as_alice.get("/incidents/999/")
    assert response.status_code == 404
    assert "Nothing is here" in response.content.decode()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda p: p.name)
def test_no_template_asks_for_what_the_policy_forbids(template):
    text = template.read_text("utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\sstyle=", text)
    assert not re.search(
        r"\son(?:click|load|error|change|submit|input|focus|blur|key\w+|mouse\w+|pointer\w+|toggle)=", text
    )
    assert "hx-on" not in text
    assert "javascript:" not in text
    assert not re.search(r'(?:src|href|action)="https?://', text)
