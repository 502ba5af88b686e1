"""The shapes of the drawing and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.export.tags import Html, tag
from furikaeri.export.words import KINDS
from furikaeri.text import Lang, Text

if TYPE_CHECKING:
    from furikaeri.model.event import EventKind

# One drawing a kind, 18 by 18; filled for what was done or announced, open for what was seen, thought or asked.
_EDGE = 'stroke="var(--mark-edge, var(--paper))" stroke-width="1.5"'
_OPEN = 'fill="var(--paper)" stroke="var(--mark-edge, currentColor)" stroke-width="2.25"'
_SHAPES: dict[str, str] = {
    "alert": f'<path d="M9 2 17 16H1Z" fill="currentColor" {_EDGE}/>',
    "change": f'<rect x="2.5" y="2.5" width="13" height="13" fill="currentColor" {_EDGE}/>',
    "state": '<path d="M2 9h14" stroke="var(--mark-edge, currentColor)" stroke-width="3"/>',
    "observation": f'<circle cx="9" cy="9" r="6" {_OPEN}/>',
    "hypothesis": f'<path d="M9 1.5 16.5 9 9 16.5 1.5 9Z" {_OPEN}/>',
    "decision": f'<path d="M9 1 17 9 9 17 1 9Z" fill="currentColor" {_EDGE}/>',
    "action": f'<path d="M3 2 16.5 9 3 16Z" fill="currentColor" {_EDGE}/>',
    "question": f'<circle cx="9" cy="9" r="6" {_OPEN}/><circle cx="9" cy="9" r="1.9" fill="currentColor"/>',
    "communication": f'<circle cx="9" cy="9" r="5" fill="currentColor" {_EDGE}/>',
    "entry": f'<circle cx="9" cy="9" r="3" fill="currentColor" {_EDGE}/>',
}
_EDGES: tuple[tuple[str, Text], ...] = (
    (
        '<rect x="6" y="1" width="6" height="16" fill="currentColor"/>',
        Text("from and to are known", "始まりと終わりが確か"),
    ),
    (
        '<path d="M6 1h6M6 5h6M6 9h6M6 13h6M6 17h6" stroke="currentColor" stroke-width="2"/>',
        Text("one moment, somewhere in here", "この間のどこかの一点"),
    ),
    (
        '<path d="M4 1v16M14 1v16" stroke="currentColor" stroke-width="1.5"/>',
        Text("a belief, while it was held", "見立て（そう思われていた間）"),
    ),
    (
        '<path d="M4 1v16M14 1v16M1 14 17 8" stroke="currentColor" stroke-width="1.5"/>',
        Text("a belief, refuted here", "見立て（ここで覆された）"),
    ),
    (
        '<path d="M3 1v16M9 1v16" stroke="currentColor" stroke-width="2"/>',
        Text("severity, at the left edge", "重大度（左端）"),
    ),
)
_LINES: tuple[tuple[str, Text], ...] = (
    (
        '<path d="M0 9h18" stroke="var(--ai)" stroke-width="2"/>',
        Text("led to, supported, and others that a person accepted", "つながった、裏づけるなど（人が認めたもの）"),
    ),
    (
        '<path d="M0 9h18" stroke="var(--ink)" stroke-width="2" stroke-dasharray="5 3"/>',
        Text("refuted, contradicts", "覆す、食い違う"),
    ),
    (
        '<path d="M0 9h18" stroke="var(--rule-strong)" stroke-width="1.5" stroke-dasharray="2 3"/>',
        Text("only proposed by a rule", "ルールによる提案"),
    ),
)
_KEYS: tuple[tuple[str, Text], ...] = (
    ("Tab", Text("from entry to entry", "事象から事象へ移る")),
    ("Enter", Text("open an entry, draw its lines", "開いて線を引く")),
    ("[  ]", Text("in view at: one step back, on", "見えていた時点を一つ戻す・進める")),
    ("Esc", Text("everything known today", "今日分かっていることに戻す")),
)


def sprite() -> Html:
    """The shapes as symbols, once a page."""
    symbols = "".join(
        f'<symbol id="k-{kind}" viewBox="0 0 18 18" overflow="visible">{shape}</symbol>'
        for kind, shape in _SHAPES.items()
    )
    return Html(f'<svg class="sprite" aria-hidden="true"><defs>{symbols}</defs></svg>')


def legend(lang: Lang, *, live: bool = True) -> Html:
    """The key to the drawing; `live` adds the lines and keys that only the script of a copy knows."""
    kinds = [
        tag("li", _icon(f'<use href="#k-{kind}"/>'), KINDS[_kind(kind)][lang]) for kind in _SHAPES
    ]  # fmt: skip
    return tag(
        "section",
        tag("div", tag("h3", Text("Shape says what kind", "形は種類")[lang]), tag("ul", kinds, class_="two")),
        tag(
            "div",
            tag("h3", Text("Edges say how sure", "端は確かさ")[lang]),
            tag("ul", [_line(s, t, lang) for s, t in _EDGES]),
        ),
        None
        if not live
        else tag(
            "div",
            tag("h3", Text("Lines, for the open entry only", "線は、開いた事象だけ")[lang]),
            tag("ul", [_line(s, t, lang) for s, t in _LINES]),
            class_="enhanced no-print",
        ),
        None
        if not live
        else tag(
            "div",
            tag("h3", Text("Keys", "キー")[lang]),
            tag("ul", [tag("li", tag("kbd", key), words[lang]) for key, words in _KEYS]),
            class_="keys enhanced no-print",
        ),
        class_="legend",
        aria_label=Text("Legend", "凡例")[lang],
    )


def _kind(shape: str) -> EventKind | None:
    return next((kind for kind in KINDS if kind == shape), None)


def _icon(shape: str) -> Html:
    return Html(f'<svg viewBox="0 0 18 18" aria-hidden="true">{shape}</svg>')


def _line(shape: str, words: Text, lang: Lang) -> Html:
    return tag("li", _icon(shape), words[lang])
