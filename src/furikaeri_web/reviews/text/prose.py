"""A review as HTML: Markdown without raw HTML or images, links that can't run, marks where people talk about a passage."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import unquote

import nh3
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from furikaeri.export.prose import safe_source
from furikaeri.export.tags import web_link
from furikaeri.text import Lang, Span
from furikaeri_web.reviews.text.anchors import Page
from furikaeri_web.reviews.text.live import Live, live
from furikaeri_web.reviews.text.parts import Part, parts
from furikaeri_web.reviews.text.stance import STANCES, marks

Resolve = Callable[[str], str | None]
"""From an event id to the address of its place in the chronology, None where there is no such event."""

_TAGS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "a",
         "table", "thead", "tbody", "tr", "th", "td", "hr", "br", "span", "mark"}  # fmt: skip
_ATTRIBUTES = {
    "a": {"href", "rel", "class"},
    "span": {"class", "data-stance"},
    "mark": {"class", "id"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
    "blockquote": {"class"},
    "li": {"class"},
}
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SHORTEST = 20
"""An opening of fewer letters tells nothing."""
_TASK = re.compile(r"\[([ xX])\][ \t]")


@dataclass(frozen=True, slots=True)
class Talked:
    """A passage that a thread is about, by its words and those around it."""

    id: int
    quote: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class SetPart:
    """One part as it is shown: HTML and live places in turn. `asks`: open questions of the draft in it; `told`: anything stands there."""

    part: Part
    pieces: tuple[SafeString | Live, ...]
    asks: int
    told: bool


@dataclass(slots=True)
class Set:
    """The whole review as it is shown. `found`: for each thread whose passage still stands, whether its words changed."""

    parts: tuple[SetPart, ...]
    found: dict[int, bool] = field(default_factory=dict)


@dataclass(slots=True)
class _Words:
    """The words of all parts as a reader sees them, and where each token's stand."""

    text: list[str] = field(default_factory=list)
    length: int = 0
    where: dict[int, int] = field(default_factory=dict)  # id of a token -> offset

    def add(self, token: Token, text: str) -> None:
        self.where[id(token)] = self.length
        self.text.append(text)
        self.length += len(text)

    def gap(self) -> None:
        self.text.append("\n")
        self.length += 1


def set_review(markdown: str, *, lang: Lang, resolve: Resolve, talked: Iterable[Talked] = ()) -> Set:
    """The review part by part; headings of the parts are left to the page."""
    source = safe_source(markdown)
    parser = _parser()
    env: dict[str, Any] = {}
    if "]:" in source:
        parser.parse(source, env)  # links defined in another part
    words, read = _Words(), []
    for part in parts(source):
        body = source[part.body : part.span.end]
        tokens = _gentle(parser.parse(body, env), lang, resolve)
        if not part.key and tokens and tokens[0].tag == "h1":
            tokens = tokens[3:]  # the page shows the title
        for token in tokens:
            _listen(token, words)
        words.gap()
        read.append((part, tokens, any(t.type == "furikaeri_live" or t.content.strip() for t in tokens)))
    page = Page("".join(words.text))
    spans, found = [], {}
    for thread in talked:
        if at := page.find(thread.quote, thread.before, thread.after):
            spans.append((at.span, thread.id))
            found[thread.id] = at.changed
    marker = _Marker(sorted(spans), words.where)
    shown = tuple(
        SetPart(p, tuple(_pieces(parser, marker.mark(tokens))), _asks(tokens), told) for p, tokens, told in read
    )
    return Set(shown, {k: v for k, v in found.items() if k in marker.placed})


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.validateLink = lambda _: True  # type: ignore[method-assign, assignment]  # `_links` judges; refusing would print them raw
    return parser


def _pieces(parser: MarkdownIt, tokens: Sequence[Token]) -> Iterable[SafeString | Live]:
    waiting: list[Token] = []
    for token in tokens:
        if token.type == "furikaeri_live":
            if waiting:
                yield _html(parser, waiting)
            waiting = []
            yield token.meta["live"]
        else:
            waiting.append(token)
    if waiting:
        yield _html(parser, waiting)


def _html(parser: MarkdownIt, tokens: Sequence[Token]) -> SafeString:
    renderer = parser.renderer
    assert isinstance(renderer, RendererHTML)
    html = renderer.render(tokens, parser.options, {})
    return mark_safe(  # noqa: S308  # cleaned here
        nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, link_rel=None, url_schemes={"http", "https", "mailto"})
    )


def _gentle(tokens: list[Token], lang: Lang, resolve: Resolve) -> list[Token]:
    """The same tokens with links judged, raw HTML and images as words, live places apart, comments gone."""
    out: list[Token] = []
    for token in tokens:
        if token.type == "html_block":
            place = live(token.content) if token.level == 0 else None
            if place:
                out.append(Token("furikaeri_live", "", 0, meta={"live": place}, level=0))
            elif said := _COMMENT.sub("", token.content).strip():
                inline = Token("inline", "", 0, content=said, children=[Token("text", "", 0, content=said)])
                out += [Token("paragraph_open", "p", 1), inline, Token("paragraph_close", "p", -1)]
            continue
        if style := token.attrs.pop("style", None):
            token.attrs["class"] = f"to-{str(style).rsplit(':', 1)[-1].strip(' ;')}"
        if token.type in {"fence", "code_block"}:
            token.info = ""
        if token.children:
            first = token.children[0]
            if (
                first.type == "text"
                and len(out) > 1
                and out[-2].type == "blockquote_open"
                and first.content[:2] == "? "
            ):
                first.content = first.content[2:]
                out[-2].attrs["class"] = "asks"
            token.children = _stances(_links(_tasks(token.children, out), resolve), lang)
        out.append(token)
    return out


def _tasks(children: list[Token], before: Sequence[Token]) -> list[Token]:
    """A task item's box as a sign."""
    if len(before) > 1 and before[-2].type == "list_item_open" and children[0].type == "text":
        box = _TASK.match(children[0].content)
        if box:
            children[0].content = ("☐ " if box[1] == " " else "☑ ") + children[0].content[box.end() :]
            before[-2].attrs["class"] = "task"
    return children


def _links(children: Sequence[Token], resolve: Resolve) -> list[Token]:
    out: list[Token] = []
    dropped: list[bool] = []
    for token in children:
        if token.type == "link_open":
            href = _address(str(token.attrs.get("href", "")), resolve)
            dropped.append(href is None)
            if href is None:
                continue
            token.attrs.clear()
            token.attrs["href"] = href
            if href.startswith("/"):
                token.attrs["class"] = "event-link"
            elif not href.startswith("#"):
                token.attrs["rel"] = "noopener noreferrer"
        elif token.type == "link_close" and dropped.pop():
            continue
        elif token.type in {"image", "html_inline"}:
            out.append(Token("text", "", 0, content=_COMMENT.sub("", token.content)))
            continue
        out.append(token)
    return out


def _address(href: str, resolve: Resolve) -> str | None:
    if href.startswith("event:"):
        return resolve(unquote(href.removeprefix("event:")))
    return web_link(href) or (href if re.fullmatch(r"#[\w\-.]+", href) else None)


def _stances(children: Sequence[Token], lang: Lang) -> list[Token]:
    out: list[Token] = []
    opens = True
    for token in children:
        if token.type != "text":
            out.append(token)
            opens = token.type in {"softbreak", "hardbreak"} or (opens and token.type.endswith("_open"))
            continue
        at = 0
        for span, stance in marks(token.content):
            if span.start == 0 and not opens:
                continue
            if span.start > at:
                out.append(Token("text", "", 0, content=token.content[at : span.start]))
            out.append(Token("furikaeri_stance", "", 0, content=STANCES[stance][lang], meta={"stance": stance}))
            at = span.end
        if at < len(token.content):
            out.append(Token("text", "", 0, content=token.content[at:]))
        opens = opens and not token.content.strip()
    return out


def _listen(token: Token, words: _Words) -> None:
    if token.children:
        for child in token.children:
            if child.type in {"text", "code_inline", "furikaeri_stance"}:
                words.add(child, child.content)
            elif child.type in {"softbreak", "hardbreak"}:
                words.gap()
        words.gap()
    elif token.type in {"fence", "code_block"}:
        words.add(token, token.content)
        words.gap()


def _asks(tokens: Sequence[Token]) -> int:
    return sum(t.type == "blockquote_open" and t.attrs.get("class") == "asks" for t in tokens)


class _Marker:
    """Puts the marks of passages around the words they are about."""

    def __init__(self, spans: Sequence[tuple[Span, int]], where: Mapping[int, int]) -> None:
        self._spans = spans
        self._where = where
        self.placed: set[int] = set()

    def mark(self, tokens: Sequence[Token]) -> Sequence[Token]:
        for token in tokens:
            if token.children:
                token.children = [new for child in token.children for new in self._around(child)]
        return tokens

    def _around(self, child: Token) -> Iterable[Token]:
        if child.type == "furikaeri_stance":
            yield _raw(
                format_html('<span class="stance" data-stance="{}">{}</span>', child.meta["stance"], child.content)
            )
            return
        start = self._where.get(id(child))
        if start is None or not self._spans:
            yield child
            return
        end = start + len(child.content)
        at = start
        for span, thread in self._spans:
            lo, hi = max(span.start, at), min(span.end, end)
            if lo >= hi:
                continue
            if child.type == "code_inline":
                yield self._open(thread)
                yield child
                yield _raw("</mark>")
                return
            if lo > at:
                yield Token("text", "", 0, content=child.content[at - start : lo - start])
            yield self._open(thread)
            yield Token("text", "", 0, content=child.content[lo - start : hi - start])
            yield _raw("</mark>")
            at = hi
        if at < end:
            yield child if at == start else Token("text", "", 0, content=child.content[at - start :])

    def _open(self, thread: int) -> Token:
        first = thread not in self.placed
        self.placed.add(thread)
        where = f' id="passage-{thread}"' if first else ""
        return _raw(f'<mark class="comment-mark"{where}>')


def _raw(html: str) -> Token:
    return Token("html_inline", "", 0, content=html)


def opening(markdown: str, most: int = 300) -> str:
    """The first paragraph that somebody wrote, without marks, for lists; "" where there is none."""
    tokens = _gentle(_parser().parse(safe_source(markdown[:20_000])), "en", lambda _: None)
    for n, token in enumerate(tokens):
        if token.type == "inline" and tokens[n - 1].type == "paragraph_open" and tokens[n - 1].level == 0:
            told = "".join(_told(c) for c in token.children or ())
            text = " ".join(told.split())
            if len(text) > _SHORTEST:
                return text if len(text) <= most else text[: most - 1].rstrip() + "…"
    return ""


def _told(token: Token) -> str:
    return token.content if token.type in {"text", "code_inline"} else " " if token.type.endswith("break") else ""
