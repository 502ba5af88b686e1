"""What a person tells at the command line, as a statement of the record."""

from __future__ import annotations

from argparse import Namespace
from zoneinfo import ZoneInfo

from furikaeri.bundle.folder import Bundle
from furikaeri.bundle.statements import Statement, read_entries
from furikaeri.bundle.telling import Teller, named_events
from furikaeri.chronology.written import written
from furikaeri.cli.width import fitted, plain
from furikaeri.model.chronology import Chronology
from furikaeri.model.event import Event
from furikaeri.model.timespan import TimeSpan
from furikaeri.text import FurikaeriError, Text

_SHOWN = 5


def stated(args: Namespace, bundle: Bundle, chronology: Chronology, by: str, at: int) -> Statement:
    """The statement that the words of the command make; FurikaeriError says what is missing or can't be meant."""
    teller = Teller(chronology=chronology, by=by, at=at, zone=bundle.incident.zone)
    if args.what == "event":
        number = len(read_entries(bundle.statements_path)) + 1
        return teller.event(
            number, _words(args), _span(args, teller), lane=args.lane or "", kind=args.kind, group=args.group
        )
    if args.what == "severity":
        return teller.severity(_words(args), _span(args, teller))
    if args.what == "clock":
        return _clock(args, teller)
    if args.what == "moment" and not args.moment:
        raise FurikaeriError(
            Text(
                "Say which with --moment, as in --moment detected.",
                "--moment detected のように節目を指定してください。",
            )
        )
    about = _about(args.event, chronology).id
    match args.what:
        case "account":
            return teller.account(about, _words(args))
        case "contest":
            return teller.contest(about, _words(args))
        case "decision":
            return teller.decision(about, _words(args), args.option, args.cues)
        case "belief":
            refuted = _about(args.refuted_by, chronology).id if args.refuted_by else ""
            return teller.belief(about, _words(args), group=args.group, refuted_by=refuted)
        case "moment":
            return teller.moment(about, args.moment, args.text)
        case _:
            corrected = _span(args, teller) if args.time else None
            return teller.correction(about, span=corrected, text=args.text, kind=args.kind, lane=args.lane)


def _clock(args: Namespace, teller: Teller) -> Statement:
    lo, dots, hi = args.ahead.partition("..")
    try:
        least, most = float(lo), float(hi if dots else lo)
    except ValueError as fault:
        raise FurikaeriError(
            Text("--ahead takes seconds, as in 180 or 178..182.", "--ahead は秒で書いてください（180 や 178..182）。")
        ) from fault
    return teller.clock(args.source, least, most)


def _span(args: Namespace, teller: Teller) -> TimeSpan:
    if not args.time:
        raise FurikaeriError(Text("Say when with --time.", "--time でいつかを書いてください。"))
    return teller.span(args.time, args.until, about=args.about)


def _about(words: str, chronology: Chronology) -> Event:
    """The one event that the words name; FurikaeriError shows the first few where they fit several."""
    if not words:
        raise FurikaeriError(
            Text(
                "Say of which event with --event “words that only it holds”.",
                "どの事象のことかを --event 「その事象だけに含まれる言葉」で書いてください。",
            )
        )
    found = named_events(words, chronology)
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
