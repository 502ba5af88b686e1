"""The exported page in a real browser: nothing is fetched, nothing foreign runs, the scrubber tells the truth."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.core.export import hostile
from tests.core.export.invented import IDS, ZONE, at, incident, pseudonyms, review
from tests.system_packages import NEEDED

from furikaeri.chronology.view import state_of
from furikaeri.export.exporter import ExportOptions
from furikaeri.export.page import page
from furikaeri.export.scene import anchor
from furikaeri.text import LANGS, Lang

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from furikaeri.model.chronology import Chronology
    from furikaeri.model.review import Review

_SCRUB = """([position, group]) => {
  document.getElementById('group').value = group;
  document.getElementById('at').value = position;
  document.getElementById('at').dispatchEvent(new Event('input'));
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    executable = next(filter(None, map(shutil.which, NEEDED["chromium"][2])), None)
    assert executable, "chromium is missing; python -m tests.system_packages says how to install it"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield opened
        opened.close()


class Opened:
    """A page from disk with all that it said and asked for."""

    def __init__(self, browser: Browser, content: bytes, folder: Path, **context: Any) -> None:
        path = folder / "page.html"
        path.write_bytes(content)
        self.page: Page = browser.new_context(**context).new_page()
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))
        self.page.goto(path.as_uri())
        assert self.asked.pop(0) == path.as_uri()


def _options(lang: Lang = "en", **more: Any) -> ExportOptions:
    return ExportOptions(lang=lang, level="raw", zone=ZONE, **more)


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_opens_quietly_and_asks_for_nothing(browser: Browser, tmp_path: Path, lang: Lang) -> None:
    opened = Opened(browser, page(review(lang), incident(lang), _options(lang, pseudonyms=pseudonyms(lang))), tmp_path)
    opened.page.locator(".record summary").first.click()
    opened.page.evaluate(_SCRUB, ["400", "on-call"])
    opened.page.emulate_media(media="print")
    opened.page.emulate_media(media="screen", color_scheme="dark")
    assert opened.said == []
    assert opened.asked == []
    assert opened.page.evaluate("document.documentElement.classList.contains('js')")


def test_nothing_that_anybody_wrote_runs(browser: Browser, tmp_path: Path) -> None:
    cases: list[tuple[Review | None, Chronology]] = [(hostile.review(), hostile.incident()), (None, hostile.incident())]
    for document, chronology in cases:
        opened = Opened(browser, page(document, chronology, _options()), tmp_path)
        for summary in opened.page.locator("summary").all()[:40]:
            summary.dispatch_event("click")
        opened.page.evaluate(_SCRUB, ["500", ""])
        opened.page.wait_for_timeout(100)
        assert opened.page.evaluate("typeof window.ran") == "undefined"
        assert opened.asked == []
        assert opened.said == []
        assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert opened.page.url.startswith("file:")


def test_without_script_the_list_is_whole(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, page(review(), incident(), _options()), tmp_path, java_script_enabled=False)
    assert opened.page.locator(".row .text").all_inner_texts() == [e.text for e in incident().events]
    assert not opened.page.locator("#at").is_visible()
    row = opened.page.locator(f"#{anchor('slack:demo:table')}")
    row.locator("summary").click()
    assert "was refuted by" in row.locator(".event-panel").inner_text()
    assert row.locator(".event-panel").is_visible()


def test_the_keys_go_down_the_list_in_its_order(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, page(None, incident(), _options()), tmp_path)
    met: list[str] = []
    for _ in range(120):
        opened.page.keyboard.press("Tab")
        found = opened.page.evaluate(
            "document.activeElement.matches('.record > summary') ? document.activeElement.closest('.row').id : ''"
        )
        if found:
            met.append(found)
        if len(met) == len(IDS):
            break
    assert met == [anchor(e.id) for e in incident().events]
    opened.page.keyboard.press("Enter")
    assert opened.page.locator(f"#{met[-1]} .event-panel").is_visible()


@pytest.mark.parametrize("group", ["", "on-call", "support"])
def test_the_scrubber_hides_what_was_not_in_view(browser: Browser, tmp_path: Path, group: str) -> None:
    chronology = incident()
    opened = Opened(browser, page(review(), chronology, _options()), tmp_path)
    seen: set[str] = set()
    for position in range(0, 1000, 37):
        opened.page.evaluate(_SCRUB, [str(position), group])
        shown = opened.page.evaluate(
            "[...document.querySelectorAll('.row')]"
            ".map(r => [r.id, r.dataset.state, r.classList.contains('is-veiled')])"
        )
        moment = opened.page.evaluate("+document.querySelector('output.at').dataset.t")
        for event, (id_, state, veiled) in zip(chronology.events, shown, strict=True):
            assert id_ == anchor(event.id)
            assert state == state_of(event, moment, group or None), (event.id, moment)
            assert veiled == (state not in {"in-view", "voiced"})
            seen.add(state)
    assert seen >= {"not-yet", "existed", "in-view", "voiced", "unknown"} - ({"existed"} if group == "" else set())


def test_scrubbed_nothing_tells_what_was_learned_later(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, page(review(), incident(), _options()), tmp_path)
    row = opened.page.locator(f"#{anchor('slack:demo:table')}")
    assert row.locator(".refuted-by").is_visible()
    opened.page.evaluate(_SCRUB, ["999", "on-call"])
    while opened.page.evaluate("+document.querySelector('output.at').dataset.t") >= at("14:08"):
        opened.page.keyboard.press("[")
    assert not row.locator(".refuted-by").is_visible()
    assert (
        opened.page.evaluate("r => getComputedStyle(r.querySelector('s')).textDecorationLine", row.element_handle())
        == "none"
    )
    assert not row.locator(".when .to").is_visible()
    for gone in (".key-moment", ".measures", ".record-asks", ".review-document", ".contest-note", ".accounts-pair"):
        assert not any(node.is_visible() for node in opened.page.locator(gone).all()), gone
    row.locator("summary").click()
    assert "refuted" not in row.locator(".event-panel").inner_text()
    opened.page.keyboard.press("Escape")
    assert row.locator(".refuted-by").is_visible()
    assert opened.page.locator(".review-document").is_visible()


@pytest.mark.parametrize("width", [360, 720, 1024, 1440])
@pytest.mark.parametrize("lang", LANGS)
def test_the_page_fits_every_window(browser: Browser, tmp_path: Path, lang: Lang, width: int) -> None:
    opened = Opened(
        browser, page(review(lang), incident(lang), _options(lang)), tmp_path, viewport={"width": width, "height": 800}
    )
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    opened.page.locator(".record summary").nth(7).click()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width


def test_on_paper_the_record_of_every_entry_is_written_out(browser: Browser, tmp_path: Path) -> None:
    opened = Opened(browser, page(review(), incident(), _options()), tmp_path)
    opened.page.emulate_media(media="print")
    first = opened.page.locator(f"#{anchor('slack:demo:table')} .src")
    assert first.is_visible()
    assert "slack.json#/7" in first.inner_text()
    assert not opened.page.locator(".masthead").is_visible()
    assert opened.page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
