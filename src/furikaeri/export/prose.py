"""The words of a review as HTML: Markdown without raw HTML, without images, with links that can't run."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from furikaeri.export.tags import Html, safe, tag, web_link

_BESIDE = re.compile(r"(?:[^:/\\?#\s]+(?:/[^\\\s]*)?|[^:/\\?#\s]*[?#][^\\\s]*)")
"""A fragment, or a path beside the page: no scheme, no host, no root."""
_STAMP = re.compile(r"~?\d{4}-\d\d-\d\d \d\d:\d\d\b")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_NOT_A_SLUG = re.compile(r"[^\w]+")

Resolve = Callable[[str], str | None]
"""From an event id to the fragment of its row, None where this copy doesn't show it."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the review as it is printed: its heading, its fragment, its HTML."""

    title: str
    fragment: str
    body: Html


def sections(markdown: str, title: str, resolve: Resolve) -> tuple[Section, ...]:
    """The review cut at its second-level headings; a first heading that only repeats the title is left out.

    Links keep http, https, mailto, fragments and paths beside the page; `event:ID` leads to that event's row. All
    others, and images, become words, since opening the page must never reach anywhere.
    """
    parser = _parser()
    tokens = _gentle(parser.parse(safe_source(markdown)), resolve)
    tokens = _untitled(tokens, title)
    cuts = [n for n, t in enumerate(tokens) if t.type == "heading_open" and t.tag in {"h1", "h2"}]
    bounds = [*cuts, len(tokens)]
    out: list[Section] = []
    if bounds[0] and (lead := _html(parser, tokens[: bounds[0]])).strip():
        out.append(Section("", "", lead))
    for n, begin in enumerate(cuts):
        heading = "".join(t.content for t in tokens[begin + 1].children or () if t.type in {"text", "code_inline"})
        fragment = f"s{n + 1}-{_NOT_A_SLUG.sub('-', heading.lower()).strip('-')[:40]}".rstrip("-")
        out.append(Section(heading, fragment, _html(parser, tokens[begin + 3 : bounds[n + 1]])))
    return tuple(out)


def safe_source(markdown: str) -> str:
    """The text without lone surrogates and NUL, which no parser promises to survive."""
    return markdown.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.validateLink = lambda _: True  # type: ignore[method-assign, assignment]  # `_gentle` judges links; refusing would print them raw
    return parser


def _html(parser: MarkdownIt, tokens: Sequence[Token]) -> Html:
    renderer = parser.renderer
    assert isinstance(renderer, RendererHTML)
    env: dict[str, Any] = {}
    return Html(renderer.render(tokens, parser.options, env))


def _untitled(tokens: list[Token], title: str) -> list[Token]:
    first = next((n for n, t in enumerate(tokens) if t.type == "heading_open"), None)
    if first == 0 and tokens[0].tag == "h1" and tokens[1].content.strip() == title.strip():
        return tokens[3:]
    return tokens


def _gentle(tokens: list[Token], resolve: Resolve) -> list[Token]:
    """The same tokens with every link judged, images and raw HTML turned into words, comments gone, no styles."""
    out: list[Token] = []
    for token in tokens:
        if token.type == "html_block":
            out += _as_words(token.content)
            continue
        out.append(token)
        for attribute in ("style",):  # table alignment: the content security policy allows no style attribute
            if style := token.attrs.pop(attribute, None):
                token.attrs["class"] = f"to-{str(style).rsplit(':', 1)[-1].strip(' ;')}"
        if token.type in {"fence", "code_block"}:
            token.info = ""
        if token.type == "inline" and out[-2:] and out[-2].type == "td_open" and _STAMP.match(token.content):
            out[-2].attrs["class"] = "stamp"
        if token.children:
            token.children = _links(token.children, resolve)
            if len(out) > 2 and out[-3].type == "blockquote_open" and token.children:
                token.children[0].content = token.children[0].content.removeprefix("? ")  # its look says that it asks
        if token.type in {"text", "code_inline", "fence", "code_block"}:
            token.content = _shown(token.content)
    return out


def _as_words(html: str) -> list[Token]:
    """Raw HTML as a paragraph to read; comments are the writer's own and stay out of print."""
    said = _COMMENT.sub("", html).strip()
    if not said:
        return []
    words = Token("text", "", 0, content=_shown(said))
    inline = Token("inline", "", 0, content=said, children=[words])
    return [Token("paragraph_open", "p", 1, block=True), inline, Token("paragraph_close", "p", -1, block=True)]


def _links(children: list[Token], resolve: Resolve) -> list[Token]:
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
            if not href.startswith("#"):
                token.attrs["rel"] = "noopener noreferrer"
        elif token.type == "link_close" and dropped.pop():
            continue
        elif token.type in {"image", "html_inline"}:
            out.append(Token("text", "", 0, content=_shown(_COMMENT.sub("", token.content))))
            continue
        elif token.type in {"text", "code_inline"}:
            token.content = _shown(token.content)
        out.append(token)
    return out


def _shown(text: str) -> str:
    """What `safe` does to control and turning characters, before the renderer escapes the rest."""
    return text if text.isascii() and text.isprintable() else _CONTROL.sub(lambda m: str(safe(m.group())), text)


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")


def _address(href: str, resolve: Resolve) -> str | None:
    if href.startswith("event:"):
        fragment = resolve(unquote(href.removeprefix("event:")))
        return f"#{fragment}" if fragment else None
    if web_link(href):
        return href
    return href if _BESIDE.fullmatch(href) else None


def article(found: Sequence[Section]) -> Html:
    """The sections one under the other, each with its heading and fragment."""
    return Html(
        "".join(
            tag(
                "section",
                tag("h2", s.title) if s.title else None,
                tag("div", s.body, class_="prose"),
                id=s.fragment or None,
            )
            for s in found
        )
    )
