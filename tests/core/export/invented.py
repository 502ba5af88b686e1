"""An invented incident that shows everything a page can draw, told in English and in Japanese."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from furikaeri.model.chronology import (
    Account,
    Assessment,
    Belief,
    Chronology,
    Contest,
    Decision,
    Fault,
    KeyMoment,
    Relation,
    SeveritySpan,
)
from furikaeri.model.event import Event, InView
from furikaeri.model.review import Review
from furikaeri.model.timespan import HOUR, MINUTE, SECOND, TimeSpan, micros
from furikaeri.text import Lang, Text

ZONE = "Asia/Tokyo"


def at(clock: str, day: int = 19) -> int:
    hour, minute = clock.split(":")
    return micros(datetime(2026, 5, day, int(hour), int(minute), tzinfo=ZoneInfo(ZONE)))


def _instant(clock: str, day: int = 19) -> TimeSpan:
    return TimeSpan(at(clock, day), at(clock, day), MINUTE, stated=clock, zone=ZONE)


def _about(clock: str, minutes: int) -> TimeSpan:
    lo = at(clock) - minutes * MINUTE
    return TimeSpan(
        lo, lo + 2 * minutes * MINUTE, MINUTE, vague="both", basis="told", stated=f"about {clock}", zone=ZONE
    )


def _lasted(lo: str, hi: str | None, vague: str = "") -> TimeSpan:
    return TimeSpan(at(lo), None if hi is None else at(hi), MINUTE, "interval", vague, stated=lo, zone=ZONE)  # type: ignore[arg-type]  # the tests spell the ends they mean


SEEN_AT_ONCE = ("on-call",)

# Columns: id, span, lane, kind, actor, source, salience, English, Japanese, {group: (lo, hi, basis)}
_STORY = [
    ("notice", _instant("10:15", 17), "vendors", "communication", "Kuwa Maps", "mail", 0.5,
     "Kuwa Maps announces new building codes “from the 19th, during the day” to the address on the contract.",
     "クワ地図社が、契約書の宛先に「19日の日中に建物コードを切り替える」と知らせる。",
     {"on-call": ("17:20", "17:20", "told"), "support": ("17:20", "17:20", "told")}),
    ("codes", _about("13:05", 4), "vendors", "change", "Kuwa Maps", "phone", 0.9,
     "Kuwa Maps switches the building codes. Parcels sorted from now on carry the new ones.",
     "クワ地図社が建物コードを切り替える。以後に仕分けた荷物には新しいコードが付く。",
     {"on-call": ("14:52", "14:52", "told"), "support": ("15:01", "15:10", "voiced")}),
    ("r88", _instant("13:12"), "changes", "change", "release bot", "git-log", 0.6,
     "locker-api r88 goes out to all stations (new size table).",
     "locker-api r88 を全駅へ配信（新しいサイズ表）。",
     {"on-call": ("13:12", "13:12", "displayed")}),
    ("climb", _lasted("13:16", "15:20", "both"), "systems", "state", "", "prometheus", 0.8,
     "Share of lockers that stay shut after a valid code begins to climb from 0.1 %.",
     "正しい番号でも開かないロッカーの割合が 0.1 % から上がり始める。",
     {"on-call": ("13:31", "13:31", "displayed"), "support": ("14:05", None, "displayed")}),
    ("post", _instant("13:24"), "public", "observation", "a customer", "public-post", 0.7,
     "“Locker 12 at Minami station says thank you and stays shut. Same for the person next to me.”",
     "「南駅の12番、番号を入れると『ありがとうございました』と出て開かない。隣の人も」",
     {"support": ("13:40", "13:40", "voiced"), "on-call": ("14:02", "14:09", "voiced")}),
    ("alert", _instant("13:29"), "alerts", "alert", "Alertmanager", "alertmanager", 0.9,
     "LockerStaysShut above 2 % for 5 min, south ring.",
     "LockerStaysShut が5分間 2 % 超（南環状）。",
     {"on-call": ("13:31", "13:31", "delivered")}),
    ("page", _instant("13:31"), "people", "communication", "pager", "pagerduty", 0.9,
     "Page reaches on-call A, acknowledged 13:32.",
     "当番Aに呼び出しが届く。13:32 に応答。",
     {"on-call": ("13:31", "13:31", "delivered")}),
    ("table", _instant("13:34"), "people", "hypothesis", "Mori", "slack", 0.9,
     "It began right after r88. The new size table must be mixing up the doors.",
     "r88 の直後から始まっている。新しいサイズ表が扉を取り違えているのだろう。",
     {"on-call": ("13:34", "13:34", "voiced")}),
    ("calls", _instant("13:40"), "people", "observation", "support desk", "slack", 0.85,
     "22 calls in ten minutes. Only stations on the south ring, only parcels sorted after one o’clock.",
     "10分で22件の電話。南環状の駅だけ、13時以降に仕分けた荷物だけ。",
     {"support": ("13:40", "13:40", "voiced"), "on-call": ("13:58", "14:02", "displayed")}),
    ("open", TimeSpan(at("13:44"), at("13:57"), MINUTE, basis="told", stated="13:44 or 13:57", zone=ZONE), "people", "action", "support desk", "told", 0.75,
     "Station staff begin to hand parcels over with the master key.",
     "駅係員がマスターキーで荷物を渡し始める。",
     {"support": ("13:44", "13:57", "acted"), "on-call": ("13:57", "13:57", "told")}),
    ("rollback", _instant("13:47"), "people", "decision", "Mori", "slack", 0.95,
     "Take r88 back.",
     "r88 を切り戻す。",
     {"on-call": ("13:47", "13:47", "voiced")}),
    ("r87", _lasted("13:49", "13:53"), "changes", "action", "Mori", "azure-activity", 0.8,
     "r88 → r87 at all stations.",
     "全駅で r88 → r87。",
     {"on-call": ("13:53", "13:53", "displayed")}),
    ("same", _instant("13:58"), "alerts", "alert", "Alertmanager", "alertmanager", 0.6,
     "Share still 37 %. Unchanged five minutes after the rollback.",
     "割合は 37 % のまま。切り戻しから5分、変化なし。",
     {"on-call": ("13:58", "13:58", "displayed")}),
    ("reads", _instant("14:02"), "people", "observation", "Mori", "slack", 0.7,
     "Reads the support channel: only parcels sorted after one o’clock.",
     "窓口のチャンネルを読む。13時以降に仕分けた荷物だけと知る。",
     {"on-call": ("14:02", "14:02", "voiced")}),
    ("not-table", _instant("14:08"), "people", "observation", "Mori", "slack", 0.9,
     "The same doors stay shut on r87. “So it isn’t the size table.”",
     "r87 でも同じ扉が開かない。「サイズ表じゃない」",
     {"on-call": ("14:08", "14:08", "voiced"), "support": ("14:11", "14:11", "displayed")}),
    ("status", _instant("14:11"), "public", "communication", "status page", "statuspage", 0.8,
     "“Some lockers do not open. Station staff will hand you your parcel.”",
     "「一部のロッカーが開きません。駅係員が荷物をお渡しします」",
     {"public": ("14:11", "14:11", "displayed"), "on-call": ("14:11", "14:11", "displayed"), "support": ("14:11", "14:11", "displayed")}),
    ("what-code", _instant("14:30"), "people", "question", "Mori", "slack", 0.6,
     "Where does the “S3-” at the front of the building code come from?",
     "建物コードの先頭の「S3-」は、どこから来ているのだろう。",
     {"on-call": ("14:30", "14:30", "voiced")}),
    ("phone", _lasted("14:36", "14:52"), "people", "communication", "Mori", "phone", 0.7,
     "Phones Kuwa Maps. Sixteen minutes on hold, then an answer.",
     "クワ地図社へ電話。16分の保留のあと、返事がある。",
     {"on-call": ("14:36", "14:36", "acted")}),
    ("map", _lasted("15:04", "15:18", "end"), "changes", "action", "Sakura Endo", "cloudtrail", 0.9,
     "Old codes are mapped to new ones in the sorter.",
     "仕分け機に旧コードと新コードの対応表を入れる。",
     {"on-call": ("15:06", "15:06", "displayed")}),
    ("drop", _instant("15:20"), "alerts", "state", "Alertmanager", "alertmanager", 0.8,
     "Share of shut lockers below 0.3 %.",
     "開かないロッカーの割合が 0.3 % を下回る。",
     {"on-call": ("15:20", "15:20", "displayed"), "support": ("15:24", "15:24", "displayed")}),
    ("restart", _about("15:41", 3), "systems", "action", "station staff", "told", 0.5,
     "Station staff switch locker 7 off and on. It opens again.",
     "駅係員が7番ロッカーの電源を入れ直す。また開くようになる。",
     {"support": ("15:41", "15:44", "acted"), "on-call": ("15:50", "15:50", "told")}),
    ("done", _instant("16:40"), "public", "communication", "status page", "statuspage", 0.8,
     "“All lockers open as usual.”",
     "「すべてのロッカーが通常どおり開きます」",
     {"public": ("16:40", "16:40", "displayed"), "on-call": ("16:40", "16:40", "displayed"), "support": ("16:40", "16:40", "displayed")}),
    ("mail", _instant("17:20"), "vendors", "communication", "Kuwa Maps", "mail", 0.6,
     "Kuwa Maps writes that notice had been mailed on the 17th.",
     "クワ地図社から「17日に通知済み」との連絡。",
     {"on-call": ("17:20", "17:20", "delivered"), "support": ("17:20", "17:20", "delivered")}),
]  # fmt: skip

IDS = [row[0] for row in _STORY]
NAMES = {"Mori": Text("on-call A", "当番A"), "Sakura Endo": Text("sorting engineer", "仕分け担当")}


def pseudonyms(lang: Lang) -> dict[str, str]:
    return {name: role[lang] for name, role in NAMES.items()}


def _event(row: tuple[object, ...], lang: Lang) -> Event:
    name, span, lane, kind, actor, source, _, en, ja, views = row
    return Event(
        id=f"{source}:demo:{name}",
        source=str(source),
        span=span,  # type: ignore[arg-type]  # the table above spells every column
        lane=str(lane),
        kind=kind,  # type: ignore[arg-type]  # the table above spells every column
        actor=str(actor),
        text=str(ja if lang == "ja" else en),
        in_view=tuple(
            InView(group, at(lo), None if hi is None else at(hi), basis)
            for group, (lo, hi, basis) in views.items()  # type: ignore[attr-defined]  # as above
        ),
        link=f"https://example.org/archive/{name}" if source in {"slack", "pagerduty"} else "",
        facts={"service": "locker-api"} if lane in {"alerts", "changes"} else {},
        marks=("failed",) if name == "r87" else ("worked",) if name == "map" else (),
        evidence="9e41" * 16 if source not in {"phone", "told"} else "",
        locator=f"{source}.json#/{IDS.index(str(name))}" if source not in {"phone", "told"} else "",
    )


def _id(name: str) -> str:
    return next(f"{row[5]}:demo:{row[0]}" for row in _STORY if row[0] == name)


def incident(lang: Lang = "en") -> Chronology:
    """Everything a chronology can hold, at least once."""
    said = Text("stated in the review meeting", "振り返り会で述べられました")
    texts = {
        "belief": Text("The new size table mixes up the doors.", "新しいサイズ表が扉を取り違えている。"),
        "desk": Text("I was told to open them, and at 13:44 we did.", "「開けて」と言われて、13:44 に開け始めました。"),
        "mori": Text(
            "I asked them to be ready. I heard they were open at 13:57.",
            "準備を頼みました。開いたと聞いたのは 13:57 です。",
        ),
        "contest": Text(
            "For the customers at Minami it went on until locker 7 was restarted.",
            "南駅のお客さまにとっては、7番を入れ直すまで続いていました。",
        ),
    }
    return Chronology(
        events=tuple(_event(row, lang) for row in _STORY),
        assessments={
            _id(str(row[0])): Assessment(row[3], 0.9, float(row[6])) for row in _STORY  # type: ignore[arg-type]  # the table above spells every column
        },
        relations=(
            Relation(a=_id("r88"), b=_id("climb"), type="precedes", rule="change-symptom", score=0.71,
                     reason=Text("4 min apart, both name locker-api; one other change in the window scores 0.22",
                                 "4分差で、どちらも locker-api を含みます。同じ窓の他の変更は 0.22 です")),
            Relation(a=_id("alert"), b=_id("page"), type="same-as", rule="fingerprint", score=0.97,
                     reason=Text("same fingerprint 5f0c91", "指紋 5f0c91 が一致しています")),
            Relation(a=_id("r88"), b=_id("table"), type="supports", reason=said, status="accepted", by="on-call A"),
            Relation(a=_id("table"), b=_id("rollback"), type="leads-to", reason=said, status="accepted", by="on-call A"),
            Relation(a=_id("rollback"), b=_id("r87"), type="leads-to", reason=said, status="accepted", by="facilitator"),
            Relation(a=_id("not-table"), b=_id("table"), type="refutes", reason=said, status="accepted", by="on-call A"),
            Relation(a=_id("restart"), b=_id("drop"), type="contradicts", reason=said, status="accepted", by="support desk"),
            Relation(a=_id("notice"), b=_id("codes"), type="mentions", rule="word", score=0.4, status="rejected", by="facilitator",
                     reason=Text("both name the building codes", "どちらも建物コードに触れています")),
        ),
        key_moments=(
            KeyMoment(name="cause", event=_id("codes"), alternatives=(_id("r88"),), reason=said, by="review owner"),
            KeyMoment(name="detected", event=_id("alert"), alternatives=(_id("post"),), by="facilitator",
                      reason=Text("first alert", "最初のアラートです")),
            KeyMoment(name="paged", event=_id("page"), reason=Text("pager log", "呼び出しの記録です"), by="facilitator"),
            KeyMoment(name="status-page", event=_id("status"), reason=Text("first public update", "最初の公開情報です"), by="facilitator"),
            KeyMoment(name="mitigated", event=_id("drop"), alternatives=(_id("restart"),), by="review owner",
                      reason=Text("share back below the alert", "アラートの値を下回りました")),
            KeyMoment(name="resolved", event=_id("done"), reason=Text("status page", "公開情報より")),
        ),
        accounts=(
            Account(event=_id("open"), by="support desk", text=texts["desk"][lang], given_at=at("10:10", 20)),
            Account(event=_id("open"), by="on-call A", text=texts["mori"][lang], given_at=at("11:30", 20)),
        ),
        beliefs=(
            Belief(event=_id("table"), group="on-call", text=texts["belief"][lang], span=_lasted("13:34", "14:08"),
                   outcome="refuted", refuted_by=_id("not-table")),
        ),
        decisions=(
            Decision(event=_id("rollback"), chosen=Text("take r88 back", "r88 を切り戻す")[lang],
                     options=(Text("wait for the desk", "窓口の返事を待つ")[lang], Text("stop the sorter", "仕分け機を止める")[lang]),
                     cues=Text("the two lines on the graph rise four minutes apart", "グラフの二本の線が4分差で上がっている")[lang]),
        ),
        contests=(Contest(event=_id("drop"), by="support desk", text=texts["contest"][lang], at=at("10:20", 20)),),
        severities=(
            SeveritySpan(severity="SEV-2", lo=at("13:32"), hi=at("14:08"), basis="pagerduty"),
            SeveritySpan(severity="SEV-1", lo=at("14:08"), hi=at("15:20"), basis="slack"),
            SeveritySpan(severity="SEV-3", lo=at("15:20"), hi=at("16:40"), basis="slack"),
        ),
        faults=(
            Fault(code="zone-error", message=Text("The activity log runs exactly nine hours behind the pager.", "操作の記録は、呼び出しの記録よりちょうど9時間遅れています。"),
                  ask=Text("In which zone does the activity log write its times?", "操作の記録の時刻は、どの時間帯で書かれていますか。"),
                  events=(_id("r87"),), offset=(-9 * HOUR, -9 * HOUR + SECOND)),
            Fault(code="silence", message=Text("29 minutes without an entry while an alert was open.", "アラートが続くあいだ、29分間の記録がありません。"),
                  ask=Text("What was happening between 15:41 and 16:40?", "15:41 から 16:40 のあいだ、何が起きていましたか。"),
                  lo=at("15:44"), hi=at("16:40")),
        ),
        zone=ZONE,
    )  # fmt: skip


_MARKDOWN = Text(
    """# Lockers would not open on the south ring

## Overview

For **77 to 112 minutes** about one locker in three on the south ring stayed shut after a valid code. The building codes had changed at our map supplier; the lockers had no way to learn of it.

## What happened

At [about 13:05](event:phone:demo:codes) the codes changed. To on-call A the rise [began with r88](event:git-log:demo:r88): the two lines on the graph stood four minutes apart.

> Until 14:08 that fitted everything on the screen.

## Contributing factors

| Before we believed | Now we know |
|---|---|
| The sorter always holds current codes. | It reads them once, at three in the morning. |
| The supplier tells us before codes change. | They did. The mail went to an address that no shift reads. |

## What went right

The desk counted its calls by the hour of sorting before anyone asked. That table led to the codes.

## Action items

1. The sorter reads the codes again when it meets an unknown one. *Owner: sorting team*
2. A locker that stays shut opens for staff within 60 seconds.

```
GET /codes?since=2026-05-19
```
""",
    """# 南環状でロッカーが開かなかった

## 概要

**77分から112分**のあいだ、南環状では、正しい番号を入れてもおよそ3台に1台のロッカーが開かなかった。地図の委託先で建物コードが変わったことを、ロッカーは知る術がなかった。

## 何が起こったか

[13:05 ごろ](event:phone:demo:codes)、コードが切り替わった。当番Aには、増加は [r88 から始まった](event:git-log:demo:r88)ように見えた。グラフの二本の線は4分差で上がっていた。

> 14:08 までは、画面に見えるすべてと*合っていた*。

## 要因

| 以前の認識 | 今わかっていること |
|---|---|
| 仕分け機はいつも最新のコードを持っている。 | 読むのは一日に一度、午前3時。 |
| コードが変わる前に、委託先から連絡が来る。 | 連絡は来ていた。ただし、どの当番も読まない宛先に。 |

## うまくいったこと

窓口は、頼まれる前に、電話を仕分けの時刻ごとに数えていた。コードにたどり着けたのは、その表があったから。

## 対策

1. 知らないコードに出会った仕分け機は、コードを読み直す。
2. 開かないロッカーは、係員が60秒以内に開けられる。
""",
)


def review(lang: Lang = "en") -> Review:
    title = Text("Lockers would not open on the south ring", "南環状でロッカーが開かなかった")
    return Review(
        title=title[lang],
        lang=lang,
        markdown=_MARKDOWN[lang],
        template="pagerduty",
        owner=Text("sorting team", "仕分けチーム")[lang],
    )


def many(n: int) -> Chronology:
    """`n` raw records with overlapping intervals, replies and views: what a real night leaves behind."""
    start = at("00:00")
    events = tuple(
        Event(
            id=f"log:many:{i}",
            source="log",
            span=TimeSpan(
                start + i * SECOND, start + (i + (i % 7) * 40) * SECOND, SECOND, "interval" if i % 3 else "instant"
            ),
            lane=("alerts", "systems", "changes", "people")[i % 4],
            kind=("alert", "state", "change", "observation")[i % 4],
            actor=f"worker {i % 50}",
            text=f"record {i} of the night with some words in it",
            in_view=(InView("on-call", start + i * SECOND, start + (i + 30) * SECOND, "displayed"),),
            facts={"service": f"svc-{i % 20}"},
            locator=f"log.txt#line={i + 1}",
        )
        for i in range(n)
    )
    relations = tuple(
        Relation(
            a=f"log:many:{i}",
            b=f"log:many:{i + 1}",
            type="precedes",
            rule="near",
            score=0.5,
            reason=Text("near", "近い時刻です"),
        )
        for i in range(0, n - 1, 2)
    )
    return Chronology(events=events, relations=relations)
