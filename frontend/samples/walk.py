"""Walks the page of samples in a real browser: what the islands promise, under the product's content policy.

    python frontend/samples/walk.py [path of a chromium]

Needs Python's playwright; builds nothing. Prints what held and ends with 1 where something did not.
"""
# ruff: noqa: INP001, T201  # a page for developers, no package; it tells what it does

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, FilePayload, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import serve

CHECKS: list[Callable[[Page, str], None]] = []


def check(walk: Callable[[Page, str], None]) -> Callable[[Page, str], None]:
    """Adds a walk: a fresh page, and the address of the samples without a query."""
    CHECKS.append(walk)
    return walk


def opened(page: Page, at: str, lang: str = "en") -> Page:
    """The page with its editor standing."""
    page.goto(f"{at}?lang={lang}")
    expect(page.locator(".cm-content")).to_be_visible()
    return page


def stored() -> str:
    """What the server has."""
    return serve.STORE.text


def at_end(page: Page) -> None:
    """The cursor behind the last word of the editor."""
    page.locator(".cm-content").click()
    page.keyboard.press("Control+End")


@check
def saves_by_itself(page: Page, at: str) -> None:
    """A word typed is on the server a moment later, and the line says when."""
    opened(page, at)
    at_end(page)
    page.keyboard.type(" more")
    expect(page.locator(".save-status")).to_have_text("Not saved yet")
    expect(page.locator(".save-status")).to_contain_text("Saved ", timeout=4000)
    assert stored().endswith(" more")


@check
def lays_others_words_over(page: Page, at: str) -> None:
    """Other people's words come in, what is typed meanwhile stays, the cursor stays in its words."""
    opened(page, at)
    at_end(page)
    serve.STORE.others = "Theirs.\n\n"
    page.keyboard.type(" MINE")
    page.keyboard.press("Control+s")
    page.keyboard.type(" still typing")
    expect(page.locator(".cm-content")).to_contain_text("Theirs.")
    expect(page.locator(".cm-content")).to_contain_text("MINE still typing")
    page.keyboard.type("!")
    expect(page.locator(".cm-content")).to_contain_text("MINE still typing!")
    expect(page.locator(".save-status")).to_contain_text("Saved ", timeout=6000)
    assert stored().count("Theirs.") == 1, stored()


@check
def keeps_words_of_a_lost_visit(page: Page, at: str) -> None:
    """The server is away and the tab dies: the next visit offers the words again."""
    opened(page, at)
    serve.STORE.fails = 99
    at_end(page)
    page.keyboard.type(" precious")
    expect(page.locator(".save-status")).to_contain_text("kept on this computer", timeout=4000)
    other = page.context.new_page()
    page.close(run_before_unload=False)
    serve.STORE.fails = 0
    opened(other, at)
    expect(other.locator(".kept-words")).to_be_visible()
    other.get_by_role("button", name="Put them back").click()
    expect(other.locator(".cm-content")).to_contain_text("precious")
    expect(other.locator(".save-status")).to_contain_text("Saved ", timeout=4000)
    assert "precious" in stored()
    assert not other.evaluate("Object.keys(localStorage).filter(k => k.includes('unsaved')).length")


@check
def asks_and_lets_stay(page: Page, at: str) -> None:
    """A note asks beside its passage; the question goes into the text; a reason silences it."""
    opened(page, at)
    note = page.locator(".margin-note.lint", has_text="What was in view then")
    expect(note).to_be_visible()
    mark = page.locator(".cm-content .lint-mark").first
    far = abs(note.bounding_box()["y"] - mark.bounding_box()["y"])  # type: ignore[index]  # both are visible
    assert far < 60, f"the note stands {far} px from its passage"
    note.get_by_role("button", name="Put the question into the text").click()
    expect(page.locator(".cm-content")).to_contain_text("<!-- ? What was in view then")
    note.get_by_role("button", name="Leave it, because…").click()
    note.get_by_role("textbox").fill("quoted from the call")
    note.get_by_role("button", name="Keep").click()
    expect(page.locator(".cm-content")).to_contain_text(
        "<!-- furikaeri: ok counterfactual.should-have: quoted from the call -->"
    )
    expect(note).to_have_count(0)


@check
def offers_events(page: Page, at: str) -> None:
    """`@` offers events, in Japanese too, and puts in a link."""
    opened(page, at, "ja")
    at_end(page)
    page.keyboard.type("。@14:24")
    expect(page.locator(".cm-tooltip-autocomplete li")).to_have_count(1)
    expect(page.locator(".cm-tooltip-autocomplete li")).to_be_in_viewport()
    page.wait_for_timeout(150)  # the list takes no key in its first moment
    page.keyboard.press("Enter")
    expect(page.locator(".cm-content")).to_contain_text("[14:24 切り戻し](event:e9)")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.cm-editor')"), "Tab leaves the editor"


@check
def confirms_in_a_dialog(page: Page, at: str) -> None:
    """What cannot be taken back asks first; a reason that is asked for is sent."""
    opened(page, at)
    page.get_by_role("button", name="Expunge…").click()
    expect(page.locator("dialog[open]")).to_contain_text("Expunge this record?")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    page.get_by_role("button", name="Reject…").click()
    page.locator("dialog[open] textarea").fill("no mail was held then")
    page.locator("dialog[open]").get_by_role("button", name="Reject").click()
    page.wait_for_url("**reason=no+mail**")


@check
def shows_toasts_with_the_way_back(page: Page, at: str) -> None:
    """An answer's toast has its undo, which the key u presses."""
    opened(page, at)
    page.locator("h1").first.click()
    page.keyboard.press("r")
    expect(page.locator(".toast")).to_contain_text("Rejected")
    page.keyboard.press("u")
    expect(page.locator(".toast")).to_contain_text("Taken back.")


@check
def uploads_each_file(page: Page, at: str) -> None:
    """Each file by itself; what is refused says why and can be tried again."""
    opened(page, at)
    files: list[FilePayload] = [
        {"name": "alerts.json", "mimeType": "application/json", "buffer": b"{}"},
        {"name": "tool.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"},
    ]
    page.locator("[data-drop] input[type=file]").set_input_files(files)
    expect(page.locator("#evidence > li").first).to_contain_text("alerts.json")
    expect(page.locator(".upload-list li")).to_contain_text("A program is no record")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()


@check
def takes_what_is_dropped(page: Page, at: str) -> None:
    """A file dropped anywhere on the page is taken."""
    opened(page, at)
    page.evaluate(
        """() => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File(["10:02 deploy"], "deploy.log"));
            for (const kind of ["dragover", "drop"])
                document.querySelector("h1").dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator("#evidence > li").first).to_contain_text("deploy.log")


@check
def waits_for_an_input_method(page: Page, at: str) -> None:
    """While Japanese is being composed nothing is sent, and nothing breaks into it; afterwards both happen."""
    opened(page, at, "ja")
    page.wait_for_timeout(400)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.method) if request.method in {"POST", "PUT"} else None)
    at_end(page)
    serve.STORE.others = "先に。"
    keys = page.context.new_cdp_session(page)
    for made in ("ふ", "ふり", "ふりか"):
        keys.send("Input.imeSetComposition", {"text": made, "selectionStart": len(made), "selectionEnd": len(made)})
        page.wait_for_timeout(700)
    assert asked == [], asked
    keys.send("Input.insertText", {"text": "振り返り"})
    expect(page.locator(".cm-content")).to_contain_text("先に。", timeout=5000)
    expect(page.locator(".cm-content")).to_contain_text("振り返り")
    assert "POST" in asked


@check
def shows_its_keys(page: Page, at: str) -> None:
    """`?` lists the keys of this page; a sequence goes where it says; j walks the chronology."""
    opened(page, at)
    page.locator("h1").first.click()
    page.keyboard.press("?")
    expect(page.locator("dialog.key-help")).to_contain_text("Ask for review")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "e2"
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.type") == "search"


@check
def wears_paper_and_ink(page: Page, at: str) -> None:
    """The theme changes at once and is remembered; the same choice again follows the system."""
    opened(page, at)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="Ink", exact=True).click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != paper
    assert "theme=ink" in page.evaluate("document.cookie")
    page.get_by_role("button", name="Ink", exact=True).click()
    assert page.evaluate("document.documentElement.dataset.theme ?? ''") == ""


@check
def offers_to_quote(page: Page, at: str) -> None:
    """Words chosen in the review can be spoken about; the form knows them and where they stand."""
    opened(page, at)
    page.locator(".blameless").select_text()
    page.locator(".quote-offer").click()
    expect(page.locator("dialog[open] blockquote")).to_contain_text("Everyone did what made sense")
    assert page.locator("#comment [name=quote]").input_value().startswith("Everyone did")


@check
def fits_a_phone(page: Page, at: str) -> None:
    """Nothing reaches past the edge; the notes stand beneath the text."""
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, at, "ja")
    expect(page.locator(".notes-beneath .margin-note").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def listen(context: BrowserContext, broken: list[str]) -> None:
    """Notes errors of scripts, and what the content policy forbade."""

    def said(message: ConsoleMessage) -> None:
        if "Security Policy" in message.text:
            broken.append(message.text)

    context.on("console", said)
    context.on("weberror", lambda error: broken.append(str(error.error)))


def main(chromium: str) -> int:
    """How many walks did not hold."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), serve.Samples)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    at = f"http://127.0.0.1:{server.server_address[1]}/"
    failed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for walk in CHECKS:
            serve.STORE.empty()
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            broken: list[str] = []
            listen(context, broken)
            try:
                walk(context.new_page(), at)
                assert not broken, broken
                print(f"held    {walk.__name__}")
            except Exception as error:  # noqa: BLE001  # every walk is told of, whatever went wrong in it
                failed += 1
                print(f"FAILED  {walk.__name__}: {error}")
            context.close()
        browser.close()
    server.shutdown()
    return failed


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1] if len(sys.argv) > 1 else "/usr/bin/chromium") else 0)
