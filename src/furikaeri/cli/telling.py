"""What a person tells at the command line, as a statement of the record."""

from __future__ import annotations

from argparse import Namespace
from zoneinfo import ZoneInfo

from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.statements import Statement, read_entries
from furikaeri.chronology.written import written
from furikaeri.cli.moments import moment_at
from furikaeri.cli.width import fitted, plain
from furikaeri.model.chronology import (
    Account,
    Belief,
    Chronology,
    Clock,
    Contest,
    Correction,
    Decision,
    KeyMoment,
    SeveritySpan,
)
from furikaeri.model.event import Event, InView
from furikaeri.model.timespan import SECOND, TimeSpan
from furikaeri.text import FurikaeriError, Text

_SHOWN = 5


def stated(args: Namespace, bundle: Bundle, chronology: Chronology, by: str, at: int) -> Statement:
    """The statement that the words of the command make; FurikaeriError says what is missing or can't be meant."""
    if args.what == "event":
        return _event(args, bundle, _span(args, bundle, chronology), by)
    if args.what == "severity":
        span = _span(args, bundle, chronology)
        return SeveritySpan(severity=_words(args), lo=span.lo, hi=span.hi if args.until else None, basis=by)
    if args.what == "clock":
        known = sorted({event.source for event in chronology.events if event.source != "told"})
        if args.source.partition(":")[0] not in known:
            raise FurikaeriError(
                Text(
                    "Say whose clock with --source. Known: {all}.",
                    "どの時計かを --source で書いてください。使えるもの: {all}。",
                ).fill(all=", ".join(known))
            )
        lo, dots, hi = args.ahead.partition("..")
        try:
            lo_us, hi_us = round(float(lo) * SECOND), round(float(hi if dots else lo) * SECOND)
        except ValueError as fault:
            raise FurikaeriError(
                Text(
                    "--ahead takes seconds, as in 180 or 178..182.", "--ahead は秒で書いてください（180 や 178..182）。"
                )
            ) from fault
        return Clock(source=args.source, lo=lo_us, hi=hi_us, by=by)
    if args.what == "moment" and not args.moment:
        raise FurikaeriError(
            Text(
                "Say which with --moment, as in --moment detected.",
                "--moment detected のように節目を指定してください。",
            )
        )
    about = _about(args.event, chronology)
    if args.what == "account":
        return Account(event=about.id, by=by, text=_words(args), given_at=at)
    if args.what == "contest":
        return Contest(event=about.id, by=by, text=_words(args), at=at)
    if args.what == "decision":
        return Decision(event=about.id, chosen=_words(args), options=tuple(args.option), cues=args.cues)
    if args.what == "belief":
        refuted = _about(args.refuted_by, chronology) if args.refuted_by else None
        held = TimeSpan(about.span.lo, refuted.span.lo if refuted else None, about.span.grain, "interval", "", "told")
        return Belief(
            event=about.id, group=args.group or by, text=_words(args), span=held,
            outcome="refuted" if refuted else "unknown", refuted_by=refuted.id if refuted else "",
        )  # fmt: skip
    if args.what == "moment":
        return KeyMoment(name=args.moment, event=about.id, reason=Text(args.text, args.text), by=by)
    corrected = _span(args, bundle, chronology) if args.time else None
    return Correction(
        event=about.id, by=by, at=at, span=corrected, text=args.text or None, kind=args.kind, lane=args.lane
    )


def _event(args: Namespace, bundle: Bundle, span: TimeSpan, by: str) -> Event:
    number = len(read_entries(bundle.statements_path)) + 1
    in_view = (InView(args.group, span.lo, span.hi if span.hi is not None else span.lo, "told"),) if args.group else ()
    return Event(
        id=f"told:{number}", source="told", span=span, lane=args.lane or "people", text=_words(args), kind=args.kind, actor=by,
        in_view=in_view, locator=f"statements.jsonl#line={number}",
    )  # fmt: skip


def _span(args: Namespace, bundle: Bundle, chronology: Chronology) -> TimeSpan:
    if not args.time:
        raise FurikaeriError(Text("Say when with --time.", "--time でいつかを書いてください。"))
    start = moment_at(args.time, bundle.incident.zone, chronology.events)
    vague = "both" if args.about else ""
    if not args.until:
        return TimeSpan(
            start.lo, start.hi, start.grain, "instant", "start" if args.about else "", "told", start.stated, start.zone
        )
    end = moment_at(args.until, bundle.incident.zone, chronology.events)
    if end.lo < start.lo:
        raise FurikaeriError(Text("--until lies before --time.", "--until が --time より前になっています。"))
    return TimeSpan(start.lo, end.lo, start.grain, "interval", vague, "told", f"{args.time}–{args.until}", start.zone)  # type: ignore[arg-type]  # one of two words


def _about(words: str, chronology: Chronology) -> Event:
    """The one event that the words name; FurikaeriError shows the first few where they fit several."""
    if not words:
        raise FurikaeriError(
            Text(
                "Say of which event with --event “words that only it holds”.",
                "どの事象のことかを --event 「その事象だけに含まれる言葉」で書いてください。",
            )
        )
    found = [e for e in chronology.events if e.id == words] or [e for e in chronology.events if words in e.text]
    if not found:
        raise FurikaeriError(
            Text(
                "No event holds “{words}”. See them all: furikaeri timeline DIR --level raw",
                "「{words}」を含む事象はありません。一覧: furikaeri timeline DIR --level raw",
            ).fill(words=words)
        )
    if len(found) > 1:
        zone = ZoneInfo(chronology.zone)
        shown = "".join(
            f"\n    {written(e.span, zone)}  {fitted(plain(e.text), 60)}\n      --event {e.id}" for e in found[:_SHOWN]
        )
        raise FurikaeriError(
            Text(
                "{n} events hold “{words}”. Use more of its words, or its id:{shown}",
                "「{words}」を含む事象は {n} 件あります。もっと長い言葉か、id で指定してください:{shown}",
            ).fill(n=len(found), words=words, shown=shown)
        )
    return found[0]


def _words(args: Namespace) -> str:
    if not args.text:
        raise FurikaeriError(
            Text(
                "Say it in words: furikaeri tell DIR {what} “…”",
                "言葉で書いてください: furikaeri tell DIR {what} 「…」",
            ).fill(what=args.what)
        )
    return str(args.text)
