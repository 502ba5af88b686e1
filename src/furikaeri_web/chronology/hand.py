"""What can be done with the rows of the page: judge a proposal, open an event, choose a key moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from furikaeri.export.details import other, worth_a_look
from furikaeri.export.scene import anchor
from furikaeri.export.tags import Html, Node, join, tag
from furikaeri.export.words import STATUSES
from furikaeri.text import Text
from furikaeri_web.chronology.selectors import number_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from furikaeri.export.details import Related
    from furikaeri.export.wallclock import WallClock
    from furikaeri.model.chronology import KeyMoment, Relation
    from furikaeri.model.event import Event

_DETAILS = Text("Details", "詳しく")
_WAITING = Text("Open as a page", "一つのページで開く")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageHand:
    """The hand of the page at `base` (…/chronology/), with `query` as the look it keeps; `token` lets forms be sent.

    Where `then` is true the page shows a moment of the past: nothing is judged there. `opened` is the anchor of the
    event that stands open, `panel` its content.
    """

    base: str
    query: str
    token: str
    clock: WallClock
    link: Callable[[str], str]
    then: bool = False
    opened: str = ""
    panel: Html = field(default_factory=lambda: Html(""))

    def proposal(self, event: Event, related: Sequence[Related]) -> Html | None:  # noqa: ARG002  # the hand's form
        """The strongest open proposal that ends here, to be judged; the rest is counted."""
        if self.then:
            return None
        open_ones = [r for r in related if worth_a_look(r)]
        best = max(open_ones, key=lambda r: r.relation.score, default=None)
        return None if best is None else self.strip(best, len(open_ones) - 1)

    def strip(self, proposed: Related, more: int = 0, *, asking: bool = False, trouble: str = "") -> Html:
        """One proposal with its reason; `asking`: with the question what speaks against it. Dashed: a machine said it."""
        lang, relation = self.clock.lang, proposed.relation
        number = number_of(relation.id)
        address = f"{self.base}proposals/{number}/"
        said = join(
            tag("span", STATUSES["proposed"][lang], class_="tag"), " ", tag("b", proposed.words(lang)), " ",
            other(self.clock, proposed, self.link), tag("span", why(relation, self.clock, more), class_="why"),
        )  # fmt: skip
        answer = self._reason(address, trouble) if asking else self._answers(address)
        return tag(
            "div", tag("div", said), answer, class_="proposal-strip", id=f"p-{number}", data_undo_into=True,
            role="group", aria_label=Text("Proposal", "提案")[lang],
        )  # fmt: skip

    def done(self, relation: Relation, no: int) -> Html:
        """What was said of a proposal, with the way back."""
        lang = self.clock.lang
        words = {
            "accepted": Text("Accepted. It stands as yours to answer for.", "認めました。あなたの判断として残ります。"),
            "rejected": Text("Rejected, with your reason beside it.", "理由とともに退けました。"),
            "proposed": Text("Open again.", "もう一度、判断を待っています。"),
        }[relation.status]
        undo = f"{self.base}statements/{no}/take-back/?strip={number_of(relation.id)}"
        back = tag("a", Text("Undo", "元に戻す")[lang], href=undo, data_undo=True, class_="btn btn--text")
        return tag(
            "div", tag("div", words[lang]), tag("div", back, class_="acts"), class_="proposal-strip is-done",
            id=f"p-{number_of(relation.id)}", data_undo_into=True, role="status",
        )  # fmt: skip

    def foot(self, event: Event) -> Html | None:
        """The fold that holds everything of an event; what is in it comes when it is opened."""
        place, lang = anchor(event.id), self.clock.lang
        address = f"{self.base}events/{place}/{self.query}"
        summary = tag("summary", _DETAILS[lang], data_walk_item=True)
        if place == self.opened:
            return tag(
                "details",
                summary,
                tag("div", self.panel, class_="event-panel"),
                class_="record",
                name="event",
                open=True,
            )
        return tag(
            "details", summary,
            tag(
                "div", tag("a", _WAITING[lang], href=address), class_="event-panel", hx_get=address,
                hx_trigger="toggle from:closest details once", hx_target="this",
            ),
            class_="record", name="event",
        )  # fmt: skip

    def turning(self, moment: KeyMoment) -> Html | None:
        """The way to choose a key moment, or another event for it."""
        if self.then:
            return None
        words = Text("change", "変える") if moment.by else Text("choose", "決める")
        return tag("a", words[self.clock.lang], href=f"{self.base}moments/{moment.name}/", class_="choose no-print")

    def _answers(self, address: str) -> Html:
        lang = self.clock.lang
        accept = tag(
            "form", self._hidden(), tag("input", type="hidden", name="status", value="accepted"),
            tag("button", Text("Accept", "認める")[lang], class_="btn", type="submit"),
            method="post", action=address, hx_post=address, hx_target="closest .proposal-strip", hx_swap="outerHTML",
        )  # fmt: skip
        reject = tag(
            "a", Text("Reject…", "退ける…")[lang], class_="btn", href=address, hx_get=address,
            hx_target="closest .proposal-strip", hx_swap="outerHTML",
        )  # fmt: skip
        return tag("div", accept, reject, class_="acts no-print")

    def _reason(self, address: str, trouble: str) -> Html:
        lang = self.clock.lang
        label = Text("What speaks against it?", "そうではないと考える理由は何ですか。")[lang]
        nodes: list[Node] = [
            self._hidden(),
            tag("input", type="hidden", name="status", value="rejected"),
            tag(
                "input",
                class_="field",
                name="reason",
                aria_label=label,
                placeholder=label,
                maxlength="500",
                autofocus=True,
            ),
            tag("button", Text("Reject", "退ける")[lang], class_="btn btn--go", type="submit"),
            tag("p", trouble, class_="error attn") if trouble else None,
        ]
        return tag(
            "form", nodes, class_="reason", method="post", action=address, hx_post=address,
            hx_target="closest .proposal-strip", hx_swap="outerHTML",
        )  # fmt: skip

    def _hidden(self) -> Html:
        return tag("input", type="hidden", name="csrfmiddlewaretoken", value=self.token)


def why(relation: Relation, clock: WallClock, more: int = 0) -> str:
    """What the rule saw, and how sure it is."""
    words = Text("{reason}; score {score:.2f}.", "{reason}。スコア {score:.2f}。").fill(
        reason=Text(relation.reason.en.rstrip("."), relation.reason.ja.rstrip("。")), score=relation.score
    )[clock.lang]
    if more:
        words += Text(" {n} more proposals end here.", "ここに至る提案がほかに {n} 件あります。").fill(n=more)[
            clock.lang
        ]
    return words
