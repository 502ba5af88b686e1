"""Comments by which a writer says that a finding is well as it is, and why."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from furikaeri.lint.diagnostic import TRAPS, Diagnostic
from furikaeri.lint.page import rule_page
from furikaeri.markup.positions import Positions
from furikaeri.text import Lang, Span, Text

_COMMENT = (  # compiled when first met: few documents hold one
    r"<!--[ \t]{0,8}furikaeri:[ \t]{0,8}ok\b[ \t]{0,8}(?P<rule>[\w.-]{0,80})(?P<reason>[^\n]{0,400}?)-->"
)
_BLANK = re.compile(r"[ \t\r]*\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """One comment: `rule` is a rule id, a trap, or "document"; `covered` the lines it speaks for; `span` the comment itself."""

    rule: str
    reason: str
    covered: range
    span: Span


@dataclass(frozen=True, slots=True)
class Suppressions:
    """All comments of one document; `ids` are the rules that exist."""

    found: tuple[Suppression, ...]
    ids: Collection[str]
    lang: Lang

    def covers(self, diagnostic: Diagnostic) -> bool:
        """Whether some comment with a reason speaks for this diagnostic."""
        if not self.found:
            return False
        names = {diagnostic.rule, diagnostic.trap}
        return any(s.reason and s.rule in names and diagnostic.line in s.covered for s in self.found)

    def complaints(self, places: Positions) -> Iterator[Diagnostic]:
        """A diagnostic for each comment that gives no reason, or names neither a rule nor a trap."""
        for s in self.found:
            if s.rule not in self.ids and s.rule not in TRAPS:
                yield _complaint("unknown", s, places, self.lang)
            elif not s.reason:
                yield _complaint("reason", s, places, self.lang)


def suppressions(source: str, ids: Collection[str]) -> Suppressions:
    """The `<!-- furikaeri: ok RULE reason -->` comments of a document.

    One on a line of its own speaks for the block that follows, one among words for its own line.
    """
    if "furikaeri:" not in source:
        return Suppressions((), ids, "en")
    places = Positions.of(source)
    found = [
        Suppression(
            rule=m["rule"],
            reason=m["reason"].strip(" \t:-"),
            covered=_covered(source, m, places),
            span=Span(m.start(), m.end()),
        )
        for m in re.finditer(_COMMENT, source)
    ]
    japanese = re.search(r"[ぁ-んァ-ヶ]", source) is not None
    return Suppressions(tuple(found), ids, "ja" if japanese else "en")


def _covered(source: str, comment: re.Match[str], places: Positions) -> range:
    line = places.line(comment.start())
    begin = places.starts[line - 1]
    end = source.find("\n", comment.end())
    end = len(source) if end < 0 else end
    rest = re.sub(_COMMENT, "", source[begin:end]).strip(" \t\r>-*")
    if rest:
        return range(line, line + 1)
    at = end + 1
    while blank := _BLANK.match(source, at):
        at = blank.end()
    first = places.line(at) if at <= len(source) else line
    last = first
    while (
        last < len(places.starts) and source[places.starts[last] : places.starts[last] + 200].split("\n", 1)[0].strip()
    ):
        last += 1
    return range(line, last + 1)


def _complaint(kind: str, suppression: Suppression, places: Positions, lang: Lang) -> Diagnostic:
    message, question = {
        "reason": (
            Text("This comment gives no reason.", "この除外コメントには理由がありません。"),
            Text(
                "What should the next reader know about this choice?",
                "次に読む人に、この判断の何を伝えておきたいですか。",
            ),
        ),
        "unknown": (
            Text(
                f"No rule or trap is called {suppression.rule or '…'!r}.",
                f"「{suppression.rule or '…'}」というルールはありません。",
            ),
            Text("Which rule is meant?", "どのルールを指していますか。"),
        ),
    }[kind]
    return Diagnostic(
        trap="suppression",
        rule=f"suppression.{kind}",
        severity="warning",
        span=suppression.span,
        line=places.line(suppression.span.start),
        lang=lang,
        message=message,
        question=question,
        page=rule_page(f"suppression.{kind}", lang),
    )
