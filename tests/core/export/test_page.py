from __future__ import annotations

import re
import time
from html.parser import HTMLParser

import msgspec
import pytest
from tests.core.export import hostile
from tests.core.export.invented import ZONE, incident, many, review

from furikaeri.export.exporter import ExportOptions
from furikaeri.export.page import page
from furikaeri.export.scene import anchor
from furikaeri.export.tags import Html, safe, tag, web_link
from furikaeri.model.chronology import Chronology
from furikaeri.model.event import Event
from furikaeri.model.timespan import TimeSpan
from furikaeri.text import LANGS, Lang

_VOID = {"meta", "input", "hr", "br", "wbr"}
_ALLOWED = _VOID | {
    "html",
    "head",
    "title",
    "style",
    "script",
    "body",
    "main",
    "div",
    "span",
    "p",
    "a",
    "b",
    "i",
    "s",
    "small",
    "em",
    "strong",
    "code",
    "pre",
    "h1",
    "h2",
    "h3",
    "h4",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "details",
    "summary",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "label",
    "select",
    "option",
    "output",
    "time",
    "kbd",
    "del",
    "svg",
    "defs",
    "symbol",
    "use",
    "path",
    "rect",
    "circle",
}


class Reader(HTMLParser):
    """What a browser would make of the page: elements, attributes, and whether it is well nested."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"style", "script"}:
            self.words.append(data)

    def of(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.elements if tag == name]


def read(html: bytes) -> Reader:
    reader = Reader()
    reader.feed(html.decode("utf-8"))
    reader.close()
    assert reader.open == []
    return reader


def classed(reader: Reader, name: str) -> list[dict[str, str | None]]:
    return [a for _, a in reader.elements if name in (a.get("class") or "").split()]


@pytest.mark.parametrize("level", ["story", "raw"])
@pytest.mark.parametrize("lang", LANGS)
def test_nothing_that_anybody_wrote_becomes_a_tag(lang: Lang, level: str) -> None:
    html = page(hostile.review(), hostile.incident(), ExportOptions(lang=lang, level=level))  # type: ignore[arg-type]  # both are levels
    reader = read(html)
    assert {tag for tag, _ in reader.elements} <= _ALLOWED
    assert len(reader.of("script")) == 1
    assert len(reader.of("style")) == 1
    for tag_, attributes in reader.elements:
        for name, value in attributes.items():
            assert not name.startswith("on"), (tag_, name)
            assert name not in {"style", "src", "srcdoc", "action", "formaction", "background"}, (tag_, name)
            if name == "href":
                assert re.match(r"(https?://|mailto:|#|[^:/\\]*$|[^:/\\]+/[^:]*$)", value or ""), value
    text = html.decode()
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    said = "".join(reader.words)
    assert "<script>" in said  # the words themselves are all there to read
    assert "x" * 1_000 in said


def test_the_page_asks_nothing_of_the_network() -> None:
    reader = read(page(review(), incident(), ExportOptions()))
    policy = next(a["content"] for a in reader.of("meta") if a.get("http-equiv") == "Content-Security-Policy") or ""
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert not {"link", "img", "iframe", "object", "embed", "video", "audio"} & {tag for tag, _ in reader.elements}


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_tells_everything_in_order(lang: Lang) -> None:
    reader = read(page(review(lang), incident(lang), ExportOptions(lang=lang, level="raw")))
    assert [a["id"] for a in classed(reader, "row")] == [anchor(e.id) for e in incident(lang).events]
    said = "".join(reader.words)
    for event in incident(lang).events:
        assert event.text in said
    for told in incident(lang).accounts:
        assert told.text in said
    for contest in incident(lang).contests:
        assert contest.text in said
    for fault in incident(lang).faults:
        assert fault.ask[lang] in said
    assert all(a.get("aria-hidden") == "true" for a in classed(reader, "strip"))
    assert reader.of("html")[0]["lang"] == lang


def test_every_fragment_leads_somewhere_and_every_id_is_one() -> None:
    reader = read(page(review(), incident(), ExportOptions(level="story")))
    ids = [a["id"] for _, a in reader.elements if a.get("id")]
    assert len(ids) == len(set(ids))
    targets = {(a["href"] or "")[1:] for a in reader.of("a") if (a["href"] or "").startswith("#")}
    assert targets <= set(ids)
    assert anchor("git-log:demo:r88") in targets  # the review links to its event


def test_a_refuted_belief_is_struck_and_says_by_what() -> None:
    html = page(None, incident(), ExportOptions(zone=ZONE)).decode()
    row = html[html.index(f'id="{anchor("slack:demo:table")}"') : html.index(f'id="{anchor("slack:demo:calls")}"')]
    assert "<s>" in row
    assert "Refuted at 14:08" in row
    assert f'href="#{anchor("slack:demo:not-table")}"' in row


def test_a_rejected_relation_is_not_drawn() -> None:
    html = page(None, incident(), ExportOptions(level="raw")).decode()
    assert "both name the building codes" not in html


def test_what_is_not_at_this_level_is_counted_not_hidden() -> None:
    html = page(None, many(300), ExportOptions(level="story")).decode()
    assert "of 300 events" in html


def test_an_empty_chronology_says_what_belongs_here() -> None:
    assert "Nothing is here yet" in page(None, Chronology(), ExportOptions()).decode()
    assert "まだ何もありません" in page(None, Chronology(), ExportOptions(lang="ja")).decode()


@pytest.mark.parametrize("us", [-(2**62), 2**62, 253_402_300_799_999_999, -62_135_596_800_000_000])
def test_times_that_no_calendar_holds_are_survived(us: int) -> None:
    event = Event(id="a", source="s", span=TimeSpan(us, us), lane="people", text="far away")
    assert "far away" in page(None, Chronology(events=(event,)), ExportOptions(zone=ZONE)).decode()


def test_two_thousand_events_take_seconds() -> None:
    begin = time.process_time()
    html = page(None, many(2_000), ExportOptions(level="raw"))
    assert time.process_time() - begin < 3
    assert html.count(b'class="row"') == 2_000


def test_only_addresses_that_a_reader_may_follow_are_links() -> None:
    assert web_link("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"
    for refused in (
        "javascript:alert(1)",
        " https://a",
        "https://a b",
        "data:x",
        "//a",
        "https://a\n",
        'https://a"b',
        "ftp://a",
    ):
        assert web_link(refused) is None


def test_safe_words_and_tags() -> None:
    assert safe("a<b>&\"'") == "a&lt;b&gt;&amp;&quot;&#39;"
    assert safe("a\x00b\u202ec") == "a␀bc"
    assert (
        tag("a", Html("<b>"), "<i>", None, ["x", ["y"]], href='"', hidden=True, no_=None)
        == '<a href="&quot;" hidden><b>&lt;i&gt;xy</a>'
    )


def test_the_comments_of_a_draft_stay_out_of_print_and_raw_html_is_words() -> None:
    markdown = (
        "## Impact\n\n<!-- how many? -->\n\nTen <!-- inline --> of *twelve* <b>orders</b>.\n\n"
        "<div>raw</div>\n\n`<!-- kept -->`\n"
    )
    html = page(msgspec.structs.replace(review(), markdown=markdown), Chronology(), ExportOptions()).decode()
    assert "how many" not in html
    assert "Ten  of <em>twelve</em> &lt;b&gt;orders&lt;/b&gt;." in html
    assert "&lt;div&gt;raw&lt;/div&gt;" in html
    assert "&lt;!-- kept --&gt;" in html
